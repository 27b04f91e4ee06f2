import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The account that moto is; its STS knows no other. */
export const ACCOUNT = '123456789012';

export const PYTHON = process.env.PYTHON ?? 'python3';

/** What must be installed, where it is not: moto is a Python program that answers as AWS does. */
export const missing = (): string | undefined => {
  const { status } = spawnSync(PYTHON, ['-c', 'import moto.server, flask'], { stdio: 'ignore' });
  return status === 0
    ? undefined
    : `The deployment test needs moto, which ${PYTHON} does not have. Install it:\n\n` +
        '  python3 -m venv .venv && .venv/bin/pip install -r test/deploy/requirements.txt\n' +
        '  PYTHON=.venv/bin/python npm run test:deploy\n';
};

export interface Moto {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts moto on a free port, with the policies that AWS manages. */
export const startMoto = async (folder: string): Promise<Moto> => {
  const port = await freePort();
  // Not 127.0.0.1: the CDK would put the bucket's name before it.
  const endpoint = `http://localhost:${port}`;
  // A file, not a pipe: nobody reads a pipe while this process waits for a command, and moto would wait for room in it.
  const log = openSync(join(folder, 'moto.log'), 'w');
  const server = spawn(PYTHON, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const kill = (): unknown => server.kill('SIGKILL');
  process.once('exit', kill);
  // Without a listener an interrupted process ends without its exit event, and moto would live on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  await answers(endpoint, server);
  return {
    endpoint,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      if (server.exitCode === null && kill()) await ended;
      process.removeListener('exit', kill);
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

const SECONDS_TO_START = 60;

const answers = async (endpoint: string, server: ChildProcess): Promise<void> => {
  const until = Date.now() + SECONDS_TO_START * 1000;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`moto ended with status ${server.exitCode}`);
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  server.kill('SIGKILL');
  throw new Error(`moto did not answer within ${SECONDS_TO_START} s`);
};
