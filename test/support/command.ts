/**
 * The commands of `bin/` as people run them: a process with its output and its exit status.
 *
 * What they run is compiled once a test file, for tsx takes longer to read the sources again in each process than most
 * commands take to run. That it does so is tested where `as: 'tsx'` is asked for.
 */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(__dirname, '..', '..');
const TSX = require.resolve('tsx/cli');

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** What the command reads from standard input. */
  readonly input?: string;
  /** `tsx`, as the scripts of package.json do. */
  readonly as?: 'compiled' | 'tsx';
}

/** Each file's own folder, from which it finds what lies beside it. */
const ownFolders: Plugin = {
  name: 'own-folders',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\b__dirname\b/g, JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
  },
};

/** Beside the packages, so that Node.js finds them from there. */
const outputFolder = (): string => {
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'command-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const compiled = new Map<string, Promise<string>>();

const compile = async (script: string): Promise<string> => {
  const outfile = join(outputFolder(), 'command.js');
  await build({
    entryPoints: [join(ROOT, script)],
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    plugins: [ownFolders],
  });
  return outfile;
};

const compiledOnce = (script: string): Promise<string> => {
  const known = compiled.get(script) ?? compile(script);
  compiled.set(script, known);
  return known;
};

/** Nothing of the person's own AWS set-up, nor of the tests'. */
const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^AWS_|^NODE_OPTIONS$|^FORCE_COLOR$/.test(name)),
  ),
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
});

/**
 * Runs a script of this project in a process of its own, in the project's folder.
 * @param script its path from there, such as `bin/triage.ts`
 * @returns how it ended: the status is -1 where a signal ended it
 */
export const runScript = async (
  script: string,
  args: readonly string[],
  { env = {}, input = '', as = 'compiled' }: How = {},
): Promise<Run> => {
  const program = as === 'tsx' ? [TSX, script] : [await compiledOnce(script)];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...program, ...args],
      { cwd: ROOT, env: { ...cleanEnvironment(), ...env }, maxBuffer: 2 ** 26 },
      (_, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
};
