import { broad, type CapabilityRow, either, one, table, together } from './row';

/* Ways to come back after the certificate or the profile is gone. */

const SENSITIVE = 'primeharbor sensitive_iam_actions: ResourceExposure';
const STRATUS = 'DataDog stratus-red-team aws.persistence.rolesanywhere-create-trust-anchor';

export const PERSISTENCE: readonly CapabilityRow[] = table('persistence', 'sensitive', [
  {
    id: 'rolesanywhere-trust-anchor',
    phrase: 'add a certificate authority to Roles Anywhere, or change or enable {any} one',
    steps: together(
      either(
        one('rolesanywhere:CreateTrustAnchor', 'none'),
        one(['rolesanywhere:UpdateTrustAnchor', 'rolesanywhere:EnableTrustAnchor'], 'trustAnchor'),
      ),
    ),
    sources: [STRATUS],
  },
  {
    id: 'rolesanywhere-profile',
    phrase: 'add a profile to Roles Anywhere, or change or enable {any} one',
    steps: together(
      either(
        one('rolesanywhere:CreateProfile', 'none'),
        one(
          ['rolesanywhere:UpdateProfile', 'rolesanywhere:EnableProfile', 'rolesanywhere:PutAttributeMapping'],
          'anywhereProfile',
        ),
      ),
    ),
    sources: [STRATUS],
  },
  {
    id: 'rolesanywhere-revocation',
    phrase: 'let revoked certificates back into Roles Anywhere',
    steps: together(
      one(
        ['rolesanywhere:DeleteCrl', 'rolesanywhere:DisableCrl', 'rolesanywhere:UpdateCrl'],
        'revocationList',
      ),
    ),
    sources: ['IAM Roles Anywhere user guide, "Revocation"'],
  },
  {
    id: 'iam-oidc-provider',
    phrase: 'let an OpenID Connect provider of its own sign in, or change {any} one',
    steps: together(
      one(
        [
          'iam:CreateOpenIDConnectProvider',
          'iam:AddClientIDToOpenIDConnectProvider',
          'iam:UpdateOpenIDConnectProviderThumbprint',
        ],
        'oidcProvider',
      ),
    ),
    sources: [SENSITIVE, 'MITRE ATT&CK T1484.002'],
  },
  {
    id: 'iam-saml-provider',
    phrase: 'let a SAML provider of its own sign in, or change {any} one',
    steps: together(one(['iam:CreateSAMLProvider', 'iam:UpdateSAMLProvider'], 'samlProvider')),
    sources: [SENSITIVE, 'MITRE ATT&CK T1484.002'],
  },
  {
    id: 'iam-create-user',
    phrase: 'create users',
    steps: together(one('iam:CreateUser', 'user')),
    sources: [SENSITIVE, 'MITRE ATT&CK T1136.003'],
  },
  {
    id: 'iam-create-role',
    phrase: 'create roles that anybody may assume',
    steps: together(one('iam:CreateRole', 'role')),
    sources: [SENSITIVE, 'MITRE ATT&CK T1136.003'],
  },
  {
    id: 'iam-role-trust',
    phrase: 'let anybody assume {any} role',
    steps: together(one('iam:UpdateAssumeRolePolicy', 'role')),
    sources: [SENSITIVE, 'MITRE ATT&CK T1098.003'],
  },
  {
    id: 'sso-assign',
    phrase: 'give people of Identity Center access to accounts',
    steps: together(one('sso:CreateAccountAssignment', 'permissionSet')),
    sources: [SENSITIVE],
  },
  {
    id: 'identity-store-users',
    phrase: 'add people or group members to Identity Center, or set their passwords',
    steps: together(
      either(
        one(['identitystore:CreateUser', 'identitystore:CreateGroupMembership'], 'identityStore'),
        one(
          ['sso-directory:CreateUser', 'sso-directory:AddMemberToGroup', 'sso-directory:UpdatePassword'],
          'none',
        ),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'event-driven-code',
    phrase: 'let events run existing code',
    steps: together(
      either(broad('events:PutTargets', 'eventRule'), one('lambda:CreateEventSourceMapping', 'none')),
    ),
    sources: ['MITRE ATT&CK T1546'],
  },
  {
    id: 'organization-accounts',
    phrase: 'hand over the administration of the organization',
    steps: together(one('organizations:RegisterDelegatedAdministrator', 'organizationAccount')),
    sources: ['Organizations API reference, RegisterDelegatedAdministrator'],
  },
]);
