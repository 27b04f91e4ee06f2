/**
 * The function as it is deployed, in a process of its own that does nothing else: `cpu.bench.ts` hands it events and gets
 * back what CPU each took, and what a fixed piece of work took then.
 */

import { referenceLoad } from './reference-load';

/** What the CPU of one event and of one reference load was, in milliseconds; all threads of the process. */
export interface Took {
  readonly alertMs: number;
  readonly referenceMs: number;
}

type Handler = (
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
) => Promise<unknown>;

/** Milliseconds that Lambda gives the function. */
const FUNCTION_MS = 120_000;

const cpuMsOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const answer = async (event: unknown, handler: Handler): Promise<Took> => ({
  alertMs: await cpuMsOf(() => handler(event, { getRemainingTimeInMillis: () => FUNCTION_MS })),
  referenceMs: await cpuMsOf(referenceLoad),
});

const [, , bundle = ''] = process.argv;

const main = async (): Promise<void> => {
  const { handler } = (await import(bundle)) as { readonly handler: Handler };
  process.on('message', (event) => {
    answer(event, handler).then(
      (took) => process.send?.(took),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.send?.('ready');
};

void main();
