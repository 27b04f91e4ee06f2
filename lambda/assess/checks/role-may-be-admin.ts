import type { Check } from '../check';
import { bySeverity, capabilityLine, isAdmin, isAdminAsRead, mayBeAdmin, reaches, useOf } from '../danger';
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

const why = (severity: Severity): string =>
  severity === 'critical'
    ? 'by what could be read, and what could not be read can only take it away'
    : 'it cannot be ruled out';

export const roleMayBeAdmin: Check = {
  id: 'role-may-be-admin',
  question: 'power',
  looksFor:
    'A role that is admin, or can become admin, if conditions hold that nobody here can decide or by a policy nobody could read; critical where all that was read grants it.',
  severities: ['critical', 'high'],
  find: ({ roles }) =>
    bySeverity(
      roles.filter((role) => role.facts.state === 'found' && mayBeAdmin(role) && !isAdmin(role)),
      (role) => (isAdminAsRead(role) && useOf(role) !== undefined ? 'critical' : 'high'),
      (some, severity) => ({
        title: `${rolesNamed(some)} may be able to become admin: ${why(severity)}`,
        evidence: some.flatMap((role) => {
          const lines = undecided(role);
          return lines.length > 0 ? lines : [`${role.arn}: possibly ${role.possiblePower}`];
        }),
      }),
    ),
};
