import { IAMClient } from '@aws-sdk/client-iam';
import { messageOf } from '../lambda/alert/channels';
import { readChange } from '../lambda/event/change';
import { everySessionIsNews } from '../lambda/first-use/watch';
import { handlerIn, worldFrom } from '../lambda/handler';
import { ifKnown } from '../lambda/lookup';
import type { Settings } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';
import { errorLine } from './command-line';
import type { Published } from './printout';
import { BadInputError } from './recording/bad-input';
import { countryFile } from './sandboxed';

/** Milliseconds the function says it has left, as when it is deployed. */
const REMAINING_MS = 120_000;

/**
 * Triages one event as the deployed function does, asking AWS with the credentials of the environment. It only reads,
 * and the alert is handed back instead of published.
 * @param settings the defaults where left out
 * @throws BadInputError where there are no credentials
 */
export const triageLive = async (event: unknown, settings?: Settings): Promise<Published> => {
  const { place } = readChange(event);
  const region = ifKnown(place.region) ?? '';
  const account = ifKnown(place.account) ?? '';
  if (/^[a-z0-9-]+$/.test(region)) process.env.AWS_REGION = region;
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  await needCredentials();
  const world = worldFrom({
    ...process.env,
    COUNTRY_FILE: countryFile(),
    // Nothing is published to it: `publish` is replaced below.
    TOPIC_ARN: `arn:${place.partition}:sns:${region}:${account}:not-published`,
  });
  // The account in the topic's ARN is the event's; whose credentials these are is not known.
  const { account: _account, ...readers } = world.readers;
  const published: Published[] = [];
  const live = {
    ...world,
    ...(settings === undefined ? {} : { settings }),
    readers,
    watch: everySessionIsNews('the table of an installation is not asked'),
    publish: async (channels: Parameters<typeof world.publish>[0]) => {
      published.push({ subject: channels.subject, message: JSON.parse(messageOf(channels)) });
    },
  };
  const handle = handlerIn(() => ({ world: live, telemetry: silentTelemetry }));
  await handle(event, { getRemainingTimeInMillis: () => REMAINING_MS });
  const [alert] = published;
  if (alert === undefined) throw new Error('The handler ended without an alert.');
  return alert;
};

const needCredentials = async (): Promise<void> => {
  try {
    await new IAMClient({}).config.credentials();
  } catch (cause) {
    throw new BadInputError(
      `--live: no AWS credentials (${errorLine(cause)}); sign in (aws sso login, or AWS_PROFILE), or leave --live out`,
      { cause },
    );
  }
};
