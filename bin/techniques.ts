/** A technique of MITRE ATT&CK for the enterprise. */
export interface Technique {
  /** "T1098.003" */
  readonly id: string;
  readonly name: string;
}

const VALID_ACCOUNTS: Technique = { id: 'T1078.004', name: 'Valid Accounts: Cloud Accounts' };
const CLOUD_ROLES: Technique = { id: 'T1098.003', name: 'Account Manipulation: Additional Cloud Roles' };
const TRUST: Technique = {
  id: 'T1484.002',
  name: 'Domain or Tenant Policy Modification: Trust Modification',
};
const RELATIONSHIP: Technique = { id: 'T1199', name: 'Trusted Relationship' };

/**
 * What an attacker would be doing where a check finds something, by the check's id. A check that has none describes the
 * profile, or how sure we are. Source: attack.mitre.org, each at {@link techniqueUrl}.
 */
export const TECHNIQUES: Readonly<Record<string, Technique>> = {
  'root-actor': VALID_ACCOUNTS,
  'cross-account-actor': RELATIONSHIP,
  'instance-credentials': {
    id: 'T1552.005',
    name: 'Unsecured Credentials: Cloud Instance Metadata API',
  },
  'long-lived-key': VALID_ACCOUNTS,
  'no-mfa': VALID_ACCOUNTS,
  'role-changed-recently': CLOUD_ROLES,
  'sensitive-activity': { id: 'T1098', name: 'Account Manipulation' },
  'several-profiles': CLOUD_ROLES,
  'denied-attempts': { id: 'T1580', name: 'Cloud Infrastructure Discovery' },
  'crl-changed': { id: 'T1556', name: 'Modify Authentication Process' },
  'untrusted-network': VALID_ACCOUNTS,
  'unexpected-country': VALID_ACCOUNTS,
  'unexpected-region': { id: 'T1535', name: 'Unused/Unsupported Cloud Regions' },
  'profile-changed-since': CLOUD_ROLES,
  'misleading-name': { id: 'T1036', name: 'Masquerading' },
  'role-session-name-accepted': { id: 'T1036', name: 'Masquerading' },
  'role-can-be-admin': CLOUD_ROLES,
  'roles-together': CLOUD_ROLES,
  'role-may-be-admin': CLOUD_ROLES,
  'role-sensitive': CLOUD_ROLES,
  'role-other-account': RELATIONSHIP,
  'role-open-to-others': RELATIONSHIP,
  'role-trusts-any-anchor': TRUST,
  'role-trusts-any-matching-certificate': TRUST,
  'new-external-anchor-by-actor': TRUST,
  'new-anchor': TRUST,
  'unapproved-anchor': TRUST,
  'external-ca-anchor': TRUST,
  'published-authority': { id: 'T1649', name: 'Steal or Forge Authentication Certificates' },
  'profile-used': VALID_ACCOUNTS,
};

export const techniqueUrl = ({ id }: Technique): string =>
  `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`;
