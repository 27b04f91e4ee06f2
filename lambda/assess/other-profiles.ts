import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import { known, type Lookup } from '../lookup';
import type { Settings } from '../settings';
import { isAround } from './around';

/** The id that Roles Anywhere knows the profile of the change by; `null` where nothing tells. */
const ownId = ({ change, current }: Context): string | null =>
  change.profile.id ?? (current.known ? current.value.id : null);

/** The profile of the change as the list of all shows it. */
export const listedOwn = (context: Context): Profile | undefined =>
  context.profiles.known
    ? context.profiles.value.find(({ id }) => id !== null && id === ownId(context))
    : undefined;

/** All other profiles of the Region. */
export const otherProfilesOf = (context: Context): Lookup<readonly Profile[]> =>
  context.profiles.known
    ? known(context.profiles.value.filter(({ id }) => id === null || id !== ownId(context)))
    : context.profiles;

/** Whom profiles that the actor made name as their maker: what this one names, where this is the making of one. */
const makersOf = (context: Context): readonly string[] => {
  const { kind, profile, record } = context.change;
  const own = kind.makesProfile ? [listedOwn(context)?.createdBy, profile.createdBy] : [];
  return [...own, record.actor.arn].filter((arn) => arn?.startsWith('arn:')) as string[];
};

/**
 * The other profiles that the actor made around the change, oldest first. Known at once, where CloudTrail shows them only
 * minutes later; those that are gone again it does not show.
 */
export const madeByActorOf = (context: Context, settings: Settings): Lookup<readonly Profile[]> => {
  const others = otherProfilesOf(context);
  if (!others.known) return others;
  const makers = makersOf(context);
  const { change, now } = context;
  return known(
    others.value
      .filter(({ createdBy }) => createdBy !== undefined && makers.includes(createdBy))
      .filter(({ createdAt }) => isAround(createdAt ?? '', { when: change.record.time, now, settings }))
      .sort((one, other) => (one.createdAt ?? '').localeCompare(other.createdAt ?? '')),
  );
};
