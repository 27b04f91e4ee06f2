/**
 * One event after the other in a warm function, each with a profile, a role and policies that it has not seen before: what is
 * kept of each must be let go again. The heap is what a collection leaves. Run by `npm run bench`.
 */

import { runner } from '../soak/run';
import { type Figure, isWithin, tell } from './figures';
import { growthOf } from './growth';
import { ownStoryOf } from './stories';

const EVENTS = 10_000;
/** Events between two looks at the heap; as many come before the first, and fill what is kept on purpose. */
const EVERY = 1_000;
/** Of the heap after the first thousand. */
const MOST_GROWTH = 0.05;
/** What the collector leaves differs by some bytes an event; a record that is kept has thousands. */
const MOST_BYTES_AN_EVENT = 100;
const MB = 2 ** 20;

const heapBytes = (): number => {
  if (globalThis.gc === undefined)
    throw new Error('node --expose-gc: without it, the heap is mostly what was let go');
  // The second collects what finalizers of the first have let go.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};

const measured = async (): Promise<readonly Figure[]> => {
  const run = runner(true);
  const samples: { readonly events: number; readonly bytes: number }[] = [];
  for (let index = 0; index < EVENTS; index += 1) {
    const { event, ...scenario } = ownStoryOf(index);
    const { published, thrown } = await run(event, scenario, []);
    if (published.length !== 1) throw new Error(`no alert of event ${index}`, { cause: thrown });
    if ((index + 1) % EVERY !== 0) continue;
    samples.push({ events: index + 1, bytes: heapBytes() });
    process.stdout.write(
      `     after ${index + 1} events: ${((samples.at(-1)?.bytes ?? 0) / MB).toFixed(2)} MB\n`,
    );
  }
  const { first, last, bytesAnEvent } = growthOf(samples);
  const name = `heap of ${EVENTS} events, one after the other`;
  return [
    tell({ name: `${name}: after the first ${EVERY}`, value: first / MB, unit: 'MB' }),
    tell({ name: `${name}: after the last`, value: last / MB, unit: 'MB' }),
    tell({ name: `${name}: growth, as a share`, value: last / first - 1, unit: '', bar: MOST_GROWTH }),
    tell({
      name: `${name}: growth of an event, by a line through all`,
      value: bytesAnEvent,
      unit: 'bytes',
      bar: MOST_BYTES_AN_EVENT,
    }),
  ];
};

const main = async (): Promise<void> => {
  const figures = await measured();
  process.exitCode = figures.every(isWithin) ? 0 : 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
