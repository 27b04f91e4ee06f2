import { kindsFor } from '../../lambda/event/kinds/list';
import { bridgeEvent } from '../support/event';
import { matchesPattern } from '../support/event-pattern';
import { resource, templateOf } from './template';

const rule = () => resource(templateOf(), 'AWS::Events::Rule', 'ProfileCreatedRule').Properties;

describe('the rule', () => {
  test('has the pattern of every kind of change that no setting asks for, made with success, and nothing else', () => {
    expect(rule().EventPattern).toEqual({
      source: ['aws.rolesanywhere', 'aws.iam'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['rolesanywhere.amazonaws.com', 'iam.amazonaws.com'],
        eventName: kindsFor().flatMap(({ eventNames }) => eventNames),
        errorCode: [{ exists: false }],
      },
    });
  });

  test('is on', () => {
    expect(rule().State).toBe('ENABLED');
  });

  test('tries the function for a day, then keeps the event', () => {
    const template = templateOf();
    expect(rule().Targets).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [resource(template, 'AWS::Lambda::Function', 'Triage').id, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: {
          Arn: {
            'Fn::GetAtt': [resource(template, 'AWS::SQS::Queue', 'ProfileCreatedUndelivered').id, 'Arn'],
          },
        },
      }),
    ]);
  });

  test.each([
    [{}, ['ProfileCreatedRule', 'SelfTestRule']],
    [
      { memberAccounts: '444455556666', crossAccountRoleName: 'Reader' },
      ['ProfileCreatedRule', 'ProfileCreatedForwarded', 'SelfTestRule', 'HomeSelfTestRule'],
    ],
  ])('and its like alone may call the function, with settings %j', (context, rules) => {
    const template = templateOf(context);
    const callers = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => [
      Properties.Principal,
      Properties.SourceArn,
    ]);
    expect(callers).toEqual(
      rules.map((rule) => [
        'events.amazonaws.com',
        { 'Fn::GetAtt': [resource(template, 'AWS::Events::Rule', rule).id, 'Arn'] },
      ]),
    );
  });

  test('may put what it cannot deliver into its queue', () => {
    const template = templateOf();
    const policy = resource(template, 'AWS::SQS::QueuePolicy', 'ProfileCreatedUndelivered').Properties;
    expect((policy.PolicyDocument as { Statement: unknown[] }).Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: {
          ArnEquals: {
            'aws:SourceArn': {
              'Fn::GetAtt': [resource(template, 'AWS::Events::Rule', 'ProfileCreatedRule').id, 'Arn'],
            },
          },
        },
      }),
    );
  });
});

describe('the pattern', () => {
  const matching: readonly (readonly [what: string, event: object])[] = [
    ['a profile created by a user', bridgeEvent()],
    [
      'one created by a service for somebody',
      bridgeEvent({ sourceIPAddress: 'cloudformation.amazonaws.com' }),
    ],
    ['one created disabled', bridgeEvent({ requestParameters: { enabled: false } })],
    ['one whose answer is missing', bridgeEvent({ responseElements: undefined })],
    ['one whose request is missing', bridgeEvent({ requestParameters: null })],
    ['a trust anchor created', bridgeEvent({ eventName: 'CreateTrustAnchor' })],
    [
      'a role created, whatever its trust policy says',
      bridgeEvent({ eventSource: 'iam.amazonaws.com', eventName: 'CreateRole' }, { source: 'aws.iam' }),
    ],
    ['one in another Region', bridgeEvent({ awsRegion: 'cn-north-1' }, { region: 'cn-north-1' })],
  ];
  test.each(matching)('takes %s', (_, event) => {
    expect(matchesPattern(rule().EventPattern, event)).toBe(true);
  });

  const others: readonly (readonly [what: string, event: object])[] = [
    ['a call that failed', bridgeEvent({ errorCode: 'AccessDenied', responseElements: null })],
    ['a call that failed with an empty code', bridgeEvent({ errorCode: '' })],
    ['a call of Roles Anywhere that takes away', bridgeEvent({ eventName: 'DisableTrustAnchor' })],
    ['another call of IAM', bridgeEvent({ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' })],
    ['a profile that was disabled', bridgeEvent({ eventName: 'DisableProfile' })],
    [
      'CreateProfile of another service',
      bridgeEvent({ eventSource: 'transfer.amazonaws.com' }, { source: 'aws.transfer' }),
    ],
    [
      'CreateProfile of another service in our envelope',
      bridgeEvent({ eventSource: 'customer-profiles.amazonaws.com' }),
    ],
    ['what a customer sends as ours', bridgeEvent({}, { source: 'custom.rolesanywhere' })],
    ['another detail type', bridgeEvent({}, { 'detail-type': 'AWS Console Sign In via CloudTrail' })],
    [
      'an event that ends a subject’s life',
      bridgeEvent({}, { 'detail-type': 'Roles Anywhere Certificate Expiration State Change' }),
    ],
    ['another spelling', bridgeEvent({ eventName: 'createprofile' })],
    ['an event without detail', bridgeEvent({}, { detail: undefined })],
  ];
  test.each(others)('leaves %s', (_, event) => {
    expect(matchesPattern(rule().EventPattern, event)).toBe(false);
  });
});
