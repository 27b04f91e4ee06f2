/**
 * Answers that contradict what another source says. A well-formed answer is knowledge, unless something else is known
 * that cannot be so beside it: the emptier of the two is then not known, for an empty answer is the one that calms.
 */

import type { Profile, Tag } from '../event/profile';
import { type Lookup, notKnown } from '../lookup';
import type { Count, ProfileHistory } from './history';

const CONTRADICTS = 'the answer contradicts';

/** The profile as it is now, beside the record of the change. */
export const unlessRolesLost = (current: Lookup<Profile>, recorded: Profile): Lookup<Profile> => {
  if (!current.known) return current;
  const { createdAt, updatedAt, roleArns } = current.value;
  const isUnchanged =
    updatedAt !== undefined &&
    (updatedAt === createdAt || Date.parse(updatedAt) === Date.parse(recorded.updatedAt ?? ''));
  const lost = recorded.roleArns.filter((arn) => !roleArns.includes(arn));
  if (!isUnchanged || lost.length === 0) return current;
  return notKnown(`${CONTRADICTS} the record: roles are gone, yet the profile was not changed since`);
};

/**
 * All profiles, beside the one that was made just now: a list without it lacks others, too.
 * @param id its id, as the record or GetProfile has it
 */
export const unlessOwnLost = (
  profiles: Lookup<readonly Profile[]>,
  id: string | null | undefined,
): Lookup<readonly Profile[]> =>
  profiles.known && id && !profiles.value.some((profile) => profile.id === id)
    ? notKnown(`${CONTRADICTS} the record: the profile itself is not listed (rolesanywhere:ListProfiles)`)
    : profiles;

/** The tags now, beside whether any were given: CloudTrail hides which, but not that. */
export const unlessTagsLost = (tags: Lookup<readonly Tag[]>, recorded: Profile): Lookup<readonly Tag[]> =>
  tags.known && tags.value.length === 0 && recorded.tagged === true
    ? notKnown(`${CONTRADICTS} the record: the profile was made with tags`)
    : tags;

/**
 * Earlier profiles, beside those among the actor's own calls.
 * @param byActor how many those are
 */
export const unlessCallsShowMore = (
  history: Lookup<ProfileHistory>,
  byActor: Count['count'],
): Lookup<ProfileHistory> =>
  history.known && history.value.byActor.count < byActor
    ? notKnown(`${CONTRADICTS} what the actor's own calls show: ${byActor} earlier profiles`)
    : history;
