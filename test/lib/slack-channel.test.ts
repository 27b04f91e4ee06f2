import { resource, templateOf } from './stack';

const SLACK = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };
const channel = () => resource(templateOf(SLACK), 'AWS::Chatbot::SlackChannelConfiguration').Properties;

test('shows the alerts in the channel', () => {
  expect(channel()).toMatchObject({
    SlackWorkspaceId: 'T0123456789',
    SlackChannelId: 'C0123456789',
    SnsTopicArns: [{ Ref: resource(templateOf(SLACK), 'AWS::SNS::Topic').id }],
  });
});

test('is named after stack and Region, since names are the account’s', () => {
  expect(channel().ConfigurationName).toEqual({ 'Fn::Join': ['', ['Stack-', { Ref: 'AWS::Region' }]] });
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
