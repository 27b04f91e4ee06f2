/**
 * The way of the daily self-test through a template, link by link, as AWS would let it through: schedule, bus, rule,
 * permission, function, topic, subscription, queue. Only the function is run; the other links are read. What is not there, is
 * switched off, or lets nobody in, ends the way.
 */
import type { PublishedMessage } from '../../bin/sandbox/server';
import { accessTo } from '../../lambda/iam/access';
import { resolved } from '../lib/resolved';
import { matchesPattern } from './event-pattern';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export type Resources = Readonly<Record<string, Resource>>;

/** The function, run: what it published of an event, with the variables of its environment; nothing where it failed. */
export type Run = (
  event: unknown,
  variables: Readonly<Record<string, string>>,
) => Promise<readonly PublishedMessage[]>;

/** How many heartbeats reach the queue that the alarm looks at, of one self-test. */
export const heartbeatsOf = async (
  resources: Resources,
  ids: { readonly schedule: string; readonly alarm: string },
  run: Run,
): Promise<number> => {
  const events = sent(resources, ids.schedule);
  const started = events.flatMap((event) =>
    functionsStarted(resources, event).map((found) => ({ event, found })),
  );
  const published = await Promise.all(
    started.map(async ({ event, found }) => {
      const messages = await run(event.event, variablesOf(found));
      return messages.filter((message) => mayPublish(resources, found, message.topicArn));
    }),
  );
  const arrived = published.flat().flatMap((message) => queuesReached(resources, message));
  const { Dimensions = [] } = at(resources, ids.alarm) ?? {};
  const [dimension] = Dimensions as { readonly Value: string }[];
  return arrived.filter((queue) => queue.endsWith(`:${dimension?.Value}`)).length;
};

type Properties = Readonly<Record<string, unknown>>;

/** What is left out is not there any more, and neither is what it was called. */
const at = (resources: Resources, id: string): Properties | undefined =>
  resources[id] === undefined ? undefined : (resolved(resources[id].Properties, resources) as Properties);

const allOf = (resources: Resources, type: string): readonly (Properties & { readonly arn: string })[] =>
  Object.entries(resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id]) => ({
      ...at(resources, id),
      arn: String(resolved({ 'Fn::GetAtt': [id, 'Arn'] }, resources)),
    }));

const named = (resources: Resources, type: string, arn: unknown): Properties | undefined =>
  allOf(resources, type).find((each) => each.arn === arn);

interface Sent {
  readonly bus: string;
  readonly event: Readonly<Record<string, unknown>>;
}

interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input: string;
  readonly EventBridgeParameters: { readonly Source: string; readonly DetailType: string };
}

const sent = (resources: Resources, id: string): readonly Sent[] => {
  const { State = 'ENABLED', Target: target } = at(resources, id) ?? { State: 'GONE' };
  if (State !== 'ENABLED') return [];
  const { Arn, RoleArn, Input, EventBridgeParameters: parameters } = target as Target;
  if (!roleMay(resources, RoleArn, 'scheduler.amazonaws.com', 'events:PutEvents', Arn)) return [];
  const { Source: source, DetailType } = parameters;
  return [{ bus: Arn, event: { source, 'detail-type': DetailType, detail: JSON.parse(Input) } }];
};

const isBus = (resources: Resources, arn: string): boolean =>
  arn.endsWith(':event-bus/default') || named(resources, 'AWS::Events::EventBus', arn) !== undefined;

type Found = Properties & { readonly arn: string };

const functionsStarted = (resources: Resources, { bus, event }: Sent): readonly Found[] => {
  if (!isBus(resources, bus)) return [];
  const matching = allOf(resources, 'AWS::Events::Rule').filter(
    ({ EventBusName = 'default', State, EventPattern }) =>
      bus.endsWith(`:event-bus/${EventBusName}`) &&
      State === 'ENABLED' &&
      matchesPattern(EventPattern, event),
  );
  return matching.flatMap(({ arn: rule, Targets }) =>
    ((Targets ?? []) as readonly { readonly Arn: string }[]).flatMap(({ Arn }) =>
      allOf(resources, 'AWS::Lambda::Function').filter(
        ({ arn, ReservedConcurrentExecutions }) =>
          arn === Arn && ReservedConcurrentExecutions !== 0 && mayStart(resources, rule, arn),
      ),
    ),
  );
};

const mayStart = (resources: Resources, rule: string, arn: string): boolean =>
  allOf(resources, 'AWS::Lambda::Permission').some(
    ({ Action, FunctionName, Principal, SourceArn }) =>
      Action === 'lambda:InvokeFunction' &&
      FunctionName === arn &&
      Principal === 'events.amazonaws.com' &&
      SourceArn === rule,
  );

const variablesOf = ({ Environment }: Found): Readonly<Record<string, string>> =>
  (Environment as { readonly Variables: Record<string, string> }).Variables;

const mayPublish = (resources: Resources, { Role }: Found, topic: string): boolean => {
  const { KmsMasterKeyId: key } = topicOf(resources, topic) ?? {};
  if (key === undefined || !keyWorks(resources, key)) return false;
  const may = (action: string, on: string) => roleMay(resources, Role, 'lambda.amazonaws.com', action, on);
  return (
    may('sns:Publish', topic) && may('kms:GenerateDataKey', String(key)) && may('kms:Decrypt', String(key))
  );
};

const topicOf = (resources: Resources, arn: string): Properties | undefined =>
  Object.keys(resources)
    .filter((id) => resources[id]?.Type === 'AWS::SNS::Topic')
    .filter((id) => resolved({ Ref: id }, resources) === arn)
    .map((id) => at(resources, id))[0];

/** A key that is on, and whose policy leaves it to IAM who may use it. */
const keyWorks = (resources: Resources, arn: unknown): boolean => {
  const key = named(resources, 'AWS::KMS::Key', arn);
  return key !== undefined && key.Enabled !== false && /kms:\*.*:root/.test(JSON.stringify(key.KeyPolicy));
};

/** Whether a role that a service takes up may do that: by the project's own evaluation of policies. */
const roleMay = (
  resources: Resources,
  arn: unknown,
  service: string,
  action: string,
  on: string,
): boolean => {
  const { AssumeRolePolicyDocument: trust, Policies = [] } = named(resources, 'AWS::IAM::Role', arn) ?? {};
  const identity = (Policies as readonly { readonly PolicyDocument: unknown }[]).map(
    ({ PolicyDocument }) => PolicyDocument,
  );
  return (
    JSON.stringify(trust ?? {}).includes(`"Service":"${service}"`) &&
    accessTo(action, on, { identity }).verdict === 'granted'
  );
};

/** The ARNs of queues that get a message. */
const queuesReached = (resources: Resources, { topicArn, attributes }: PublishedMessage): readonly string[] =>
  allOf(resources, 'AWS::SNS::Subscription')
    .filter(({ TopicArn, Protocol, FilterPolicy }) => {
      const filter = Object.entries((FilterPolicy ?? {}) as Record<string, readonly string[]>);
      const passes = filter.every(([key, values]) => values.includes(attributes[key]?.value ?? ''));
      return TopicArn === topicArn && Protocol === 'sqs' && passes;
    })
    .map(({ Endpoint }) => String(Endpoint))
    .filter((queue) => named(resources, 'AWS::SQS::Queue', queue) !== undefined)
    .filter((queue) => takesFrom(resources, queue, topicArn));

const takesFrom = (resources: Resources, queue: string, topic: string): boolean =>
  allOf(resources, 'AWS::SQS::QueuePolicy')
    .flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { readonly Statement: readonly Properties[] }).Statement,
    )
    .some(
      ({ Effect, Action, Principal, Resource, Condition }) =>
        Effect === 'Allow' &&
        Action === 'sqs:SendMessage' &&
        Resource === queue &&
        JSON.stringify(Principal) === '{"Service":"sns.amazonaws.com"}' &&
        JSON.stringify(Condition) === `{"ArnEquals":{"aws:SourceArn":${JSON.stringify(topic)}}}`,
    );
