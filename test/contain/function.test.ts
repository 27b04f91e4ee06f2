/** Automatic containment by the function's own handler, with its SDK clients, against the stand-in for AWS. */

import type { Fault, Scenario } from '../../bin/sandbox/scenario';
import type { Containment } from '../../lambda/assess/containment';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/event';
import { fromEventBridge, type Handled, type Handling, handled } from '../support/handled';

const ON = { environment: { CONTAINS: 'profiles' }, settings: { containAtOrAbove: 'critical' } } as const;

const disablings = ({ calls }: Handled) => calls.filter(({ operation }) => operation === 'DisableProfile');
const contained = async (handling: Handling) => {
  const outcomes: string[] = [];
  const telemetry = { contained: (_: string, { kind }: Containment) => void outcomes.push(kind) };
  return { ...(await handled({ ...ON, event: fromEventBridge(), ...handling, telemetry })), outcomes };
};

test('a critical profile is disabled once, before the alert that says so and how to undo it', async () => {
  const result = await contained({});
  expect(disablings(result)).toHaveLength(1);
  const operations = result.calls.map(({ operation }) => operation);
  expect(operations.indexOf('DisableProfile')).toBeLessThan(operations.indexOf('Publish'));
  const [alert] = result.alerts;
  expect(alert).toMatchObject({ severity: 'critical', containment: { outcome: 'disabled' } });
  expect(alert?.containment?.undo).toBe(
    `aws rolesanywhere enable-profile --profile-id='${alert?.profile.id}' --region='${alert?.region}'`,
  );
  const { email = '', https = '', sms } = result.published[0]?.message ?? {};
  expect(email.replace(/\s+/g, ' ')).toMatch(/The profile was disabled automatically at \d\d:\d\d/);
  expect(email).toContain(alert?.containment?.undo);
  expect(https).toContain('disabled automatically');
  expect(sms).toMatch(/^CRITICAL: DISABLED /);
  expect(result.outcomes).toEqual(['disabled']);
});

const untouched: readonly (readonly [what: string, handling: Handling, disposition: string])[] = [
  ['where no setting asks for it', { settings: {} }, 'unexpected'],
  ['where the alert is calmer', { scenario: 'shown-late' }, 'unexpected'],
  ['where it is expected', { scenario: 'routine', settings: { containAtOrAbove: 'low' } }, 'expected'],
];
test.each(untouched)('nothing is disabled, and nothing said of it, %s', async (_, handling, disposition) => {
  const result = await contained(handling);
  expect(disablings(result)).toEqual([]);
  expect(result.alerts[0]).toMatchObject({ disposition });
  expect(result.alerts[0]?.containment).toBeUndefined();
  expect(JSON.stringify(result.published)).not.toContain('disabled automatically');
});

test('a function that may not says so, and asks nobody', async () => {
  const result = await contained({ environment: {} });
  expect(disablings(result)).toEqual([]);
  expect(result.alerts[0]?.containment?.outcome).toBe('not-done');
});

test('a second delivery does no harm: the profile is said to be disabled already', async () => {
  const result = await contained({ deliveries: 2, settings: { containAtOrAbove: 'high' } });
  expect(disablings(result)).toHaveLength(1);
  expect(result.alerts.slice(0, 2).map(({ containment }) => containment?.outcome)).toEqual([
    'disabled',
    'already-disabled',
  ]);
});

test('the second look disables nothing, however bad it is by then', async () => {
  const result = await contained({ scenario: 'shown-late', settings: { containAtOrAbove: 'high' } });
  expect(result.alerts.map(({ severity }) => severity)).toEqual(['low', 'high']);
  expect(disablings(result)).toEqual([]);
  expect(result.alerts[1]?.containment).toEqual({
    outcome: 'not-done',
    said: 'Not disabled automatically: the second look disables nothing',
  });
});

const troubles: readonly (readonly [what: string, fault: Fault, outcome: string])[] = [
  ['is refused', { operation: 'rolesanywhere:DisableProfile', error: 'AccessDenied' }, 'failed'],
  ['is not answered', { operation: 'rolesanywhere:DisableProfile', delayMs: 30_000 }, 'not-known'],
  ['fails', { operation: 'rolesanywhere:DisableProfile', error: 'ServiceFailure' }, 'not-known'],
];
test.each(troubles)(
  'the alert goes out within seconds and tells the truth where containment %s',
  async (_, fault, outcome) => {
    // Six seconds to ask in are not to be waited for in a test: a second and a half is left here.
    const result = await contained({ faults: [fault], remainingMs: 36_500 });
    expect(result.published.length).toBeGreaterThan(0);
    expect(result.alerts[0]?.containment?.outcome).toBe(outcome);
    expect(result.alerts[0]?.response.commands[0]?.command).toContain('disable-profile');
    expect(result.ms).toBeLessThan(5_000);
    expect(result.outcomes).not.toContain('disabled');
  },
);

test('a fault in wording what came of it costs the wording: the alert says that nobody knows', async () => {
  const broken = { kind: 'failed' } as unknown as Containment;
  const poisoned = Object.defineProperty({ ...broken }, 'why', {
    enumerable: true,
    get: () => {
      throw new RangeError('a fault');
    },
  });
  const result = await contained({ world: { contain: async () => poisoned } });
  expect(result.alerts[0]?.containment?.outcome).toBe('not-known');
});

describe('of another account', () => {
  const HOME = { TOPIC_ARN: `arn:aws:sns:{region}:${OTHER_ACCOUNT}:alerts` };

  test('without a role to do so with, nothing is disabled and the alert says why', async () => {
    const result = await contained({ environment: { ...ON.environment, ...HOME } });
    expect(disablings(result)).toEqual([]);
    expect(result.alerts[0]?.containment).toMatchObject({
      outcome: 'failed',
      said: expect.stringContaining(`no role to do so in account ${ACCOUNT}`),
    });
  });

  test('with one, it is by that role, narrowed to the one profile, and by no other', async () => {
    const environment = {
      ...ON.environment,
      ...HOME,
      CONTAINMENT_ROLE: 'Contain',
      CROSS_ACCOUNT_ROLE: 'Reader',
      CROSS_ACCOUNT_EXTERNAL_ID: 'alerts',
    };
    const result = await contained({ environment });
    const [disabling] = disablings(result);
    expect(disabling?.request.headers['x-amz-security-token']).toBe('session-of-Contain');
    const assumed = result.calls
      .filter(({ operation }) => operation === 'AssumeRole')
      .map(({ request }) => Object.fromEntries(new URLSearchParams(request.body)));
    expect(assumed.map(({ RoleArn }) => RoleArn)).toContain(`arn:aws:iam::${ACCOUNT}:role/Contain`);
    const containing = assumed.find(({ RoleArn }) => RoleArn?.endsWith('/Contain'));
    expect(containing?.ExternalId).toBe('alerts');
    expect(JSON.parse(containing?.Policy ?? '').Statement).toEqual([
      { Effect: 'Allow', Action: 'rolesanywhere:DisableProfile', Resource: result.alerts[0]?.profile.arn },
    ]);
    expect(assumed.find(({ RoleArn }) => RoleArn?.endsWith('/Reader'))?.Policy).toBeUndefined();
    expect(result.alerts[0]?.containment?.outcome).toBe('disabled');
  });

  test.each([
    ['names another than EventBridge does', fromEventBridge(OTHER_ACCOUNT)],
    ['comes without EventBridge’s word', (record: Scenario['event']) => record],
  ])('whose record %s, nothing is disabled', async (_, event) => {
    const result = await contained({ event });
    expect(disablings(result)).toEqual([]);
    expect(result.alerts[0]?.containment?.outcome).toBe('not-done');
  });
});
