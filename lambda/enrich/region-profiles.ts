import type { Profile } from '../event/profile';
import type { Ask } from './lookup-of';
import { MAX_PROFILE_PAGES } from './profile';
import type { Readers } from './readers';

/** The profiles of one Region, as far as they could be read. */
export interface RegionProfiles {
  readonly profiles: readonly Profile[];
  /** Ids of profiles that are there, and of which nothing more could be read. */
  readonly unclear: readonly string[];
  /** Why there may be others; absent where the list was read to its end. */
  readonly missing?: string;
}

/** All profiles of a Region, page after page: what was read before a page failed is kept. Never rejects. */
export const listProfiles = async (
  ask: Ask,
  readers: Pick<Readers, 'profiles'>,
  region: string,
): Promise<RegionProfiles> => {
  const profiles: Profile[] = [];
  const unclear: string[] = [];
  let nextToken: string | undefined;
  for (let count = 0; count < MAX_PROFILE_PAGES; count += 1) {
    const token = nextToken;
    const page = await ask('rolesanywhere:ListProfiles', (signal) => readers.profiles(region, token, signal));
    if (!page.known) return { profiles, unclear, missing: page.reason };
    profiles.push(...page.value.profiles);
    unclear.push(...page.value.unclear);
    nextToken = page.value.nextToken;
    if (nextToken === undefined) return { profiles, unclear };
  }
  return { profiles, unclear, missing: `more than ${MAX_PROFILE_PAGES} pages of profiles` };
};

/** Profiles that are asked for one by one, where the list does not show them whole: one a second. */
const MOST_ASKED = 5;

/** The same, with the profiles that the list does not show whole asked for one by one, as far as there is time. */
export const readProfiles = async (
  ask: Ask,
  readers: Pick<Readers, 'profiles' | 'profile'>,
  region: string,
): Promise<RegionProfiles> => {
  const listed = await listProfiles(ask, readers, region);
  const asked = await Promise.all(
    listed.unclear
      .filter((id) => id !== '')
      .slice(0, MOST_ASKED)
      .map(async (id) => ask('rolesanywhere:GetProfile', (signal) => readers.profile(region, id, signal))),
  );
  const found = asked.flatMap((answer) => (answer.known ? [answer.value] : []));
  const shown = new Set(found.map(({ id }) => id));
  return {
    ...listed,
    profiles: [...listed.profiles, ...found],
    unclear: listed.unclear.filter((id) => !shown.has(id)),
  };
};
