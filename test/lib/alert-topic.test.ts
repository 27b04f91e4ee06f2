import { Match } from 'aws-cdk-lib/assertions';
import { resource, templateOf } from './stack';

const statements = (document: unknown): readonly Record<string, unknown>[] =>
  (document as { Statement: readonly Record<string, unknown>[] }).Statement;

describe('the topic', () => {
  test('is encrypted with a key of this stack that is rotated', () => {
    const template = templateOf();
    const key = resource(template, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(resource(template, 'AWS::SNS::Topic').Properties.KmsMasterKeyId).toEqual({
      'Fn::GetAtt': [key.id, 'Arn'],
    });
  });

  test('takes nothing that is not sent over TLS', () => {
    templateOf().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('lets the alarms of this account publish, and no other service', () => {
    const { PolicyDocument } = resource(templateOf(), 'AWS::SNS::TopicPolicy').Properties;
    const allowed = statements(PolicyDocument).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': expect.anything() },
        },
      }),
    ]);
  });

  test('has a key that lets alarms through: without it their messages are lost silently', () => {
    const { KeyPolicy } = resource(templateOf(), 'AWS::KMS::Key').Properties;
    expect(statements(KeyPolicy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      }),
    );
  });
});

describe('e-mail', () => {
  const subscriptions = (context: Record<string, unknown>) =>
    Object.values(templateOf(context).findResources('AWS::SNS::Subscription')).map(
      ({ Properties }) => Properties,
    );

  test('goes to each address once', () => {
    const email = 'a@example.com,b@example.com,a@example.com';
    expect(subscriptions({ email })).toEqual([
      expect.objectContaining({ Protocol: 'email', Endpoint: 'a@example.com' }),
      expect.objectContaining({ Protocol: 'email', Endpoint: 'b@example.com' }),
    ]);
  });

  test('is not filtered unless asked', () => {
    expect(subscriptions({})).toEqual([expect.not.objectContaining({ FilterPolicy: expect.anything() })]);
  });

  test('of a least severity still carries alarms, which have none', () => {
    expect(subscriptions({ emailMinimumSeverity: 'high' })).toEqual([
      expect.objectContaining({ FilterPolicy: { severity: ['high', 'critical', { exists: false }] } }),
    ]);
  });

  test('is sent to nobody where something else subscribes', () => {
    expect(subscriptions({ email: [], noSubscribers: true })).toEqual([]);
  });
});
