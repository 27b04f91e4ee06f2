/**
 * What a cold start costs: from the start of Node.js until the function asks Lambda for its first event, its SDK clients
 * made. Measured in turn with the four SDK clients bundled plainly, which is the least that a function with these clients
 * takes without further thought. Prints medians, and fails where the bundle takes more than its share of what the clients
 * take, or is larger than its budget. The share is of CPU where the system tells it: a start hardly waits, and time is the
 * neighbours' too. Run by `npm run bench`.
 *
 * A few lines stand in for Lambda's runtime client. To measure with Lambda's own, install `aws-lambda-ric` elsewhere and
 * name its file: `LAMBDA_RIC=/tmp/ric/node_modules/aws-lambda-ric/index.mjs npm run bench`.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundledFunction } from '../support/bundled';
import { type Figure, isWithin, tell } from './figures';

/** The most that the bundle may take, in starts of the four clients. */
const BUDGET = 0.85;
const BUDGET_BYTES = 1_300_000;
const ROUNDS = 20;

const FOUR_CLIENTS = `
  import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
  import { IAMClient } from '@aws-sdk/client-iam';
  import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
  import { SNSClient } from '@aws-sdk/client-sns';
  const clients = [new CloudTrailClient({}), new IAMClient({}), new RolesAnywhereClient({}), new SNSClient({})];
  export const handler = async () => clients.length;
`;

/** Our handler makes its clients with its first event, so they are asked for here. */
const ENTRY = `
  const bundle = require('./bundle.js');
  bundle.worldFrom?.(process.env);
  exports.handler = bundle.handler;
`;

/** As Lambda's client: load the handler, then ask for an event. */
const RUNTIME_CLIENT = `
  require(process.cwd() + '/index.js');
  require('node:http').get('http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/next');
`;

interface Start {
  /** Milliseconds until the first event is asked for. */
  readonly wall: number;
  /** Milliseconds of CPU in that time, all threads; NaN where the system does not tell. Neighbours hardly change it. */
  readonly cpu: number;
}

const folder = mkdtempSync(join(tmpdir(), 'start-'));

const placed = (name: string, put: (file: string) => void): string => {
  const task = join(folder, name);
  mkdirSync(task);
  put(join(task, 'bundle.js'));
  writeFileSync(join(task, 'index.js'), ENTRY);
  return task;
};

const tasks = {
  'this function': placed('function', (file) => copyFileSync(bundledFunction(), file)),
  'four SDK clients, bundled plainly': placed('clients', (outfile) =>
    buildSync({
      stdin: { contents: FOUR_CLIENTS, resolveDir: __dirname },
      bundle: true,
      platform: 'node',
      target: 'node24',
      minify: true,
      outfile,
    }),
  ),
  'an empty handler': placed('empty', (file) =>
    writeFileSync(file, 'exports.handler = async () => undefined;'),
  ),
};
type Task = keyof typeof tasks;
const NAMES = Object.keys(tasks) as readonly Task[];

const cpuOf = ({ pid }: ChildProcess): number => {
  try {
    const threads = join('/proc', String(pid), 'task');
    const nanoseconds = readdirSync(threads).map((thread) =>
      Number(readFileSync(join(threads, thread, 'schedstat'), 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return Number.NaN;
  }
};

let asked: () => void = () => undefined;
// It never answers: a start ends where the wait for an event begins.
const runtime = createServer(() => asked());

const started = (name: Task): Promise<Start> =>
  new Promise((resolve, reject) => {
    const { LAMBDA_RIC: ric, PATH } = process.env;
    const begun = performance.now();
    const child = spawn(process.execPath, ric === undefined ? ['-e', RUNTIME_CLIENT] : [ric], {
      cwd: tasks[name],
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH,
        _HANDLER: 'index.handler',
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(runtime.address() as AddressInfo).port}`,
        LAMBDA_TASK_ROOT: tasks[name],
        AWS_REGION: 'eu-central-1',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:profile-alerts',
      },
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${name} ended before it asked for an event`)));
    asked = () => {
      const start = { wall: performance.now() - begun, cpu: cpuOf(child) };
      child.removeAllListeners('exit');
      child.once('exit', () => resolve(start));
      child.kill('SIGKILL');
    };
  });

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const run = async (): Promise<readonly Figure[]> => {
  const starts: Record<Task, Start[]> = {
    'this function': [],
    'four SDK clients, bundled plainly': [],
    'an empty handler': [],
  };
  for (const name of NAMES) await started(name);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 === 0 ? NAMES : [...NAMES].reverse()) starts[name].push(await started(name));
  }
  const client =
    process.env.LAMBDA_RIC === undefined ? 'a stand-in for its runtime client' : 'its runtime client';
  print(`cold start in Lambda with ${client}, Node.js ${process.version}, medians of ${ROUNDS}`);
  const of = (name: Task, kind: keyof Start): number => median(starts[name].map((start) => start[kind]));
  for (const name of NAMES) {
    const size = statSync(join(tasks[name], 'bundle.js')).size;
    const cpu = Number.isNaN(of(name, 'cpu')) ? '' : `, ${of(name, 'cpu').toFixed(0)} ms of CPU`;
    print(`     ${name}: ${of(name, 'wall').toFixed(0)} ms${cpu}, ${(size / 1e6).toFixed(2)} MB`);
  }
  const share = (kind: keyof Start): number =>
    of('this function', kind) / of('four SDK clients, bundled plainly', kind);
  const bytes = statSync(join(tasks['this function'], 'bundle.js')).size;
  const kind = Number.isNaN(share('cpu')) ? 'wall' : 'cpu';
  if (kind === 'cpu') print(`     ${share('wall').toFixed(2)} of the clients' time`);
  const measured = { wall: 'time', cpu: 'CPU' }[kind];
  return [
    tell({ name: 'cold start, CPU', value: of('this function', 'cpu'), unit: 'ms' }),
    tell({
      name: 'cold start of the four clients, bundled plainly, CPU',
      value: of('four SDK clients, bundled plainly', 'cpu'),
      unit: 'ms',
    }),
    tell({ name: `cold start, of the four clients' ${measured}`, value: share(kind), unit: '', bar: BUDGET }),
    tell({ name: 'JavaScript of the bundle', value: bytes / 1e6, unit: 'MB', bar: BUDGET_BYTES / 1e6 }),
  ];
};

runtime.listen(0, '127.0.0.1', async () => {
  try {
    const figures = await run();
    process.exitCode = figures.every(isWithin) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
    runtime.close();
    runtime.closeAllConnections();
  }
});
