/**
 * What the health check, `npm run coverage` and `npm run doctor` ask of AWS, as services of the stand-in: many accounts and Regions,
 * told apart by the access key and the Region that a request is signed with.
 */
import {
  AwsError,
  element,
  jsonAnswer,
  members,
  pageOf,
  pageStart,
  pageToken,
  queryProtocol,
  type SandboxService,
  type WireRequest,
  type Xml,
} from '../../bin/sandbox/wire';
import { matchesPattern } from './event-pattern';

export interface FakeRule {
  readonly name: string;
  /** On the default bus where left out. */
  readonly bus?: string;
  readonly state?: string;
  readonly pattern: object;
  readonly targets: readonly string[];
}

export interface FakeTrail {
  readonly name: string;
  readonly logging: boolean;
}

/** A resource of a stack, as CloudFormation lists it. */
export interface FakeResource {
  readonly stack: string;
  readonly logical: string;
  readonly physical: string;
  readonly type: string;
  readonly drift?: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
}

export interface FakeSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** `PendingConfirmation` where nobody confirmed it. */
  readonly arn: string;
  readonly authenticated?: boolean;
}

/** One Region of one account. */
export interface FakePlace {
  readonly trails: readonly FakeTrail[];
  readonly rules: readonly FakeRule[];
  /** Messages in each queue, by its name. */
  readonly queues: Readonly<Record<string, number>>;
  readonly resources?: readonly FakeResource[];
  /** Of its one stack. */
  readonly stack?: { readonly status: string; readonly protected: boolean };
  /** States of keys, by their ids. */
  readonly keys?: Readonly<Record<string, string>>;
  /** By the topics' ARNs. */
  readonly subscriptions?: Readonly<Record<string, readonly FakeSubscription[]>>;
  /** Messages that were sent to a queue in the last day, by its name. */
  readonly sent?: Readonly<Record<string, number>>;
  /** Names of alarms that sound. */
  readonly sounding?: readonly string[];
}

export interface FakePlaces {
  /** The account of the caller. */
  readonly home: string;
  /** By "ACCOUNT/REGION". */
  readonly places: Readonly<Record<string, FakePlace>>;
  /** Accounts of the organisation and their states; left out where the caller may not list them. */
  readonly organization?: Readonly<Record<string, string>>;
  /** Accounts whose role lets the caller in. */
  readonly open: readonly string[];
}

/** An access key that the stand-in's STS gives out for a session in an account. */
const keyIn = (account: string): string => `ASIA${account}`;

/** Which account a request is for, by the access key that it is signed with. */
const accountOf = ({ headers }: WireRequest, home: string): string =>
  /Credential=ASIA(\d{12})\//.exec(String(headers.authorization))?.[1] ?? home;

const NOTHING: FakePlace = { trails: [], rules: [], queues: {} };

const refuse = (code: string, message: string, status = 400): never => {
  throw new AwsError(code, status, message);
};

/** The faults of the stand-in are of no use here. */
const NO_FAULTS = Object.fromEntries(
  [
    'AccessDenied',
    'Throttling',
    'NotFound',
    'ServiceFailure',
    'ExpiredToken',
    'UnknownKey',
    'WrongSignature',
  ].map((fault) => [fault, { code: fault, status: 400 }]),
) as SandboxService['faults'];

type Asked = Readonly<Record<string, unknown>>;
type JsonOperations = Readonly<Record<string, (asked: Asked, place: FakePlace, host: string) => unknown>>;

export const placeServices = (world: FakePlaces): readonly SandboxService[] => {
  const placeOf = (request: WireRequest): FakePlace =>
    world.places[`${accountOf(request, world.home)}/${request.region}`] ?? NOTHING;

  const jsonService = (name: string, version: '1.0' | '1.1', operations: JsonOperations): SandboxService => {
    const answer = (status: number, value: unknown) =>
      jsonAnswer(status, `application/x-amz-json-${version}`, value);
    return {
      name,
      operationOf: ({ headers }) => String(headers['x-amz-target']).split('.').at(-1),
      operations: Object.fromEntries(
        Object.entries(operations).map(([operation, run]) => [
          operation,
          (request: WireRequest) =>
            answer(
              200,
              run(JSON.parse(request.body || '{}'), placeOf(request), String(request.headers.host)) ?? {},
            ),
        ]),
      ),
      failed: ({ code, status, message }) => answer(status, { __type: code, message }),
      faults: NO_FAULTS,
    };
  };

  const queryService = (
    name: string,
    operations: Readonly<Record<string, (asked: URLSearchParams, place: FakePlace) => readonly Xml[]>>,
  ): SandboxService => {
    const protocol = queryProtocol(`https://${name}.amazonaws.com/doc/`);
    return {
      name,
      operationOf: protocol.operationOf,
      operations: Object.fromEntries(
        Object.entries(operations).map(([operation, run]) => [
          operation,
          (request: WireRequest) =>
            protocol.answered(operation, run(new URLSearchParams(request.body), placeOf(request))),
        ]),
      ),
      failed: protocol.failed,
      faults: NO_FAULTS,
    };
  };

  return [
    queryService('sts', sts(world)),
    jsonService('organizations', '1.1', organizations(world)),
    jsonService('cloudtrail', '1.1', CLOUDTRAIL),
    jsonService('events', '1.1', EVENTS),
    jsonService('sqs', '1.0', SQS),
    queryService('cloudformation', CLOUDFORMATION),
    jsonService('kms', '1.1', KMS),
    queryService('sns', SNS),
    jsonService('monitoring', '1.0', CLOUDWATCH),
  ];
};

const sts = (world: FakePlaces) => ({
  GetCallerIdentity: () => [
    element('Arn', `arn:aws:iam::${world.home}:user/operator`),
    element('UserId', 'AIDAEXAMPLEOPERATOR1'),
    element('Account', world.home),
  ],
  AssumeRole: (asked: URLSearchParams) => {
    const account = asked.get('RoleArn')?.split(':')[4] ?? '';
    if (!world.open.includes(account))
      refuse('AccessDenied', 'not authorized to perform: sts:AssumeRole', 403);
    return [
      element('Credentials', [
        element('AccessKeyId', keyIn(account)),
        element('SecretAccessKey', 'nothing-in-the-stand-in-is-secret'),
        element('SessionToken', 'session'),
        element('Expiration', '2099-01-01T00:00:00Z'),
      ]),
    ];
  },
});

const organizations = ({ organization }: FakePlaces): JsonOperations => ({
  ListAccounts: () => {
    if (organization === undefined) return refuse('AccessDeniedException', 'You may not list accounts.');
    return { Accounts: Object.entries(organization).map(([Id, State]) => ({ Id, State })) };
  },
});

const CLOUDTRAIL: JsonOperations = {
  DescribeTrails: (_, { trails }) => ({
    trailList: trails.map(({ name }) => ({
      Name: name,
      TrailARN: `arn:aws:cloudtrail:us-east-1:111122223333:trail/${name}`,
      HomeRegion: 'us-east-1',
    })),
  }),
  GetTrailStatus: ({ Name }, { trails }) => ({
    IsLogging: trails.find(({ name }) => String(Name).endsWith(`/${name}`))?.logging === true,
  }),
  GetEventSelectors: () => ({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }),
};

const ruleNamed = (name: unknown, bus: unknown, { rules }: FakePlace): FakeRule =>
  rules.find((rule) => rule.name === name && (rule.bus ?? 'default') === (bus ?? 'default')) ??
  refuse('ResourceNotFoundException', `Rule ${String(name)} does not exist on EventBus ${String(bus)}.`);

const EVENTS: JsonOperations = {
  DescribeRule: ({ Name, EventBusName }, place) => {
    const { pattern, state = 'ENABLED' } = ruleNamed(Name, EventBusName, place);
    return { Name, State: state, EventPattern: JSON.stringify(pattern) };
  },
  ListTargetsByRule: ({ Rule, EventBusName }, place) => ({
    Targets: ruleNamed(Rule, EventBusName, place).targets.map((Arn, index) => ({
      Id: `Target${index}`,
      Arn,
    })),
  }),
  TestEventPattern: ({ EventPattern, Event }) => ({
    Result: matchesPattern(JSON.parse(String(EventPattern)), JSON.parse(String(Event))),
  }),
};

const SQS: JsonOperations = {
  // The SDK asks about a queue at the queue's own URL.
  GetQueueUrl: ({ QueueName }, { queues }, host) =>
    Object.hasOwn(queues, String(QueueName))
      ? { QueueUrl: `http://${host}/queues/${String(QueueName)}` }
      : refuse('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.'),
  GetQueueAttributes: ({ QueueUrl }, { queues }) => ({
    Attributes: {
      ApproximateNumberOfMessages: String(queues[String(QueueUrl).split('/').at(-1) ?? ''] ?? 0),
      ApproximateNumberOfMessagesNotVisible: '0',
    },
  }),
};

const driftOf = ({ drift }: FakeResource): readonly Xml[] => [
  element('StackResourceDriftStatus', drift ?? 'NOT_CHECKED'),
  ...(drift === undefined ? [] : [element('LastCheckTimestamp', '2026-11-01T00:00:00Z')]),
];

/** Resources that are listed at a time; in truth a hundred. */
const PAGE = 20;

const CLOUDFORMATION = {
  ListStackResources: (asked: URLSearchParams, { resources = [] }: FakePlace) => {
    const found = resources.filter((each) => each.stack === asked.get('StackName'));
    if (found.length === 0) refuse('ValidationError', `Stack ${asked.get('StackName')} does not exist`);
    const start = pageStart(asked.get('NextToken')) ?? 0;
    const { items, next } = pageOf(found, start, PAGE);
    return [
      members(
        'StackResourceSummaries',
        items.map((each) => [
          element('LogicalResourceId', each.logical),
          element('PhysicalResourceId', each.physical),
          element('ResourceType', each.type),
          element('ResourceStatus', 'CREATE_COMPLETE'),
          element('LastUpdatedTimestamp', '2026-10-01T00:00:00Z'),
          element('DriftInformation', driftOf(each)),
        ]),
      ),
      ...(next === undefined ? [] : [element('NextToken', pageToken(next))]),
    ];
  },
  DescribeStackResources: (asked: URLSearchParams, { resources = [] }: FakePlace) => {
    const name = asked.get('StackName');
    const physical = asked.get('PhysicalResourceId');
    const stack = name ?? resources.find((each) => each.physical === physical)?.stack;
    const found = resources.filter((each) => each.stack === stack);
    if (found.length === 0) refuse('ValidationError', `Stack for ${physical ?? name} does not exist`);
    return [
      members(
        'StackResources',
        found.map((each) => [
          element('StackName', each.stack),
          element('StackId', `arn:aws:cloudformation:eu-central-1:111122223333:stack/${each.stack}/1`),
          element('LogicalResourceId', each.logical),
          element('PhysicalResourceId', each.physical),
          element('ResourceType', each.type),
          element('ResourceStatus', 'CREATE_COMPLETE'),
          element('Timestamp', '2026-10-01T00:00:00Z'),
          element('DriftInformation', driftOf(each)),
        ]),
      ),
    ];
  },
  DescribeStacks: (asked: URLSearchParams, { stack }: FakePlace) => [
    members('Stacks', [
      [
        element('StackName', asked.get('StackName') ?? ''),
        element(
          'StackId',
          `arn:aws:cloudformation:eu-central-1:111122223333:stack/${asked.get('StackName')}/1`,
        ),
        element('CreationTime', '2026-10-01T00:00:00Z'),
        element('StackStatus', stack?.status ?? ''),
        element('EnableTerminationProtection', stack?.protected === true),
      ],
    ]),
  ],
};

const KMS: JsonOperations = {
  DescribeKey: ({ KeyId }, { keys = {} }) => ({
    KeyMetadata: { KeyId, KeyState: keys[String(KeyId)] ?? refuse('NotFoundException', 'no such key') },
  }),
};

const SNS = {
  ListSubscriptionsByTopic: (asked: URLSearchParams, { subscriptions = {} }: FakePlace) => [
    members(
      'Subscriptions',
      (subscriptions[asked.get('TopicArn') ?? ''] ?? []).map(({ protocol, endpoint, arn }) => [
        element('Protocol', protocol),
        element('Endpoint', endpoint),
        element('SubscriptionArn', arn),
      ]),
    ),
  ],
  GetSubscriptionAttributes: (asked: URLSearchParams, { subscriptions = {} }: FakePlace) => {
    const one = Object.values(subscriptions)
      .flat()
      .find(({ arn }) => arn === asked.get('SubscriptionArn'));
    return [
      element('Attributes', [
        element('entry', [
          element('key', 'ConfirmationWasAuthenticated'),
          element('value', one?.authenticated === true),
        ]),
      ]),
    ];
  },
};

const CLOUDWATCH: JsonOperations = {
  GetMetricStatistics: ({ Dimensions }, { sent = {} }) => {
    const [{ Value } = { Value: '' }] = Dimensions as { readonly Value: string }[];
    const Sum = sent[Value];
    return { Datapoints: Sum === undefined ? [] : [{ Timestamp: 1_764_460_800, Sum, Unit: 'Count' }] };
  },
  DescribeAlarms: ({ AlarmNamePrefix, StateValue }, { sounding = [] }) => ({
    MetricAlarms:
      StateValue === 'ALARM'
        ? sounding
            .filter((name) => name.startsWith(String(AlarmNamePrefix)))
            .map((AlarmName) => ({ AlarmName }))
        : [],
  }),
};
