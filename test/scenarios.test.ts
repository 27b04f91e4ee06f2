/** Every story of bin/sandbox/scenarios, triaged as the deployed function does it: is the alert what it must be? */

import { loadScenario, scenarioNames } from '../bin/sandbox/load';
import { NoNewsError, triageInSandbox } from '../bin/sandboxed';
import type { Alert } from '../lambda/alert/schema';
import { alertSchema } from '../lambda/alert/schema';
import { CATALOGUE } from '../lambda/assess/catalogue';
import { SOURCES } from '../lambda/assess/sources';

/** One story waits for a service that refuses every attempt; the others take a fraction of a second. */
jest.setTimeout(20_000);

interface Triaged {
  readonly alert: Alert;
  readonly update?: Alert;
  readonly asked: readonly string[];
}

const triaged = new Map<string, Promise<Triaged>>();

const triageStory = async (name: string): Promise<Triaged> => {
  const scenario = loadScenario(name);
  const { message, update, asked } = await triageInSandbox(scenario.event, scenario);
  const alertIn = ({ message: { sqs } }: typeof message) => alertSchema.parse(JSON.parse(sqs ?? ''));
  return {
    alert: alertIn(message),
    ...(update === undefined ? {} : { update: alertIn(update) }),
    asked,
  };
};

/** Each story is triaged once. One at a time: the sandbox is entered through the environment of the process. */
const alertOf = (name: string): Promise<Triaged> => {
  const alert = triaged.get(name) ?? triageStory(name);
  triaged.set(name, alert);
  return alert;
};

const verdictOf = ({ severity, disposition, findings }: Alert) => ({
  severity,
  disposition,
  findings: findings.map(({ id }) => id).sort(),
});

const isTold = (name: string): boolean => loadScenario(name).expectNothing !== true;

test.each(scenarioNames().filter((name) => !isTold(name)))('the story %s leads to no alert', async (name) => {
  await expect(triageStory(name)).rejects.toThrow(NoNewsError);
});

describe.each(scenarioNames().filter(isTold))('the story %s', (name) => {
  it('leads to the alert it must lead to', async () => {
    const { expect: expected } = loadScenario(name);
    const { alert } = await alertOf(name);
    expect(verdictOf(alert)).toEqual({
      ...expected,
      findings: [...(expected?.findings ?? ['(none expected)'])].sort(),
    });
  });

  it('leads to the update it must lead to, if any', async () => {
    const { expectUpdate: expected } = loadScenario(name);
    const { update } = await alertOf(name);
    expect(update === undefined ? undefined : verdictOf(update)).toEqual(expected);
  });

  it('expects findings that there are checks for', () => {
    const ids = [
      ...CATALOGUE.map(({ id }) => id),
      ...Object.values(SOURCES).map(({ findingId }) => findingId),
    ];
    expect(loadScenario(name).expect?.findings.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('what the stories show', () => {
  it('attack: the anchor, who made it and when, and the denied attempts', async () => {
    const { alert, asked } = await alertOf('attack');
    expect(alert).toMatchObject({
      severity: 'critical',
      riskScore: 99,
      account: { id: '111122223333', alias: 'example-prod' },
      actor: { arn: 'arn:aws:iam::111122223333:user/svc-backup', longLivedKey: true },
      source: { ip: '203.0.113.66', country: 'NL' },
      unknowns: [],
    });
    expect(JSON.stringify(alert.response.commands)).toContain('disable-profile');
    // Two pages of attached policies, and the calls of IAM in the partition's global Region.
    expect(asked).toEqual(expect.arrayContaining(['iam:GetPolicyVersion', 'cloudtrail:LookupEvents']));
    expect(asked.filter((operation) => operation === 'sns:Publish')).toHaveLength(1);
  });

  it("cross-account-role: the namesake of this account is neither asked for nor shown as the other account's", async () => {
    const { alert } = await alertOf('cross-account-role');
    const other = alert.roles.find(({ arn }) => arn.includes('444455556666'));
    expect(other).toMatchObject({ power: 'unknown', trust: 'unknown' });
  });

  it('everything-denied: the roles and the duration are the event’s, and each gap has its reason', async () => {
    const { alert } = await alertOf('everything-denied');
    expect(alert.profile).toMatchObject({
      durationSeconds: 3600,
      roleArns: ['arn:aws:iam::111122223333:role/build-farm', 'arn:aws:iam::111122223333:role/build-cache'],
    });
    expect(alert.unknowns.map(({ why }) => why)).toEqual(
      expect.arrayContaining([
        'access denied (iam:GetRole)',
        'access denied (rolesanywhere:ListTrustAnchors)',
        'access denied (cloudtrail:LookupEvents)',
      ]),
    );
  });

  it('history-throttled: what is not known is said, and no first time is claimed', async () => {
    const { alert } = await alertOf('history-throttled');
    expect(alert.unknowns.length).toBeGreaterThanOrEqual(4);
    expect(alert.findings.map(({ id }) => id)).not.toContain('first-time-actor');
  });
});
