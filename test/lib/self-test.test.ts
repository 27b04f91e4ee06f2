import { SELF_TEST } from '../../lambda/self-test';
import { alarmState } from '../support/alarm';
import { matchesPattern } from '../support/event-pattern';
import { resource, templateOf } from './template';

const CONTEXT = { memberAccounts: '444455556666', crossAccountRoleName: 'Reader' };
const WAYS = [
  ['default', 'SelfTest', 'default'],
  ['home', 'HomeSelfTest', 'Stack'],
] as const;

describe.each(WAYS)('the self-test by the %s bus', (way, id, bus) => {
  const template = templateOf(CONTEXT);
  const rule = () => resource(template, 'AWS::Events::Rule', `${id}Rule`).Properties;
  const schedule = () => resource(template, 'AWS::Scheduler::Schedule', `${id}Schedule`).Properties;
  const alarm = () => resource(template, 'AWS::CloudWatch::Alarm', `${id}Missing`).Properties;

  test('is sent once a day, marked as our own', () => {
    expect(schedule()).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Target: {
        EventBridgeParameters: { Source: SELF_TEST.source, DetailType: SELF_TEST.detailType },
        Input: JSON.stringify({ way }),
      },
    });
    expect(schedule().State ?? 'ENABLED').toBe('ENABLED');
  });

  const sent = {
    source: SELF_TEST.source,
    'detail-type': SELF_TEST.detailType,
    detail: { way },
  };

  test('is matched by its rule on that bus, and by no other', () => {
    const matching = Object.entries(template.findResources('AWS::Events::Rule')).filter(
      ([, { Properties }]) => matchesPattern(Properties.EventPattern, sent),
    );
    expect(matching.map(([name]) => name)).toEqual([expect.stringMatching(new RegExp(`^${id}Rule`))]);
    expect(rule().EventBusName ?? 'default').toBe(bus);
  });

  test('goes to what the profiles go to, with the same queue behind', () => {
    const real = resource(template, 'AWS::Events::Rule', 'ProfileCreatedRule').Properties;
    const target = ({ Targets }: Record<string, unknown>) => {
      const [{ Arn, DeadLetterConfig } = { Arn: 0, DeadLetterConfig: 0 }] = Targets as {
        Arn: unknown;
        DeadLetterConfig: unknown;
      }[];
      return { Arn, DeadLetterConfig };
    };
    expect(target(rule())).toEqual(target(real));
  });

  test('comes from the topic of the alerts to a queue that gets nothing else', () => {
    const queue = resource(template, 'AWS::SQS::Queue', `${id}Heartbeats`);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: { Ref: resource(template, 'AWS::SNS::Topic', 'Alerts').id },
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': [queue.id, 'Arn'] },
      FilterPolicy: { selfTest: [way] },
    });
    expect(alarm()).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
    });
  });

  /** Messages an hour, oldest first; `undefined` where SQS reports nothing. */
  const hours = (count: number, value: number | undefined) => Array.from({ length: count }, () => value);
  const histories: readonly (readonly [string, readonly (number | undefined)[], string])[] = [
    ['one heartbeat a day', [...hours(23, 0), 1, ...hours(23, 0), 1], 'OK'],
    ['a heartbeat a day ago and nothing reported since', [1, ...hours(24, undefined)], 'OK'],
    ['a heartbeat that is two hours late', [...hours(10, 0), 1, ...hours(25, 0)], 'OK'],
    ['none for 26 hours, zeros reported', [1, ...hours(26, 0)], 'ALARM'],
    ['none for 26 hours, nothing reported', [1, ...hours(26, undefined)], 'ALARM'],
    ['none ever', hours(30, undefined), 'ALARM'],
  ];
  test.each(histories)('%s: %s', (_, history, state) => {
    expect(alarmState(alarm(), history)).toBe(state);
  });
});

test('only the home bus of an installation that has one is tested', () => {
  const schedules = Object.keys(templateOf().findResources('AWS::Scheduler::Schedule'));
  expect(schedules.filter((id) => id.includes('SelfTest'))).toHaveLength(1);
});
