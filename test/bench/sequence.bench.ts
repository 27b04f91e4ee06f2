/**
 * One event after the other in a warm function, each with a profile, a role and policies that it has not seen before: what is
 * kept of each must be let go again. The heap is what a collection leaves, without the code that the compiler makes and
 * remakes of what is run often, which takes thousands of events to settle. Most of them without a network, which would take
 * twice as long; and some over sockets, for what the function's own way of sending may keep. Run by `npm run bench`.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { getHeapCodeStatistics } from 'node:v8';
import { cloudTrailService } from '../../bin/sandbox/cloudtrail';
import { iamService } from '../../bin/sandbox/iam';
import { rolesAnywhereService } from '../../bin/sandbox/roles-anywhere';
import type { Scenario } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import type { SandboxService, WireAnswer, WireRequest } from '../../bin/sandbox/wire';
import { enterSandbox } from '../../bin/sandboxed';
import { readChange } from '../../lambda/event/change';
import { handlerIn, worldFrom } from '../../lambda/handler';
import { silentTelemetry } from '../../lambda/telemetry';
import { runner } from '../soak/run';
import { EVENT_TIME } from '../support/event';
import { type Figure, isWithin, tell } from './figures';
import { growthOf, type Sample } from './growth';
import { ownStoryOf } from './stories';

/** Percent of the heap after the first events. */
const MOST_GROWTH = 5;
const MB = 2 ** 20;
/** Milliseconds that the function says it has left. */
const REMAINING_MS = 120_000;
const NOW = new Date(Date.parse(EVENT_TIME) + 30_000);

interface Sequence {
  readonly events: number;
  /** Events between two looks at the heap. */
  readonly every: number;
  /** Events before the first look, which fill what is kept on purpose. */
  readonly before: number;
}

/** Has one event handled. */
type Handle = (index: number) => Promise<void>;

interface Heap {
  readonly bytes: number;
  /** What compiled code and what belongs to it takes, and is not in `bytes`. */
  readonly codeBytes: number;
}

const heapNow = (): Heap => {
  if (globalThis.gc === undefined)
    throw new Error('node --expose-gc: without it, the heap is mostly what was let go');
  // The second collects what finalizers of the first have let go.
  globalThis.gc();
  globalThis.gc();
  const code = getHeapCodeStatistics();
  const codeBytes = code.code_and_metadata_size + code.bytecode_and_metadata_size;
  return { bytes: process.memoryUsage().heapUsed - codeBytes, codeBytes };
};

const withoutNetwork = (): Handle => {
  const run = runner(true);
  return async (index) => {
    const { event, ...scenario } = ownStoryOf(index);
    const { published, thrown } = await run(event, scenario, []);
    if (published.length !== 1) throw new Error(`no alert of event ${index}`, { cause: thrown });
  };
};

/**
 * The stand-in in a process of its own, so that the heap is the function's alone. It is told which story comes next, and says
 * when it is ready, with its address.
 */
const standIn = async (): Promise<void> => {
  const servicesOf = (story: Scenario): readonly SandboxService[] => [
    iamService(story),
    rolesAnywhereService(story),
    cloudTrailService(story, () => NOW),
  ];
  let services = servicesOf(ownStoryOf(0));
  const current = services.map(
    (service, at): SandboxService => ({
      ...service,
      operations: Object.fromEntries(
        Object.keys(service.operations).map((name) => [
          name,
          (request: WireRequest): WireAnswer => {
            const operation = services[at]?.operations[name];
            if (operation === undefined) throw new Error(`no ${service.name}:${name}`);
            return operation(request);
          },
        ]),
      ),
    }),
  );
  const { url } = await startSandbox(ownStoryOf(0), () => NOW, current);
  process.on('message', (index) => {
    services = servicesOf(ownStoryOf(Number(index)));
    process.send?.(url);
  });
  process.send?.(url);
};

const nextMessage = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the stand-in ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(String(message));
    });
  });

const overSockets = async (child: ChildProcess): Promise<Handle> => {
  const url = await nextMessage(child);
  enterSandbox(url, readChange(ownStoryOf(0).event));
  const world = { ...worldFrom(process.env), now: () => NOW };
  const handle = handlerIn(() => ({ world, telemetry: silentTelemetry }));
  return async (index) => {
    const ready = nextMessage(child);
    child.send(index);
    await ready;
    await handle(ownStoryOf(index).event, { getRemainingTimeInMillis: () => REMAINING_MS });
  };
};

const measured = async (
  what: string,
  { events, every, before }: Sequence,
  handle: Handle,
): Promise<readonly Figure[]> => {
  const samples: Sample[] = [];
  for (let index = 0; index < events; index += 1) {
    await handle(index);
    const handled = index + 1;
    if (handled < before || (handled - before) % every !== 0) continue;
    const { bytes, codeBytes } = heapNow();
    samples.push({ events: handled, bytes });
    const [data, code] = [bytes, codeBytes].map((each) => `${(each / MB).toFixed(2)} MB`);
    process.stdout.write(`     after ${handled} events: ${data}, and ${code} of compiled code\n`);
  }
  const { first, last, bytesAnEvent } = growthOf(samples);
  const name = `heap of ${events} events, one after the other${what}`;
  return [
    tell({ name: `${name}: after the first ${before}`, value: first / MB, unit: 'MB' }),
    tell({ name: `${name}: after the last`, value: last / MB, unit: 'MB' }),
    tell({ name: `${name}: growth`, value: (last / first - 1) * 100, unit: '%', bar: MOST_GROWTH }),
    tell({ name: `${name}: growth of an event, by a line through all`, value: bytesAnEvent, unit: 'bytes' }),
  ];
};

const main = async (): Promise<void> => {
  const without = await measured('', { events: 10_000, every: 1_000, before: 1_000 }, withoutNetwork());
  const child = fork(__filename, ['stand-in'], { execArgv: [] });
  const over = await measured(
    ', over sockets',
    { events: 2_000, every: 200, before: 1_000 },
    await overSockets(child),
  ).finally(() => child.kill());
  process.exitCode = [...without, ...over].every(isWithin) ? 0 : 1;
};

const [role] = process.argv.slice(2);

(role === 'stand-in' ? standIn() : main()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
