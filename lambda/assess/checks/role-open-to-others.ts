import type { OtherPrincipal } from '../../iam/trust';
import type { Check } from '../check';
import { bySeverity } from '../danger';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import { highest, type Severity } from '../severity';
import { listed, plural } from '../wording';

const isOutside = ({ kind, external }: OtherPrincipal): boolean => kind === 'everyone' || external;

const severityOf = ({ kind, conditional }: OtherPrincipal): Severity => {
  if (kind === 'everyone') return conditional ? 'medium' : 'high';
  return conditional ? 'low' : 'medium';
};

const outsiders = ({ trust }: JudgedRole): readonly OtherPrincipal[] =>
  trust.otherPrincipals.filter(isOutside);

const nameOf = ({ kind, principal, conditional }: OtherPrincipal): string =>
  `${kind === 'everyone' ? 'everyone' : `${kind} ${principal}`}${conditional ? ' (under conditions)' : ''}`;

export const roleOpenToOthers: Check = {
  id: 'role-open-to-others',
  question: 'reach',
  looksFor:
    'A role that everyone, another account or an outside identity provider can also assume, past Roles Anywhere: disabling the profile does not close it.',
  severities: ['high', 'medium', 'low'],
  vouching: 'entry-with-roles',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => (role === undefined || role.trust.trust === 'unknown' ? 'high' : undefined),
  find: ({ roles }) =>
    bySeverity(
      roles.filter((role) => outsiders(role).length > 0),
      (role) => highest(outsiders(role).map(severityOf)),
      (some) => ({
        title: `${rolesNamed(some)} ${plural(some.length, 'is', 'are')} also open to ${listed([...new Set(some.flatMap(outsiders).map(nameOf))], 2)}`,
        evidence: some.map((role) => `${roleName(role.arn)}: ${listed(outsiders(role).map(nameOf), 5)}`),
      }),
    ),
};
