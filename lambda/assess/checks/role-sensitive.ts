import type { CapabilityKind } from '../../iam/power';
import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { capabilityLine, isDangerous, mayBeAdmin, reaches } from '../danger';
import type { JudgedRole } from '../judged-role';
import { rolesNamed } from '../role-names';
import { listed, plural } from '../wording';

const KIND_WORDS: Readonly<Record<CapabilityKind, string>> = {
  admin: 'administration',
  escalation: 'privilege escalation',
  credentials: 'credentials',
  data: 'data',
  exposure: 'exposure to others',
  persistence: 'persistence',
  tampering: 'tampering with logs and detection',
  destruction: 'destruction',
  chaining: 'further roles',
};

const sensitive = ({ capabilities }: JudgedRole) =>
  capabilities.filter(({ level }) => reaches(level, 'sensitive'));

export const roleSensitive: Check = {
  id: 'role-sensitive',
  question: 'power',
  looksFor:
    'A role short of admin that reads secrets or data, opens things to others, tampers with logs, persists or destroys.',
  severities: ['medium'],
  vouching: 'entry-with-roles',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => (role === undefined || isDangerous(role) ? 'medium' : undefined),
  find: ({ gained }) =>
    bySeverity(
      gained.filter(
        (role) =>
          role.facts.state === 'found' && reaches(role.possiblePower, 'sensitive') && !mayBeAdmin(role),
      ),
      () => 'medium',
      (some) => {
        const kinds = [...new Set(some.flatMap(sensitive).map(({ kind }) => KIND_WORDS[kind]))];
        const certain = some.every(({ power }) => reaches(power, 'sensitive'));
        const has = certain ? plural(some.length, 'has', 'have') : 'may have';
        return {
          title: `${rolesNamed(some)} ${has} dangerous permissions${kinds.length === 0 ? '' : `: ${listed(kinds, 6)}`}`,
          evidence: some.flatMap((role) => {
            const lines = sensitive(role)
              .slice(0, 5)
              .map((capability) => capabilityLine(role, capability));
            return lines.length > 0 ? lines : [`${role.arn}: possibly ${role.possiblePower}`];
          }),
        };
      },
    ),
};
