import type { Context } from '../enrich/context';
import type { AttributeMapping, Profile } from '../event/profile';
import { roleName } from './role-names';
import { durationText, listed } from './wording';

/** One way in which the profile is no longer what was created. */
export interface ProfileChange {
  /** In words: "enabled since", "role deploy added". */
  readonly text: string;
  /** True where the change lets somebody do more. */
  readonly loosens: boolean;
}

/** Whether the profile is known not to have been updated since it was made. */
export const isUntouched = (profile: Profile): boolean =>
  profile.updatedAt !== undefined && profile.updatedAt === profile.createdAt;

/**
 * The profile as it is now where GetProfile answered, completed from the event where the answer leaves something out.
 * A session policy is taken from the event only where the profile has not been updated since: one that is gone from an
 * updated profile was taken away, and what no longer narrows must not look as if it did.
 */
export const profileNow = ({ change, current }: Context): Profile => {
  const event = change.profile;
  if (!current.known) return event;
  const now = current.value;
  const sessionPolicy = now.sessionPolicy ?? (isUntouched(now) ? event.sessionPolicy : undefined);
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
 * Whether it is known which roles the profile names. A record that names some is believed; that there are none is known
 * only from the profile as it is now.
 */
export const areRolesKnown = ({ change, current }: Context): boolean =>
  current.known || change.profile.roleArns.length > 0;

/** Whether the record or GetProfile tells what the profile is set to beside its roles. */
export const isRequestKnown = ({ change, current }: Context): boolean =>
  current.known || change.profileIsWhole;

/** Whether the record tells, or leaves to the default, how long a session may last. */
const isDurationRecorded = ({ change }: Context): boolean =>
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

const missingFrom = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each));

/** The same JSON however it is spaced; `null` for text that is no JSON, such as what CloudTrail hides. */
const canonical = (policy: string): string | null => {
  try {
    return JSON.stringify(JSON.parse(policy));
  } catch {
    return null;
  }
};

/** Whether one policy is certainly another: what cannot be read proves no difference. */
const differs = (was: string | undefined, is: string | undefined): boolean => {
  if (was === undefined || is === undefined) return was !== is;
  const [before, after] = [canonical(was), canonical(is)];
  return before !== null && after !== null && before !== after;
};

/** One text for mappings that say the same. */
export const mappingsText = (mappings: readonly AttributeMapping[]): string =>
  mappings
    .map(({ certificateField, specifiers }) => `${certificateField}=${[...specifiers].sort().join(',')}`)
    .sort()
    .join(';');

const changeOf = (isSo: boolean, text: string, loosens: boolean): readonly ProfileChange[] =>
  isSo ? [{ text, loosens }] : [];

const roleChanges = (was: Profile, is: Profile): readonly ProfileChange[] => {
  const added = missingFrom(is.roleArns, was.roleArns).map(roleName);
  const removed = missingFrom(was.roleArns, is.roleArns).map(roleName);
  return [
    ...changeOf(added.length > 0, `role ${listed(added)} added`, true),
    ...changeOf(removed.length > 0, `role ${listed(removed)} removed`, false),
  ];
};

const limitsSession = ({ sessionPolicy, managedPolicyArns }: Profile): boolean =>
  sessionPolicy !== undefined || managedPolicyArns.length > 0;

/** Session policies allow what any one of them allows, so only the first of them narrows for sure. */
const sessionChanges = (was: Profile, is: Profile): readonly ProfileChange[] => {
  // CloudTrail may leave a session policy out of its record, so a difference proves a change only after an update.
  if (isUntouched(is)) return [];
  const loosens = limitsSession(was);
  const added = missingFrom(is.managedPolicyArns, was.managedPolicyArns);
  const removed = missingFrom(was.managedPolicyArns, is.managedPolicyArns);
  const policyChange =
    was.sessionPolicy === undefined ? 'added' : is.sessionPolicy === undefined ? 'removed' : 'replaced';
  return [
    ...changeOf(differs(was.sessionPolicy, is.sessionPolicy), `session policy ${policyChange}`, loosens),
    ...changeOf(added.length > 0, `managed session policy ${listed(added)} added`, loosens),
    ...changeOf(removed.length > 0, `managed session policy ${listed(removed)} removed`, loosens),
  ];
};

/**
 * Where the profile now differs from the profile as created. Empty where GetProfile did not answer, and where the
 * record has no response: a difference from a record with holes proves nothing.
 */
export const changesSince = ({ change, current }: Context): readonly ProfileChange[] => {
  if (!current.known || (change.profile.id === null && change.profile.arn === null)) return [];
  const was = change.profile;
  const is = current.value;
  const wasAccepting = was.acceptRoleSessionName;
  const isAccepting = is.acceptRoleSessionName;
  return [
    ...changeOf(was.name !== is.name, `renamed from "${was.name}" to "${is.name}"`, false),
    ...changeOf(was.enabled === false && is.enabled === true, 'created disabled, enabled since', true),
    ...changeOf(was.enabled === true && is.enabled === false, 'created enabled, disabled since', false),
    ...roleChanges(was, is),
    ...changeOf(
      was.durationSeconds !== is.durationSeconds,
      `session duration changed from ${durationText(was.durationSeconds)} to ${durationText(is.durationSeconds)}`,
      is.durationSeconds > was.durationSeconds,
    ),
    ...sessionChanges(was, is),
    ...changeOf(
      wasAccepting !== undefined && isAccepting !== undefined && wasAccepting !== isAccepting,
      isAccepting === true ? 'now accepts role session names' : 'no longer accepts role session names',
      isAccepting === true,
    ),
    ...changeOf(
      was.attributeMappings !== undefined &&
        is.attributeMappings !== undefined &&
        mappingsText(was.attributeMappings) !== mappingsText(is.attributeMappings),
      'attribute mappings changed',
      true,
    ),
  ];
};
