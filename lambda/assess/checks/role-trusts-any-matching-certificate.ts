import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import { roleName, rolesNamed } from '../role-names';
import { listed, plural } from '../wording';

export const roleTrustsAnyMatchingCertificate: Check = {
  id: 'role-trusts-any-matching-certificate',
  question: 'reach',
  looksFor:
    "A role that asks for certificate fields but for no particular trust anchor: the owner of any anchor's CA can issue such a certificate.",
  severities: ['medium', 'low'],
  vouching: 'entry-with-roles',
  needs: ['roles', 'unexamined-roles', 'profile-now'],
  atMost: (_facts, { role }) => {
    if (role === undefined) return 'medium';
    if (role.trust.trust !== 'unknown') return undefined;
    return isDangerous(role) ? 'medium' : 'low';
  },
  find: ({ gained }) =>
    bySeverity(
      gained.filter(({ trust }) => trust.trust === 'any-anchor-matching-certificate'),
      (role) => (isDangerous(role) ? 'medium' : 'low'),
      (some) => ({
        title: `${rolesNamed(some)} ${plural(some.length, 'trusts', 'trust')} any trust anchor that issues a matching certificate`,
        evidence: some.map(
          ({ arn, trust }) =>
            `${roleName(arn)}: depends on ${trust.conditionKeys.length === 0 ? 'certificate fields' : listed(trust.conditionKeys, 6)}, not on a trust anchor`,
        ),
      }),
    ),
};
