import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import { type ProfileChange, profileChanges } from './profile-changes';

/** Whether the profile is known not to have been updated since it was made. */
export const isUntouched = (profile: Profile): boolean =>
  profile.updatedAt !== undefined && profile.updatedAt === profile.createdAt;

/**
 * Whether the profile is known not to have been updated since the change: a new one since it was made, any other since the
 * time that the record of the change shows, which GetProfile has in milliseconds.
 */
export const isAsLeft = (now: Profile, { kind, profile }: Context['change']): boolean =>
  kind.makesProfile
    ? isUntouched(now)
    : Date.parse(now.updatedAt ?? '') === Date.parse(profile.updatedAt ?? '');

/**
 * The profile as it is now where GetProfile answered, completed from the event where the answer leaves something out.
 * A session policy is taken from the event only where the profile has not been updated since: one that is gone from an
 * updated profile was taken away, and what no longer narrows must not look as if it did.
 */
export const profileNow = ({ change, current }: Context): Profile => {
  const event = change.profile;
  if (!current.known) return event;
  const now = current.value;
  const sessionPolicy = now.sessionPolicy ?? (isAsLeft(now, change) ? event.sessionPolicy : undefined);
  const acceptRoleSessionName = now.acceptRoleSessionName ?? event.acceptRoleSessionName;
  const attributeMappings = now.attributeMappings ?? event.attributeMappings;
  const createdBy = now.createdBy ?? event.createdBy;
  return {
    ...now,
    id: now.id ?? event.id,
    arn: now.arn ?? event.arn,
    enabled: now.enabled ?? event.enabled,
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    ...(acceptRoleSessionName === undefined ? {} : { acceptRoleSessionName }),
    ...(attributeMappings === undefined ? {} : { attributeMappings }),
    ...(createdBy === undefined ? {} : { createdBy }),
  };
};

/** The role ARNs of the profile as created and as it is now, each once, in that order. */
export const allRoleArns = ({ change, current }: Context): readonly string[] => [
  ...new Set([...change.profile.roleArns, ...(current.known ? current.value.roleArns : [])]),
];

/**
 * Whether it is known which roles the profile names. A record of a change that names some is believed; that there are none is known
 * only from the profile as it is now.
 */
export const areRolesKnown = ({ change, current }: Context): boolean =>
  current.known || (change.profile.roleArns.length > 0 && change.session === undefined);

/** Whether the record or GetProfile tells what the profile is set to beside its roles. */
export const isRequestKnown = ({ change, current }: Context): boolean =>
  current.known || change.profileIsWhole;

/** Whether the record tells, or of a new profile leaves to the default, how long a session may last. */
const isDurationRecorded = ({ change }: Context): boolean =>
  (change.kind.makesProfile || change.profileIsWhole) &&
  !change.record.gaps.some(({ what }) => what.endsWith('.durationSeconds'));

/** Whether the record or GetProfile tells how long a session may last. */
export const isDurationKnown = (context: Context): boolean =>
  context.current.known || isDurationRecorded(context);

/**
 * Seconds: the longest that a profile can let a session last.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html
 */
const MAX_DURATION_SECONDS = 43_200;

/**
 * Seconds that a session of the profile can last: as it is now or as it was created, whichever is longer, since a session
 * outlives a later change; the most that any can where neither is known.
 */
export const longestSecondsOf = (context: Context): number => {
  if (!isDurationKnown(context)) return MAX_DURATION_SECONDS;
  const now = profileNow(context).durationSeconds;
  return isDurationRecorded(context) ? Math.max(now, context.change.profile.durationSeconds) : now;
};

/** Whether the record shows what the profile was after the change: a difference from a record with holes proves nothing. */
export const isRecordWhole = ({ kind, profile, profileIsWhole }: Context['change']): boolean =>
  kind.makesProfile ? profile.id !== null || profile.arn !== null : profileIsWhole;

/** Whether it was enabled or disabled is told beside what it was: "created disabled, enabled since". */
const sinceText = ({ field, text, before }: ProfileChange, done: string): string =>
  field === 'enabled'
    ? `${[...new Set([done, before === 'yes' ? 'enabled' : 'disabled'])].join(' ')}, ${text} since`
    : text;

/**
 * Where the profile now differs from the profile as the change left it. Empty where GetProfile did not answer, and where
 * the record has no response.
 */
export const changesSince = ({ change, current }: Context): readonly ProfileChange[] => {
  if (!current.known || !isRecordWhole(change)) return [];
  const changes = profileChanges(change.profile, current.value, {
    // CloudTrail may leave a session policy out of its record, so a difference proves a change only after an update.
    comparesPolicies: !isAsLeft(current.value, change),
    policiesNarrow: false,
  });
  return changes.map((each) => ({ ...each, text: sinceText(each, change.kind.words.done) }));
};
