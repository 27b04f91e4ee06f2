import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { busSourceOf, kindsFor } from '../event/kinds/list';
import { known, type Lookup, notKnown } from '../lookup';
import type { PlaceReadings } from './coverage';
import { FORWARDER_QUEUE, FORWARDER_RULE } from './forwarder';
import type { EventRule, Queue, Trail, WatchedPlace } from './place';

/** Characters of an error's message that are told. */
const MAX_MESSAGE = 200;

/** An answer of AWS, or why there is none. */
export const asked = async <T>(answer: Promise<T>): Promise<Lookup<T>> => {
  try {
    return known(await answer);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return notKnown(`${name}: ${message.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE)}`);
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
      others.every(
        ({ Field, NotEquals }) =>
          Field === 'eventSource' && NotEquals?.includes('rolesanywhere.amazonaws.com') === false,
      )
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

/** Where a rule is; on the default bus where none is named. */
export interface RuleAt {
  readonly name: string;
  readonly bus?: string;
}

/** @param samples events that the rule is to match, by what is told where it does not */
export const readRule = async (
  events: EventBridgeClient,
  at: RuleAt,
  samples: Samples = {},
): Promise<EventRule> => {
  const EventBusName = at.bus ?? 'default';
  const { State, EventPattern } = await events.send(new DescribeRuleCommand({ Name: at.name, EventBusName }));
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: at.name, EventBusName }));
  const rule = {
    name: at.name,
    // There is a second state that is on: it hears of calls that only read, too.
    enabled: State?.startsWith('ENABLED') === true,
    targets: Targets.flatMap(({ Arn }) => Arn ?? []),
  };
  const unmatched: string[] = [];
  for (const [name, sample] of Object.entries(samples)) {
    const test = new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(sample) });
    const { Result } = await events.send(test);
    if (Result !== true) unmatched.push(name);
  }
  return { ...rule, unmatched };
};

export type Samples = Readonly<Record<string, object>>;

/**
 * Each kind of change that is always alerted on, as the rules of the profiles are to match it, with what EventBridge asks of any event, by the name of its
 * call: a rule that was narrowed, or a forwarder from before a kind was known, lets some through and not others.
 */
export const samplesOf = ({ account, region }: WatchedPlace): Samples =>
  Object.fromEntries(
    kindsFor().map(({ eventSource, eventNames: [eventName] }) => [
      eventName,
      {
        version: '0',
        id: '00000000-0000-4000-8000-000000000000',
        'detail-type': 'AWS API Call via CloudTrail',
        source: busSourceOf(eventSource),
        account,
        time: '2026-01-01T00:00:00Z',
        region,
        resources: [],
        detail: { eventSource, eventName },
      },
    ]),
  );

/** What one place is read with: clients of its Region, with credentials of its account. */
export interface PlaceClients {
  readonly cloudtrail: CloudTrailClient;
  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
}

/** A place that has a forwarder, or should have one. Never rejects: what could not be read says why. */
export const readForwarder = async (
  { cloudtrail, events, sqs }: PlaceClients,
  place: WatchedPlace,
): Promise<PlaceReadings> => {
  const queue = async (): Promise<Queue> => {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: FORWARDER_QUEUE }));
    return readQueue(sqs, QueueUrl);
  };
  const [trails, rule, undelivered] = await Promise.all([
    asked(readTrails(cloudtrail)),
    asked(readRule(events, { name: FORWARDER_RULE }, samplesOf(place))),
    asked(queue()),
  ]);
  return { ...place, home: false, trails, rules: [rule], queue: undelivered };
};

/** The place of the stack itself. Never rejects. */
export const readHome = async (
  { cloudtrail, events }: Omit<PlaceClients, 'sqs'>,
  place: WatchedPlace,
  rules: readonly RuleAt[],
): Promise<PlaceReadings> => {
  const [trails, ...read] = await Promise.all([
    asked(readTrails(cloudtrail)),
    ...rules.map((at) => asked(readRule(events, at, samplesOf(place)))),
  ]);
  return { ...place, home: true, trails, rules: read };
};

/**
 * The accounts of the organisation that are not closed.
 * @throws as the SDK does; AccessDeniedException in an account that neither manages the organisation nor administers
 * anything of it
 */
export const readAccounts = async (organizations: OrganizationsClient): Promise<readonly string[]> => {
  const all: string[] = [];
  // `Status` is what `State` was called before September 2026.
  for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {}))
    for (const { Id, State, Status } of Accounts)
      if (Id !== undefined && (State ?? Status) === 'ACTIVE') all.push(Id);
  return all;
};
