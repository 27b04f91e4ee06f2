/** The command as people run it: a process with its output and its exit status. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import { startSandbox } from '../../bin/sandbox/server';
import { alertSchema } from '../../lambda/alert/schema';
import { type How, type Run, runScript } from '../support/command';
import { ACCOUNT, bridgeEvent, record } from '../support/event';
import { ocsf } from '../support/forms';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'triage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (content: unknown, name = 'events.json'): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const run = (args: readonly string[], how: How = {}): Promise<Run> => runScript('bin/triage.ts', args, how);

describe('npm start', () => {
  it('prints the attack, the email first, without a word on standard error', async () => {
    // A profile of the user's own must not reach into the sandbox.
    const { status, stdout, stderr } = await run([], { as: 'tsx', env: { AWS_PROFILE: 'no-such-profile' } });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Subject: \[CRITICAL\] /);
    expect(stdout).toContain('aws rolesanywhere disable-profile --profile-id');
    expect(stdout).toContain('-- SMS --');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are for terminals, and this is a pipe
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('--format json prints one document and nothing else', async () => {
    const { status, stdout, stderr } = await run(['--format', 'json']);
    expect([status, stderr]).toEqual([0, '']);
    expect(alertSchema.parse(JSON.parse(stdout))).toMatchObject({ severity: 'critical', riskScore: 99 });
  });

  it('--event with several events prints a list, and says that nothing else was looked up', async () => {
    const file = fileWith({ Records: [record(), record({ eventName: 'DisableProfile' }), record()] });
    const { status, stdout, stderr } = await run(['--event', file, '--format', 'json']);
    expect(status).toBe(0);
    const alerts = alertSchema.array().parse(JSON.parse(stdout));
    expect(alerts).toHaveLength(2);
    for (const alert of alerts) {
      expect(alert.severity).toBe('critical');
      expect(alert.account).toEqual({ id: ACCOUNT });
      expect(alert.trustAnchors).toEqual([]);
      expect(JSON.stringify(alert.unknowns)).toContain('not looked up');
    }
    expect(stderr).toMatch(/^Judged by the event alone: nothing was looked up in AWS.*\n$/);
  });

  it('--event - reads standard input, and what people read begins with what was not looked up', async () => {
    const message = JSON.stringify({ Messages: [{ Body: JSON.stringify(bridgeEvent()) }] });
    const { status, stdout, stderr } = await run(['--event', '-', '--format', 'email'], { input: message });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^Judged by the event alone: nothing was looked up in AWS.*\n\nSubject: \[CRITICAL\] /,
    );
  });

  it('--event with --scenario takes the answers from there, and says nothing before the alert', async () => {
    const file = fileWith(bridgeEvent(), 'own.json');
    const { status, stdout, stderr } = await run([
      '--event',
      file,
      '--scenario',
      'routine',
      '--format',
      'sms',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('says which part of the record a form does not carry', async () => {
    const { src_endpoint: _place, ...rest } = ocsf;
    const { status, stderr } = await run(['--event', fileWith(rest, 'ocsf.json'), '--format', 'json']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^Read from OCSF, .* does not tell from where: unknown in the alert\.\nJudged by /,
    );
  });

  it('gives one clear line and status 2 for input that cannot be used', async () => {
    const other = fileWith(record({ eventSource: 'transfer.amazonaws.com' }), 'other.json');
    const runs = await Promise.all([
      run(['--event', join(folder, 'none.json')]),
      run(['--event', fileWith('{"detail": {', 'truncated.json')]),
      run(['--event', other, '--format', 'json']),
      run(['--event', '-']),
    ]);
    expect(runs).toEqual([
      { status: 2, stdout: '', stderr: expect.stringMatching(/^.*none\.json: no such file\n$/) },
      { status: 2, stdout: '', stderr: expect.stringMatching(/^.*truncated\.json: not JSON .*\n$/) },
      {
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^.*other\.json: .*transfer\.amazonaws\.com.*\n$/),
      },
      { status: 2, stdout: '', stderr: 'standard input: empty\n' },
    ]);
  });
});

describe('npm start -- --live', () => {
  it('asks what the environment says, only reads, and publishes nothing', async () => {
    const event = bridgeEvent();
    const sandbox = await startSandbox(fillScenario(loadScenario('attack'), event));
    try {
      const { status, stdout, stderr } = await run(
        ['--event', fileWith(event), '--live', '--format', 'json'],
        {
          env: {
            AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
            AWS_SECRET_ACCESS_KEY: 'nobody-knows',
            AWS_ENDPOINT_URL: sandbox.url,
          },
        },
      );
      expect(status).toBe(0);
      expect(stderr).toMatch(/read-only, and nothing is published/);
      expect(JSON.parse(stdout)).toMatchObject({ account: { alias: 'example-prod' } });
      expect(sandbox.published).toEqual([]);
      const operations = [...new Set(sandbox.calls.map(({ operation }) => operation))];
      expect(operations).toContain('GetRole');
      expect(operations.filter((operation) => !/^(Get|List|Lookup)/.test(operation))).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });

  it('without credentials says so in one line', async () => {
    const { status, stdout, stderr } = await run(['--event', fileWith(bridgeEvent()), '--live']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--live: no AWS credentials/);
  });
});
