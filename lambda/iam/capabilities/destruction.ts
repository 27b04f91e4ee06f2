import { broad, type CapabilityRow, either, one, table, together } from './row';

/* Deleting one named thing is ordinary for those who run it; deleting at large is not. */

const DESTRUCTION_OF_DATA = 'MITRE ATT&CK T1485';
const NO_WAY_BACK = 'MITRE ATT&CK T1490';

export const DESTRUCTION: readonly CapabilityRow[] = table('destruction', 'sensitive', 'T1485', [
  {
    id: 's3-destroy',
    phrase: 'delete S3 objects or buckets at large, or let them expire',
    steps: together(
      either(
        broad(['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'], 'object'),
        broad(['s3:DeleteBucket', 's3:PutLifecycleConfiguration'], 'bucket'),
      ),
    ),
    sources: [DESTRUCTION_OF_DATA, 'MITRE ATT&CK T1485.001'],
  },
  {
    id: 'kms-destroy',
    phrase: 'delete or disable KMS keys at large, and with them all they encrypt',
    steps: together(
      broad(['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'], 'key'),
    ),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'database-destroy',
    phrase: 'delete databases at large',
    steps: together(
      either(
        broad('rds:DeleteDBInstance', 'database'),
        broad('rds:DeleteDBCluster', 'databaseCluster'),
        broad('dynamodb:DeleteTable', 'table'),
        broad('redshift:DeleteCluster', 'redshiftCluster'),
        broad('es:DeleteDomain', 'searchDomain'),
      ),
    ),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'snapshots-destroy',
    phrase: 'delete snapshots and backups of databases and disks at large',
    steps: together(
      either(
        broad('rds:DeleteDBSnapshot', 'databaseSnapshot'),
        broad('rds:DeleteDBClusterSnapshot', 'databaseClusterSnapshot'),
        broad('dynamodb:DeleteBackup', 'tableBackup'),
        broad('ec2:DeleteSnapshot', 'snapshot'),
        broad('ec2:DeregisterImage', 'image'),
      ),
    ),
    sources: [NO_WAY_BACK],
  },
  {
    id: 'backup-destroy',
    phrase: 'delete recovery points or unlock and delete {any} backup vault',
    steps: together(
      either(
        one(['backup:DeleteBackupVault', 'backup:DeleteBackupVaultLockConfiguration'], 'backupVault'),
        one(['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'], 'recoveryPoint'),
      ),
    ),
    sources: [NO_WAY_BACK],
  },
  {
    id: 'compute-destroy',
    phrase: 'terminate instances, clusters or functions at large',
    steps: together(
      either(
        broad('ec2:TerminateInstances', 'instance'),
        broad('eks:DeleteCluster', 'eksCluster'),
        broad('ecs:DeleteService', 'ecsService'),
        broad('lambda:DeleteFunction', 'lambdaFunction'),
        broad('autoscaling:DeleteAutoScalingGroup', 'autoScalingGroup'),
      ),
    ),
    sources: ['MITRE ATT&CK T1489'],
  },
  {
    id: 'storage-destroy',
    phrase: 'delete disks, file systems, archives or container images at large',
    steps: together(
      either(
        broad('ec2:DeleteVolume', 'volume'),
        broad('elasticfilesystem:DeleteFileSystem', 'fileSystem'),
        broad('fsx:DeleteFileSystem', 'windowsFileSystem'),
        broad('glacier:DeleteArchive', 'vault'),
        broad(['ecr:DeleteRepository', 'ecr:BatchDeleteImage'], 'imageRepository'),
      ),
    ),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'stacks-destroy',
    phrase: 'delete CloudFormation stacks at large, with all that is in them',
    steps: together(broad('cloudformation:DeleteStack', 'stack')),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'secrets-destroy',
    phrase: 'delete secrets at large',
    steps: together(broad('secretsmanager:DeleteSecret', 'secret')),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'messages-destroy',
    phrase: 'delete or empty queues and streams at large',
    steps: together(
      either(broad(['sqs:DeleteQueue', 'sqs:PurgeQueue'], 'queue'), broad('kinesis:DeleteStream', 'stream')),
    ),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'identities-destroy',
    phrase: 'delete users, roles or user pools at large, or take their permissions',
    steps: together(
      either(
        broad(['iam:DeleteRole', 'iam:DetachRolePolicy', 'iam:DeleteRolePolicy'], 'role'),
        broad('iam:DeleteUser', 'user'),
        broad('cognito-idp:DeleteUserPool', 'userPool'),
      ),
    ),
    sources: ['MITRE ATT&CK T1531'],
  },
  {
    id: 'dns-destroy',
    phrase: 'delete DNS zones at large',
    steps: together(broad('route53:DeleteHostedZone', 'hostedZone')),
    sources: [DESTRUCTION_OF_DATA],
  },
  {
    id: 'organization-leave',
    phrase: 'take accounts out of the organization, or close them',
    steps: together(
      either(
        one('organizations:LeaveOrganization', 'none'),
        one(
          ['organizations:RemoveAccountFromOrganization', 'organizations:CloseAccount'],
          'organizationAccount',
        ),
        one('account:CloseAccount', 'account'),
      ),
    ),
    sources: ['DataDog stratus-red-team aws.defense-evasion.organizations-leave', DESTRUCTION_OF_DATA],
  },
]);
