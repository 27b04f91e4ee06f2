/** A profile's alert and the sessions after it, by the function's own handler, against the stand-in for AWS. */

import { fillScenario } from '../bin/sandbox/fill';
import { loadScenario } from '../bin/sandbox/load';
import type { Scenario } from '../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../bin/sandbox/server';
import { lambdaEventOf } from '../bin/sandbox/sqs';
import { enterSandbox, NoNewsError, triageInSandbox } from '../bin/sandboxed';
import { triageUnasked } from '../bin/unasked';
import { type Alert, alertSchema } from '../lambda/alert/schema';
import { SECOND_LOOK_MS } from '../lambda/assess/second-look';
import { readChange } from '../lambda/event/change';
import { type Handler, handlerIn, worldFrom } from '../lambda/handler';
import { settingsSchema } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';

const ATTACK = loadScenario('attack');
const USE = loadScenario('first-use');
const KNOWN = loadScenario('first-use-known');
const CONTEXT = { getRemainingTimeInMillis: () => 70_000 };

/** Loading all clients takes the first of them a second or two, and a machine at work longer. */
jest.setTimeout(20_000);

interface Stage {
  readonly sandbox: Sandbox;
  readonly handle: Handler;
  readonly told: string[];
  /** Lets a quarter of an hour pass. */
  readonly pass: () => void;
  readonly alerts: () => readonly Alert[];
  /** Calls of one service, since this was last asked. */
  readonly asked: (service: string) => readonly string[];
}

const on = async (
  play: (stage: Stage) => Promise<void>,
  options: { readonly faults?: Scenario['faults']; readonly isOn?: boolean } = {},
): Promise<void> => {
  const filled = fillScenario({ ...USE, faults: options.faults ?? [] }, USE.event);
  const change = readChange(USE.event);
  let now = Date.parse(change.record.time.known ? change.record.time.value : '') + 30_000;
  const sandbox = await startSandbox(filled, () => new Date(now));
  const leave = enterSandbox(sandbox.url, change);
  const told: string[] = [];
  let seen = 0;
  try {
    const table = options.isOn === false ? {} : { FIRST_USE_TABLE: 'first-uses', FIRST_USE_DAYS: '30' };
    const world = {
      ...worldFrom({ ...process.env, ...table }),
      settings: settingsSchema.parse(filled.settings),
      now: () => new Date(now),
    };
    const readers = { ...world.readers, country: async (ip: string) => filled.countries[ip] };
    const telemetry = {
      ...silentTelemetry,
      failed: () => told.push('failed'),
      notRemembered: () => told.push('not remembered'),
    };
    await play({
      sandbox,
      told,
      handle: handlerIn(() => ({ world: { ...world, readers }, telemetry })),
      pass: () => {
        now += SECOND_LOOK_MS;
      },
      alerts: () => sandbox.published.map(({ message }) => alertSchema.parse(JSON.parse(message.sqs ?? ''))),
      asked: (service) => {
        const calls = sandbox.calls.slice(seen);
        seen = sandbox.calls.length;
        return calls.filter((call) => call.service === service).map(({ operation }) => operation);
      },
    });
  } finally {
    leave();
    await sandbox.close();
  }
};

const profileAlert = ({ handle }: Stage) => handle(ATTACK.event, CONTEXT);
const sessionComes = ({ handle }: Stage, event: unknown = USE.event) => handle(event, CONTEXT);

describe('the first use of a profile that an alert was about', () => {
  test('is told of with the certificate, from where, as what, and by which alert it was expected', () =>
    on(async (stage) => {
      await profileAlert(stage);
      await sessionComes(stage);
      const [first, use] = stage.alerts();
      expect(use).toMatchObject({
        severity: 'critical',
        disposition: 'unexpected',
        event: { kind: 'CreateSession', name: 'CreateSession', subject: { name: 'backup-sync' } },
        source: { ip: '203.0.113.66', country: 'NL' },
        firstUse: {
          alertId: first?.alertId,
          severity: 'critical',
          roleArn: 'arn:aws:iam::111122223333:role/backup-admin',
          sessionName: '5fa31c07',
          accessKeyId: 'ASIAEXAMPLESESSION01',
          certificate: {
            subject: 'O=Example, CN=host-17',
            issuer: 'CN=backup-sync-ca',
            serial: '5fa31c07',
            sha256: expect.stringMatching(/^53:CC:/),
          },
        },
        actor: { certificate: { serial: '5fa31c07' }, accessKeyId: 'ASIAEXAMPLESESSION01' },
      });
      const texts = stage.sandbox.published[1]?.message;
      for (const text of [texts?.email, texts?.https])
        for (const part of ['host-17', 'backup-sync-ca', '5fa31c07', '53:CC:11:65', `${first?.alertId}`])
          expect(text).toContain(part);
      expect(texts?.email).toMatch(/disable-profile.*revoke-sessions.*import-crl/s);
    }));

  test('is told of once, though it is delivered twice and comes again each hour', () =>
    on(async (stage) => {
      await profileAlert(stage);
      await sessionComes(stage);
      await sessionComes(stage);
      stage.pass();
      const event = { ...USE.event, eventID: 'the-next-hour' };
      await sessionComes(stage, event);
      expect(stage.alerts()).toHaveLength(2);
      expect(stage.told).toEqual([]);
    }));

  test('is told of when its publish is tried again', () =>
    on(
      async (stage) => {
        await profileAlert(stage).catch(() => undefined);
        await expect(sessionComes(stage)).rejects.toThrow();
        expect(stage.alerts()).toEqual([]);
        await sessionComes(stage);
        await sessionComes(stage);
        expect(stage.alerts().map(({ event }) => event.kind)).toEqual(['CreateSession']);
        expect(stage.told).toEqual(['failed', 'failed']);
      },
      { faults: [{ operation: 'sns:Publish', error: 'AccessDenied', times: 2 }] },
    ));

  test('is told of where the table does not answer, which is said and does not calm', () =>
    on(
      async (stage) => {
        await sessionComes(stage);
        const [use] = stage.alerts();
        expect(use?.severity).toBe('critical');
        expect(use?.firstUse?.alertId).toBeUndefined();
        expect(use?.findings.map(({ id }) => id)).toContain('first-alert-unverified');
        expect(use?.unknowns).toContainEqual({
          what: 'the alert about the profile',
          why: 'access denied (dynamodb:GetItem)',
        });
        expect(stage.told).toEqual(['not remembered']);
      },
      { faults: [{ operation: 'dynamodb:*', error: 'AccessDenied' }] },
    ));

  test('is looked at again: what the session did shows by its access key', () =>
    on(async (stage) => {
      await profileAlert(stage);
      await sessionComes(stage);
      stage.pass();
      const [, message] = stage.sandbox.queued;
      if (message === undefined) throw new Error('nothing waits');
      await stage.handle(lambdaEventOf([message]), CONTEXT);
      const update = stage.alerts().at(-1);
      expect(update?.update?.changed).toEqual(['The actor also created an access key and stopped a trail']);
      expect(update?.firstUse?.alertId).toBe(stage.alerts()[0]?.alertId);
    }));
});

test('a session of any other profile asks the table once, and nobody else', () =>
  on(async (stage) => {
    await sessionComes(stage);
    expect(stage.alerts()).toEqual([]);
    expect(stage.sandbox.calls.map(({ service, operation }) => `${service}:${operation}`)).toEqual([
      'dynamodb:GetItem',
    ]);
  }));

test('a table that does not take the profile costs no alert, and is said', () =>
  on(
    async (stage) => {
      await profileAlert(stage);
      expect(stage.alerts()).toHaveLength(1);
      expect(stage.told).toEqual(['not remembered']);
    },
    { faults: [{ operation: 'dynamodb:*', error: 'ServiceFailure' }] },
  ));

test(
  'a table that hangs keeps no alert waiting for long',
  () =>
    on(
      async (stage) => {
        const started = Date.now();
        await profileAlert(stage);
        expect(stage.alerts()).toHaveLength(1);
        expect(Date.now() - started).toBeLessThan(15_000);
      },
      { faults: [{ operation: 'dynamodb:*', delayMs: 60_000 }] },
    ),
  20_000,
);

describe('without the setting', () => {
  test('no profile is remembered, and a session passes without a call', () =>
    on(
      async (stage) => {
        await profileAlert(stage);
        expect(stage.asked('dynamodb')).toEqual([]);
        await sessionComes(stage);
        expect(stage.alerts()).toHaveLength(1);
        expect(stage.asked('dynamodb')).toEqual([]);
      },
      { isOn: false },
    ));
});

describe('the local command', () => {
  test('tells that there is nothing to tell', async () => {
    await expect(triageInSandbox(KNOWN.event, KNOWN)).rejects.toThrow(NoNewsError);
  });

  test('judges a session by its record alone, as if an alert had been about its profile', async () => {
    const { message } = await triageUnasked(USE.event);
    const alert = alertSchema.parse(JSON.parse(message.sqs ?? ''));
    expect(alert).toMatchObject({ severity: 'critical', firstUse: { certificate: { serial: '5fa31c07' } } });
    expect(alert.firstUse?.alertId).toBeUndefined();
  });
});
