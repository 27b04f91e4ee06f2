import { type CapabilityRow, either, one, table, target } from './row';

const MEMBERS = 'what those accounts hold';

/** Changing who may come in as whom, for people of the organization. */
export const IDENTITY_CENTER: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1098.003', [
  {
    id: 'sts-assume-root',
    phrase: 'become root of {any} member account',
    steps: [[target('sts:AssumeRoot', 'stsRootUser', MEMBERS)]],
    sources: [
      'Elastic Security Labs, "Exploring AWS STS AssumeRoot"',
      'AWS managed task policy IAMCreateRootUserPassword',
    ],
  },
  {
    id: 'sso-assign',
    phrase: 'give anybody of Identity Center access to an account',
    steps: [
      [either(one('sso:CreateAccountAssignment', 'permissionSet'), one('sso:AssociateProfile', 'none'))],
    ],
    sources: [
      'primeharbor sensitive_iam_actions: ResourceExposure',
      'HackTricks aws-sso: sso:CreateAccountAssignment',
    ],
  },
  {
    id: 'identity-store-groups',
    phrase: 'put anybody of Identity Center into a group, with the access it has',
    steps: [
      [
        either(
          one('identitystore:CreateGroupMembership', 'identityStore'),
          one('sso-directory:AddMemberToGroup', 'none'),
        ),
      ],
    ],
    sources: ['HackTricks aws-sso: identitystore:CreateGroupMembership'],
  },
  {
    id: 'sso-user-passwords',
    phrase: 'set passwords of users of Identity Center',
    steps: [[one('sso-directory:UpdatePassword', 'none')]],
    sources: ['HackTricks aws-sso: sso-directory:UpdatePassword'],
  },
  {
    id: 'sso-external-provider',
    phrase: 'let an identity provider of its own sign people in to Identity Center',
    steps: [
      [
        one(
          [
            'sso-directory:CreateExternalIdPConfigurationForDirectory',
            'sso-directory:EnableExternalIdPConfigurationForDirectory',
            'sso-directory:UpdateExternalIdPConfigurationForDirectory',
            'sso-directory:ImportExternalIdPCertificate',
            'sso-directory:CreateBearerToken',
            'sso:AssociateDirectory',
          ],
          'none',
        ),
      ],
    ],
    sources: ['IAM Identity Center user guide, "Change your identity source"', 'SCIM access tokens'],
  },
]);
