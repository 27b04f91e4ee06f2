import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Python with the AWS CLI 1; it also makes the pseudo-terminal. */
export const PYTHON = process.env.PYTHON ?? 'python3';

/** A version of the AWS CLI, and the shell command that starts it. */
export interface Cli {
  readonly name: string;
  readonly start: string;
}

const versionOf = (program: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, [...args, '--version'], { encoding: 'utf8' });
  return status === 0 ? (`${stdout}${stderr}`.trim().split(' ')[0] ?? '') : '';
};

/** The whole path of a program, which stays the same where another of its name comes first. */
const pathOf = (program: string): string =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();

/** AWS CLI 1 of the Python, and whatever `aws` is on the PATH or where packages of a distribution put it. */
export const clis = (): readonly Cli[] => {
  const found = [
    { name: versionOf(PYTHON, ['-m', 'awscli']), start: `'${pathOf(PYTHON)}' -m awscli` },
    ...['aws', '/usr/bin/aws', '/usr/local/bin/aws']
      .map(pathOf)
      .filter((path) => path !== '')
      .map((path) => ({ name: versionOf(path, []), start: `'${path}'` })),
  ].filter(({ name }) => name.startsWith('aws-cli/'));
  const majors = [...new Set(found.map(({ name }) => name.split('.')[0]))];
  return majors.flatMap((major) => found.filter(({ name }) => name.split('.')[0] === major).slice(0, 1));
};

/** Shells that people paste into: those that are here. */
export const shells = (): readonly (readonly string[])[] =>
  [
    ['bash', '--norc', '--noprofile', '-i'],
    ['zsh', '-f', '-i'],
    ['dash', '-i'],
  ].filter(([shell = '']) => pathOf(shell) !== '');

/**
 * A folder with an `aws` that goes to the stand-in. Version 2 heeds AWS_ENDPOINT_URL only since 2.13, so the address is
 * given as an option, behind everything else.
 */
export const awsFor = (folder: string, { start, name }: Cli, endpoint: string): NodeJS.ProcessEnv => {
  const bin = join(folder, name.replaceAll('/', '-'));
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec ${start} "$@" --endpoint-url='${endpoint}'\n`);
  chmodSync(join(bin, 'aws'), 0o755);
  const { PATH = '', LANG = 'C.UTF-8' } = process.env;
  return {
    PATH: `${bin}${delimiter}${PATH}`,
    LANG,
    HOME: bin,
    TERM: 'xterm',
    PS1: '> ',
    AWS_ACCESS_KEY_ID: 'AKIASANDBOXEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
    AWS_CONFIG_FILE: join(bin, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(bin, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
};

/** What came of a paste. */
export interface Pasted {
  readonly bracketed: boolean;
  /** Whether the shell still answered behind it. */
  readonly ended: boolean;
  readonly screen: string;
}

/** Seconds for one paste: a dozen starts of a Python program on a busy computer. */
const SECONDS = 90;

/** Pastes lines into a shell in a terminal of 24 rows, and then one that only a living shell answers. */
export const paste = (
  shell: readonly string[],
  lines: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Pasted> =>
  new Promise((resolve, reject) => {
    const child = spawn(PYTHON, [join(__dirname, 'terminal.py')], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    child.on('error', reject);
    child.on('close', () => {
      if (out === '') reject(new Error(`The terminal ended early: ${err}`));
      else resolve(JSON.parse(out) as Pasted);
    });
    child.stdin.end(
      JSON.stringify({
        shell,
        paste: [...lines, "printf 'ALIVE-%s\\n' $((6 * 7))"].join('\n'),
        end: 'ALIVE-42',
        seconds: SECONDS,
      }),
    );
  });

/** What is missing, where nothing can be tried. */
export const missing = (): string | undefined =>
  clis().length > 0
    ? undefined
    : `The paste test needs the AWS CLI, and finds neither version 1 in ${PYTHON} nor an aws on the PATH. Install one:\n\n` +
      '  python3 -m venv .venv && .venv/bin/pip install -r test/paste/requirements.txt\n' +
      '  PYTHON=.venv/bin/python npm run test:paste\n';
