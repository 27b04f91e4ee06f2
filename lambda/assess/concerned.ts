import type { Context } from '../enrich/context';
import type { RoleFacts } from '../enrich/role';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Profile } from '../event/profile';
import { known, type Lookup } from '../lookup';
import type { ActorCall } from './actor-events';
import { type JudgedIn, judgeRole, trustOfRole } from './judge-role';
import { judgeTogether } from './judge-together';
import type { JudgedRole, JudgedTogether } from './judged-role';
import { worstFirst } from './role-order';
import { type SessionLayer, sessionLayersOf } from './session-layers';
import { usableAnchors } from './usable-anchors';
import { listed } from './wording';

/**
 * The reverse question. A profile says which roles its holders can be; of an anchor, a mapping, a revocation list or a
 * role's trust the question is turned round: through which enabled profiles does it lead to which roles, what is the worst
 * of them, and who could be them already. Each way is judged as the profile's own alert would judge it.
 */

/** What somebody comes in by that a change made, opened or altered. */
export interface Door {
  /** The trust anchors whose certificates it is about, as they are now. */
  readonly anchors: Lookup<readonly TrustAnchor[]>;
  /** Whether it was open at first, so that sessions that came by it may live on though it is closed now. */
  readonly wasOpen?: boolean;
  /** Where it is one profile's: its id. */
  readonly profileId?: string;
  /** Where it is one role's: its ARN. */
  readonly roleArn?: string;
}

/** One way from the door into the account: a profile, and a role that it names and the door reaches. */
export interface WayIn {
  readonly profile: Profile;
  /** The role as it is through this profile and this door. */
  readonly role: JudgedRole;
  /** What narrows its sessions. */
  readonly session: SessionLayer;
}

/** What a door leads to. */
export interface Concerned {
  /** For each role the worst way to it, the worst role first. */
  readonly ways: readonly WayIn[];
  /** The profiles, not known to be disabled, that lead from the door to a role. */
  readonly profiles: readonly Profile[];
  /** Disabled profiles that would. */
  readonly disabled: readonly Profile[];
  /** What the holder of one certificate can do with all of those roles. */
  readonly together: JudgedTogether;
  /** Other anchors, not known to be disabled, of which certificates reach one of those roles; unknown where the anchors are. */
  readonly already: Lookup<readonly TrustAnchor[]>;
}

/** What the answer rests on. */
export interface Surroundings {
  readonly context: Context;
  /** The profiles of the door's Region. */
  readonly profiles: readonly Profile[];
  /** The actor's sensitive calls. */
  readonly calls: readonly ActorCall[];
}

/** The same answers, seen from an alert about one profile that only these anchors work with. */
const seenFrom = (context: Context, profile: Profile, trustAnchors: Context['trustAnchors']): Context => ({
  ...context,
  trustAnchors,
  current: known(profile),
  change: { ...context.change, profile },
});

const judgedIn = (profile: Profile, { anchors }: Door, { context, calls }: Surroundings): JudgedIn => {
  const seen = seenFrom(context, profile, anchors);
  return { context: seen, profile, sessionLayers: sessionLayersOf(seen), calls };
};

/** Whether the door's certificates reach the role, or that is not known. */
const leadsTo = ({ trust }: JudgedRole, { anchors }: Door): boolean => {
  if (trust.trust === 'unknown') return true;
  if (!anchors.known) return trust.trust !== 'unusable';
  return anchors.value.some(({ arn }) => trust.reachableFrom.includes(arn));
};

/** What profiles can differ in that decides what a role comes to through them, beside how long a session lasts. */
const likenessOf = (profile: Profile): string =>
  JSON.stringify([
    profile.sessionPolicy ?? null,
    [...profile.managedPolicyArns].sort(),
    profile.acceptRoleSessionName === false,
    profile.enabled,
  ]);

const isNarrowed = ({ sessionPolicy, managedPolicyArns }: Profile): boolean =>
  sessionPolicy !== undefined || managedPolicyArns.length > 0;

/** The most promising first: nothing narrows it, holders choose the session's name, it is enabled for certain. */
const openness = (profile: Profile): number =>
  (isNarrowed(profile) ? 0 : 4) +
  (profile.acceptRoleSessionName === false ? 0 : 2) +
  (profile.enabled === true ? 1 : 0);

/** Of profiles alike, the one with the longest sessions; the most open first. */
const unlike = (profiles: readonly Profile[]): readonly Profile[] => {
  const byLikeness = new Map<string, Profile>();
  for (const profile of profiles) {
    const key = likenessOf(profile);
    const other = byLikeness.get(key);
    if (other === undefined || profile.durationSeconds > other.durationSeconds) byLikeness.set(key, profile);
  }
  return [...byLikeness.values()].sort((one, other) => openness(other) - openness(one));
};

/** Profiles that are judged for one role; more of them, each narrowed in another way, count as narrowed by nothing. */
const MOST_JUDGED = 6;

/** The profile with nothing that narrows it: no policy that nobody looked at makes anything calmer. */
const widened = ({ sessionPolicy: _policy, ...profile }: Profile): Profile => ({
  ...profile,
  managedPolicyArns: [],
});

const judgedProfiles = (profiles: readonly Profile[]): readonly Profile[] => {
  const all = unlike(profiles);
  const [widest] = all;
  // Nothing is wider than one that nothing narrows and whose holders choose the name, if it is enabled for certain.
  if (widest !== undefined && openness(widest) === 7) return [longest(widest, all)];
  return all.map((profile, index) => (index < MOST_JUDGED ? profile : widened(profile)));
};

/** The widest profile with the longest session that any of them gives. */
const longest = (widest: Profile, all: readonly Profile[]): Profile => ({
  ...widest,
  durationSeconds: Math.max(...all.map(({ durationSeconds }) => durationSeconds)),
});

/** A role behind a door that is closed now: why, and whether somebody may be in. */
const closed = (role: JudgedRole, { anchors, wasOpen }: Door): JudgedRole => {
  const shut =
    anchors.known && anchors.value.length > 0 && anchors.value.every(({ enabled }) => enabled === false);
  if (!shut || role.usableNow !== 'no') return role;
  return {
    ...role,
    usableBecause: `trust anchor ${listed(anchors.value.map(({ name }) => name))} is disabled`,
    ...(wasOpen === true ? { sessionsMayLiveOn: true } : {}),
  };
};

/** The worst way to one role; `undefined` where the door does not lead there. */
const worstWay = (
  role: RoleFacts,
  profiles: readonly Profile[],
  door: Door,
  around: Surroundings,
): WayIn | undefined => {
  const ways = judgedProfiles(profiles).flatMap((profile): readonly WayIn[] => {
    const inProfile = judgedIn(profile, door, around);
    const judged = judgeRole(role, inProfile);
    return leadsTo(judged, door)
      ? [
          {
            profile,
            role: { ...closed(judged, door), through: profile.name },
            session: inProfile.sessionLayers[0],
          },
        ]
      : [];
  });
  const [worst] = worstFirst(ways.map((way) => way.role));
  return ways.find((way) => way.role === worst);
};

const NOT_LOOKED_UP = 'it was not looked up';

const namedIn = (profiles: readonly Profile[], { roleArn }: Door): readonly string[] => {
  const arns = [...new Set(profiles.flatMap(({ roleArns }) => roleArns))];
  return roleArn === undefined ? arns : arns.filter((arn) => arn === roleArn);
};

const isOf = ({ profileId }: Door, { id }: Profile): boolean => profileId === undefined || id === profileId;

/** Other anchors, not known to be disabled, that reach one of the roles. */
const alreadyReaching = (
  ways: readonly WayIn[],
  door: Door,
  { context }: Surroundings,
): Lookup<readonly TrustAnchor[]> => {
  if (!context.trustAnchors.known) return context.trustAnchors;
  const own = door.anchors.known ? door.anchors.value.map(({ arn }) => arn) : [];
  const others = usableAnchors(context).filter(({ arn, enabled }) => enabled !== false && !own.includes(arn));
  const reaching = new Set(
    ways.flatMap(({ profile, role: { facts } }) =>
      facts.state === 'found'
        ? trustOfRole(facts, { context: seenFrom(context, profile, known(others)), profile }).reachableFrom
        : [],
    ),
  );
  return known(others.filter(({ arn }) => reaching.has(arn)));
};

const togetherBy = (ways: readonly WayIn[], { context, calls }: Surroundings): JudgedTogether => {
  const [first] = ways;
  const sessions = new Map(ways.map(({ role, session }) => [role.arn, session]));
  const profile = first?.profile ?? context.change.profile;
  return judgeTogether(
    ways.map(({ role }) => role),
    { context, profile, sessionLayers: [undefined], calls },
    ({ arn }) => sessions.get(arn),
  );
};

/** What a door leads to. Pure, and never throws for what could not be read: that is a way of which nothing is ruled out. */
export const concernedBy = (door: Door, around: Surroundings): Concerned => {
  const own = around.profiles.filter((profile) => isOf(door, profile));
  const facts = new Map(around.context.roles.map((role) => [role.arn, role]));
  const waysThrough = (profiles: readonly Profile[]): readonly WayIn[] =>
    namedIn(profiles, door).flatMap((arn) => {
      const role = facts.get(arn) ?? { state: 'not-examined' as const, arn, reason: NOT_LOOKED_UP };
      const naming = profiles.filter(({ roleArns }) => roleArns.includes(arn));
      return worstWay(role, naming, door, around) ?? [];
    });
  const found = waysThrough(own.filter(({ enabled }) => enabled !== false));
  const byRole = new Map(found.map((way) => [way.role, way]));
  const ways = worstFirst([...byRole.keys()]).flatMap((role) => byRole.get(role) ?? []);
  const reached = new Set(ways.map(({ role }) => role.arn));
  const leading = (profile: Profile): boolean => profile.roleArns.some((arn) => reached.has(arn));
  return {
    ways,
    profiles: own.filter((profile) => profile.enabled !== false && leading(profile)),
    disabled: own.filter((profile) => profile.enabled === false && leading(profile)),
    together: togetherBy(ways, around),
    already: alreadyReaching(ways, door, around),
  };
};
