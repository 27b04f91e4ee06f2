import { SEVERITIES } from '../../lambda/assess/severity';
import { HEARTBEAT_ATTRIBUTE } from '../../lambda/self-test';
import { matchesPattern } from '../support/event-pattern';
import { resource, templateOf } from './template';

const TOPIC = 'AWS::SNS::Topic';
const KEY = 'AWS::KMS::Key';
const POLICY = 'AWS::SNS::TopicPolicy';
const TOPICS = ['Alerts', 'Operations'] as const;

const statements = (document: unknown): readonly Record<string, unknown>[] =>
  (document as { Statement: readonly Record<string, unknown>[] }).Statement;

describe.each(TOPICS)('the topic %s', (name) => {
  test('is encrypted with a key of its own that is rotated', () => {
    const template = templateOf();
    const key = resource(template, KEY, name);
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(resource(template, TOPIC, name).Properties.KmsMasterKeyId).toEqual({
      'Fn::GetAtt': [key.id, 'Arn'],
    });
  });

  test('takes nothing that is not sent over TLS', () => {
    expect(statements(resource(templateOf(), POLICY, name).Properties.PolicyDocument)).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });
});

describe('alarms', () => {
  const allowed = (name: string) =>
    statements(resource(templateOf(), POLICY, name).Properties.PolicyDocument).filter(
      ({ Effect }) => Effect === 'Allow',
    );

  test('of this account may publish to the operations topic', () => {
    expect(allowed('Operations')).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': expect.anything() },
        },
      }),
    );
  });

  test('and its key lets them: without it their messages are lost silently', () => {
    const { KeyPolicy } = resource(templateOf(), KEY, 'Operations').Properties;
    expect(statements(KeyPolicy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      }),
    );
  });

  test('have no business on the topic of the alerts, nor has any other service', () => {
    expect(allowed('Alerts')).toEqual([]);
  });
});

describe('e-mail', () => {
  const subscriptions = (context: Record<string, unknown>, topic: string = 'Alerts') =>
    Object.values(templateOf(context).findResources('AWS::SNS::Subscription'))
      .map(({ Properties }) => Properties)
      .filter(({ TopicArn, Protocol }) => TopicArn.Ref.startsWith(topic) && Protocol === 'email');

  test('goes to each address once', () => {
    const email = 'a@example.com,b@example.com,a@example.com';
    expect(subscriptions({ email })).toEqual([
      expect.objectContaining({ Protocol: 'email', Endpoint: 'a@example.com' }),
      expect.objectContaining({ Protocol: 'email', Endpoint: 'b@example.com' }),
    ]);
  });

  test('carries every alert unless asked otherwise, and no self-test, which has no severity', () => {
    const [{ FilterPolicy } = { FilterPolicy: undefined }] = subscriptions({});
    for (const severity of SEVERITIES) expect(matchesPattern(FilterPolicy, { severity })).toBe(true);
    expect(matchesPattern(FilterPolicy, { [HEARTBEAT_ATTRIBUTE]: 'default' })).toBe(false);
  });

  test('of a least severity carries it and all above', () => {
    expect(subscriptions({ emailMinimumSeverity: 'high' })).toEqual([
      expect.objectContaining({ FilterPolicy: { severity: ['high', 'critical'] } }),
    ]);
  });

  test('is filtered for each address by the least severity of its own', () => {
    const emails = [
      { address: 'oncall@example.com', minimumSeverity: 'critical' },
      { address: 'archive@example.com' },
    ];
    const reached = (severity: string) =>
      subscriptions({ emails, emailMinimumSeverity: 'medium' })
        .filter(({ FilterPolicy }) => matchesPattern(FilterPolicy, { severity }))
        .map(({ Endpoint }) => Endpoint);
    const [you, oncall, archive] = ['you@example.com', 'oncall@example.com', 'archive@example.com'];
    expect(SEVERITIES.map(reached)).toEqual([
      [archive],
      [archive],
      [you, archive],
      [you, archive],
      [you, oncall, archive],
    ]);
    // As CloudWatch publishes: no attributes; and as the self-test does.
    expect(subscriptions({ emails }).some(({ FilterPolicy }) => matchesPattern(FilterPolicy, {}))).toBe(
      false,
    );
  });

  test('of an address keeps its subscription, to be confirmed once, when the address gets a severity of its own', () => {
    const idOf = (context: Record<string, unknown>) =>
      Object.entries(templateOf(context).findResources('AWS::SNS::Subscription'))
        .filter(([, { Properties }]) => Properties.Protocol === 'email')
        .map(([id]) => id);
    const emails = [{ address: 'you@example.com', minimumSeverity: 'high' }];
    expect(idOf({ email: [], emails })).toEqual(idOf({ email: 'you@example.com' }));
  });

  test('is sent to nobody where something else subscribes', () => {
    expect(subscriptions({ email: [], noSubscribers: true })).toEqual([]);
  });

  test('about the alerting itself goes to the same people, unless others are named', () => {
    expect(subscriptions({}, 'Operations')).toEqual([
      expect.objectContaining({ Endpoint: 'you@example.com' }),
    ]);
    expect(subscriptions({ operationsEmail: 'ops@example.com' }, 'Operations')).toEqual([
      expect.objectContaining({ Endpoint: 'ops@example.com' }),
    ]);
  });

  test('about the alerting itself goes to those with a severity of their own, too', () => {
    const emails = [{ address: 'oncall@example.com', minimumSeverity: 'critical' }];
    expect(subscriptions({ emails }, 'Operations').map(({ Endpoint }) => Endpoint)).toEqual([
      'you@example.com',
      'oncall@example.com',
    ]);
  });

  test('about the alerting itself is mailed whatever the least severity: an alarm has no attribute to filter by', () => {
    const template = templateOf({ emailMinimumSeverity: 'critical' });
    // As CloudWatch publishes it: SNS matches no filter policy, not even { exists: false }, without any attribute.
    const attributes = {};
    const reached = (topic: unknown) =>
      Object.values(template.findResources('AWS::SNS::Subscription')).filter(
        ({ Properties }) =>
          JSON.stringify(Properties.TopicArn) === JSON.stringify(topic) &&
          (Properties.FilterPolicy === undefined || matchesPattern(Properties.FilterPolicy, attributes)),
      );
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(reached(Properties.AlarmActions[0])).toHaveLength(1);
    }
  });
});
