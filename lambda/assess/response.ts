import { lastPart } from '../arn';
import { parseRoleArn } from '../enrich/role';
import type { Profile } from '../event/profile';
import { ifKnown } from '../lookup';
import { isDangerous, useOf } from './danger';
import type { Facts } from './facts';
import type { JudgedRole } from './judged-role';
import { atLeast, type Severity } from './severity';
import type { SourceId } from './sources';

/** One step of the response that this change asks for; `alert/` words it and gives the command. */
export type NeededStep =
  /** The event does not hold the profile's id. */
  | { readonly kind: 'find-profile' }
  | { readonly kind: 'disable-profile'; readonly profileId: string }
  | { readonly kind: 'disable-anchor'; readonly anchorId: string; readonly anchorName: string }
  /** End the sessions of a role: one of the profile's, or the one that the actor worked with. */
  | {
      readonly kind: 'revoke-sessions';
      readonly roleName: string;
      readonly whose: 'profile' | 'actor';
    }
  | { readonly kind: 'deactivate-key'; readonly userName: string; readonly accessKeyId: string }
  | { readonly kind: 'find-sessions'; readonly profileId: string }
  | { readonly kind: 'delete-profile'; readonly profileId: string };

/** What disabling the profile does not do. */
export type SessionsLeft =
  /** Nobody can have made one, and all that says so was read. */
  { readonly kind: 'none' } | { readonly kind: 'possible'; readonly seconds: number };

export interface Response {
  /** In the order to take them. */
  readonly steps: readonly NeededStep[];
  readonly sessionsLeft: SessionsLeft;
}

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

/** Roles of AWS services and of Identity Center, which nobody in the account can change. */
const isReserved = (arn: string): boolean => /:role\/aws-(reserved|service-role)\//.test(arn);

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

const revokeSessions = ({ roles }: Facts): readonly NeededStep[] =>
  roles
    .filter(isWorthRevoking)
    .slice(0, MANY)
    .flatMap(({ arn }) => {
      const role = parseRoleArn(arn);
      return role === undefined
        ? []
        : [{ kind: 'revoke-sessions' as const, roleName: role.name, whose: 'profile' as const }];
    });

/** What stops an actor who works with a session of a role, whose temporary key nobody can deactivate. */
const endActorsSessions = ({ actor, place }: Facts, severity: Severity): readonly NeededStep[] => {
  if (!atLeast(severity, 'medium') || actor.kind !== 'role-session' || actor.sessionIssuerArn === undefined)
    return [];
  const role = parseRoleArn(actor.sessionIssuerArn);
  if (role === undefined || role.accountId !== ifKnown(place.account) || isReserved(actor.sessionIssuerArn))
    return [];
  return [{ kind: 'revoke-sessions', roleName: role.name, whose: 'actor' }];
};

const deactivateKey = ({ actor, place }: Facts): readonly NeededStep[] => {
  const { longLivedKey, accessKeyId, userName, kind } = actor;
  const account = ifKnown(place.account);
  if (longLivedKey !== true || accessKeyId === undefined || userName === undefined) return [];
  if (kind !== 'iam-user' || (actor.accountId ?? account) !== account) return [];
  return [{ kind: 'deactivate-key', userName, accessKeyId }];
};

const afterwards = ({ profile }: Facts): readonly NeededStep[] => {
  const profileId = profileIdOf(profile);
  return profileId === undefined
    ? []
    : [
        { kind: 'find-sessions', profileId },
        { kind: 'delete-profile', profileId },
      ];
};

/** What can hide that somebody could make a session, or did. */
const HIDES_USE: readonly SourceId[] = [
  'roles',
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
  const { roles, longestSeconds, rolesAreKnown, sessions, unread } = facts;
  const isRead = rolesAreKnown && !unread.some(({ source }) => HIDES_USE.includes(source));
  const wasUsed = (sessions.known && sessions.value.count.count > 0) || hadAnotherAnchor(facts);
  if (isRead && roles.length > 0 && !wasUsed && roles.every((role) => useOf(role) === undefined)) {
    return { kind: 'none' };
  }
  const longest = Math.max(0, ...roles.map(({ sessionSeconds }) => sessionSeconds ?? longestSeconds));
  return { kind: 'possible', seconds: longest || longestSeconds };
};

/** What to do about the change, in the order to do it. */
export const responseTo = (facts: Facts, severity: Severity): Response => ({
  steps: [
    ...disableProfile(facts),
    ...disableAnchors(facts),
    ...revokeSessions(facts),
    ...deactivateKey(facts),
    ...endActorsSessions(facts, severity),
    ...afterwards(facts),
  ],
  sessionsLeft: sessionsLeftOf(facts),
});
