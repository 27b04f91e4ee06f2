import { lastPart } from '../arn';
import type { TrailEvent } from '../enrich/trail-event';
import type { Profile } from '../event/profile';
import type { Lookup } from '../lookup';
import type { ActorCall } from './actor-events';
import { isLongBefore } from './hour';
import type { JudgedRole } from './judged-role';

/** The names by which an event may mean the role, or a policy that decides what it can do. */
const roleTargets = ({ arn, facts }: JudgedRole): ReadonlySet<string> =>
  new Set([arn, lastPart(arn), ...(facts.state === 'found' ? [facts.name] : [])]);

const policyTargets = ({ facts }: JudgedRole): ReadonlySet<string> =>
  new Set(
    facts.state === 'found'
      ? [
          ...(facts.attached.known ? facts.attached.value : []),
          ...(facts.boundary === undefined ? [] : [facts.boundary]),
        ].flatMap(({ arn }) => (arn === undefined ? [] : [arn]))
      : [],
  );

const hits = (targets: ReadonlySet<string>, { targets: named }: TrailEvent): boolean =>
  named.some((target) => targets.has(target));

/** Whether an event names the role. */
export const isOnRole = (event: TrailEvent, role: JudgedRole): boolean => hits(roleTargets(role), event);

/** Whether an event names the role, or one of its policies. */
export const touches = (event: TrailEvent, role: JudgedRole): boolean =>
  isOnRole(event, role) || hits(policyTargets(role), event);

/** The actor's calls on a role by its name within the hour before the profile, and since, oldest first. */
export const recentCallsOn = (
  arn: string,
  calls: readonly ActorCall[],
  when: Lookup<string>,
  now: Date,
): readonly ActorCall[] => {
  const names = new Set([arn, lastPart(arn)]);
  return calls.filter(
    ({ event, call }) =>
      call.subject === 'role' && hits(names, event) && !isLongBefore(event.time, when, now),
  );
};

/** What of the actor's calls shows that a role is there: the last on it, unless that deleted it. */
export const shownByCalls = (
  arn: string,
  calls: readonly ActorCall[],
  when: Lookup<string>,
  now: Date,
): string | undefined => {
  const last = recentCallsOn(arn, calls, when, now).at(-1)?.event;
  return last === undefined || last.eventName === 'DeleteRole'
    ? undefined
    : `CloudTrail shows ${last.eventName} on it at ${last.time}`;
};

/** Calls of the actor that changed the profile's roles, their policies, or its managed session policies. */
export const callsOnRoles = (
  calls: readonly ActorCall[],
  roles: readonly JudgedRole[],
  { managedPolicyArns }: Profile,
): readonly ActorCall[] => {
  const roleNames = roles.map(roleTargets);
  const policies = [...roles.map(policyTargets), new Set(managedPolicyArns)];
  return calls.filter(({ event, call }) => {
    if (call.subject === 'role') return roleNames.some((targets) => hits(targets, event));
    return call.subject === 'policy' && policies.some((targets) => hits(targets, event));
  });
};
