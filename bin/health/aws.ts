import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SNSClient,
} from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Drift } from '../../lambda/health/place';
import { asked, readQueue, readRule, readTrails, samplesOf } from '../../lambda/health/readers';
import { ifKnown, known } from '../../lambda/lookup';
import type { Readings, Subscription } from './installation';

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

/** What both of CloudFormation's lists of resources tell. */
type Resource = Pick<
  StackResourceSummary,
  'LogicalResourceId' | 'PhysicalResourceId' | 'ResourceType' | 'DriftInformation'
>;

/** Logical ids without the eight letters that the CDK ends them with. */
const idOf = ({ LogicalResourceId = '' }: Resource): string => LogicalResourceId.replace(/[0-9A-F]{8}$/, '');

/** Whoever looked at a resource of the stack found it as it was deployed, or not, or gone. */
const DRIFTED: readonly unknown[] = ['MODIFIED', 'DELETED'];
const CHECKED: readonly unknown[] = ['IN_SYNC', ...DRIFTED];

/** The last that CloudFormation knows of the drift of resources that it describes; it is not made to look again. */
export const driftIn = (stackName: string, resources: readonly Resource[]): Drift => {
  const statusOf = ({ DriftInformation }: Resource) => DriftInformation?.StackResourceDriftStatus;
  const times = resources
    .filter((each) => CHECKED.includes(statusOf(each)))
    .flatMap(({ DriftInformation }) => DriftInformation?.LastCheckTimestamp?.getTime() ?? []);
  return {
    stackName,
    drifted: resources
      .filter((each) => DRIFTED.includes(statusOf(each)))
      .map(({ LogicalResourceId = '' }) => LogicalResourceId),
    ...(times.length === 0 ? {} : { checkedAt: new Date(Math.max(...times)) }),
  };
};

/**
 * @param physicalId of any resource of the stack, whose name one need not know
 * @throws as the SDK does; ValidationError where no stack of this Region has such a resource
 */
export const readDrift = async (cloudformation: CloudFormationClient, physicalId: string): Promise<Drift> => {
  const { StackResources = [] } = await cloudformation.send(
    new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }),
  );
  return driftIn(StackResources[0]?.StackName ?? '', StackResources);
};

/**
 * Reads an installation, and changes nothing.
 * @throws whatever CloudFormation says where it does not know the stack
 */
export const readInstallation = async (stackName: string, region: string, now: Date): Promise<Readings> => {
  const client = { region };
  const cloudformation = new CloudFormationClient(client);
  const events = new EventBridgeClient(client);
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false });
  const kms = new KMSClient(client);
  const sns = new SNSClient(client);
  const cloudwatch = new CloudWatchClient(client);
  const resources: Resource[] = [];
  for await (const page of paginateListStackResources({ client: cloudformation }, { StackName: stackName }))
    resources.push(...(page.StackResourceSummaries ?? []));
  const described = await asked(cloudformation.send(new DescribeStacksCommand({ StackName: stackName })));
  const [stack] = ifKnown(described)?.Stacks ?? [];
  const account = stack?.StackId?.split(':')[4] ?? '';
  const of = (type: string): readonly Resource[] =>
    resources.filter(({ ResourceType }) => ResourceType === type);
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
    stack: described.known
      ? known({
          status: stack?.StackStatus ?? 'unknown',
          protected: stack?.EnableTerminationProtection === true,
        })
      : described,
    trails: await asked(readTrails(new CloudTrailClient(client))),
    rules: await each('AWS::Events::Rule', (physical, id) => {
      // Of a rule on a bus of its own, CloudFormation gives "BUS|RULE".
      const [name = '', bus] = physical.split('|').reverse();
      const at = bus === undefined ? { name } : { name, bus };
      return readRule(
        events,
        at,
        id.startsWith('ProfileCreated') ? samplesOf({ account, region }) : undefined,
      );
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
    functions: of('AWS::Lambda::Function').map(
      (each) => [idOf(each), each.PhysicalResourceId ?? ''] as const,
    ),
    drift: known(driftIn(stackName, resources)),
    chat: of('AWS::Chatbot::SlackChannelConfiguration').length > 0,
  };
};
