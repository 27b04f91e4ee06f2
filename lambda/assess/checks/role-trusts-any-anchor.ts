import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import { rolesNamed } from '../role-names';
import { plural } from '../wording';

export const roleTrustsAnyAnchor: Check = {
  id: 'role-trusts-any-anchor',
  question: 'reach',
  looksFor:
    'A role that trusts every trust anchor, also one that does not exist yet: whoever can add an anchor can be the role.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-roles',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => {
    if (role === undefined) return 'high';
    if (role.trust.trust !== 'unknown') return undefined;
    return isDangerous(role) ? 'high' : 'medium';
  },
  find: ({ gained }) =>
    bySeverity(
      gained.filter(({ trust }) => trust.trust === 'any-anchor'),
      (role) => (isDangerous(role) ? 'high' : 'medium'),
      (some) => ({
        title: `${rolesNamed(some)} ${plural(some.length, 'trusts', 'trust')} any trust anchor of the account`,
        evidence: some.map(
          ({ arn, power, possiblePower, trust: { opensAt } }) =>
            `${arn}: no condition on aws:SourceArn pins it${opensAt === undefined ? '' : ` from ${opensAt} on`}; power ${power}${power === possiblePower ? '' : `, possibly ${possiblePower}`}`,
        ),
      }),
    ),
};
