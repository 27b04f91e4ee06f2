import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { adminAtMost, capabilityLine, isAdmin, isAdminAsRead, mayBeAdmin, reaches, useOf } from '../danger';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import type { Severity } from '../severity';

const undecided = (role: JudgedRole): readonly string[] => {
  const capabilities = role.capabilities
    .filter(({ level }) => reaches(level, 'escalation'))
    .slice(0, 3)
    .map((capability) => capabilityLine(role, capability));
  const unknowns = role.unknowns.map((unknown) => `${roleName(role.arn)}: ${unknown}`);
  return capabilities.length > 0 ? capabilities : unknowns.slice(0, 3);
};

/** A read that failed, and policies that take too long to evaluate, must not make of a critical role a calmer one. */
const severityOf = (role: JudgedRole): Severity =>
  (isAdminAsRead(role) || role.cutShort === true) && useOf(role) !== undefined ? 'critical' : 'high';

const why = (roles: readonly JudgedRole[], severity: Severity): string => {
  if (severity === 'high') return 'it cannot be ruled out';
  return roles.some(({ cutShort }) => cutShort === true)
    ? 'some of its policies are too complex to evaluate in time, and nothing else rules it out'
    : 'by what could be read, and what could not be read can only take it away';
};

export const roleMayBeAdmin: Check = {
  id: 'role-may-be-admin',
  question: 'power',
  looksFor:
    'A role that is admin, or can become admin, if conditions hold that nobody here can decide or by a policy that could not be read; critical where all that was read grants it, or where policies take too long to evaluate.',
  severities: ['critical', 'high'],
  vouching: 'entry-with-roles',
  technique: 'T1098.003',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => (role === undefined ? 'critical' : adminAtMost(role)),
  find: ({ gained }) =>
    bySeverity(
      gained.filter((role) => role.facts.state === 'found' && mayBeAdmin(role) && !isAdmin(role)),
      severityOf,
      (some, severity) => ({
        title: `${rolesNamed(some)} may be able to become admin: ${why(some, severity)}`,
        evidence: some.flatMap((role) => {
          const lines = undecided(role);
          return lines.length > 0 ? lines : [`${role.arn}: possibly ${role.possiblePower}`];
        }),
      }),
    ),
};
