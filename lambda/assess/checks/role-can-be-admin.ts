import type { Power } from '../../iam/power';
import { ifKnown } from '../../lookup';
import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { adminAtMost, capabilityLine, isAdmin, isAdminAsRead, mayBeAdmin, useOf } from '../danger';
import type { Facts } from '../facts';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import type { Severity } from '../severity';
import { plural } from '../wording';

const powerWords = (roles: readonly JudgedRole[]): string => {
  if (roles.every(({ power }) => power === 'admin')) return plural(roles.length, 'is admin', 'are admin');
  return roles.some(({ power }) => power === 'admin') ? 'are admin or can become admin' : 'can become admin';
};

/** Condition keys that the certificate's holder, or whoever issues it, has to match. */
const isOfCertificate = (key: string): boolean => !/^aws:source(arn|account)$/i.test(key);

const useWords = (roles: readonly [JudgedRole, ...JudgedRole[]], facts: Facts): string => {
  const uses = roles.map((role) => useOf(role));
  const [first] = roles;
  const it = plural(roles.length, 'it', 'them');
  const certificate = first.trust.conditionKeys.some(isOfCertificate)
    ? 'matching certificate'
    : 'certificate';
  if (uses.some((use) => use?.certain === true)) {
    const through = (ifKnown(facts.anchors) ?? []).find(
      (anchor) =>
        anchor.enabled === true && !anchor.isExpired && first.trust.reachableFrom.includes(anchor.arn),
    );
    return roles.length === 1 && through !== undefined
      ? `and whoever holds a ${certificate} of trust anchor ${through.name} can use ${it} now`
      : `and certificate holders can use ${plural(roles.length, 'it', 'at least one of them')} now`;
  }
  const because = uses.find((use) => use !== undefined)?.because;
  return because === undefined
    ? `but nobody can use ${it} through this profile now: ${first.usableBecause}`
    : `and use of ${it} cannot be ruled out: ${because}`;
};

const topOf = ({ power }: JudgedRole): Power => (power === 'admin' ? 'admin' : 'escalation');

/** What an admin can do besides being admin goes without saying. */
const topCapabilities = (role: JudgedRole): readonly string[] =>
  role.capabilities
    .filter(
      ({ verdict, level, dependsOn }) =>
        verdict === 'granted' && dependsOn === undefined && level === topOf(role),
    )
    .slice(0, 3)
    .map((capability) => capabilityLine(role, capability));

/** How bad it is if a session policy that was not read narrows nothing. */
const unnarrowed = (roles: readonly JudgedRole[]): Severity | undefined => {
  const admins = roles.filter((role) => role.facts.state === 'found' && mayBeAdmin(role));
  if (admins.length === 0) return undefined;
  return admins.some((role) => isAdminAsRead(role) && useOf(role) !== undefined) ? 'critical' : 'high';
};

export const roleCanBeAdmin: Check = {
  id: 'role-can-be-admin',
  question: 'power',
  looksFor:
    'A role that is admin, or that can make itself admin, with nothing narrowing its session: its holder owns the account.',
  severities: ['critical', 'high'],
  vouching: 'entry-with-roles',
  technique: 'T1098.003',
  needs: ['roles', 'unexamined-roles', 'region-profiles', 'profile-now', 'session-policies'],
  atMost: ({ gained }, { source, role }) => {
    if (source === 'session-policies') return unnarrowed(gained);
    return role === undefined ? 'critical' : adminAtMost(role);
  },
  find: (facts) =>
    bySeverity(
      facts.gained.filter(isAdmin),
      (role) => (useOf(role) === undefined ? 'high' : 'critical'),
      (roles) => ({
        title: `${rolesNamed(roles)} ${powerWords(roles)}, ${useWords(roles, facts)}`,
        evidence: roles.flatMap((role) => [
          ...topCapabilities(role),
          `${roleName(role.arn)}: ${role.arn}, use now: ${role.usableNow} (${role.usableBecause})`,
        ]),
      }),
    ),
};
