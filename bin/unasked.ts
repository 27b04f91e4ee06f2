import { messageOf } from '../lambda/alert/channels';
import { databaseReadCountry } from '../lambda/enrich/country';
import type { Readers } from '../lambda/enrich/readers';
import { everySessionIsNews } from '../lambda/first-use/watch';
import { handlerIn } from '../lambda/handler';
import { defaultSettings, type Settings } from '../lambda/settings';
import { silentTelemetry } from '../lambda/telemetry';
import type { World } from '../lambda/triage';
import type { Published } from './printout';
import { countryFile } from './sandboxed';

/** Why nothing but the event is known; `lambda/aws/errors.ts` words it. */
class NotLookedUp extends Error {
  override readonly name = 'NotLookedUp';
}

const unasked = (): Promise<never> => Promise.reject(new NotLookedUp('not looked up'));

/** Readers that ask nobody. The country database is a file of this project's, and stays. */
const readers = (): Readers => ({
  accountAlias: unasked,
  profile: unasked,
  profiles: unasked,
  tags: unasked,
  trustAnchors: unasked,
  iam: {
    role: unasked,
    attachedPolicies: unasked,
    inlinePolicies: unasked,
    inlinePolicy: unasked,
    defaultVersion: unasked,
    policyVersion: unasked,
  },
  trail: unasked,
  country: databaseReadCountry(countryFile()),
});

/** Milliseconds the function says it has left: nothing is waited for. */
const REMAINING_MS = 120_000;

/**
 * Triages one event by what it says alone: everything that AWS would have to be asked is not looked up, and judged as
 * what is not known.
 * @param settings how to judge; the defaults where left out
 */
export const triageUnasked = async (event: unknown, settings?: Settings): Promise<Published> => {
  const published: Published[] = [];
  const world: World = {
    readers: readers(),
    settings: settings ?? defaultSettings,
    gaps: [],
    watch: everySessionIsNews('not looked up'),
    publish: async (channels) => {
      published.push({ subject: channels.subject, message: JSON.parse(messageOf(channels)) });
    },
  };
  const handle = handlerIn(() => ({ world, telemetry: silentTelemetry }));
  await handle(event, { getRemainingTimeInMillis: () => REMAINING_MS });
  const [alert] = published;
  if (alert === undefined) throw new Error('The handler ended without an alert.');
  return alert;
};
