/**
 * Every command that the documents show: those that need neither AWS nor a network are run, the others are read by what
 * reads them, so that none names a script, an option, a setting or an operation that is not there.
 */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as eventBridge from '@aws-sdk/client-eventbridge';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as rolesAnywhere from '@aws-sdk/client-rolesanywhere';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import { readArguments } from '../../bin/arguments';
import { readSettings } from '../../lib/settings';
import { scripts } from '../../package.json';
import { runScript } from '../support/command';
import { bridgeEvent } from '../support/event';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '..', '..');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const STARTS = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|aws|\.ci\/run)(?: |$)/;

/** Commands in the text, and in indented blocks; what stands in a fence is output. */
const commandsIn = (markdown: string): readonly string[] => {
  const text = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const inline = [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
  const blocks = [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line);
  return [...new Set([...inline, ...blocks].filter((code) => STARTS.test(code)))];
};

const shown = DOCUMENTS.flatMap((document) =>
  commandsIn(readFileSync(join(ROOT, document), 'utf8')).map((command) => [document, command] as const),
);

/** The simple commands of a line, without the variables set before them. */
const simpleOnes = (line: string): readonly (readonly string[])[] =>
  line.split(/ (?:&&|\|) /).map((each) =>
    each
      .replace(/^(?:[A-Z_]+=\S+ )*/, '')
      .trim()
      .split(/ +/),
  );

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
  file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(bridgeEvent()));
});
afterAll(() => rmSync(folder, { recursive: true }));

const statuses = new Map<string, Promise<number>>();

/** The exit status of `npm start`, run once for all documents that show it with these arguments. */
const statusOf = (args: readonly string[]): Promise<number> => {
  const key = JSON.stringify(args);
  const status = statuses.get(key) ?? runScript('bin/triage.ts', args).then((ended) => ended.status);
  statuses.set(key, status);
  return status;
};

const pascal = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const SERVICES: Readonly<Record<string, object>> = {
  cloudformation: cloudFormation,
  cloudtrail: cloudTrail,
  cloudwatch: cloudWatch,
  events: eventBridge,
  kms,
  lambda,
  rolesanywhere: rolesAnywhere,
  sns,
  sqs,
};
/** Operations of services that have no client here, and what the AWS CLI does by itself: from its reference. */
const BY_THE_CLI = [
  'logs tail',
  'scheduler list-schedules',
  's3api list-object-versions',
  'configure set',
  'securityhub describe-hub',
];
const CDK = ['bootstrap', 'deploy', 'destroy', 'synth', 'ls', 'diff'];
/** What npm does by itself. */
const NPM = ['ci', 'install', 'test'];

const checkNpm = async ([command = '', ...rest]: readonly string[]): Promise<void> => {
  if (command === 'start') return checkStart(rest.slice(1));
  if (command !== 'run') return expect(NPM).toContain(command);
  const script = Object.entries(scripts).find(([name]) => name === rest[0])?.[1] ?? '';
  expect([rest[0], script]).toEqual([rest[0], expect.stringMatching(/\S/)]);
  for (const [, path = ''] of script.matchAll(/tsx (\S+)/g))
    expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
};

/** Run, unless it asks AWS or its input comes from there. */
const checkStart = async (shownArgs: readonly string[]): Promise<void> => {
  const args = shownArgs.map((each) => (each === 'FILE' ? file : each));
  const { live, event } = readArguments(args);
  if (!live && event !== '-') expect(await statusOf(args)).toBe(0);
};

const checkCdk = ([tool = '', command = '', ...rest]: readonly string[]): void => {
  expect([tool, existsSync(join(ROOT, 'node_modules', '.bin', tool))]).toEqual(['cdk', true]);
  expect(CDK).toContain(command);
  const context = rest
    .filter((each, index) => each.includes('=') && rest[index - 1] === '-c')
    .map((each) => each.split('='));
  expect(readSettings({ email: 'you@example.com', ...Object.fromEntries(context) })).toMatchObject({
    ok: true,
  });
};

const checkAws = ([service = '', operation = '']: readonly string[]): void => {
  if (BY_THE_CLI.includes(`${service} ${operation}`)) return;
  expect(Object.keys(SERVICES[service] ?? {})).toContain(`${pascal(operation)}Command`);
};

const check = async ([program = '', ...rest]: readonly string[]): Promise<void> => {
  if (program === 'npm') return checkNpm(rest);
  if (program === 'npx') return checkCdk(rest);
  if (program === 'aws') return checkAws(rest);
  expect([program, existsSync(join(ROOT, program))]).toEqual([program, true]);
};

it('finds the commands that the documents are known to show', () => {
  const commands = shown.map(([, command]) => command);
  expect(commands).toEqual(
    expect.arrayContaining([
      'npm ci && npm start',
      'npm start -- --list',
      'npm run redrive',
      'npx cdk deploy -c email=you@example.com',
    ]),
  );
});

test.each(shown)('%s: %s', async (_document, command) => {
  for (const simple of simpleOnes(command)) await check(simple);
});

/** Options that the README names by themselves. */
const options = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/`(--(?:scenario|format) [a-z-]+)`/g),
].map(([, each = '']) => each);

test.each(options)('npm start -- %s', async (option) => {
  expect(await statusOf(option.split(' '))).toBe(0);
});
