/**
 * Many profiles in a few minutes, by one actor, with the same roles and settings: the first alert tells all, and the later
 * ones can be short. Nothing is kept from one alert to the next, so what the first came to is concluded from what is read
 * now: the settings of a profile that was not changed since are those that its alert was about, and nothing that its roles
 * and trust anchors are judged by may be younger than it. A later one is folded only where it cannot be worse than the first.
 */

import { createHash } from 'node:crypto';
import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import type { Settings } from '../settings';
import { isDenied, isProfileCreation } from './actor-events';
import { expectationOf } from './allow-list';
import type { Finding } from './check';
import type { Facts } from './facts';
import { listedOwn } from './other-profiles';
import { mappingsText } from './profile-changes';
import { isUntouched } from './profile-now';

/** Milliseconds that a burst lasts at most, so that no row of profiles goes on for ever under one first alert. */
export const BURST_MS = 600_000;

/** Where a profile stands in a burst. */
export interface Burst {
  /** Which of the like profiles it is, in the order of their making: 2 or more. */
  readonly nth: number;
  /** The first of them, whose alert tells everything. */
  readonly first: Profile;
}

const madeAt = ({ createdAt }: Profile): number => Date.parse(createdAt ?? '');

const byMaking = (one: Profile, other: Profile): number =>
  madeAt(one) - madeAt(other) || (one.id ?? '').localeCompare(other.id ?? '');

const sorted = (texts: readonly string[]): string => JSON.stringify([...new Set(texts)].sort());

/** All that a profile is judged by, apart from its name and tags; one text for like profiles. */
const settingsText = (profile: Profile): string =>
  JSON.stringify([
    sorted(profile.roleArns),
    sorted(profile.managedPolicyArns),
    profile.sessionPolicy ?? '',
    profile.durationSeconds,
    profile.enabled,
    profile.acceptRoleSessionName ?? null,
    profile.requireInstanceProperties ?? null,
    profile.attributeMappings === undefined ? null : mappingsText(profile.attributeMappings),
    profile.tipConfiguration ?? null,
    profile.aliasName ?? null,
  ]);

/** Profiles in the order of their making, cut into bursts: each begins with the first that the one before is too old for. */
const latestBurst = (profiles: readonly Profile[]): readonly Profile[] => {
  let burst: Profile[] = [];
  for (const profile of profiles) {
    const [first] = burst;
    if (first === undefined || madeAt(profile) - madeAt(first) > BURST_MS) burst = [];
    burst.push(profile);
  }
  return burst;
};

type Expected = ReturnType<typeof expectationOf>;

/** Whether the allow list says the same of another profile of the same maker. */
const isExpectedAlike = (context: Context, settings: Settings, other: Profile, ofThis: Expected): boolean => {
  const { change } = context;
  const ofOther = expectationOf(
    { ...context, change: { ...change, profile: other }, current: { known: true, value: other } },
    settings,
  );
  const covered = ({ allowListProblems }: Expected): string =>
    JSON.stringify(allowListProblems.map(({ covers }) => covers));
  return ofOther.expectation?.entry === ofThis.expectation?.entry && covered(ofOther) === covered(ofThis);
};

/**
 * The burst that a new profile belongs to, by its maker and its settings; undefined where it is the first, or where
 * something that would tell was not read.
 */
export const burstOf = (context: Context, settings: Settings, expected: Expected): Burst | undefined => {
  const own = listedOwn(context);
  const { profiles, current, change } = context;
  if (!change.kind.makesProfile || own === undefined || !profiles.known || !current.known) return undefined;
  if (own.createdBy === undefined || !isUntouched(own) || Number.isNaN(madeAt(own))) return undefined;
  const like = settingsText(own);
  // What one that was changed since was like when it was made, nobody can tell: it stays in its place, and folds nothing.
  const couldBeLike = (profile: Profile): boolean => !isUntouched(profile) || settingsText(profile) === like;
  const before = profiles.value.filter(
    (profile) => profile.createdBy === own.createdBy && byMaking(profile, own) < 0 && couldBeLike(profile),
  );
  const [first, ...later] = latestBurst([...before.sort(byMaking), own]);
  if (first === undefined || later.length === 0 || !isUntouched(first)) return undefined;
  if (!isExpectedAlike(context, settings, first, expected)) return undefined;
  return { nth: later.filter(isUntouched).length + 1, first };
};

/**
 * Findings that the first of a burst has as well, and why. Any other is about the one call, or about what was not read: a
 * profile with such a finding is told of in full.
 */
export const SHARED: Readonly<Record<string, string>> = {
  'role-can-be-admin': 'the same roles, and settings',
  'roles-together': 'the same roles, and settings',
  'role-may-be-admin': 'the same roles, and settings',
  'role-other-account': 'the same roles',
  'role-missing': 'the same roles',
  'role-passes-power': 'the same roles, and settings',
  'role-sensitive': 'the same roles, and settings',
  'role-trusts-any-anchor': 'the same roles',
  'role-trusts-any-matching-certificate': 'the same roles',
  'role-open-to-others': 'the same roles',
  'role-not-usable': 'the same roles',
  'role-changed-recently': 'the same roles, and nothing that is younger',
  'new-external-anchor-by-actor': 'the same anchors, and nothing that is younger',
  'new-anchor': 'the same anchors, and nothing that is younger',
  'published-authority': 'the same anchors',
  'unapproved-anchor': 'the same anchors',
  'external-ca-anchor': 'the same anchors',
  'anchor-certificate-suspicious': 'the same anchors',
  'sensitive-activity': 'the same actor, and nothing that is younger',
  'crl-changed': 'the same actor, and nothing that is younger',
  'denied-attempts': 'the same actor, and nothing that is younger',
  'several-profiles': 'it is what a burst is',
  'first-time-actor': 'the same actor, of whom nothing earlier shows',
  'first-in-account': 'the same account, of which nothing earlier shows',
  'root-actor': 'the same actor',
  'cross-account-actor': 'the same actor',
  'unknown-actor': 'the same actor',
  'long-lived-key': 'the same actor: one who uses a key uses it for all of a burst',
  'no-mfa': 'the same actor: a session without it makes all of a burst',
  'long-session': 'the same settings',
  'many-roles': 'the same settings',
  'no-session-policy': 'the same settings',
  'session-policy-not-narrowing': 'the same settings',
  'role-session-name-accepted': 'the same settings',
  'no-roles': 'the same settings',
  'profile-disabled': 'the same settings',
  'allow-list-problem': 'the same entries cover both',
};

/** Milliseconds: CloudTrail keeps whole seconds. */
const SECOND_MS = 1000;

const isSince = (time: string | undefined, first: Profile): boolean =>
  time !== undefined && !(Date.parse(time) + SECOND_MS <= madeAt(first));

/** Whether something that roles and trust anchors are judged by is younger than the first profile of the burst. */
const hasChangedSince = (facts: Facts, first: Profile): boolean => {
  const { anchors, anchorChanges, roles, calls, actorEvents } = facts;
  const times = [
    ...(anchors.known ? anchors.value.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]) : []),
    ...anchorChanges.map(({ time }) => time),
    ...roles.map(({ facts: role }) => (role.state === 'found' ? role.createdAt : undefined)),
    ...calls.filter(({ event }) => !isProfileCreation(event)).map(({ event }) => event.time),
    ...actorEvents.filter(isDenied).map(({ time }) => time),
  ];
  return times.some((time) => isSince(time, first));
};

/** Whether CloudTrail shows that another credential, or another address, made one of the burst. */
const isOfTwoHands = ({ calls, actor, source }: Facts, first: Profile): boolean =>
  calls
    .filter(({ event }) => isProfileCreation(event) && isSince(event.time, first))
    .some(({ event }) => event.accessKeyId !== actor.accessKeyId || event.sourceIp !== source.ip);

/** The burst that the alert can refer to; undefined where it has something to tell that the first cannot have told. */
export const foldedInto = (facts: Facts, findings: readonly Finding[]): Burst | undefined => {
  const { burst } = facts;
  if (burst === undefined) return undefined;
  if (hasChangedSince(facts, burst.first) || isOfTwoHands(facts, burst.first)) return undefined;
  const isShared = ({ id, unread }: Finding): boolean => unread === undefined && Object.hasOwn(SHARED, id);
  return findings.every(isShared) ? burst : undefined;
};

/**
 * What belongs together where people read it: the alerts of one burst, and each with its update. The first alert of a burst
 * cannot know of it, so it is the profile that names it; a digest, since it waits in the queue of the second look, which
 * keeps no name.
 */
export const threadOf = ({ kind, profile, eventId }: Facts, burst: Burst | undefined): string =>
  createHash('sha256')
    .update(kind.makesProfile ? (burst?.first.arn ?? profile.arn ?? eventId) : eventId)
    .digest('hex')
    .slice(0, 32);
