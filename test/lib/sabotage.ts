/**
 * Ways to silence the alerting, one a row, as CloudTrail records them: only what a pattern could look at. `ours` names the
 * things of the template by the beginning of their logical ids.
 */
import { ACCOUNT, type Overrides, REGION } from '../support/event';

/** What the deployed things are called. */
export interface Named {
  readonly name: (type: string, idStart: string) => string;
  readonly ref: (type: string, idStart: string) => string;
  readonly arn: (type: string, idStart: string) => string;
}

export interface Sabotage {
  readonly what: string;
  readonly service: string;
  readonly call: string;
  readonly request: (named: Named) => Overrides;
  readonly response?: (named: Named) => Overrides;
  /** The rules of the watch that tell of it. */
  readonly told: readonly string[];
  /** True where only the event's own Region sees it: IAM's events are in the global Region. */
  readonly global?: true;
}

const RULE = 'AWS::Events::Rule';
const FUNCTION = 'AWS::Lambda::Function';
const TOPIC = 'AWS::SNS::Topic';
const KEY = 'AWS::KMS::Key';
const QUEUE = 'AWS::SQS::Queue';
const ROLE = 'AWS::IAM::Role';
const TABLE = 'AWS::DynamoDB::Table';

const onRule = (call: string, key: 'name' | 'rule', idStart: string, told: string): Sabotage => ({
  what: `${call} on ${idStart}`,
  service: 'events',
  call,
  request: ({ name }) => ({ [key]: name(RULE, idStart), eventBusName: 'default' }),
  told: told.split(' '),
});

const onFunction = (
  call: string,
  functionName: (named: Named) => string,
  which = 'the function',
): Sabotage => ({
  what: `${call} on ${which}`,
  service: 'lambda',
  call,
  request: (named) => ({ functionName: functionName(named) }),
  told: ['Function'],
});

const byName = ({ name }: Named): string => name(FUNCTION, 'TriageFunction');
const byArn = ({ arn }: Named): string => arn(FUNCTION, 'TriageFunction');
const byPartialArn = (named: Named): string => `${ACCOUNT}:function:${byName(named)}`;

const onTopic = (call: string, idStart: string): Sabotage => ({
  what: `${call} on ${idStart}`,
  service: 'sns',
  call,
  request: ({ ref }) => ({ topicArn: ref(TOPIC, idStart), attributeName: 'Policy' }),
  told: ['Topics'],
});

const onSubscription = (call: string, idStart: string): Sabotage => ({
  what: `${call} of ${idStart}`,
  service: 'sns',
  call,
  request: ({ ref }) => ({
    subscriptionArn: `${ref(TOPIC, idStart)}:0a1b2c3d-1111-4222-8333-444455556666`,
  }),
  told: ['Subscriptions'],
});

const onKey = (call: string, keyId: (named: Named) => string, what: string): Sabotage => ({
  what: `${call} by ${what}`,
  service: 'kms',
  call,
  request: (named) => ({ keyId: keyId(named) }),
  told: ['Keys'],
});

const onQueue = (call: string, idStart: string): Sabotage => ({
  what: `${call} on ${idStart}`,
  service: 'sqs',
  call,
  request: ({ ref }) => ({ queueUrl: ref(QUEUE, idStart) }),
  told: ['Queues'],
});

const tableArn = (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;

const onRole = (call: string, idStart: string): Sabotage => ({
  what: `${call} on ${idStart}`,
  service: 'iam',
  call,
  request: ({ name }) => ({ roleName: name(ROLE, idStart) }),
  told: ['Roles'],
  global: true,
});

export const SABOTAGE: readonly Sabotage[] = [
  onRule('DisableRule', 'name', 'ProfileCreatedRule', 'Rules'),
  onRule('DeleteRule', 'name', 'ProfileCreatedRule', 'Rules'),
  onRule('RemoveTargets', 'rule', 'ProfileCreatedRule', 'Rules'),
  onRule('PutTargets', 'rule', 'ProfileCreatedRule', 'Rules'),
  onRule('PutRule', 'name', 'ProfileCreatedRule', 'Rules'),
  onRule('DisableRule', 'name', 'ProfileCreatedForwarded', 'Rules'),
  onRule('DisableRule', 'name', 'SelfTestRule', 'Rules'),
  onRule('DisableRule', 'name', 'HomeSelfTestRule', 'Rules'),
  onRule('DisableRule', 'name', 'TamperWatchKeys', 'Rules'),
  // The two that guard each other.
  onRule('DisableRule', 'name', 'TamperWatchGuard', 'Rules'),
  onRule('DisableRule', 'name', 'TamperWatchRules', 'Rules Guard'),
  onRule('DeleteRule', 'name', 'TamperWatchRules', 'Rules Guard'),
  onRule('RemoveTargets', 'rule', 'TamperWatchRules', 'Rules Guard'),
  {
    what: 'DeleteEventBus',
    service: 'events',
    call: 'DeleteEventBus',
    request: () => ({ name: 'Stack' }),
    told: ['Buses'],
  },
  {
    what: 'RemovePermission of the bus',
    service: 'events',
    call: 'RemovePermission',
    request: () => ({ eventBusName: 'Stack', statementId: 'Accounts' }),
    told: ['Buses'],
  },
  ...['PutPermission', 'UpdateEventBus'].map(
    (call): Sabotage => ({
      what: `${call} on the bus`,
      service: 'events',
      call,
      request: () =>
        call === 'PutPermission'
          ? { eventBusName: 'Stack', statementId: 'All', principal: '*', action: 'events:PutEvents' }
          : { name: 'Stack', kmsKeyIdentifier: 'alias/another' },
      told: ['Buses'],
    }),
  ),
  onFunction('DeleteFunction20150331', byName),
  onFunction('DeleteFunction20150331', byArn),
  onFunction('UpdateFunctionConfiguration20150331v2', byName),
  onFunction('UpdateFunctionConfiguration20150331v2', byPartialArn),
  onFunction('UpdateFunctionCode20150331v2', byArn),
  onFunction('PutFunctionConcurrency20171031', byName),
  onFunction('RemovePermission20150331v2', byName),
  onFunction('AddPermission20150331v2', byArn),
  onFunction('PutFunctionEventInvokeConfig', byName),
  onFunction('UpdateFunctionEventInvokeConfig', byPartialArn),
  onFunction('DeleteFunctionEventInvokeConfig', byArn),
  onFunction(
    'UpdateFunctionCode20150331v2',
    ({ name }) => name(FUNCTION, 'HealthCheckFunction'),
    'the health check',
  ),
  onFunction('DeleteFunction20150331', ({ arn }) => arn(FUNCTION, 'HealthCheckFunction'), 'the health check'),
  ...['DeleteEventSourceMapping20150331', 'UpdateEventSourceMapping20150331'].map(
    (call): Sabotage => ({
      what: `${call}, whose request names no function`,
      service: 'lambda',
      call,
      request: () => ({ uUID: '0a1b2c3d-1111-4222-8333-444455556666' }),
      response: (named) => ({ functionArn: byArn(named) }),
      told: ['Function'],
    }),
  ),
  ...['Alerts', 'Operations'].flatMap((topic) => [
    onTopic('DeleteTopic', topic),
    onTopic('SetTopicAttributes', topic),
    onTopic('RemovePermission', topic),
    onTopic('AddPermission', topic),
    onSubscription('Unsubscribe', topic),
    onSubscription('SetSubscriptionAttributes', topic),
    onKey('ScheduleKeyDeletion', ({ name }) => name(KEY, topic), `the id of ${topic}`),
    onKey('DisableKey', ({ arn }) => arn(KEY, topic), `the ARN of ${topic}`),
    onKey('PutKeyPolicy', ({ name }) => name(KEY, topic), `the id of ${topic}`),
  ]),
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'].map(
    (call): Sabotage => ({
      what: `${call} on any trail`,
      service: 'cloudtrail',
      call,
      request: () => ({ name: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/management' }),
      told: ['Trails'],
    }),
  ),
  ...['Stack', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Stack/0a1b2c3d`].map(
    (stackName): Sabotage => ({
      what: `DeleteStack of ${stackName}`,
      service: 'cloudformation',
      call: 'DeleteStack',
      request: () => ({ stackName }),
      told: ['Stack'],
    }),
  ),
  {
    what: 'UpdateTerminationProtection',
    service: 'cloudformation',
    call: 'UpdateTerminationProtection',
    request: () => ({ stackName: 'Stack', enableTerminationProtection: false }),
    told: ['Stack'],
  },
  ...['TriageFailed', 'ProfileCreatedUndelivered', 'SelfTestHeartbeats'].flatMap((queue) => [
    onQueue('PurgeQueue', queue),
    onQueue('DeleteQueue', queue),
    onQueue('SetQueueAttributes', queue),
    onQueue('AddPermission', queue),
    onQueue('RemovePermission', queue),
  ]),
  ...['DeleteAlarms', 'DisableAlarmActions'].map(
    (call): Sabotage => ({
      what: `${call} on one of ours among others`,
      service: 'monitoring',
      call,
      request: () => ({ alarmNames: ['another', 'Stack-AlarmsFailed267B6080-1ABCDEFGHIJKL'] }),
      told: ['Alarms'],
    }),
  ),
  ...['PutMetricAlarm', 'SetAlarmState'].map(
    (call): Sabotage => ({
      what: `${call} on one of ours`,
      service: 'monitoring',
      call,
      request: () => ({ alarmName: 'Stack-SelfTestMissingDBE702E6-1ABCDEFGHIJKL' }),
      told: ['Alarms'],
    }),
  ),
  {
    what: 'PutAlarmMuteRule for one of ours among others',
    service: 'monitoring',
    call: 'PutAlarmMuteRule',
    request: () => ({
      name: 'maintenance',
      muteTargets: { alarmNames: ['another', 'Stack-AlarmsFailed267B6080-1ABCDEFGHIJKL'] },
    }),
    told: ['Alarms'],
  },
  ...['DeleteSchedule', 'UpdateSchedule'].flatMap((call) =>
    ['SelfTestSchedule', 'HomeSelfTestSchedule', 'HealthCheckSchedule'].map(
      (schedule): Sabotage => ({
        what: `${call} of ${schedule}`,
        service: 'scheduler',
        call,
        request: ({ name }) => ({ name: name('AWS::Scheduler::Schedule', schedule) }),
        told: ['Schedules'],
      }),
    ),
  ),
  ...['DeleteTable', 'UpdateTable', 'UpdateTimeToLive'].map(
    (call): Sabotage => ({
      what: `${call} on the table of first uses`,
      service: 'dynamodb',
      call,
      request: ({ ref }) => ({ tableName: ref(TABLE, 'FirstUse') }),
      told: ['Tables'],
    }),
  ),
  {
    what: 'DeleteTable by its ARN',
    service: 'dynamodb',
    call: 'DeleteTable',
    request: ({ ref }) => ({ tableName: tableArn(ref(TABLE, 'FirstUse')) }),
    told: ['Tables'],
  },
  ...['PutResourcePolicy', 'DeleteResourcePolicy'].map(
    (call): Sabotage => ({
      what: `${call} on the table of first uses`,
      service: 'dynamodb',
      call,
      request: ({ ref }) => ({ resourceArn: tableArn(ref(TABLE, 'FirstUse')) }),
      told: ['Tables'],
    }),
  ),
  ...[
    'DeleteRole',
    'DeleteRolePolicy',
    'PutRolePolicy',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'UpdateAssumeRolePolicy',
    'PutRolePermissionsBoundary',
    'DeleteRolePermissionsBoundary',
  ].flatMap((call) => [onRole(call, 'TriageRole'), onRole(call, 'HealthCheckRole')]),
];
