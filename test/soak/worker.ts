/** A process of the soak: is sent one stretch of seeds after the other, and sends back what their worlds came to. */

import { counted, emptyTally, type Stretch, type Tally } from './tally';
import { trial } from './trial';

const soaked = async (stretch: Stretch): Promise<Tally> => {
  let tally = emptyTally(stretch);
  for (let seed = stretch.from; seed < stretch.from + stretch.count; seed += 1)
    tally = counted(tally, seed, await trial(seed));
  return tally;
};

process.on('message', (stretch: Stretch) => {
  soaked(stretch).then(
    (tally) => process.send?.(tally),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
