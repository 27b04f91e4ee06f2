import type { Check } from '../check';
import { bySeverity } from '../danger';
import { unreadPermissions } from '../judge-role';
import type { JudgedRole } from '../judged-role';
import { roleName, rolesNamed } from '../role-names';
import { plural } from '../wording';

/** Whether something of the role's own permissions or trust is missing from what was read. */
const isUnverified = ({ facts, power, trust, cutShort }: JudgedRole): boolean => {
  if (facts.state === 'unreadable') return true;
  if (facts.state !== 'found') return false;
  return (
    cutShort === true ||
    power === 'unknown' ||
    trust.trust === 'unknown' ||
    unreadPermissions(facts).length > 0
  );
};

export const roleUnverified: Check = {
  id: 'role-unverified',
  question: 'power',
  looksFor: 'A role whose permissions or trust policy could not be read: it is never treated as safe.',
  severities: ['high'],
  find: ({ roles }) =>
    bySeverity(
      roles.filter(isUnverified),
      () => 'high',
      (some) => ({
        title: `${rolesNamed(some)} could not be verified: ${plural(some.length, 'its', 'their')} permissions or trust could not be read`,
        evidence: some.flatMap(({ arn, unknowns }) =>
          unknowns.length === 0
            ? [`${roleName(arn)}: its policies could not be understood`]
            : unknowns.slice(0, 4).map((unknown) => `${roleName(arn)}: ${unknown}`),
        ),
      }),
    ),
};
