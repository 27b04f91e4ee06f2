import { lastPart } from '../arn';
import { parseRoleArn } from '../enrich/role';
import type { Profile } from '../event/profile';
import { ifKnown, known, type Lookup } from '../lookup';
import { closeDoor } from './close-door';
import { isDangerous, useOf } from './danger';
import type { Facts } from './facts';
import type { JudgedRole } from './judged-role';
import type { Opened } from './opened';
import type { Severity } from './severity';
import type { SourceId } from './sources';
import { type ActorStep, type ByHand, isReserved, stopActor } from './stop-actor';

/** One step of the response that this change asks for; `alert/` words it and gives the command. */
export type NeededStep =
  /** The event does not hold the profile's id. */
  | { readonly kind: 'find-profile' }
  | { readonly kind: 'disable-profile'; readonly profileId: string }
  | { readonly kind: 'disable-anchor'; readonly anchorId: string; readonly anchorName: string }
  /** The event does not hold the trust anchor's id. */
  | { readonly kind: 'find-anchor' }
  /** Revoked certificates are refused again. */
  | { readonly kind: 'enable-crl'; readonly crlId: string; readonly crlName: string }
  /** The trust policy with the service denied: everybody else who could be the role still can. */
  | { readonly kind: 'close-role'; readonly roleName: string; readonly trustPolicy: string }
  /** The role may do nothing any more: its trust policy could not be read, or takes no more. */
  | { readonly kind: 'deny-role'; readonly roleName: string }
  | ActorStep
  /** Sessions that name it: a profile, or the trust anchor or role that somebody came in by. */
  | { readonly kind: 'find-sessions'; readonly named: string }
  /** Profiles that name one of the roles, whatever happens to this one. */
  | { readonly kind: 'find-profiles'; readonly roleArn: string; readonly region?: string }
  | { readonly kind: 'delete-profile'; readonly profileId: string }
  | { readonly kind: 'delete-anchor'; readonly anchorId: string };

/** What disabling the profile does not do. */
export type SessionsLeft =
  /** Nobody can have made one, and all that says so was read. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'possible';
      readonly seconds: number;
      /** ISO 8601: the time of triage, and when a session made by then ends at the latest. */
      readonly issuedBy: string;
      readonly until: string;
    };

/** What is open when every command was run. */
export type StillOpen =
  /** The roles go on issuing sessions to whoever their trust policies let in. */
  | { readonly kind: 'roles'; readonly roleNames: readonly string[] }
  /** Enabled trust anchors that reach a dangerous role through any other profile. */
  | { readonly kind: 'anchors'; readonly names: readonly string[] }
  | { readonly kind: 'anchors-unknown' }
  /** Other profiles that name one of the roles; unknown where they could not be listed. */
  | { readonly kind: 'other-profiles'; readonly profiles: Lookup<readonly SharingProfile[]> }
  /** What else the user may sign in with. */
  | { readonly kind: 'other-keys'; readonly userName: string; readonly isDenied: boolean }
  /** What the actor changed on the profile's roles, and nothing here undoes. */
  | {
      readonly kind: 'changes';
      readonly calls: readonly { readonly eventName: string; readonly target: string }[];
    };

/** Another profile with one of the roles. */
export type SharingProfile = Pick<Profile, 'name' | 'id' | 'enabled'>;

export interface Response {
  /** In the order to take them. */
  readonly steps: readonly NeededStep[];
  /** What stops the actor and no command of this account does. */
  readonly byHand: readonly ByHand[];
  readonly sessionsLeft: SessionsLeft;
  readonly stillOpen: readonly StillOpen[];
}

/** Other profiles that an alert tells of by name. */
const FEW = 3;

/** Steps of one kind in one alert; people get the rest from the pattern of the first. */
const MANY = 10;

/** The id, or the last part of the ARN where the id itself is missing. */
const profileIdOf = ({ id, arn }: Profile): string | undefined =>
  id ?? (arn === null ? undefined : lastPart(arn));

const disableProfile = ({ profile, profileIsRead }: Facts): readonly NeededStep[] => {
  const profileId = profileIdOf(profile);
  if (profileId === undefined) return [{ kind: 'find-profile' }];
  // One that was created disabled may have been enabled since; disabling it twice does no harm.
  return profile.enabled === false && profileIsRead ? [] : [{ kind: 'disable-profile', profileId }];
};

const disableAnchors = ({ anchors }: Facts): readonly NeededStep[] =>
  (ifKnown(anchors) ?? [])
    .filter(({ isSuspicious }) => isSuspicious)
    .slice(0, MANY)
    .map(({ id, name }) => ({ kind: 'disable-anchor', anchorId: id, anchorName: name }));

/** Those that were made just now: one that was there before is needed by somebody, and is to be restored. */
const deleteAnchors = ({ anchors }: Facts): readonly NeededStep[] =>
  (ifKnown(anchors) ?? [])
    .filter(({ isSuspicious, changes }) => isSuspicious && changes.some(({ how }) => how === 'created'))
    .slice(0, MANY)
    .map(({ id }) => ({ kind: 'delete-anchor', anchorId: id }));

/** Whether a command that takes a role's name alone acts on this role: an attacker may name another's under a wrong path. */
const isFoundByName = ({ arn, facts }: JudgedRole): boolean =>
  parseRoleArn(arn) !== undefined && (facts.state !== 'unreadable' || facts.namesakeArn === undefined);

/** Whether ending the role's sessions is worth its price: its legitimate users must sign in anew, too. */
const isWorthRevoking = (role: JudgedRole): boolean =>
  isFoundByName(role) &&
  useOf(role) !== undefined &&
  role.facts.state !== 'missing' &&
  role.facts.state !== 'other-account' &&
  !isReserved(role.arn) &&
  isDangerous(role);

const nameOf = ({ arn }: JudgedRole): readonly string[] => {
  const role = parseRoleArn(arn);
  return role === undefined ? [] : [role.name];
};

const revokeSessions = ({ gained }: Facts): readonly (NeededStep & { readonly kind: 'revoke-sessions' })[] =>
  gained
    .filter(isWorthRevoking)
    .slice(0, MANY)
    .flatMap(nameOf)
    .map((roleName) => ({ kind: 'revoke-sessions', roleName, whose: 'profile' }));

/** Whether the other profiles with a role are yet to be looked for: few are told of by name. */
const areProfilesToFind = (facts: Facts): boolean =>
  sharingProfiles(facts).some(
    (open) => open.kind === 'other-profiles' && !(open.profiles.known && open.profiles.value.length <= FEW),
  );

const afterwards = (facts: Facts): readonly NeededStep[] => {
  const profileId = profileIdOf(facts.profile);
  const worst = areProfilesToFind(facts) ? facts.roles.find(isWorthRevoking) : undefined;
  return profileId === undefined
    ? []
    : [
        { kind: 'find-sessions', named: profileId },
        ...(worst === undefined ? [] : [{ kind: 'find-profiles' as const, roleArn: worst.arn }]),
        // One that was there before is somebody's.
        ...(facts.kind.makesProfile ? [{ kind: 'delete-profile' as const, profileId }] : []),
      ];
};

/** What can hide that somebody could make a session, or did. */
const HIDES_USE: readonly SourceId[] = [
  'roles',
  'region-profiles',
  'unexamined-roles',
  'profile-now',
  'trust-anchors',
  'session-trail',
  // They show of a role that IAM does not show, and of an anchor that is gone or disabled again, that it was there.
  'actor-trail',
  'anchor-trail',
];

/** Whether an anchor that nobody can use now was made, changed or enabled lately, so that sessions of it may live on. */
const hadAnotherAnchor = ({ anchorChanges }: Facts): boolean =>
  anchorChanges.some(({ isGone, anchor }) => isGone || anchor?.enabled === false);

const sessionsLeftOf = (facts: Facts): SessionsLeft => {
  const { roles, longestSeconds, rolesAreKnown, sessions, unread, now } = facts;
  const isRead = rolesAreKnown && !unread.some(({ source }) => HIDES_USE.includes(source));
  const wasUsed =
    facts.use !== undefined || (sessions.known && sessions.value.count.count > 0) || hadAnotherAnchor(facts);
  // What was changed beside profiles may lead to no role; a profile without roles may be given some.
  const hasRoles = roles.length > 0 || facts.opened !== undefined;
  if (isRead && hasRoles && !wasUsed && roles.every((role) => useOf(role) === undefined)) {
    return { kind: 'none' };
  }
  const longest = Math.max(0, ...roles.map(({ sessionSeconds }) => sessionSeconds ?? longestSeconds));
  const seconds = longest || longestSeconds;
  return {
    kind: 'possible',
    seconds,
    issuedBy: now.toISOString(),
    until: new Date(now.getTime() + seconds * 1000).toISOString(),
  };
};

/** Anchors that reach a role worth ending the sessions of, and that no step disables. */
const openAnchors = ({ anchors, roles, opened }: Facts): readonly StillOpen[] => {
  const worth = roles.filter(isWorthRevoking);
  if (worth.length === 0) return [];
  if (opened?.opening.by === 'trust-anchor') return otherAnchors(opened);
  if (!anchors.known) return [{ kind: 'anchors-unknown' }];
  const reaching = new Set(worth.flatMap(({ trust }) => trust.reachableFrom));
  const names = anchors.value
    .filter(({ arn, isSuspicious, enabled }) => reaching.has(arn) && !isSuspicious && enabled !== false)
    .map(({ name }) => name);
  return names.length === 0 ? [] : [{ kind: 'anchors', names }];
};

/** Anchors that reach the same roles, whatever becomes of the one that was changed. */
const otherAnchors = ({ already }: Opened): readonly StillOpen[] => {
  if (!already.known) return [{ kind: 'anchors-unknown' }];
  const names = already.value.map(({ name }) => name);
  return names.length === 0 ? [] : [{ kind: 'anchors', names }];
};

const changesLeft = ({ callsOnRoles }: Facts): readonly StillOpen[] =>
  callsOnRoles.length === 0
    ? []
    : [
        {
          kind: 'changes',
          calls: callsOnRoles.map(({ event: { eventName, targets } }) => ({
            eventName,
            target: targets[0] ?? '',
          })),
        },
      ];

/** Other profiles through which a role that is worth revoking can still be reached. One that is disabled lets nobody in. */
const sharingProfiles = ({ otherProfiles, roles, opened }: Facts): readonly StillOpen[] => {
  // All of them were asked for: what they lead to is what the alert is about.
  if (opened !== undefined) return [];
  const arns = roles.filter(isWorthRevoking).map(({ arn }) => arn);
  if (arns.length === 0) return [];
  if (!otherProfiles.known) return [{ kind: 'other-profiles', profiles: otherProfiles }];
  const sharing = otherProfiles.value
    .filter(({ enabled, roleArns }) => enabled !== false && roleArns.some((arn) => arns.includes(arn)))
    .map(({ name, id, enabled }) => ({ name, id, enabled }));
  return sharing.length === 0 ? [] : [{ kind: 'other-profiles', profiles: known(sharing) }];
};

const stillOpenOf = (
  facts: Facts,
  actorsUser: string | undefined,
  steps: readonly NeededStep[],
): readonly StillOpen[] => {
  const roleNames = facts.roles.filter(isWorthRevoking).flatMap(nameOf);
  const isClosed = steps.some(({ kind }) => kind === 'close-role' || kind === 'deny-role');
  return [
    ...(roleNames.length === 0 || isClosed ? [] : [{ kind: 'roles' as const, roleNames }]),
    ...sharingProfiles(facts),
    ...openAnchors(facts),
    ...(actorsUser === undefined
      ? []
      : [
          {
            kind: 'other-keys' as const,
            userName: actorsUser,
            isDenied: steps.some(({ kind }) => kind === 'deny-user'),
          },
        ]),
    ...changesLeft(facts),
  ];
};

const isSameStep = (one: NeededStep, other: NeededStep): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What to do about the change, in the order to do it. */
export const responseTo = (facts: Facts, severity: Severity): Response => {
  const revoked = revokeSessions(facts);
  const actor = stopActor(facts, severity);
  // One role's sessions are ended once, whoever worked with them.
  const ofActor = actor.steps.filter(
    (step) => step.kind !== 'revoke-sessions' || !revoked.some(({ roleName }) => roleName === step.roleName),
  );
  const door = facts.opened === undefined ? undefined : closeDoor(facts, facts.opened);
  const steps: readonly NeededStep[] = [
    ...(door?.now ?? disableProfile(facts)),
    ...disableAnchors(facts).filter((step) => !door?.now.some((own) => isSameStep(own, step))),
    ...revoked,
    ...ofActor,
    ...(door?.later ?? afterwards(facts)),
    ...deleteAnchors(facts).filter((step) => !door?.later.some((own) => isSameStep(own, step))),
  ];
  return {
    steps,
    byHand: [...(door?.byHand ?? []), ...actor.byHand],
    sessionsLeft: sessionsLeftOf(facts),
    stillOpen: stillOpenOf(facts, actor.userName, steps),
  };
};
