import type { Change } from '../event/change';
import { NAMELESS, type Profile } from '../event/profile';
import { ifKnown, known, type Lookup, notKnown } from '../lookup';

/** Milliseconds between an event's time, which has whole seconds, and the creation or update that the profile itself shows. */
const SAME_CALL_MS = 5_000;

/**
 * The profile that a record tells the creation or the change of without naming it, because CloudTrail left its request or
 * its response out for their size: the one that the actor made, or that was updated, at that time.
 */
export const createdProfile = (
  profiles: readonly Profile[],
  { kind, record, profile, session }: Change,
): Lookup<Profile> => {
  if (session !== undefined) return byAlias(profiles, profile);
  const time = Date.parse(ifKnown(record.time) ?? '');
  if (Number.isNaN(time)) return notKnown('the event names no profile, and no time to find it by');
  const found = profiles.filter(
    ({ createdAt, createdBy, updatedAt, name }) =>
      Math.abs(Date.parse((kind.makesProfile ? createdAt : updatedAt) ?? '') - time) <= SAME_CALL_MS &&
      (!kind.makesProfile || createdBy === undefined || isActor(createdBy, record.actor)) &&
      (profile.name === NAMELESS || name === profile.name),
  );
  const [only] = found;
  if (only === undefined)
    return notKnown('the event names no profile, and none that the actor made then is listed');
  return found.length === 1
    ? known(only)
    : notKnown(`the event names no profile, and the actor made ${found.length} at that time`);
};

/** The profile that bears an alias now; it may have been another's when the session was given. */
const byAlias = (profiles: readonly Profile[], { aliasName }: Profile): Lookup<Profile> => {
  if (aliasName === undefined) return notKnown('the record of the session names no profile');
  const found = profiles.find((each) => each.aliasName === aliasName);
  return found === undefined ? notKnown(`no profile bears the alias ${aliasName} now`) : known(found);
};

/** Whether a profile's maker is the actor, as far as the record names one. */
const isActor = (maker: string, { arn, sessionIssuerArn }: Change['record']['actor']): boolean =>
  !arn.startsWith('arn:') || maker === arn || maker === sessionIssuerArn;
