import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { rolesNamed } from '../role-names';
import { plural } from '../wording';

export const roleNotUsable: Check = {
  id: 'role-not-usable',
  question: 'reach',
  looksFor:
    'A role whose trust policy does not allow Roles Anywhere to assume it: useless in the profile until somebody changes that policy.',
  severities: ['informational'],
  vouching: 'entry',
  needs: [],
  find: ({ roles }) =>
    bySeverity(
      roles.filter(({ facts, trust }) => facts.state === 'found' && trust.trust === 'unusable'),
      () => 'informational',
      (some) => ({
        title: `${rolesNamed(some)} ${plural(some.length, 'does', 'do')} not trust IAM Roles Anywhere`,
        evidence: [
          ...some.map(({ arn }) => arn),
          'Whoever may call iam:UpdateAssumeRolePolicy can open it without changing the profile.',
        ],
      }),
    ),
};
