/**
 * CPU of an ordinary alert in a function that has had its first events: the bundle as it is deployed, in a process of its
 * own, with its SDK clients, its sockets and its log. The stand-in for AWS is this process, whose CPU does not count.
 * Run by `npm run bench`.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { cloudTrailService } from '../../bin/sandbox/cloudtrail';
import { fillScenario } from '../../bin/sandbox/fill';
import { iamService } from '../../bin/sandbox/iam';
import { rolesAnywhereService } from '../../bin/sandbox/roles-anywhere';
import type { Scenario } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import type { SandboxService } from '../../bin/sandbox/wire';
import { enterSandbox } from '../../bin/sandboxed';
import { readChange } from '../../lambda/event/change';
import { METRICS_NAMESPACE, SERVICE } from '../../lib/triage-function';
import { bundledFunction } from '../support/bundled';
import { type Figure, isWithin, tell } from './figures';
import { storyOf } from './stories';

const MOST_MS = 10;
const WARM_UP = 300;
const ROUNDS = 200;

const now = (): Date => new Date();

/** The services that answer from a scenario. */
const servicesOf = (scenario: Scenario): readonly SandboxService[] => [
  iamService(scenario),
  rolesAnywhereService(scenario),
  cloudTrailService(scenario, now),
];

/** Services that answer from whatever scenario is set at the moment. */
const changeable = (first: Scenario) => {
  let current = servicesOf(first);
  const services = current.map((service, index) => ({
    ...service,
    get operations() {
      return (current[index] ?? service).operations;
    },
  }));
  return {
    services,
    set: (scenario: Scenario): void => {
      current = servicesOf(scenario);
    },
  };
};

/** An event of this moment, about roles and policies that no other has, and the account around it. */
const happening = (
  index: number,
): { readonly event: Record<string, unknown>; readonly scenario: Scenario } => {
  const { event: recorded, ...scenario } = storyOf(1, String(index));
  const event = { ...recorded, detail: { ...(recorded.detail as object), eventTime: now().toISOString() } };
  return { event, scenario: fillScenario(scenario, event) };
};

/** A process that works for each message, and answers with the milliseconds of CPU that it took. */
interface Worker {
  readonly work: (message: unknown) => Promise<number>;
  readonly stop: () => void;
}

/** @param given the bundle of the function; nothing for the reference load */
const worker = async (given: readonly string[], environment: NodeJS.ProcessEnv): Promise<Worker> => {
  const file = join(__dirname, '..', '..', 'node_modules', '.cache', 'warm-process.js');
  buildSync({
    entryPoints: [join(__dirname, 'warm-process.ts')],
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    outfile: file,
  });
  // Lambda takes the function's log from a pipe; nobody reads this one.
  const child = fork(file, given, {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process ended')));
  const told = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), ended]))[0];
  await told();
  return {
    work: async (message) => {
      child.send(message as object);
      return Number(await told());
    },
    stop: () => {
      child.removeAllListeners('exit');
      child.kill();
    },
  };
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const run = async (): Promise<readonly Figure[]> => {
  const first = happening(0);
  const account = changeable(first.scenario);
  const sandbox = await startSandbox(first.scenario, now, account.services);
  const leave = enterSandbox(sandbox.url, readChange(first.event));
  const environment = {
    ...process.env,
    POWERTOOLS_SERVICE_NAME: SERVICE,
    POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
  };
  leave();
  const deployed = await worker([bundledFunction()], environment);
  const reference = await worker([], environment);
  const alerts: number[] = [];
  const references: number[] = [];
  try {
    for (let index = 0; index < WARM_UP + ROUNDS; index += 1) {
      const { event, scenario } = happening(index);
      account.set(scenario);
      alerts.push(await deployed.work(event));
      if (sandbox.published.length !== index + 1) throw new Error('no alert to measure');
      references.push(await reference.work('once'));
    }
  } finally {
    deployed.stop();
    reference.stop();
    await sandbox.close();
  }
  const alertMs = median(alerts.slice(WARM_UP));
  const referenceMs = median(references.slice(WARM_UP));
  const name = 'CPU of an ordinary alert after warm-up';
  return [
    tell({ name: `${name}, median`, value: alertMs, unit: 'ms', bar: MOST_MS }),
    tell({ name: `${name}, in reference loads`, value: alertMs / referenceMs, unit: '' }),
    tell({ name: 'CPU of a reference load meanwhile', value: referenceMs, unit: 'ms' }),
  ];
};

run().then(
  (figures) => {
    process.exitCode = figures.every(isWithin) ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
