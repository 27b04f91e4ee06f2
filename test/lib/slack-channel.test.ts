import { resource, templateOf } from './template';

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

describe('channels of a severity of their own', () => {
  const CHANNELS = {
    ...SLACK,
    slackChannels: [
      { channelId: 'C1111111111', minimumSeverity: 'critical' },
      { channelId: 'C2222222222', minimumSeverity: 'high' },
      { channelId: 'C3333333333', minimumSeverity: 'critical' },
    ],
  };
  interface Configuration {
    readonly ConfigurationName: unknown;
    readonly GuardrailPolicies: unknown;
    readonly SnsTopicArns: unknown;
    readonly IamRoleArn: { readonly 'Fn::GetAtt': readonly [string, string] };
  }
  const configurations = (
    context: Readonly<Record<string, unknown>> = CHANNELS,
  ): Readonly<Record<string, Configuration>> =>
    Object.fromEntries(
      Object.values(templateOf(context).findResources('AWS::Chatbot::SlackChannelConfiguration')).map(
        ({ Properties }) => [Properties.SlackChannelId, Properties],
      ),
    );
  const topic = (severity: string) => ({
    Ref: resource(templateOf(CHANNELS), 'AWS::SNS::Topic', `OutletsFrom${severity}`).id,
  });

  test('each show one topic, which channels of the same severity share', () => {
    const shown = Object.entries(configurations()).map(([channel, { SnsTopicArns }]) => [
      channel,
      SnsTopicArns,
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      C0123456789: configurations(SLACK).C0123456789?.SnsTopicArns,
      C1111111111: [topic('critical')],
      C2222222222: [topic('high')],
      C3333333333: [topic('critical')],
    });
  });

  test('have names that differ, and leave that of the channel for everything as it was', () => {
    const names = Object.values(configurations()).map(({ ConfigurationName }) =>
      JSON.stringify(ConfigurationName),
    );
    expect(new Set(names).size).toBe(4);
    expect(configurations().C0123456789).toEqual(configurations(SLACK).C0123456789);
  });

  test('are other resources under other names when the channel changes, and the same when its severity does', () => {
    const idsWith = (channelId: string, minimumSeverity: string) =>
      Object.keys(
        templateOf({ ...SLACK, slackChannels: [{ channelId, minimumSeverity }] }).findResources(
          'AWS::Chatbot::SlackChannelConfiguration',
        ),
      );
    expect(idsWith('C1111111111', 'low')).toEqual(idsWith('C1111111111', 'high'));
    expect(idsWith('C1111111111', 'low')).not.toEqual(idsWith('C2222222222', 'low'));
  });

  test('need no channel for everything', () => {
    const { slackChannelId: _, ...rest } = CHANNELS;
    expect(Object.keys(configurations(rest)).sort()).toEqual(['C1111111111', 'C2222222222', 'C3333333333']);
  });

  test('have the same guardrail, and roles that may do nothing', () => {
    for (const { GuardrailPolicies, IamRoleArn } of Object.values(configurations())) {
      expect(GuardrailPolicies).toEqual(channel().GuardrailPolicies);
      const role = resource(templateOf(CHANNELS), 'AWS::IAM::Role', IamRoleArn['Fn::GetAtt'][0]);
      expect(Object.keys(role.Properties).sort()).toEqual(['AssumeRolePolicyDocument', 'Description']);
    }
  });
});
