import { apart, type CapabilityRow, one, table, target, together } from './row';

/*
 * Whoever can write permissions can give them to a principal of their choosing, so one principal is enough and the
 * path is certain also on some resources. Whoever can only take over an existing identity has what that identity has:
 * on all of them that is taken as a path to admin, as the field does; on some it depends on which they are.
 */

const USERS = 'what those users can do';
const ROLES = 'what those roles can do';
const GROUPS = 'what those groups can do';

const attachRolePolicy = one('iam:AttachRolePolicy', 'role');
const putRolePolicy = one('iam:PutRolePolicy', 'role');
const attachUserPolicy = one('iam:AttachUserPolicy', 'user');
const putUserPolicy = one('iam:PutUserPolicy', 'user');
const createPolicyVersion = one('iam:CreatePolicyVersion', 'policy');
const assumeRole = one('sts:AssumeRole', 'role');
const createAccessKey = target('iam:CreateAccessKey', 'user', USERS);
const updateTrust = one('iam:UpdateAssumeRolePolicy', 'role');

/** One or two IAM calls to admin. */
export const ESCALATION: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1098.003', [
  {
    id: 'iam-attach-own-role-policy',
    phrase: 'attach any policy to itself',
    where: 'free',
    steps: together(one('iam:AttachRolePolicy', 'self')),
    sources: ['pathfinding.cloud iam-009, on the own role'],
  },
  {
    id: 'iam-put-own-role-policy',
    phrase: 'write any inline policy into itself',
    where: 'free',
    steps: together(one('iam:PutRolePolicy', 'self')),
    sources: ['pathfinding.cloud iam-005, on the own role'],
  },
  {
    id: 'iam-attach-role-policy',
    phrase: 'attach any policy to {any} role',
    steps: together(attachRolePolicy),
    sources: ['pathfinding.cloud iam-009', 'prowler iam:AttachRolePolicy', 'cloudsplaining AttachRolePolicy'],
  },
  {
    id: 'iam-put-role-policy',
    phrase: 'write any inline policy into {any} role',
    steps: together(putRolePolicy),
    sources: [
      'pathfinding.cloud iam-005',
      'prowler iam:PutRolePolicy',
      'prowler IAMPut',
      'cloudsplaining PutRolePolicy',
    ],
  },
  {
    id: 'iam-create-policy-version',
    phrase: 'rewrite {any} customer-managed policy',
    steps: together(createPolicyVersion),
    sources: [
      'pathfinding.cloud iam-001',
      'prowler CreatePolicyVersion',
      'cloudsplaining CreateNewPolicyVersion',
    ],
  },
  {
    id: 'iam-update-assume-role-policy',
    phrase: 'rewrite who may assume {any} role',
    steps: together(target('iam:UpdateAssumeRolePolicy', 'role', ROLES)),
    sources: [
      'pathfinding.cloud iam-012',
      'prowler iam:UpdateAssumeRolePolicy',
      'cloudsplaining UpdateRolePolicyToAssumeIt',
    ],
  },
  {
    id: 'iam-attach-user-policy',
    phrase: 'attach any policy to {any} user',
    steps: together(attachUserPolicy),
    sources: ['pathfinding.cloud iam-008', 'prowler iam:AttachUserPolicy', 'cloudsplaining AttachUserPolicy'],
  },
  {
    id: 'iam-put-user-policy',
    phrase: 'write any inline policy into {any} user',
    steps: together(putUserPolicy),
    sources: [
      'pathfinding.cloud iam-007',
      'prowler iam:PutUserPolicy',
      'prowler IAMPut',
      'cloudsplaining PutUserPolicy',
    ],
  },
  {
    id: 'iam-attach-group-policy',
    phrase: 'attach any policy to {any} group',
    steps: together(one('iam:AttachGroupPolicy', 'group')),
    sources: [
      'pathfinding.cloud iam-010',
      'prowler iam:AttachGroupPolicy',
      'cloudsplaining AttachGroupPolicy',
    ],
  },
  {
    id: 'iam-put-group-policy',
    phrase: 'write any inline policy into {any} group',
    steps: together(one('iam:PutGroupPolicy', 'group')),
    sources: [
      'pathfinding.cloud iam-011',
      'prowler iam:PutGroupPolicy',
      'prowler IAMPut',
      'cloudsplaining PutGroupPolicy',
    ],
  },
  {
    id: 'iam-create-access-key',
    phrase: 'make an access key for {any} user',
    steps: together(createAccessKey),
    sources: ['pathfinding.cloud iam-002', 'prowler iam:CreateAccessKey', 'cloudsplaining CreateAccessKey'],
  },
  {
    id: 'iam-create-login-profile',
    phrase: 'give {any} user a console password',
    steps: together(target('iam:CreateLoginProfile', 'user', USERS)),
    sources: [
      'pathfinding.cloud iam-004',
      'prowler iam:CreateLoginProfile',
      'cloudsplaining CreateLoginProfile',
    ],
  },
  {
    id: 'iam-update-login-profile',
    phrase: 'change the console password of {any} user',
    steps: together(target('iam:UpdateLoginProfile', 'user', USERS)),
    sources: [
      'pathfinding.cloud iam-006',
      'prowler iam:UpdateLoginProfile',
      'cloudsplaining UpdateLoginProfile',
    ],
  },
  {
    id: 'iam-add-user-to-group',
    phrase: 'put any user into {any} group',
    steps: together(target('iam:AddUserToGroup', 'group', GROUPS)),
    sources: ['pathfinding.cloud iam-013', 'prowler iam:AddUserToGroup', 'cloudsplaining AddUserToGroup'],
  },
  {
    id: 'iam-set-default-policy-version',
    phrase: 'bring back an older version of {any} customer-managed policy',
    steps: together(
      target('iam:SetDefaultPolicyVersion', 'policy', 'what older versions of those policies allow'),
    ),
    sources: ['prowler SetDefaultPolicyVersion', 'cloudsplaining SetExistingDefaultPolicyVersion'],
  },
  {
    id: 'sso-create-permission-set',
    phrase: 'create an Identity Center permission set with any policy and assign it to anybody',
    steps: together(
      one('sso:CreatePermissionSet', 'ssoInstance'),
      one('sso:AttachManagedPolicyToPermissionSet', 'permissionSet'),
      one('sso:CreateAccountAssignment', 'ssoAccount'),
    ),
    sources: ['prowler SSOCreatePermissionSet+CreateAccountAssignment+AttachManagedPolicy'],
  },
  {
    id: 'sso-attach-managed-policy',
    phrase: 'attach any managed policy to {any} Identity Center permission set',
    steps: together(one('sso:AttachManagedPolicyToPermissionSet', 'permissionSet')),
    sources: ['prowler sso:AttachManagedPolicyToPermissionSet'],
  },
  {
    id: 'sso-put-inline-policy',
    phrase: 'write any inline policy into {any} Identity Center permission set',
    steps: together(one('sso:PutInlinePolicyToPermissionSet', 'permissionSet')),
    sources: ['prowler sso:PutInlinePolicyToPermissionSet'],
  },
  {
    id: 'sso-attach-customer-policy',
    phrase: 'attach any customer-managed policy to {any} Identity Center permission set',
    steps: together(one('sso:AttachCustomerManagedPolicyReferenceToPermissionSet', 'permissionSet')),
    sources: ['Service Authorization Reference, AWS IAM Identity Center: permissions management actions'],
  },

  {
    id: 'iam-attach-role-policy-then-assume',
    phrase: 'attach any policy to {any} role and then assume it',
    steps: apart(attachRolePolicy, assumeRole),
    variationOf: 'iam-attach-role-policy',
    sources: ['pathfinding.cloud iam-014', 'prowler AssumeRole+AttachRolePolicy'],
  },
  {
    id: 'iam-put-role-policy-then-assume',
    phrase: 'write any inline policy into {any} role and then assume it',
    steps: apart(putRolePolicy, assumeRole),
    variationOf: 'iam-put-role-policy',
    sources: ['pathfinding.cloud iam-017', 'prowler AssumeRole+PutRolePolicy'],
  },
  {
    id: 'iam-create-policy-version-then-assume',
    phrase: 'rewrite {any} customer-managed policy and then assume a role that has it',
    steps: apart(createPolicyVersion, assumeRole),
    variationOf: 'iam-create-policy-version',
    sources: [
      'pathfinding.cloud iam-016',
      'prowler AssumeRole+CreatePolicyVersion',
      'cloudsplaining CreatePolicyVersionThenAssumeRole',
    ],
  },
  {
    id: 'iam-update-assume-role-policy-then-assume',
    phrase: 'rewrite who may assume {any} role and then assume it',
    steps: apart(target('iam:UpdateAssumeRolePolicy', 'role', ROLES), assumeRole),
    variationOf: 'iam-update-assume-role-policy',
    sources: ['prowler AssumeRole+UpdateAssumeRolePolicy'],
  },
  {
    id: 'iam-attach-role-policy-and-trust',
    phrase: 'attach any policy to {any} role and let itself assume it',
    steps: apart(attachRolePolicy, updateTrust),
    variationOf: 'iam-attach-role-policy',
    sources: [
      'pathfinding.cloud iam-019',
      'prowler AttachRolePolicy+UpdateAssumeRolePolicy',
      'cloudsplaining AttachRolePolicyThenUpdateAssumeRolePolicy',
    ],
  },
  {
    id: 'iam-create-policy-version-and-trust',
    phrase: 'rewrite {any} customer-managed policy and let itself assume a role that has it',
    steps: apart(createPolicyVersion, updateTrust),
    variationOf: 'iam-create-policy-version',
    sources: [
      'pathfinding.cloud iam-020',
      'prowler CreatePolicyVersion+UpdateAssumeRolePolicy',
      'cloudsplaining CreatePolicyVersionThenUpdateAssumeRolePolicy',
    ],
  },
  {
    id: 'iam-put-role-policy-and-trust',
    phrase: 'write any inline policy into {any} role and let itself assume it',
    steps: apart(putRolePolicy, updateTrust),
    variationOf: 'iam-put-role-policy',
    sources: [
      'pathfinding.cloud iam-021',
      'prowler PutRolePolicy+UpdateAssumeRolePolicy',
      'cloudsplaining PutRolePolicyThenUpdateAssumeRolePolicy',
    ],
  },
  {
    id: 'iam-attach-user-policy-and-key',
    phrase: 'attach any policy to {any} user and make an access key for that user',
    steps: apart(attachUserPolicy, one('iam:CreateAccessKey', 'user')),
    variationOf: 'iam-attach-user-policy',
    sources: [
      'pathfinding.cloud iam-015',
      'prowler AttachUserPolicy+CreateAccessKey',
      'cloudsplaining AttachUserPolicyThenCreateAccessKey',
    ],
  },
  {
    id: 'iam-put-user-policy-and-key',
    phrase: 'write any inline policy into {any} user and make an access key for that user',
    steps: apart(putUserPolicy, one('iam:CreateAccessKey', 'user')),
    variationOf: 'iam-put-user-policy',
    sources: [
      'pathfinding.cloud iam-018',
      'prowler PutUserPolicy+CreateAccessKey',
      'cloudsplaining PutUserPolicyThenCreateAccessKey',
    ],
  },
  {
    id: 'iam-rotate-access-key',
    phrase: 'replace an access key of {any} user, also where the user has two already',
    steps: apart(createAccessKey, one('iam:DeleteAccessKey', 'user')),
    variationOf: 'iam-create-access-key',
    sources: [
      'pathfinding.cloud iam-003',
      'prowler CreateAccessKey+DeleteAccessKey',
      'cloudsplaining CreateAndRotateAccessKey',
    ],
  },
]);

/** Getting rid of a permissions boundary: no path by itself, but it widens whoever had it. */
export const BOUNDARY: readonly CapabilityRow[] = table('escalation', 'sensitive', 'T1098.003', [
  {
    id: 'iam-remove-own-boundary',
    phrase: 'remove or replace its own permissions boundary',
    where: 'bounded',
    steps: together(one(['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'], 'self')),
    sources: ['IAM user guide, "Delegating responsibility to others using permissions boundaries"'],
  },
  {
    id: 'iam-delete-user-boundary',
    phrase: 'remove or replace the permissions boundary of {any} user',
    steps: together(one(['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'], 'user')),
    sources: ['prowler iam:DeleteUserPermissionsBoundary'],
  },
  {
    id: 'iam-delete-role-boundary-then-assume',
    phrase: 'remove or replace the permissions boundary of {any} role it can assume',
    steps: apart(
      one(['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'], 'role'),
      one('sts:AssumeRole', 'role'),
    ),
    sources: ['prowler AssumeRole+DeleteRolePermissionsBoundary'],
  },
]);
