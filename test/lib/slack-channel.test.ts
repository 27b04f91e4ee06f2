import { resource, templateOf } from './stack';

const SLACK = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };
const channel = () => resource(templateOf(SLACK), 'AWS::Chatbot::SlackChannelConfiguration').Properties;

test('shows the alerts, and what the alerting says of itself, in the channel', () => {
  expect(channel()).toMatchObject({
    SlackWorkspaceId: 'T0123456789',
    SlackChannelId: 'C0123456789',
    SnsTopicArns: ['Alerts', 'Operations'].map((name) => ({
      Ref: resource(templateOf(SLACK), 'AWS::SNS::Topic', name).id,
    })),
  });
});

describe('its name', () => {
  const named = (context: object) =>
    resource(templateOf({ ...SLACK, ...context }), 'AWS::Chatbot::SlackChannelConfiguration').Properties
      .ConfigurationName;

  test('is of stack, Region and workspace, since names are the account’s', () => {
    expect(named({})).toEqual({ 'Fn::Join': ['', ['Stack-', { Ref: 'AWS::Region' }, '-T0123456789']] });
  });

  test('is another for another workspace: both are create-only, and the new one is made before the old one goes', () => {
    expect(named({ slackWorkspaceId: 'T9876543210' })).not.toEqual(named({}));
  });

  test('is the same for another channel, which can be changed in place', () => {
    expect(named({ slackChannelId: 'C9876543210' })).toEqual(named({}));
  });
});

test('has a guardrail that lets people read metrics at most', () => {
  expect(channel().GuardrailPolicies).toEqual([
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/CloudWatchReadOnlyAccess']] },
  ]);
});

test('has a role that may do nothing', () => {
  const role = resource(templateOf(SLACK), 'AWS::IAM::Role', 'SlackRole');
  expect(channel().IamRoleArn).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
  expect(role.Properties).not.toHaveProperty('Policies');
  expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  templateOf(SLACK).resourceCountIs('AWS::IAM::Policy', 0);
});

test('is not made unless asked for: not every Region has it', () => {
  templateOf().resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
});
