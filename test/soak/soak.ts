/**
 * Hostile events in hostile worlds through the whole handler, in process. Each world has a seed of its own: what is found
 * comes back with that seed.
 *
 *     npm run soak -- --runs 100000             seeds from the clock on
 *     npm run soak -- --seed 12345 --runs 1     the one world with that seed, printed
 *     npm run soak -- --seed 1 --runs 1000000 --workers 2 --kept reports/soak.jsonl --minutes 60
 *                                               in two processes; what is done is kept in the file, so that the same command
 *                                               goes on where it ended
 *
 * Ends with status 1 where a law was broken.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { doneOf, type Stretch, stretchesOf, type Tally, talliesIn, tallySchema, together } from './tally';
import { trial } from './trial';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '1' },
    kept: { type: 'string' },
    minutes: { type: 'string' },
  },
});

const wholeNumber = (name: string, text: string): number => {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  process.stderr.write(`--${name}: got "${text}", expected a whole number\n`);
  process.exit(2);
};

const atLeastOne = (name: string, text: string): number => {
  const number = wholeNumber(name, text);
  if (number > 0) return number;
  process.stderr.write(`--${name}: got 0, expected at least 1\n`);
  process.exit(2);
};

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** Milliseconds between two lines that say how far it is. */
const TELLING_MS = 30_000;
/** Worlds make much that is soon forgotten, and a larger nursery has less of it moved. */
const WORKER_OPTIONS = ['--max-semi-space-size=32'];

const begun = Date.now();
const from =
  values.seed === undefined ? Math.floor(begun / SECOND_MS) % 2 ** 30 : wholeNumber('seed', values.seed);
const runs = atLeastOne('runs', values.runs);
const workers = atLeastOne('workers', values.workers);
const endMs =
  values.minutes === undefined
    ? Number.POSITIVE_INFINITY
    : begun + wholeNumber('minutes', values.minutes) * MINUTE_MS;
const { kept: keptFile } = values;
if (keptFile !== undefined && values.seed === undefined) {
  process.stderr.write('--kept: goes on with a run of known seeds, and needs --seed\n');
  process.exit(2);
}

const sayBroken = ({ broken }: Tally): void => {
  for (const { seed, story, laws } of broken)
    process.stdout.write(`seed ${seed} (${story}): ${laws.join('; ')}\n`);
};

/** Works through the stretches with one process, as long as there is time. */
const work = async (next: () => Stretch | undefined, done: (tally: Tally) => void): Promise<void> => {
  const worker = fork(join(__dirname, 'worker.ts'), {
    execArgv: [...process.execArgv, ...WORKER_OPTIONS],
  });
  try {
    for (let stretch = next(); stretch !== undefined; stretch = next()) done(await answered(worker, stretch));
  } finally {
    worker.kill();
  }
};

const answered = (worker: ChildProcess, stretch: Stretch): Promise<Tally> =>
  new Promise((resolve, reject) => {
    const ended = (): void =>
      reject(
        new Error(
          `a process ended in the seeds ${stretch.from} to ${stretch.from + stretch.count - 1}; ${values.kept === undefined ? 'nothing is kept' : 'what was done before is kept'}`,
        ),
      );
    worker.once('exit', ended);
    worker.once('message', (message) => {
      worker.off('exit', ended);
      resolve(tallySchema.parse(message));
    });
    worker.send(stretch);
  });

const said = (tally: Tally): string => {
  const { count, events, cpuMs, slowest, outcomes, broken } = tally;
  return [
    `soak: ${count} worlds, seeds ${from} to ${from + runs - 1}${count < runs ? ` as far as ${count} of ${runs} are done` : ''}; ${events} events handled`,
    ...Object.entries(outcomes)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([outcome, times]) => `  ${outcome}: ${times}`),
    `  ${(cpuMs / events).toFixed(1)} ms of CPU an event; the slowest ${slowest.ms.toFixed(0)} ms, seed ${slowest.seed}`,
    `soak: ${count - broken.length} passed, ${broken.length} failed`,
    '',
  ].join('\n');
};

const soak = async (): Promise<Tally> => {
  const text = keptFile !== undefined && existsSync(keptFile) ? readFileSync(keptFile, 'utf8') : '';
  if (keptFile !== undefined) mkdirSync(dirname(keptFile), { recursive: true });
  const { done, left } = doneOf(stretchesOf({ from, count: runs }), talliesIn(text));
  const tallies = [...done];
  for (const tally of done) sayBroken(tally);
  if (done.length > 0) process.stdout.write(`${together(done).count} worlds were done before\n`);
  const waiting = [...left];
  let toldMs = begun;
  const take = (tally: Tally): void => {
    tallies.push(tally);
    sayBroken(tally);
    if (keptFile !== undefined) appendFileSync(keptFile, `${JSON.stringify(tally)}\n`);
    if (Date.now() - toldMs < TELLING_MS) return;
    toldMs = Date.now();
    process.stdout.write(`${together(tallies).count} of ${runs} worlds after ${seconds()} s\n`);
  };
  const next = (): Stretch | undefined => (Date.now() < endMs ? waiting.shift() : undefined);
  await Promise.all(Array.from({ length: workers }, () => work(next, take)));
  return together(tallies);
};

const seconds = (): number => Math.round((Date.now() - begun) / SECOND_MS);

const main = async (): Promise<void> => {
  if (runs === 1) {
    const { world, broken } = await trial(from);
    process.stdout.write(`${JSON.stringify(world, undefined, 2)}\n${broken.join('\n')}\n`);
    process.stdout.write(`soak: ${broken.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed'}\n`);
    process.exitCode = broken.length === 0 ? 0 : 1;
    return;
  }
  const tally = await soak();
  process.stdout.write(said(tally));
  process.stdout.write(`${JSON.stringify({ ...tally, asked: runs, seconds: seconds() })}\n`);
  process.exitCode = tally.broken.length === 0 ? 0 : 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
