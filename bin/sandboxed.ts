import { devNull } from 'node:os';
import { SECOND_LOOK_MS } from '../lambda/assess/second-look';
import { type Change, readChange } from '../lambda/event/change';
import { certificateKey } from '../lambda/first-use/certificate-key';
import { firstUseTable } from '../lambda/first-use/table';
import { everySessionIsNews } from '../lambda/first-use/watch';
import { handlerIn, worldFrom } from '../lambda/handler';
import { type Settings, settingsSchema } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';
import { firstUses, postTo } from './sandbox/dynamodb';
import { fillScenario } from './sandbox/fill';
import type { Scenario } from './sandbox/scenario';
import { type PublishedMessage, type Sandbox, startSandbox } from './sandbox/server';
import { lambdaEventOf } from './sandbox/sqs';

/** What an event was triaged to, and in which world. */
export interface Sandboxed {
  readonly message: PublishedMessage;
  /** The update of the second look, where the trail shows something later and that is to be told. */
  readonly update?: PublishedMessage;
  /** IAM actions that were asked for, in order. */
  readonly asked: readonly string[];
}

/** Milliseconds the function says it has left: ten seconds to ask in, which is long on loopback, and its reserve. */
const REMAINING_MS = 70_000;

/** Milliseconds from the event to its triage: EventBridge delivers within seconds, mostly. */
const DELIVERY_MS = 30_000;

/**
 * Triages one event as the deployed function does, with its handler and its SDK clients, against a stand-in for AWS
 * that answers from a scenario. The time of triage is half a minute after the event, whenever that was; where the trail
 * shows something later, it is triaged again a quarter of an hour after that.
 * @param settings how to judge; the scenario's own where left out
 * @throws NotAChangeError where the event is anything else
 */
export const triageInSandbox = async (
  event: unknown,
  scenario: Scenario,
  settings?: Settings,
): Promise<Sandboxed> => {
  const filled = fillScenario(scenario, event);
  const change = readChange(event);
  const { time } = change.record;
  let passedMs = 0;
  const now = (): Date =>
    time.known ? new Date(Date.parse(time.value) + DELIVERY_MS + passedMs) : new Date(Date.now() + passedMs);
  const sandbox = await startSandbox(filled, now);
  const restore = enterSandbox(sandbox.url, change);
  const remembers = filled.firstUse !== undefined;
  if (remembers) process.env.FIRST_USE_TABLE = 'first-uses';
  try {
    const world = worldFrom(process.env);
    if (remembers) await remember(sandbox.items, filled.firstUse, change, now());
    const sandboxed = {
      ...world,
      watch: world.watch ?? everySessionIsNews('nothing is remembered in this story'),
      settings: settings ?? settingsSchema.parse(filled.settings),
      now,
      readers: {
        ...world.readers,
        country: async (ip: string) => filled.countries[ip] ?? world.readers.country(ip),
      },
    };
    const handle = handlerIn(() => ({ world: sandboxed, telemetry: silentTelemetry }));
    const context = { getRemainingTimeInMillis: () => REMAINING_MS };
    await handle(event, context);
    const [message] = sandbox.published;
    if (message === undefined) {
      if (change.session !== undefined) throw new NoNewsError(NO_NEWS);
      throw new Error('The handler ended without publishing an alert.');
    }
    const asked = sandbox.calls.map(({ service, operation }) => `${service}:${operation}`);
    if (filled.trail.some(({ visibleAfter }) => visibleAfter !== undefined) && sandbox.queued.length > 0) {
      passedMs = SECOND_LOOK_MS;
      await handle(lambdaEventOf(sandbox.queued), context);
    }
    const [, update] = sandbox.published;
    return { message, asked, ...(update === undefined ? {} : { update }) };
  } finally {
    restore();
    await sandbox.close();
  }
};

/** A session asks for no alert; its message says why. */
export class NoNewsError extends Error {
  override readonly name = 'NoNewsError';
}

const NO_NEWS =
  'No alert: no alert was about the profile of this session, or its certificate has been told of before.';

/** Puts into the table what the installation remembers, by the calls that the function makes. */
export const remember = async (
  items: Sandbox['items'],
  story: Scenario['firstUse'],
  { session, record }: Change,
  now: Date,
): Promise<void> => {
  const arn = session?.profileArn;
  if (session === undefined || !arn || story?.alert === undefined) return;
  const table = firstUseTable(postTo(firstUses(items)), 'first-uses');
  const { signal } = new AbortController();
  const expires = new Date(now.getTime() + 86_400_000);
  await table.putProfile({ arn, ...story.alert, isWatched: true, expires }, signal);
  const certificate = certificateKey(session, record.source.ip);
  const row = { profileArn: arn, certificate, eventId: 'an-earlier-session', claimedUntil: now, expires };
  if (story.told) await table.told(row, signal);
};

/** The variables of an AWS SDK, which must not reach into the sandbox: a profile, say, would win over its credentials. */
const isAwsVariable = (name: string): boolean => /^AWS_/i.test(name);

/**
 * Points every AWS SDK client of this process at the stand-in, whatever the user's own environment and files say.
 * @returns puts the environment back
 */
export const enterSandbox = (url: string, { place }: Change): (() => void) => {
  const before = { ...process.env };
  const { account, partition, region } = place;
  const inRegion = region.known && /^[a-z0-9-]+$/.test(region.value) ? region.value : 'us-east-1';
  const inAccount = account.known && /^\d{12}$/.test(account.value) ? account.value : '000000000000';
  for (const name of Object.keys(process.env).filter(isAwsVariable)) delete process.env[name];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: inRegion,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOXEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TOPIC_ARN: `arn:${partition}:sns:${inRegion}:${inAccount}:profile-alerts`,
    SECOND_LOOK_QUEUE_URL: `${url}/${inAccount}/second-look.fifo`,
    COUNTRY_FILE: countryFile(),
    TRAIL_SPACING_MS: '0',
    TRUST_ANCHOR_SPACING_MS: '0',
  });
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
};

/** The country database that is deployed with the function. */
export const countryFile = (): string =>
  require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
