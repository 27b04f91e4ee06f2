import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createProfile } from '../../lambda/event/kinds/create-profile';
import { busSourceOf } from '../../lambda/event/kinds/list';
import { known, type Lookup, notKnown } from '../../lambda/lookup';
import type { Readings, Subscription } from './installation';
import type { Queue, Rule, Trail } from './place';

/** An answer of AWS, or why there is none. */
export const asked = async <T>(answer: Promise<T>): Promise<Lookup<T>> => {
  try {
    return known(await answer);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return notKnown(`${name}: ${message.replace(/\s+/g, ' ').slice(0, 200)}`);
  }
};

export const readTrails = async (cloudtrail: CloudTrailClient): Promise<readonly Trail[]> => {
  const { trailList = [] } = await cloudtrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  return Promise.all(
    trailList.map(async ({ Name = '', TrailARN = Name, HomeRegion = '' }) => {
      const { IsLogging } = await cloudtrail.send(new GetTrailStatusCommand({ Name: TrailARN }));
      const selectors = await cloudtrail.send(new GetEventSelectorsCommand({ TrailName: TrailARN }));
      return {
        name: Name,
        homeRegion: HomeRegion,
        logging: IsLogging === true,
        managementWrites: logsManagementWrites(selectors),
      };
    }),
  );
};

/**
 * Whether a trail logs the management events that change something. A selector that narrows by anything but what is read
 * counts as one that leaves them out.
 */
export const logsManagementWrites = ({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: Pick<GetEventSelectorsCommandOutput, 'EventSelectors' | 'AdvancedEventSelectors'>): boolean =>
  EventSelectors.some(
    ({ IncludeManagementEvents = true, ReadWriteType = 'All' }) =>
      IncludeManagementEvents && ReadWriteType !== 'ReadOnly',
  ) ||
  AdvancedEventSelectors.some(({ FieldSelectors = [] }) => {
    const equal = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals;
    const others = FieldSelectors.filter(({ Field = '' }) => !['eventCategory', 'readOnly'].includes(Field));
    return (
      equal('eventCategory')?.includes('Management') === true &&
      equal('readOnly')?.includes('true') !== true &&
      others.every(({ Field, NotEquals }) => Field === 'eventSource' && NotEquals !== undefined)
    );
  });

export const readQueue = async (sqs: SQSClient, url: string): Promise<Queue> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] }),
  );
  const messages = AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  return { name: url.split('/').at(-1) ?? url, messages };
};

/** @param sample an event that the rule is to match, where there is one */
export const readRule = async (
  events: EventBridgeClient,
  at: { readonly name: string; readonly bus?: string },
  sample?: object,
): Promise<Rule> => {
  const EventBusName = at.bus ?? 'default';
  const { State, EventPattern } = await events.send(new DescribeRuleCommand({ Name: at.name, EventBusName }));
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: at.name, EventBusName }));
  const rule = {
    name: at.name,
    enabled: State === 'ENABLED',
    targets: Targets.flatMap(({ Arn }) => Arn ?? []),
  };
  if (sample === undefined || EventPattern === undefined) return rule;
  const { Result } = await events.send(
    new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(sample) }),
  );
  return { ...rule, matches: Result === true };
};

/** An event as the rules of the profiles are to match it, with what EventBridge asks of any. */
export const sampleOf = (account: string, region: string): object => ({
  version: '0',
  id: '00000000-0000-4000-8000-000000000000',
  'detail-type': 'AWS API Call via CloudTrail',
  source: busSourceOf(createProfile.eventSource),
  account,
  time: '2026-01-01T00:00:00Z',
  region,
  resources: [],
  detail: { eventSource: createProfile.eventSource, eventName: createProfile.eventNames[0] },
});

const HOURS_26 = 26 * 3600 * 1000;

const readSelfTests = async (cloudwatch: CloudWatchClient, queue: string, now: Date): Promise<number> => {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Name: 'QueueName', Value: queue }],
      StartTime: new Date(now.getTime() - HOURS_26),
      EndTime: now,
      Period: 3600,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
};

const readSubscriptions = async (sns: SNSClient, topic: string): Promise<readonly Subscription[]> => {
  const all: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client: sns },
    { TopicArn: topic },
  )) {
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of Subscriptions) {
      const confirmed = SubscriptionArn.startsWith('arn:');
      const attributes = confirmed
        ? (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes
        : undefined;
      const authenticated = attributes?.ConfirmationWasAuthenticated === 'true';
      all.push({ protocol: Protocol, endpoint: Endpoint, confirmed, authenticated });
    }
  }
  return all;
};

const readSounding = async (cloudwatch: CloudWatchClient, stackName: string): Promise<readonly string[]> => {
  const { MetricAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: `${stackName}-`, StateValue: 'ALARM' }),
  );
  return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
};

/** Logical ids without the eight letters that the CDK ends them with. */
const idOf = ({ LogicalResourceId = '' }: StackResource): string =>
  LogicalResourceId.replace(/[0-9A-F]{8}$/, '');

/**
 * Reads an installation, and changes nothing.
 * @throws whatever CloudFormation says where it does not know the stack
 */
export const readInstallation = async (stackName: string, region: string, now: Date): Promise<Readings> => {
  const client = { region };
  const cloudformation = new CloudFormationClient(client);
  const events = new EventBridgeClient(client);
  const sqs = new SQSClient(client);
  const kms = new KMSClient(client);
  const sns = new SNSClient(client);
  const cloudwatch = new CloudWatchClient(client);
  const { StackResources = [] } = await cloudformation.send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  const account = StackResources[0]?.StackId?.split(':')[4] ?? '';
  const of = (type: string): readonly StackResource[] =>
    StackResources.filter(({ ResourceType }) => ResourceType === type);
  const each = async <T>(type: string, read: (physical: string, id: string) => Promise<T>) =>
    Promise.all(
      of(type).map(async (resource) => {
        const id = idOf(resource);
        return [id, await asked(read(resource.PhysicalResourceId ?? '', id))] as const;
      }),
    );
  const queues = await each('AWS::SQS::Queue', (url) => readQueue(sqs, url));
  return {
    stackName,
    region,
    stack: await asked(
      cloudformation.send(new DescribeStacksCommand({ StackName: stackName })).then(({ Stacks = [] }) => ({
        status: Stacks[0]?.StackStatus ?? 'unknown',
        protected: Stacks[0]?.EnableTerminationProtection === true,
      })),
    ),
    trails: await asked(readTrails(new CloudTrailClient(client))),
    rules: await each('AWS::Events::Rule', (physical, id) => {
      // Of a rule on a bus of its own, CloudFormation gives "BUS|RULE".
      const [name = '', bus] = physical.split('|').reverse();
      const at = bus === undefined ? { name } : { name, bus };
      return readRule(events, at, id.startsWith('ProfileCreated') ? sampleOf(account, region) : undefined);
    }),
    queues: queues.filter(([id]) => !id.endsWith('Heartbeats')),
    keys: await each('AWS::KMS::Key', async (key) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: key }));
      return KeyMetadata?.KeyState ?? 'unknown';
    }),
    subscriptions: await each('AWS::SNS::Topic', (topic) => readSubscriptions(sns, topic)),
    selfTests: await Promise.all(
      of('AWS::SQS::Queue')
        .filter((queue) => idOf(queue).endsWith('Heartbeats'))
        .map(async (queue) => {
          const name = queue.PhysicalResourceId?.split('/').at(-1) ?? '';
          return [
            idOf(queue).replace('Heartbeats', ''),
            await asked(readSelfTests(cloudwatch, name, now)),
          ] as const;
        }),
    ),
    sounding: await asked(readSounding(cloudwatch, stackName)),
    chat: of('AWS::Chatbot::SlackChannelConfiguration').length > 0,
  };
};
