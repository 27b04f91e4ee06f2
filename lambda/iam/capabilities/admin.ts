import { broad, type CapabilityRow, table, together } from './row';

/**
 * An action no service has. Only a statement that allows everything, known or not, allows it: a list of services,
 * however long, does not.
 */
export const PROBE_ACTION = 'zzqx-probe:ProbeAction';

/** Everyday actions of unrelated services; whoever has these and the probe everywhere has practically everything. */
const WITNESSES = [
  broad('ec2:RunInstances', 'instance'),
  broad('s3:GetObject', 'object'),
  broad('s3:DeleteBucket', 'bucket'),
  broad('lambda:UpdateFunctionCode', 'lambdaFunction'),
  broad('secretsmanager:GetSecretValue', 'secret'),
  broad('kms:PutKeyPolicy', 'key'),
];

/** Writes that hand any permission to any principal. */
const IAM_WRITES = [
  broad('iam:AttachRolePolicy', 'role'),
  broad('iam:PutRolePolicy', 'role'),
  broad('iam:UpdateAssumeRolePolicy', 'role'),
  broad('iam:CreateRole', 'role'),
  broad('iam:PassRole', 'role'),
  broad('iam:AttachUserPolicy', 'user'),
  broad('iam:PutUserPolicy', 'user'),
  broad('iam:CreateUser', 'user'),
  broad('iam:CreateAccessKey', 'user'),
  broad('iam:AttachGroupPolicy', 'group'),
  broad('iam:CreatePolicyVersion', 'policy'),
];

/** Full control by what the policies allow, never by their names. */
export const ADMIN: readonly CapabilityRow[] = [
  ...table('admin', 'admin', 'T1078.004', [
    {
      id: 'full-admin',
      phrase: 'do everything in the account',
      steps: together(broad(PROBE_ACTION, 'everything'), ...WITNESSES, ...IAM_WRITES),
      sources: ['AWS managed policy AdministratorAccess: every action on every resource'],
    },
    {
      id: 'iam-full-control',
      phrase: 'give any permission to anybody, itself included (full control of IAM)',
      steps: together(...IAM_WRITES),
      impliedBy: 'full-admin',
      sources: ['AWS managed policy IAMFullAccess: iam:* on every resource', 'prowler OverPermissiveIAM'],
    },
  ]),
  ...table('admin', 'escalation', 'T1078.004', [
    {
      id: 'everything-but-iam',
      phrase: 'do everything but manage IAM, and so take over running code and the roles it has',
      steps: together(broad(PROBE_ACTION, 'everything'), ...WITNESSES),
      impliedBy: 'full-admin',
      sources: ['AWS managed policy PowerUserAccess: every action but those of IAM and the organization'],
    },
  ]),
];
