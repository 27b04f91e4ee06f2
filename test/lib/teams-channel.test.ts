import { resource, templateOf } from './template';

const TEAMS = {
  teamsTenantId: '11111111-0000-4000-8000-000000000001',
  teamsTeamId: '22222222-0000-4000-8000-000000000002',
  teamsChannelId: '19%3aexample%40thread.tacv2',
};
const TYPE = 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration';
const channel = (context: object = {}) => resource(templateOf({ ...TEAMS, ...context }), TYPE).Properties;

test('shows the alerts, and what the alerting says of itself, in the channel', () => {
  expect(channel()).toMatchObject({
    TeamsTenantId: TEAMS.teamsTenantId,
    TeamId: TEAMS.teamsTeamId,
    TeamsChannelId: TEAMS.teamsChannelId,
    SnsTopicArns: ['Alerts', 'Operations'].map((name) => ({
      Ref: resource(templateOf(TEAMS), 'AWS::SNS::Topic', name).id,
    })),
  });
});

describe('its name', () => {
  const named = (context: object = {}) => channel(context).ConfigurationName;

  test('is of stack and Region, in characters that CloudFormation takes', () => {
    expect(named()).toEqual({
      'Fn::Join': ['', ['Stack-', { Ref: 'AWS::Region' }, expect.stringMatching(/^-teams-[0-9a-f]{12}$/)]],
    });
  });

  test.each([
    ['tenant', { teamsTenantId: '33333333-0000-4000-8000-000000000003' }],
    ['team', { teamsTeamId: '33333333-0000-4000-8000-000000000003' }],
  ])('is another for another %s, which makes another configuration before the old one goes', (_, other) => {
    expect(named(other)).not.toEqual(named());
  });

  test('is the same for another channel, which can be changed in place', () => {
    expect(named({ teamsChannelId: '19%3aother%40thread.tacv2' })).toEqual(named());
  });
});

test('has a guardrail that lets people read metrics at most, and a role that may do nothing', () => {
  expect(channel().GuardrailPolicies).toEqual([
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/CloudWatchReadOnlyAccess']] },
  ]);
  const role = resource(templateOf(TEAMS), 'AWS::IAM::Role', 'TeamsRole');
  expect(channel().IamRoleArn).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
  expect(Object.keys(role.Properties).sort()).toEqual(['AssumeRolePolicyDocument', 'Description']);
});

test('stands beside Slack, and has what it cannot show counted where there is no Slack', () => {
  const counted = (context: object) =>
    JSON.stringify(
      resource(templateOf({ ...TEAMS, ...context }), 'AWS::CloudWatch::Alarm', 'AlarmsChatUnsupported'),
    );
  expect(counted({})).toContain('-teams-');
  const slack = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };
  expect(counted(slack)).toContain('-T0123456789');
  expect(channel(slack)).toEqual(channel());
});

test('is not made unless asked for', () => {
  templateOf().resourceCountIs(TYPE, 0);
});
