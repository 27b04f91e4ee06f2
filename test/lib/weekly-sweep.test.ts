import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { SCHEDULE } from '../../lambda/sweep/window';
import { readSettings } from '../../lib/settings';
import { ACCOUNT, REGION } from '../support/event';
import { resolved } from './resolved';
import { resource, templateOf } from './template';

const ON = { weeklySweep: true };
const MANY = {
  ...ON,
  memberAccounts: '444455556666',
  forwarderRegions: 'us-east-1,eu-west-1',
  crossAccountRoleName: 'Reader',
  crossAccountExternalId: 'alerts',
};

const propertiesOf = (type: string, idStart: string, context: object = ON): Record<string, unknown> => {
  const template = templateOf({ ...context });
  return resolved(resource(template, type, idStart).Properties, template.toJSON().Resources) as Record<
    string,
    unknown
  >;
};

const variables = (context: object): Record<string, unknown> =>
  (
    propertiesOf('AWS::Lambda::Function', 'WeeklySweep', context).Environment as {
      Variables: Record<string, unknown>;
    }
  ).Variables;

test('nothing of it is there unless asked for', () => {
  const { Resources } = templateOf().toJSON() as { Resources: Record<string, { Type: string }> };
  expect(Object.keys(Resources).filter((id) => id.startsWith('WeeklySweep'))).toEqual([]);
  expect(Object.values(Resources).filter(({ Type }) => Type.startsWith('AWS::S3::'))).toEqual([]);
});

test('asked for, all that was there stays as it is, but for what is watched and who reads', () => {
  type Resources = Record<string, Record<string, unknown>>;
  const before = templateOf().toJSON().Resources as Resources;
  const after = templateOf(ON).toJSON().Resources as Resources;
  const changed = Object.keys(before).filter(
    (id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]),
  );
  expect(changed.filter((id) => !id.startsWith('TamperWatch'))).toEqual([]);
});

describe('the bucket', () => {
  test('is private, encrypted, versioned, and stays', () => {
    const { id, ...bucket } = resource(templateOf(ON), 'AWS::S3::Bucket');
    expect(id).toMatch(/^WeeklySweepResults/);
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
    });
  });

  test('takes nothing that is not sent over TLS', () => {
    templateOf(ON).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('what is swept', () => {
  test('is the Region of the stack, where nothing else is said', () => {
    expect(variables(ON)).toMatchObject({ SWEEP_REGIONS: REGION, SWEEP_ACCOUNTS: ACCOUNT });
    expect(variables(ON)).not.toHaveProperty('CROSS_ACCOUNT_ROLE');
  });

  test('is each Region with forwarders, of each account that can be read, each once', () => {
    expect(variables(MANY)).toMatchObject({
      SWEEP_REGIONS: `${REGION},us-east-1,eu-west-1`,
      SWEEP_ACCOUNTS: `${ACCOUNT},444455556666`,
      CROSS_ACCOUNT_ROLE: 'Reader',
      CROSS_ACCOUNT_EXTERNAL_ID: 'alerts',
    });
  });

  test('is no account that cannot be read', () => {
    const { crossAccountRoleName: _name, crossAccountExternalId: _id, ...unread } = MANY;
    expect(variables(unread)).toMatchObject({ SWEEP_ACCOUNTS: ACCOUNT });
  });
});

test('its turns are those that the function counts on, and a late one is dropped', () => {
  expect(propertiesOf('AWS::Scheduler::Schedule', 'WeeklySweep')).toMatchObject({
    ScheduleExpression: SCHEDULE,
    ScheduleExpressionTimezone: 'UTC',
    Target: { RetryPolicy: { MaximumEventAgeInSeconds: 600 } },
  });
  expect(propertiesOf('AWS::Lambda::Function', 'WeeklySweep')).toMatchObject({ Timeout: 840 });
});

describe('its role', () => {
  interface Statement {
    readonly Sid: string;
    readonly Action: string | readonly string[];
    readonly Resource: unknown;
  }
  const statements = (context: object): readonly Statement[] => {
    const { Policies } = propertiesOf('AWS::IAM::Role', 'WeeklySweepRole', context) as {
      Policies: { PolicyDocument: { Statement: Statement[] } }[];
    };
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  };

  test('changes nothing but its two objects, its log and what it publishes', () => {
    const actions = statements(MANY).flatMap(({ Action }) => Action);
    const writing = actions.filter((action) => !/:(Get|List|Filter)/.test(action)).sort();
    expect(writing).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey*',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:PutObject',
      'sns:Publish',
      'sts:AssumeRole',
    ]);
    const kept = statements(MANY).find(({ Sid }) => Sid === 'KeepTheResult');
    expect(JSON.stringify(kept?.Resource)).toMatch(/progress\.json.*result\.json/);
  });

  test('takes up no role of other accounts where none is set', () => {
    expect(statements(ON).map(({ Sid }) => Sid)).not.toContain('SweepInOtherAccounts');
  });
});

test('the watch tells who touches it', () => {
  const rules = JSON.stringify(templateOf(ON).findResources('AWS::Events::Rule'));
  const ids = ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Scheduler::Schedule'].flatMap((type) =>
    Object.keys(templateOf(ON).findResources(type)).filter((id) =>
      /^WeeklySweep(Function|Role|Schedule(?!Role))/.test(id),
    ),
  );
  expect(ids).toHaveLength(3);
  for (const id of ids) expect(rules).toContain(id);
});

test('each alarm says what to do about it', () => {
  const alarms = Object.entries(templateOf(ON).findResources('AWS::CloudWatch::Alarm'))
    .filter(([id]) => id.startsWith('WeeklySweep'))
    .map(([, { Properties }]) => String(Properties.AlarmDescription));
  expect(alarms).toEqual([
    expect.stringContaining('"SweepFailed"'),
    expect.stringContaining('"SweepUnfinished"'),
  ]);
});

test('the runbook names what is there', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const named = [...page.matchAll(/resource (WeeklySweep\w+)/g)].map(([, id = '']) => id);
  expect(named).toHaveLength(2);
  expect(Object.keys(templateOf(ON).toJSON().Resources)).toEqual(expect.arrayContaining(named));
  for (const heading of ['SweepFailed', 'SweepUnfinished']) expect(page).toContain(`\n### ${heading}\n`);
});

test('a log that forgets too soon to say what was alerted is a problem', () => {
  const reading = readSettings({ email: 'you@example.com', ...ON, logRetentionDays: 7 });
  expect(reading).toMatchObject({
    problems: ['logRetentionDays: got 7, expected 14 or more because weeklySweep is set'],
  });
  expect(readSettings({ email: 'you@example.com', ...ON, logRetentionDays: 14 }).ok).toBe(true);
});
