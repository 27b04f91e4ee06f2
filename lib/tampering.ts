/** Every way to silence the alerting that leaves a CloudTrail event, as data: which call, on what, and how to undo it. */

/** What this installation consists of, by the names that requests use. Values may be tokens of the CDK. */
export interface Ours {
  readonly stackName: string;
  readonly rules: readonly string[];
  /** Names of rules that the watch itself consists of begin so. */
  readonly watchRules: string;
  /** Names of the function. */
  readonly functions: readonly string[];
  readonly topicArns: readonly string[];
  readonly keyIds: readonly string[];
  readonly keyArns: readonly string[];
  readonly queueNames: readonly string[];
  readonly roles: readonly Value[];
  readonly schedules: readonly string[];
  /** Names of event buses of our own. */
  readonly buses: readonly string[];
  /** Names of tables. */
  readonly tables: readonly string[];
}

/** A value of an event pattern. */
export type Value = string | { readonly prefix: string } | { readonly wildcard: string };

/** Where a request names a resource, and what must stand there. */
type Places = readonly { readonly at: string; readonly is: readonly Value[] }[];

export interface Tampering {
  /** The id of the rule, and of its row in docs/operations.md. */
  readonly id: string;
  /** The service whose API is called: `events` for aws.events and events.amazonaws.com. */
  readonly service: string;
  readonly source: string;
  /** Names of API calls. */
  readonly calls: readonly string[];
  /**
   * True where CloudTrail's event names carry the date of the API (`UpdateFunctionConfiguration20150331v2`), which one
   * does not know for sure: they match by prefix.
   */
  readonly dated?: true;
  /** Where the request names the resource, and what must stand there; one place of several is enough. None: any resource. */
  readonly on: (ours: Ours) => Places;
  /** What was touched, to follow "who did what to". */
  readonly what: string;
  /** What to type; `STACK` stands for the stack's name. */
  readonly undo: string;
}

/** CloudFormation puts everything that changed outside of it back to what the template says. */
export const REVERT = 'npx cdk deploy --revert-drift, with the settings it was deployed with';

/**
 * Call names: the API reference of each service. Dated names: https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 * A function goes by its name, its ARN or a part of it, with or without a version:
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 */
const RULES: Tampering = {
  id: 'Rules',
  service: 'events',
  source: 'aws.events',
  calls: ['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule', 'PutTargets'],
  on: ({ rules, watchRules }) => [
    { at: 'name', is: [...rules, { prefix: watchRules }] },
    { at: 'rule', is: [...rules, { prefix: watchRules }] },
  ],
  what: 'a rule that the alerts, or this watch, come by',
  undo: `aws events enable-rule --name RULE, where it was disabled; else ${REVERT}`,
};

export const TAMPERINGS: readonly Tampering[] = [
  RULES,
  {
    id: 'Buses',
    service: 'events',
    source: 'aws.events',
    calls: ['DeleteEventBus', 'UpdateEventBus', 'PutPermission', 'RemovePermission'],
    on: ({ buses }) => [
      { at: 'name', is: buses },
      { at: 'eventBusName', is: buses },
    ],
    what: 'the bus that other accounts and Regions send to',
    undo: REVERT,
  },
  {
    id: 'Function',
    service: 'lambda',
    source: 'aws.lambda',
    calls: [
      'DeleteFunction',
      'UpdateFunctionConfiguration',
      'UpdateFunctionCode',
      'PutFunctionConcurrency',
      'AddPermission',
      'RemovePermission',
      'PutFunctionEventInvokeConfig',
      'UpdateFunctionEventInvokeConfig',
      'DeleteFunctionEventInvokeConfig',
      'DeleteEventSourceMapping',
      'UpdateEventSourceMapping',
    ],
    dated: true,
    on: ({ functions }) => {
      const named = functions.map((name) => ({ wildcard: `*${name}*` }));
      // The calls on event source mappings name a UUID; the function is in the answer.
      return [
        { at: 'requestParameters.functionName', is: named },
        { at: 'responseElements.functionArn', is: named },
      ];
    },
    what: 'a function: the one that triages, or the one of the daily health check',
    undo: `${REVERT}; aws lambda delete-function-concurrency --function-name FUNCTION, where it was throttled`,
  },
  {
    id: 'Topics',
    service: 'sns',
    source: 'aws.sns',
    calls: ['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'],
    on: ({ topicArns }) => [{ at: 'topicArn', is: topicArns }],
    what: 'a topic that alerts or alarms are published to',
    undo: `${REVERT}; people must confirm new subscriptions to a new topic`,
  },
  {
    id: 'Subscriptions',
    service: 'sns',
    source: 'aws.sns',
    calls: ['Unsubscribe', 'SetSubscriptionAttributes'],
    on: ({ topicArns }) => [{ at: 'subscriptionArn', is: topicArns.map((arn) => ({ prefix: `${arn}:` })) }],
    what: 'a subscription to the alerts or the alarms (mail scanners follow the unsubscribe link, too)',
    undo: 'aws sns subscribe, for the address of docs/operations.md, and confirm with authentication',
  },
  {
    id: 'Keys',
    service: 'kms',
    source: 'aws.kms',
    calls: ['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy'],
    on: ({ keyIds, keyArns }) => [{ at: 'keyId', is: [...keyIds, ...keyArns] }],
    what: 'a key that the topics are encrypted with: without it nothing can be published',
    undo: 'aws kms cancel-key-deletion --key-id KEY; aws kms enable-key --key-id KEY',
  },
  {
    id: 'Trails',
    service: 'cloudtrail',
    source: 'aws.cloudtrail',
    calls: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
    on: () => [],
    what: 'a trail: without management events in one, EventBridge sees no profile',
    undo: 'aws cloudtrail start-logging --name TRAIL; aws cloudtrail get-event-selectors --trail-name TRAIL',
  },
  {
    id: 'Stack',
    service: 'cloudformation',
    source: 'aws.cloudformation',
    calls: ['DeleteStack', 'UpdateTerminationProtection'],
    // By name, or by an ARN with the name and an id behind it.
    on: ({ stackName }) => [{ at: 'stackName', is: [stackName, { wildcard: `arn:*:stack/${stackName}/*` }] }],
    what: 'the stack itself',
    undo: 'npx cdk deploy, with the settings it was deployed with; confirm the subscriptions again',
  },
  {
    id: 'Queues',
    service: 'sqs',
    source: 'aws.sqs',
    calls: ['PurgeQueue', 'DeleteQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'],
    on: ({ queueNames }) => [{ at: 'queueUrl', is: queueNames.map((name) => ({ wildcard: `*/${name}` })) }],
    what: 'a queue that keeps events no alert went out for',
    undo: `${REVERT}; what was purged is in CloudTrail: aws cloudtrail lookup-events for CreateProfile`,
  },
  {
    id: 'Alarms',
    service: 'monitoring',
    source: 'aws.monitoring',
    // A mute rule lets the alarm sound where nobody hears it:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
    calls: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState', 'PutAlarmMuteRule'],
    on: ({ stackName }) => [
      { at: 'alarmNames', is: [{ prefix: `${stackName}-` }] },
      { at: 'alarmName', is: [{ prefix: `${stackName}-` }] },
      { at: 'requestParameters.muteTargets.alarmNames', is: [{ prefix: `${stackName}-` }] },
    ],
    what: 'an alarm on the alerting',
    undo: `aws cloudwatch enable-alarm-actions --alarm-names ALARM, where it was disabled; delete-alarm-mute-rule --alarm-mute-rule-name RULE, where it was muted; else ${REVERT}`,
  },
  {
    id: 'Schedules',
    service: 'scheduler',
    source: 'aws.scheduler',
    calls: ['DeleteSchedule', 'UpdateSchedule'],
    on: ({ schedules }) => [{ at: 'name', is: schedules }],
    what: 'the daily self-test, or the daily health check',
    undo: REVERT,
  },
  {
    id: 'Tables',
    service: 'dynamodb',
    source: 'aws.dynamodb',
    calls: ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'PutResourcePolicy', 'DeleteResourcePolicy'],
    // By its name, or by its ARN.
    on: ({ tables }) => [
      { at: 'tableName', is: tables.flatMap((name) => [name, { wildcard: `arn:*:table/${name}` }]) },
      { at: 'resourceArn', is: tables.map((name) => ({ wildcard: `arn:*:table/${name}` })) },
    ],
    what: 'the table that remembers which profiles alerts were about',
    undo: `${REVERT}; without the table every session is told of, once for a certificate and function`,
  },
  {
    id: 'Roles',
    service: 'iam',
    source: 'aws.iam',
    // IAM's events are in the partition's global Region only: seen here if the stack is there, else by the forwarder there.
    calls: [
      'DeleteRole',
      'DeleteRolePolicy',
      'PutRolePolicy',
      'AttachRolePolicy',
      'DetachRolePolicy',
      'UpdateAssumeRolePolicy',
      'PutRolePermissionsBoundary',
      'DeleteRolePermissionsBoundary',
    ],
    on: ({ roles }) => [{ at: 'roleName', is: roles }],
    what: 'a role that the alerting works with',
    undo: REVERT,
  },
];

/** Whether this installation has what would be touched. */
export const isHere = ({ on }: Tampering, ours: Ours): boolean => {
  const places = on(ours);
  return places.length === 0 || places.some(({ is }) => is.length > 0);
};

/** What a rule that watches for this has as its pattern. */
export const tamperingPattern = <O extends Partial<Ours>>(
  { service, source, calls, dated, on }: Omit<Tampering, 'on'> & { readonly on: (ours: O) => Places },
  ours: O,
) => {
  const places = on(ours)
    .filter(({ is }) => is.length > 0)
    .map(({ at, is }) => nested(at.includes('.') ? at : `requestParameters.${at}`, is));
  return {
    source: [source],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: [`${service}.amazonaws.com`],
      eventName: dated ? calls.map((prefix) => ({ prefix })) : [...calls],
      ...(places.length > 1 ? { $or: places } : places[0]),
    },
  };
};

/**
 * The pattern of the guard: it watches the rule that watches all others, which watches it in turn. A disabled rule cannot
 * report that it was disabled.
 */
export const guardOf = (watchRules: string) => {
  const watch = [`${watchRules}${RULES.id}`];
  return tamperingPattern({ ...RULES, on: () => ['name', 'rule'].map((at) => ({ at, is: watch })) }, {});
};

const nested = (path: string, is: readonly Value[]): Record<string, unknown> => {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? [...is] : nested(rest.join('.'), is) };
};
