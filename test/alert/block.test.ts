/** The block as shells run it, with a script in place of the AWS CLI that notes its arguments. */

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { containment, proof } from '../../lambda/alert/block';
import type { Alert } from '../../lambda/alert/schema';
import { contextOf, profile, profileCreated, userActor } from '../support/context';
import { ACCOUNT, PROFILE_ID, REGION } from '../support/event';
import { assessmentOf, attack, composeTold } from './assessments';

const has = (shell: string): boolean => spawnSync(shell, ['-c', ':'], { stdio: 'ignore' }).status === 0;
const SHELLS = ['sh', 'bash', 'dash', 'zsh'].filter(has);

/** Notes every argument behind a NUL, says whose account it is, and fails where it is told to. */
const FAKE_AWS = `#!/bin/sh
for each in "$@"; do printf '%s\\0' "$each" >>"$AWS_LOG"; done
printf '\\n\\0' >>"$AWS_LOG"
case "$*" in
  *get-caller-identity*) echo "$AWS_ACCOUNT" ;;
  *"$AWS_FAILS"*) echo 'An error occurred' >&2; exit 254 ;;
esac
`;

interface Ran {
  /** Without those that only ask who is signed in. */
  readonly calls: readonly (readonly string[])[];
  readonly stdout: string;
  readonly stderr: string;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'block-'));
  writeFileSync(join(folder, 'aws'), FAKE_AWS);
  chmodSync(join(folder, 'aws'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script, and then a command that only a living shell runs. */
const run = (
  shell: string,
  lines: readonly string[],
  { account = ACCOUNT, fails = 'nothing fails', region = '' } = {},
): Ran => {
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  const { stdout, stderr } = spawnSync(shell, ['-s'], {
    input: `${lines.join('\n')}\necho "pager [$AWS_PAGER], the shell lives"\n`,
    encoding: 'utf8',
    env: {
      PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
      AWS_LOG: log,
      AWS_ACCOUNT: account,
      AWS_FAILS: fails,
      AWS_PAGER: 'less',
      ...(region === '' ? {} : { REGION: region }),
    },
  });
  const calls = readFileSync(log, 'utf8')
    .split('\n\0')
    .filter((call) => call !== '')
    .map((call) => call.split('\0').slice(0, -1));
  return { calls: calls.filter((call) => !call.includes('get-caller-identity')), stdout, stderr };
};

const alertOf = (): Alert => {
  const { context, assessment } = attack();
  return composeTold(context, assessment);
};

const operations = ({ calls }: Ran): string[] => calls.map(([, operation = '']) => operation);

describe.each(SHELLS)('the block in %s', (shell) => {
  const ALL = ['disable-profile', 'disable-trust-anchor', 'put-role-policy', 'update-access-key'];

  test('makes every call with its values, and leaves the shell as it was', () => {
    const ran = run(shell, containment(alertOf()).lines);
    expect(operations(ran)).toEqual(ALL);
    expect(ran.calls[0]?.slice(2)).toEqual([`--profile-id=${PROFILE_ID}`, `--region=${REGION}`]);
    expect(ran.stdout).toContain('Done: 4 of 4');
    expect(ran.stdout).toContain('pager [less], the shell lives');
    expect(ran.stderr).toBe('');
  });

  test('may be run again', () => {
    const { lines } = containment(alertOf());
    expect(operations(run(shell, [...lines, ...lines]))).toEqual([...ALL, ...ALL]);
  });

  test('changes nothing in another account, and says so', () => {
    const ran = run(shell, containment(alertOf()).lines, { account: '444455556666' });
    expect(ran.calls).toEqual([]);
    expect(ran.stderr).toContain(`this shell is not signed in to account ${ACCOUNT}`);
    expect(ran.stdout).not.toContain('Done');
    expect(ran.stdout).toContain('the shell lives');
  });

  test.each(ALL)('stops where %s fails, and says so', (fails) => {
    const ran = run(shell, containment(alertOf()).lines, { fails });
    expect(operations(ran)).toEqual(ALL.slice(0, ALL.indexOf(fails) + 1));
    expect(ran.stderr).toContain('STOPPED, the rest was not run');
    expect(ran.stdout).not.toContain('Done');
    expect(ran.stdout).toContain('the shell lives');
  });

  test('asks for a Region that nobody knows, before anything changes', () => {
    const context = contextOf({ change: profileCreated({ region: 'unknown' }) });
    const alert = { ...composeTold(context, assessmentOf()), region: 'not recorded' };
    const commands = alert.response.commands.map((one) => ({
      ...one,
      command: one.command.replace(/--region='[^']*'/, '--region="$REGION"'),
    }));
    const { lines } = containment({ ...alert, response: { ...alert.response, commands } });
    const without = run(shell, lines);
    expect(without.calls).toEqual([]);
    expect(without.stderr).toContain('set REGION');
    expect(run(shell, lines, { region: REGION }).calls[0]).toContain(`--region=${REGION}`);
  });

  test.each(['--version', '-h', "o'brien", '$(id)', '"x"', 'a b', '!!', '*', '~', '\\', '; exit'])(
    'hands over the name %j as it is',
    (name) => {
      const alert = composeTold(
        contextOf({ change: profileCreated({ actor: userActor({ userName: name }) }) }),
        assessmentOf({ profile: profile({ id: name }) }),
      );
      const ran = run(shell, containment(alert).lines);
      expect(ran.calls[0]).toContain(`--profile-id=${name}`);
      expect(ran.calls[1]).toContain(`--user-name=${name}`);
      expect(ran.stdout).toContain('the shell lives');
    },
  );

  test('the line that proves asks about each step', () => {
    const alert = alertOf();
    const shown = proof(alert, containment(alert));
    expect(shown?.prints).toEqual(['False', 'False', 'revoke-sessions', 'Inactive']);
    const ran = run(shell, [shown?.line ?? '']);
    expect(operations(ran)).toEqual([
      'get-profile',
      'get-trust-anchor',
      'get-role-policy',
      'list-access-keys',
    ]);
    expect(ran.calls[3]).toContain("--query=AccessKeyMetadata[?AccessKeyId=='AKIAIOSFODNN7EXAMPLE'].Status");
    expect(ran.stdout).toContain('the shell lives');
  });
});

describe('the block', () => {
  test('is read whole before anything runs: one pair of parentheses around all', () => {
    const { lines } = containment(alertOf());
    expect(lines[0]).toMatch(/^\( set -e; export AWS_PAGER=''/);
    expect(lines.at(-1)).toMatch(/ \)$/);
    expect(() =>
      execFileSync('sh', ['-n'], { input: lines.slice(0, -1).join('\n'), stdio: 'pipe' }),
    ).toThrow();
  });

  test('has no line that a mail could not hold', () => {
    for (const line of containment(alertOf()).lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
  });

  test('says that nothing checks the account where the event names none', () => {
    const alert = { ...alertOf(), account: { id: 'not recorded' } };
    const ran = run('sh', containment(alert).lines);
    expect(operations(ran)).toHaveLength(4);
    expect(ran.stdout).toContain('The event names no account');
  });

  test('leaves out what cannot be shown as it must be typed', () => {
    const alert = composeTold(
      contextOf({ change: profileCreated({ actor: userActor() }) }),
      assessmentOf({ profile: profile({ id: 'abc\ndef' }) }),
    );
    const block = containment(alert);
    expect(block.unshown.map(({ step }) => step)).toEqual(['stop']);
    expect(block.lines.join('\n')).not.toContain('disable-profile');
    expect(operations(run('sh', block.lines))).toEqual(['update-access-key']);
  });

  test('counts what it leaves out to spare room', () => {
    const alert = alertOf();
    expect(containment(alert, 1)).toMatchObject({ left: 1, commands: { length: 3 } });
  });
});
