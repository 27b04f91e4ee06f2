/**
 * Pastes what an alert tells people to paste: the block and the line that proves it, as the email prints them, into real
 * shells in a terminal of 24 rows, with the real AWS CLI, against the stand-in for AWS. What arrived there is compared
 * with what should have, call by call.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fillScenario } from '../../bin/sandbox/fill';
import type { Scenario } from '../../bin/sandbox/scenario';
import { type Sandbox, type SandboxCall, startSandbox } from '../../bin/sandbox/server';
import { triageInSandbox } from '../../bin/sandboxed';
import { type Checks, checks } from '../deploy/checks';
import { type Story, stories } from './stories';
import { awsFor, type Cli, clis, missing, type Pasted, paste, shells } from './tools';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What somebody marks with the mouse: the block from its parenthesis to the other, and the line that proves. */
const pastedFrom = (email: string): readonly string[] => {
  const lines = email.split('\n');
  const start = lines.findIndex((line) => line.startsWith('    ( set -e;'));
  const end = lines.findIndex((line, index) => index > start && line.endsWith(' )'));
  const proof = lines.find((line) => line.startsWith('    ( export '));
  return [...lines.slice(start, end + 1), ...(proof === undefined ? [] : [proof])];
};

/** A call and its values, without those that are the same in every story. */
const told = ({ service, operation, request }: SandboxCall): string => {
  const values =
    service === 'rolesanywhere'
      ? [request.path.split('/')[2] ?? '']
      : [...new URLSearchParams(request.body)]
          .filter(([name]) => !['Action', 'Version', 'PolicyDocument'].includes(name))
          .map(([, value]) => value);
  return [`${service}:${operation}`, ...values].join(' ');
};

const CHANGES = /^(?:Enable|Disable|Put|Update|Delete|Create)/;

const changesIn = (sandbox: Sandbox): string[] =>
  sandbox.calls.filter(({ operation }) => CHANGES.test(operation)).map(told);

interface Stage {
  readonly folder: string;
  readonly cli: Cli;
  readonly shell: readonly string[];
}

interface Outcome extends Pasted {
  readonly changes: readonly string[];
  readonly calls: readonly SandboxCall[];
}

/** Triages a story, and pastes its mail. */
const pasteStory = async (
  scenario: Scenario,
  { folder, cli, shell }: Stage,
  world: Partial<Scenario> = {},
): Promise<Outcome> => {
  const { message } = await triageInSandbox(scenario.event, scenario);
  const lines = pastedFrom(message.message.email ?? '');
  assert.ok(
    lines.every((line) => Buffer.byteLength(line) <= 998),
    'a line is too long for a mail',
  );
  const sandbox = await startSandbox({ ...fillScenario(scenario, scenario.event), ...world });
  try {
    const pasted = await paste(shell, lines, awsFor(folder, cli, sandbox.url));
    return { ...pasted, changes: changesIn(sandbox), calls: [...sandbox.calls] };
  } finally {
    await sandbox.close();
  }
};

/** Lines of a screen that a program printed, without what the terminal echoed and the codes between. */
const printed = (screen: string): string[] =>
  stripVTControlCharacters(screen)
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^(?:> )+/, ''));

const checkStory = async (story: Story, stage: Stage): Promise<void> => {
  const { ended, screen, changes, calls } = await pasteStory(story.scenario, stage);
  assert.ok(ended, `the shell did not answer any more:\n${screen}`);
  assert.deepEqual(changes, story.calls, screen);
  assert.equal(calls[0]?.operation, 'GetCallerIdentity', 'the account is asked for first');
  const lines = printed(screen);
  assert.ok(
    lines.some((line) => line.includes(`Done: ${changes.length} of ${changes.length}`)),
    screen,
  );
  const answers = lines.map((line) => line.trim()).filter((line) => story.prints.includes(line));
  assert.deepEqual(answers.slice(-story.prints.length), story.prints, screen);
  checkPolicies(calls);
};

/** The documents are policies that deny everything, or trust policies that shut the service out, as they arrived. */
const checkPolicies = (calls: readonly SandboxCall[]): void => {
  for (const { operation, request } of calls) {
    const document = new URLSearchParams(request.body).get('PolicyDocument');
    if (document === null) continue;
    const { Statement } = JSON.parse(document) as { readonly Statement: readonly Record<string, unknown>[] };
    if (operation === 'UpdateAssumeRolePolicy') {
      assert.deepEqual(Statement.at(-1)?.Principal, { Service: 'rolesanywhere.amazonaws.com' });
      assert.equal(Statement.at(-1)?.Effect, 'Deny');
      continue;
    }
    const { Effect, Action, Resource, Condition } = Statement[0] ?? {};
    assert.deepEqual([Effect, Action, Resource], ['Deny', '*', '*']);
    if (operation !== 'PutRolePolicy') continue;
    const time = JSON.stringify(Condition).match(/"aws:TokenIssueTime":"([^"]+)"/)?.[1] ?? '';
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 120_000, `sessions end at ${time}`);
  }
};

/** Stories that must change nothing, or stop on the way. */
const checkRefusals = async ({ that }: Checks, stage: Stage, story: Story, label: string): Promise<void> => {
  await that(`${label}: signed in to another account, nothing changes`, async () => {
    const { ended, screen, changes } = await pasteStory(story.scenario, stage, {
      callerAccount: '444455556666',
    });
    assert.ok(ended, screen);
    assert.deepEqual(changes, [], screen);
    assert.match(screen, /this shell is not signed in to account 111122223333/);
  });
  await that(`${label}: it stops at the first that fails, and the shell lives`, async () => {
    const faults: Scenario['faults'] = [
      { operation: 'rolesanywhere:DisableTrustAnchor', error: 'AccessDenied' },
    ];
    const { ended, screen, changes } = await pasteStory(story.scenario, stage, { faults });
    assert.ok(ended, screen);
    assert.deepEqual(changes, story.calls.slice(0, 2), screen);
    assert.match(printed(screen).join('\n'), /^STOPPED, the rest was not run/m);
  });
};

/**
 * What differs from shell to shell is the paste, and from one CLI to the other the pager and how it reads options: so every
 * story is tried once, with the newest CLI, and the attack and the hostile names everywhere else.
 */
const checkCli = async (counted: Checks, folder: string, cli: Cli, isNewest: boolean): Promise<void> => {
  const [attack, ...others] = stories();
  if (attack === undefined) return;
  for (const [index, shell] of shells().entries()) {
    const stage = { folder, cli, shell };
    const label = `${cli.name} in ${shell[0]}`;
    const tried = others.filter(({ isHostile }) => index === 0 && (isNewest || isHostile === true));
    for (const story of [attack, ...tried]) {
      await counted.that(`${label}: ${story.name}`, () => checkStory(story, stage));
    }
    if (isNewest) await checkRefusals(counted, stage, attack, label);
  }
};

const main = async (): Promise<number> => {
  const lacking = missing();
  if (lacking !== undefined) {
    process.stderr.write(lacking);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'paste-'));
  const counted = checks(print);
  const found = clis();
  try {
    for (const cli of found) await checkCli(counted, folder, cli, cli === found.at(-1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const major of ['1', '2'].filter(
    (each) => !found.some(({ name }) => name.startsWith(`aws-cli/${each}`)),
  ))
    print(`  -     AWS CLI ${major} is not here: not tried`);
  print(`paste: ${counted.passed()} passed, ${counted.failed()} failed`);
  return counted.failed() === 0 ? 0 : 1;
};

// Node 20 is the least this project runs on; what the SDK says about it would only hide what the checks say.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
