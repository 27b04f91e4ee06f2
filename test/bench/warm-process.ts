/**
 * A process that does one thing again and again, and says what CPU each time took: the function as it is deployed, with the
 * events that `cpu.bench.ts` hands it, or the reference load. Nothing else runs in it, and its garbage is its own.
 */

import { referenceLoad } from './reference-load';

type Work = (event: unknown) => unknown;

/** Milliseconds that Lambda gives the function. */
const FUNCTION_MS = 120_000;

/** Milliseconds of CPU, of all threads of the process. */
const cpuMsOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const functionIn = async (bundle: string): Promise<Work> => {
  const { handler } = (await import(bundle)) as {
    readonly handler: (event: unknown, context: object) => Promise<unknown>;
  };
  return (event) => handler(event, { getRemainingTimeInMillis: () => FUNCTION_MS });
};

const [, , bundle] = process.argv;

const main = async (): Promise<void> => {
  const work = bundle === undefined ? referenceLoad : await functionIn(bundle);
  process.on('message', (event) => {
    cpuMsOf(() => work(event)).then(
      (ms) => process.send?.(ms),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.send?.('ready');
};

void main();
