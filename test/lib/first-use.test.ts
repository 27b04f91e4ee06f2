import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { bridgeEvent } from '../support/event';
import { matchesPattern } from '../support/event-pattern';
import { session } from '../support/session';
import { FLAGS, resource, templateOf } from './template';

type Context = Readonly<Record<string, unknown>>;
const ON = { firstUse: true };
const RULE = 'AWS::Events::Rule';

const variables = (context: Context) =>
  (
    resource(templateOf(context), 'AWS::Lambda::Function', 'TriageFunction').Properties.Environment as {
      readonly Variables: Context;
    }
  ).Variables;

const policiesOf = (context: Context) =>
  resource(templateOf(context), 'AWS::IAM::Role', 'TriageRole').Properties.Policies as readonly {
    readonly PolicyName: string;
    readonly PolicyDocument: { readonly Statement: readonly object[] };
  }[];

const patternOf = (template: Template, idStart: string): object =>
  resource(template, RULE, idStart).Properties.EventPattern as object;

test('without the setting there is nothing of it', () => {
  expect(Object.keys(templateOf().toJSON().Resources).filter((id) => /FirstUse|Tables/.test(id))).toEqual([]);
  expect(Object.keys(variables({})).filter((name) => name.startsWith('FIRST_USE'))).toEqual([]);
  expect(matchesPattern(patternOf(templateOf(), 'ProfileCreatedRule'), bridgeEvent(session()))).toBe(false);
});

describe('the table', () => {
  const table = () => resource(templateOf(ON), 'AWS::DynamoDB::Table');

  test('is paid by request, forgets by itself, and can be put back', () => {
    expect(table().Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'profile', KeyType: 'HASH' },
        { AttributeName: 'certificate', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('is known to the function, which may use it and no other', () => {
    const { id } = table();
    expect(variables({ ...ON, firstUseDays: 30 })).toMatchObject({
      FIRST_USE_TABLE: { Ref: id },
      FIRST_USE_DAYS: '30',
    });
    const [policy] = policiesOf(ON).filter(({ PolicyName }) => PolicyName === 'FirstUse');
    expect(policy?.PolicyDocument.Statement).toEqual([
      {
        Sid: 'RememberTheProfiles',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        Resource: { 'Fn::GetAtt': [id, 'Arn'] },
      },
    ]);
  });
});

describe('the rule', () => {
  const pattern = () => patternOf(templateOf(ON), 'FirstUseRule');

  test.each([
    ['a session', session(), {}, true],
    ['a session that was refused', session({}, {}, { errorCode: 'AccessDenied' }), {}, false],
    ['a session of S3 Express', session({}, {}, { eventSource: 's3express.amazonaws.com' }), {}, false],
    ['a session that somebody made up', session(), { source: 'my.rolesanywhere' }, false],
    ['a new profile, which the other rule matches', {}, {}, false],
  ])('matches %s as it should', (_, record, envelope, is) => {
    expect(matchesPattern(pattern(), bridgeEvent(record, envelope))).toBe(is);
  });

  test('keeps what it cannot hand on where the other does', () => {
    const [undelivered] = Object.keys(templateOf(ON).findResources('AWS::SQS::Queue')).filter((id) =>
      id.startsWith('ProfileCreatedUndelivered'),
    );
    expect(resource(templateOf(ON), RULE, 'FirstUseRule').Properties.Targets).toEqual([
      expect.objectContaining({
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [undelivered, 'Arn'] } },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      }),
    ]);
  });

  test('has a twin on the bus of the forwarders', () => {
    const home = templateOf({ ...ON, memberAccounts: '444455556666' });
    expect(patternOf(home, 'FirstUseForwarded')).toEqual(pattern());
    expect(resource(home, RULE, 'FirstUseForwarded').Properties.EventBusName).toBeDefined();
  });
});

test('a forwarder sends sessions only where it is told to', () => {
  const forwarder = Template.fromStack(new ForwarderStack(new App({ context: FLAGS }), 'Forwarder'));
  const { Properties } = resource(forwarder, RULE, 'Sessions');
  expect(Properties.EventPattern).toEqual(patternOf(templateOf(ON), 'FirstUseRule'));
  expect(Properties.State).toEqual({ 'Fn::If': ['ForwardsSessions', 'ENABLED', 'DISABLED'] });
  expect(forwarder.findParameters('ForwardSessions')).toMatchObject({
    ForwardSessions: { Default: 'false', AllowedValues: ['true', 'false'] },
  });
  expect(forwarder.findConditions('ForwardsSessions')).toEqual({
    ForwardsSessions: { 'Fn::Equals': [{ Ref: 'ForwardSessions' }, 'true'] },
  });
});

test('the alarm tells where the table did not take what an alert came to', () => {
  expect(resource(templateOf(ON), 'AWS::CloudWatch::Alarm', 'FirstUse').Properties).toMatchObject({
    MetricName: 'FirstUsesNotKept',
    Threshold: 0,
    AlarmDescription: expect.stringContaining('docs/operations.md, "FirstUseNotKept"'),
  });
});
