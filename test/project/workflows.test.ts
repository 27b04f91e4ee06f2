import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { engines } from '../../package.json';

const PROJECT = join(__dirname, '..', '..');
const GITHUB = join(PROJECT, '.github');

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: {
    readonly matrix?: { readonly os: string[]; readonly node: string[]; include: object[] };
  };
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

const read = (...path: readonly string[]) =>
  parseDocument(readFileSync(join(GITHUB, ...path), 'utf8'), { uniqueKeys: true });

const files = readdirSync(join(GITHUB, 'workflows'));
const workflow = (file: string): Workflow => read('workflows', file).toJS() as Workflow;
const jobs = files.flatMap((file) =>
  Object.entries(workflow(file).jobs).map(([name, job]) => [`${file}, ${name}`, job] as const),
);

test.each(files.map((file) => [`workflows/${file}`]).concat([['dependabot.yml']]))('%s is YAML', (file) => {
  const { errors, warnings } = read(file);
  expect([...errors, ...warnings]).toEqual([]);
});

test.each(files)('%s may write nothing, but in a job that says so', (file) => {
  expect(workflow(file).permissions).toEqual({ contents: 'read' });
});

describe.each(jobs)('%s', (_name, job) => {
  test('ends, where it runs by itself', () => {
    expect(job.uses ?? job['timeout-minutes']).toBeDefined();
  });

  test('uses each action at one commit, which nobody can move', () => {
    const used = (job.steps ?? []).flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test('puts no text of an event or a name into a command', () => {
    const commands = (job.steps ?? []).flatMap(({ run }) => run ?? []);
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});

test('a newcomer is tried on each system, each Node.js that people have, and the least that is allowed', () => {
  const newcomer = workflow('ci.yml').jobs.newcomer;
  expect(newcomer?.strategy?.matrix).toEqual({
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    node: ['20', '22', '24'],
    include: [{ os: 'ubuntu-latest', node: engines.node.replace(/^>=(\d+\.\d+)$/, '$1.0') }],
  });
  expect(newcomer?.steps?.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm start', 'npm test']);
});

interface Watched {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
}

test('Dependabot watches everything that is pinned: packages, actions, and what each tool in Python needs', () => {
  const { updates } = read('dependabot.yml').toJS() as { readonly updates: readonly Watched[] };
  const watched = updates.flatMap(({ 'package-ecosystem': ecosystem, directory = [], directories = [] }) =>
    [directory, directories].flat().map((path) => `${ecosystem} ${path}`),
  );
  const tools = readdirSync(join(PROJECT, 'test'))
    .filter((name) => existsSync(join(PROJECT, 'test', name, 'requirements.txt')))
    .map((name) => `pip /test/${name}`);
  expect(tools).not.toEqual([]);
  expect(watched.sort()).toEqual(['github-actions /', 'npm /', ...tools]);
});
