import { readFileSync } from 'node:fs';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context as LambdaContext, SQSBatchResponse } from 'aws-lambda';
import { parseArn } from './arn';
import type { ContainableProfile, Containment } from './assess/containment';
import { clientSettings, type Environment, rolesAnywhereSettings } from './aws/client-settings';
import { signedPost } from './aws/signed-post';
import { type Contain, disabling } from './contain/contain';
import { type Credentials, credentialsIn, type ReadRole } from './enrich/assumed-role';
import { deadlineIn, unlessAborted } from './enrich/deadline';
import { type Readers, sdkReaders } from './enrich/readers';
import { type CloudTrailCall, recognise } from './event/cloudtrail-call';
import { present } from './event/fields';
import { firstUseTable } from './first-use/table';
import { type Watch, watchOver } from './first-use/watch';
import { eventBus } from './outlets/event-bus';
import { machinesTopic } from './outlets/machines-topic';
import { type AlsoTell, type Outlet, tellingAll } from './outlets/outlet';
import { securityHub } from './outlets/security-hub';
import { severityTopics } from './outlets/severity-topics';
import { type Publish, publisher } from './publish/publish';
import { type AskAgain, askingVia, type QueuedRequest, queuedIn } from './second-look/queue';
import { requestIn } from './second-look/request';
import { heartbeatOf, selfTestIn } from './self-test';
import { defaultSettings, settingsIn } from './settings-file';
import { powertoolsTelemetry, type Telemetry } from './telemetry';
import { lookAgain, triage, type World } from './triage';

/** Milliseconds kept back from asking, to judge even complex policies, and to compose and publish, with retries. */
const PUBLISH_RESERVE_MS = 60_000;
/** Milliseconds to ask in at most: an alert is worth more now than complete in a minute. */
const LONGEST_ASKING_MS = 25_000;

/**
 * The world as the environment describes it: the one place that makes SDK clients and reads variables.
 *
 * - `TOPIC_ARN`: where alerts are published; required. Its account is the account whose answers the readers give.
 * - `SETTINGS_FILE`: the settings as JSON; the defaults without it.
 * - `COUNTRY_FILE`: the offline country database; countries are unknown without it.
 * - `CROSS_ACCOUNT_ROLE`, `CROSS_ACCOUNT_EXTERNAL_ID`: the role to read with in other accounts, and what it asks for; without
 *   it nothing of other accounts is read.
 * - `SECOND_LOOK_QUEUE_URL`: the queue on which an event waits for its second look; nobody looks again without.
 * - `CONTAINS`: set where profiles may be disabled; `CONTAINMENT_ROLE`: the role to do so with in other accounts, which asks
 *   for the same external id; nothing is ever changed without.
 * - `SEVERITY_TOPICS`: topics that get alerts of a severity and above as well: `high=ARN,critical=ARN`.
 * - `ALERT_BUS`: the name of the event bus that gets each alert as an event.
 * - `MACHINES_TOPIC`: the topic that gets the machine JSON by every protocol; none without.
 * - `SECURITY_HUB_PRODUCT`: the ARN of the product that findings are imported by; no findings without.
 * - `FIRST_USE_TABLE`, `FIRST_USE_DAYS`: the table that remembers the profiles of alerts, and for how many days; their first
 *   uses are told of. Without it, sessions are passed over.
 * - `TRAIL_SPACING_MS`, `TRUST_ANCHOR_SPACING_MS`: milliseconds between look-ups that AWS limits; AWS's limits without.
 * - `AWS_REGION`, credentials and `AWS_ENDPOINT_URL...` as every AWS SDK reads them.
 * @throws Error where a required variable is missing
 */
export const worldFrom = (environment: Environment): World => {
  const topicArn = required(environment, 'TOPIC_ARN');
  const account = parseArn(topicArn)?.account;
  const sns = new SNSClient(clientSettings('sns', environment));
  const readersOf = (of: { account?: string; credentials?: () => Promise<Credentials> }): Readers => {
    const { credentials } = of;
    const as = credentials === undefined ? {} : { credentials };
    const clients = {
      iam: new IAMClient({ ...clientSettings('iam', environment), ...as }),
      rolesAnywhereIn: remembered(
        (region) => new RolesAnywhereClient({ region, ...rolesAnywhereSettings(environment), ...as }),
      ),
      cloudTrailIn: remembered(
        (region) => new CloudTrailClient({ region, ...clientSettings('cloudtrail', environment), ...as }),
      ),
    };
    return sdkReaders(clients, {
      countryDatabase: text(environment, 'COUNTRY_FILE') ?? '',
      ...present({ account: of.account, region: parseArn(topicArn)?.region || undefined }),
      ...milliseconds(environment, 'TRAIL_SPACING_MS', 'trailSpacingMs'),
      ...milliseconds(environment, 'TRUST_ANCHOR_SPACING_MS', 'trustAnchorSpacingMs'),
    });
  };
  const role = readRole(environment, topicArn);
  const sts = stsIn(environment);
  const queueUrl = text(environment, 'SECOND_LOOK_QUEUE_URL');
  const contain = containingIn(environment, account, sts);
  const outlets = outletsIn(environment, sns, topicArn);
  const watch = watchIn(environment, sns, topicArn);
  return {
    readers: readersOf(account === undefined ? {} : { account }),
    ...(role === undefined
      ? {}
      : {
          readersFor: remembered((other) =>
            readersOf({ account: other, credentials: credentialsIn(sts(), role, other) }),
          ),
        }),
    ...readSettings(text(environment, 'SETTINGS_FILE')),
    publish: publisher(sns, topicArn),
    heartbeat: heartbeatOf(sns, topicArn),
    ...(queueUrl === undefined ? {} : { askAgain: askingVia(queueUrl, environment) }),
    ...(contain === undefined ? {} : { contain }),
    ...(outlets.length === 0 ? {} : { alsoTell: tellingAll(outlets) }),
    ...(watch === undefined ? {} : { watch }),
  };
};

/** The client that assumes roles in other accounts; made when one is first assumed, which most alerts never need. */
const stsIn = (environment: Environment): (() => STSClient) => {
  let client: STSClient | undefined;
  return () => {
    client ??= new STSClient(clientSettings('sts', environment));
    return client;
  };
};

/** The way to disable a profile of this account, or of another by its role of that name, and of nothing else there. */
const containingIn = (
  environment: Environment,
  home: string | undefined,
  sts: () => STSClient,
): Contain | undefined => {
  if (text(environment, 'CONTAINS') === undefined) return undefined;
  const name = text(environment, 'CONTAINMENT_ROLE');
  const externalId = text(environment, 'CROSS_ACCOUNT_EXTERNAL_ID');
  const settings = rolesAnywhereSettings(environment);
  return disabling(({ partition, account, region, arn }) => {
    if (account === home) return new RolesAnywhereClient({ region, ...settings });
    if (name === undefined) return undefined;
    const role = {
      partition,
      name,
      sessionPolicy: disablingOnly(arn),
      ...(externalId === undefined ? {} : { externalId }),
    };
    return new RolesAnywhereClient({ region, ...settings, credentials: credentialsIn(sts(), role, account) });
  });
};

/** A session policy that allows the one call on the one profile. */
const disablingOnly = (profileArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'rolesanywhere:DisableProfile', Resource: profileArn }],
  });

/** Days for which a profile is watched, where the environment says no other. */
const WATCHED_DAYS = 90;

/** What remembers the profiles of alerts. Its table is where the topic is. */
const watchIn = (environment: Environment, sns: SNSClient, topicArn: string): World['watch'] => {
  const table = text(environment, 'FIRST_USE_TABLE');
  const home = parseArn(topicArn);
  if (table === undefined || home === undefined) return undefined;
  const { partition, region } = home;
  const post = signedPost({
    service: 'dynamodb',
    partition,
    region,
    keys: () => sns.config.credentials(),
    environment,
  });
  const days = Number(text(environment, 'FIRST_USE_DAYS') ?? WATCHED_DAYS);
  return watchOver(firstUseTable(post, table), days > 0 ? days : WATCHED_DAYS);
};

/** Where alerts go besides the topic. */
const outletsIn = (environment: Environment, sns: SNSClient, topicArn: string): readonly Outlet[] => {
  const topics = text(environment, 'SEVERITY_TOPICS');
  const machines = text(environment, 'MACHINES_TOPIC');
  const bus = text(environment, 'ALERT_BUS');
  const productArn = text(environment, 'SECURITY_HUB_PRODUCT');
  const home = parseArn(topicArn);
  const byTopic = [
    ...(topics === undefined ? [] : severityTopics(sns, topics)),
    ...(machines === undefined ? [] : [machinesTopic(sns, machines)]),
  ];
  if (home === undefined) return byTopic;
  const { partition, region, account } = home;
  const caller = { partition, region, keys: () => sns.config.credentials(), environment };
  return [
    ...byTopic,
    ...(bus === undefined ? [] : [eventBus(signedPost({ ...caller, service: 'eventbridge' }), bus)]),
    ...(productArn === undefined
      ? []
      : [securityHub(signedPost({ ...caller, service: 'securityhub' }), { productArn, account })]),
  ];
};

/** What a warm function keeps between events. */
export interface Warm {
  readonly world: World;
  readonly telemetry: Telemetry;
}

type Remaining = Pick<LambdaContext, 'getRemainingTimeInMillis'>;

/**
 * A Lambda function: one event in, one alert published; or messages of the second look in, and an update published of each
 * that has something to tell.
 */
export type Handler = (event: unknown, context: Remaining) => Promise<SQSBatchResponse | undefined>;

/** The function in the world that it is given: asked for with each event, so that what fails to start is tried again. */
export const handlerIn =
  (ready: () => Warm): Handler =>
  async (event, context) => {
    const { world, telemetry } = ready();
    const way = selfTestIn(event);
    if (way !== undefined) {
      await world.heartbeat?.(way);
      return undefined;
    }
    const bounded = inTime(world, telemetry, context);
    const requests = queuedIn(event);
    if (requests !== undefined) return lookAgainAt(requests, bounded, telemetry, context);
    // The rule matches by names; whether the call has to do with Roles Anywhere, only its record shows.
    const call = recognise(event);
    if (call.is === 'no-concern' || isUnasked(call, world)) return undefined;
    await lookAt(event, bounded, telemetry, context);
    return undefined;
  };

/** A session that nothing remembers the profiles for: without the setting there is no rule that would match it. */
const isUnasked = (call: CloudTrailCall, { watch }: World): boolean =>
  call.is === 'change' && call.kind.askedFor === 'firstUse' && watch === undefined;

/** One event, and its alert. */
const lookAt = async (
  event: unknown,
  world: World,
  telemetry: Telemetry,
  context: Remaining,
): Promise<void> => {
  const deadline = deadlineIn(askingTime(context.getRemainingTimeInMillis()));
  try {
    const alert = await triage(event, world, deadline);
    if (alert !== undefined) telemetry.published(alert, new Date());
  } catch (error) {
    telemetry.failed(error);
    throw error;
  } finally {
    deadline.cancel();
  }
};

/** Messages of the second look. Those that failed are named, so that the queue hands them on again or sets them aside. */
const lookAgainAt = async (
  requests: readonly QueuedRequest[],
  world: World,
  telemetry: Telemetry,
  context: Remaining,
): Promise<SQSBatchResponse> => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const { messageId, body } of requests) {
    const deadline = deadlineIn(askingTime(context.getRemainingTimeInMillis()));
    try {
      telemetry.lookedAgain(await lookAgain(requestIn(body), world, deadline));
    } catch (error) {
      telemetry.secondLookFailed(error);
      batchItemFailures.push({ itemIdentifier: messageId });
    } finally {
      deadline.cancel();
    }
  }
  return { batchItemFailures };
};

/** The world, in which nothing takes longer than the function has left. */
const inTime = (world: World, telemetry: Telemetry, context: Remaining): World => {
  const publish: Publish = async (channels, alert) => {
    const within = deadlineIn(publishingTime(context.getRemainingTimeInMillis()));
    await world.publish(channels, alert, within.signal).finally(within.cancel);
  };
  /** The alert is out: whatever fails here must not have it sent again. */
  const askAgain = async (...[alertId, request]: Parameters<AskAgain>): Promise<void> => {
    const within = deadlineIn(afterwards(LONGEST_QUEUEING_MS, context.getRemainingTimeInMillis()));
    try {
      await unlessAborted(
        world.askAgain?.(alertId, request, within.signal) ?? Promise.resolve(),
        within.signal,
      );
    } catch (error) {
      telemetry.notAskedAgain(error);
    } finally {
      within.cancel();
    }
  };
  const alsoTell: AlsoTell = async (channels, alert) => {
    const within = deadlineIn(afterwards(LONGEST_TELLING_MS, context.getRemainingTimeInMillis()));
    const untold = (await world.alsoTell?.(channels, alert, within.signal).finally(within.cancel)) ?? [];
    for (const each of untold) telemetry.untold(alert.alertId, each);
    return untold;
  };
  const contain = async (profile: ContainableProfile): Promise<Containment> => {
    const within = deadlineIn(containingTime(context.getRemainingTimeInMillis()));
    const outcome: Containment = (await world.contain?.(profile, within.signal).finally(within.cancel)) ?? {
      kind: 'not-done',
      because: 'not-here',
    };
    telemetry.contained(profile.arn, outcome);
    return outcome;
  };
  const watch = world.watch && watchInTime(world.watch, telemetry, context);
  return {
    ...world,
    publish,
    ...(world.contain === undefined ? {} : { contain }),
    ...(watch === undefined ? {} : { watch }),
    ...(world.askAgain === undefined ? {} : { askAgain }),
    ...(world.alsoTell === undefined ? {} : { alsoTell }),
    onFault: telemetry.fault,
  };
};

/** The alert is out when the table is told of it: whatever fails there must not have it sent again. */
const watchInTime = (watch: Watch, telemetry: Telemetry, context: Remaining): Watch => ({
  ...watch,
  begin: async (...asked) => {
    const watched = await watch.begin(...asked);
    return {
      ...watched,
      published: async (alert, now) => {
        const within = deadlineIn(afterwards(LONGEST_REMEMBERING_MS, context.getRemainingTimeInMillis()));
        try {
          await unlessAborted(watched.published(alert, now, within.signal), within.signal);
        } catch (error) {
          telemetry.notRemembered(error);
        } finally {
          within.cancel();
        }
      },
    };
  },
});

let warm: Warm | undefined;

/**
 * The function in the world of its environment.
 * @throws where no alert was published, so that Lambda tries again and the dead-letter queue keeps the event
 */
export const handler: Handler = handlerIn(() => {
  warm ??= { world: worldFrom(process.env), telemetry: powertoolsTelemetry() };
  return warm;
});

const askingTime = (remainingMs: number): number =>
  Math.min(LONGEST_ASKING_MS, Math.max(0, remainingMs - PUBLISH_RESERVE_MS));

/** Milliseconds to contain in at most, which the alert waits for, and what is kept back to publish it. */
const LONGEST_CONTAINING_MS = 6_000;
const CONTAINING_RESERVE_MS = 35_000;
const containingTime = (remainingMs: number): number =>
  Math.min(LONGEST_CONTAINING_MS, Math.max(0, remainingMs - CONTAINING_RESERVE_MS));

/** Milliseconds to ask for the second look in at most, and to tell other places in, once the alert is out. */
const LONGEST_QUEUEING_MS = 5_000;
const LONGEST_TELLING_MS = 10_000;
const LONGEST_REMEMBERING_MS = 5_000;
/** Less a second that is kept back: a function that is cut off is started again, and sends its alert again. */
const afterwards = (longestMs: number, remainingMs: number): number =>
  Math.min(longestMs, Math.max(0, remainingMs - 1_000));

/** With a second to say what went wrong; and where there is hardly any time, it is tried all the same. */
const publishingTime = (remainingMs: number): number => Math.max(1_000, remainingMs - 1_000);

const text = (environment: Environment, name: string): string | undefined =>
  environment[name]?.trim() || undefined;

const required = (environment: Environment, name: string): string => {
  const value = text(environment, name);
  if (value === undefined) throw new Error(`The environment variable ${name} is not set.`);
  return value;
};

const milliseconds = <Key extends string>(
  environment: Environment,
  name: string,
  key: Key,
): Partial<Record<Key, number>> => {
  const value = text(environment, name);
  return value !== undefined && /^\d{1,6}$/.test(value)
    ? ({ [key]: Number(value) } as Record<Key, number>)
    : {};
};

/** More accounts or Regions than this in one warm function are not remembered all: each holds clients and connections. */
const MOST_REMEMBERED = 50;

const remembered = <Made>(make: (key: string) => Made): ((key: string) => Made) => {
  const all = new Map<string, Made>();
  return (key) => {
    const made = all.get(key) ?? make(key);
    if (all.size >= MOST_REMEMBERED) all.clear();
    all.set(key, made);
    return made;
  };
};

const readRole = (environment: Environment, topicArn: string): ReadRole | undefined => {
  const name = text(environment, 'CROSS_ACCOUNT_ROLE');
  const externalId = text(environment, 'CROSS_ACCOUNT_EXTERNAL_ID');
  const partition = parseArn(topicArn)?.partition ?? 'aws';
  return name === undefined
    ? undefined
    : { partition, name, ...(externalId === undefined ? {} : { externalId }) };
};

/** Settings that cannot be read must not cost the alert: it is judged by the defaults, and says so. */
const readSettings = (file: string | undefined): Pick<World, 'settings' | 'gaps'> => {
  if (file === undefined) return { settings: defaultSettings, gaps: [] };
  try {
    return { settings: settingsIn(readFileSync(file, 'utf8')), gaps: [] };
  } catch (error) {
    const why = `judged by the defaults instead: ${error instanceof Error ? error.name : 'unreadable'}`;
    return { settings: defaultSettings, gaps: [{ what: 'the settings of this installation', why }] };
  }
};
