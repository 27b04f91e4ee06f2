import type { Check } from '../check';
import { bySeverity, capabilityLine, isAdmin, mayBeAdmin, reaches } from '../danger';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';

const undecided = (role: JudgedRole): readonly string[] => {
  const capabilities = role.capabilities
    .filter(({ level }) => reaches(level, 'escalation'))
    .slice(0, 3)
    .map((capability) => capabilityLine(role, capability));
  const unknowns = role.unknowns.map((unknown) => `${roleName(role.arn)}: ${unknown}`);
  return capabilities.length > 0 ? capabilities : unknowns.slice(0, 3);
};

export const roleMayBeAdmin: Check = {
  id: 'role-may-be-admin',
  question: 'power',
  looksFor:
    'A role that is admin, or can become admin, if conditions hold that nobody here can decide or a policy allows it that nobody could read.',
  severities: ['high'],
  find: ({ roles }) =>
    bySeverity(
      roles.filter((role) => role.facts.state === 'found' && mayBeAdmin(role) && !isAdmin(role)),
      () => 'high',
      (some) => ({
        title: `${rolesNamed(some)} may be able to become admin: it cannot be ruled out`,
        evidence: some.flatMap((role) => {
          const lines = undecided(role);
          return lines.length > 0 ? lines : [`${role.arn}: possibly ${role.possiblePower}`];
        }),
      }),
    ),
};
