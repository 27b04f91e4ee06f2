import { readFileSync } from 'node:fs';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Context as LambdaContext } from 'aws-lambda';
import { clientSettings, type Environment, rolesAnywhereSettings } from './aws/client-settings';
import { deadlineIn } from './enrich/deadline';
import { sdkReaders } from './enrich/readers';
import { type Publish, publisher } from './publish/publish';
import { defaultSettings, settingsIn } from './settings-file';
import { powertoolsTelemetry, type Telemetry } from './telemetry';
import { triage, type World } from './triage';

/** Milliseconds kept back from asking, to judge even intricate policies, and to compose and publish, with retries. */
const PUBLISH_RESERVE_MS = 60_000;
/** Milliseconds to ask in at most: an alert is worth more now than complete in a minute. */
const LONGEST_ASKING_MS = 25_000;

/**
 * The world as the environment describes it: the one place that makes SDK clients and reads variables.
 *
 * - `TOPIC_ARN`: where alerts are published; required. Its account is the account whose answers the readers give.
 * - `SETTINGS_FILE`: the settings as JSON; the defaults without it.
 * - `COUNTRY_FILE`: the offline country database; countries are unknown without it.
 * - `TRAIL_SPACING_MS`, `TRUST_ANCHOR_SPACING_MS`: milliseconds between look-ups that AWS limits; AWS's limits without.
 * - `AWS_REGION`, credentials and `AWS_ENDPOINT_URL...` as every AWS SDK reads them.
 * @throws Error where a required variable is missing
 */
export const worldFrom = (environment: Environment): World => {
  const topicArn = required(environment, 'TOPIC_ARN');
  const account = topicArn.split(':')[4];
  const iam = new IAMClient(clientSettings('iam', environment));
  const sns = new SNSClient(clientSettings('sns', environment));
  const clients = {
    iam,
    rolesAnywhereIn: perRegion(
      (region) => new RolesAnywhereClient({ region, ...rolesAnywhereSettings(environment) }),
    ),
    cloudTrailIn: perRegion(
      (region) => new CloudTrailClient({ region, ...clientSettings('cloudtrail', environment) }),
    ),
  };
  return {
    readers: sdkReaders(clients, {
      countryDatabase: text(environment, 'COUNTRY_FILE') ?? '',
      ...(account === undefined ? {} : { account }),
      ...milliseconds(environment, 'TRAIL_SPACING_MS', 'trailSpacingMs'),
      ...milliseconds(environment, 'TRUST_ANCHOR_SPACING_MS', 'trustAnchorSpacingMs'),
    }),
    ...readSettings(text(environment, 'SETTINGS_FILE')),
    publish: publisher(sns, topicArn),
  };
};

/** What a warm function keeps between events. */
export interface Warm {
  readonly world: World;
  readonly telemetry: Telemetry;
}

/** A Lambda function: one event in, one alert published. */
export type Handler = (
  event: unknown,
  context: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
) => Promise<void>;

/** The function in the world that it is given: asked for with each event, so that what fails to start is tried again. */
export const handlerIn =
  (ready: () => Warm): Handler =>
  async (event, context) => {
    const { world, telemetry } = ready();
    const deadline = deadlineIn(askingTime(context.getRemainingTimeInMillis()));
    try {
      const publish: Publish = async (channels, alert) => {
        const inTime = deadlineIn(publishingTime(context.getRemainingTimeInMillis()));
        await world.publish(channels, alert, inTime.signal).finally(inTime.cancel);
      };
      const alert = await triage(event, { ...world, publish, onFault: telemetry.fault }, deadline);
      telemetry.published(alert, new Date());
    } catch (error) {
      telemetry.failed(error);
      throw error;
    } finally {
      deadline.cancel();
    }
  };

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

const perRegion = <Client>(make: (region: string) => Client): ((region: string) => Client) => {
  const clients = new Map<string, Client>();
  return (region) => {
    const client = clients.get(region) ?? make(region);
    clients.set(region, client);
    return client;
  };
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
