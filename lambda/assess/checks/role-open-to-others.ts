import type { OtherPrincipal } from '../../iam/trust';
import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { isAdmin, isAdminAsRead, mayBeAdmin } from '../danger';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import { highest, type Severity } from '../severity';
import { listed, plural } from '../wording';

const isOutside = ({ kind, external, opensTo }: OtherPrincipal): boolean =>
  kind === 'everyone' || external || opensTo !== undefined;

/** Whether strangers can be it: an identity provider that they get tokens from too is no better than everyone. */
const isEverybody = ({ kind, opensTo }: OtherPrincipal): boolean =>
  kind === 'everyone' || opensTo === 'everyone';

const severityOf = (role: JudgedRole, principal: OtherPrincipal): Severity => {
  const { conditional, opensTo } = principal;
  if (isEverybody(principal)) {
    if (conditional) return 'medium';
    // A boundary that could not be read must not make of an admin that everyone can be a calmer one.
    return isAdmin(role) || isAdminAsRead(role) ? 'critical' : 'high';
  }
  return conditional || opensTo === 'organization' ? 'low' : 'medium';
};

/** Whether everyone can be it, whatever is asked of them. */
const isOpenToAll = ({ trust }: JudgedRole): boolean =>
  trust.otherPrincipals.some((principal) => isEverybody(principal) && !principal.conditional);

const outsiders = ({ trust }: JudgedRole): readonly OtherPrincipal[] =>
  trust.otherPrincipals.filter(isOutside);

const whoIs = ({ kind, principal, opensTo, provider }: OtherPrincipal): string => {
  if (kind === 'everyone') return 'everyone';
  if (opensTo === 'everyone')
    return `anybody who has a token of ${provider ?? 'the provider'} (${principal})`;
  return opensTo === 'organization' ? `everybody whom ${principal} lets in` : `${kind} ${principal}`;
};

const nameOf = (principal: OtherPrincipal): string =>
  `${whoIs(principal)}${principal.conditional ? ' (under conditions)' : ''}`;

const whyOpen = (principals: readonly OtherPrincipal[]): string =>
  principals.some(({ opensTo }) => opensTo !== undefined)
    ? '; no condition names a subject or tenant that its tokens must have'
    : '';

export const roleOpenToOthers: Check = {
  id: 'role-open-to-others',
  question: 'reach',
  looksFor:
    'A role that everyone, another account or an outside identity provider can also assume, past Roles Anywhere: disabling the profile does not close it. A provider that strangers get tokens from too is everyone, wherever no condition pins its subject.',
  severities: ['critical', 'high', 'medium', 'low'],
  vouching: 'entry-with-roles',
  technique: 'T1098.003',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => {
    if (role === undefined) return 'critical';
    if (role.trust.trust === 'unknown') return mayBeAdmin(role) ? 'critical' : 'high';
    // Who can be it is known; whether it is admin is not.
    return mayBeAdmin(role) && isOpenToAll(role) ? 'critical' : undefined;
  },
  find: ({ gained }) =>
    bySeverity(
      gained.filter((role) => outsiders(role).length > 0),
      (role) => highest(outsiders(role).map((principal) => severityOf(role, principal))),
      (some) => ({
        title: `${rolesNamed(some)} ${plural(some.length, 'is', 'are')} also open to ${listed([...new Set(some.flatMap(outsiders).map(nameOf))], 2)}`,
        evidence: some.map(
          (role) =>
            `${roleName(role.arn)}: ${listed(outsiders(role).map(nameOf), 5)}${whyOpen(outsiders(role))}`,
        ),
      }),
    ),
};
