import { type StatedAction, stated } from './row';

/*
 * What is there to be taken, opened or destroyed.
 * ATT&CK: T1485 data destruction, T1490 inhibit system recovery, T1530 data from cloud storage, T1537 transfer data to
 * cloud account, T1552 unsecured credentials, T1555.006 cloud secrets management stores, T1578 modify cloud compute.
 */

const SENSITIVE = 'primeharbor sensitive_iam_actions';
const STRATUS = 'DataDog stratus-red-team';
const TRANSFER = 'MITRE ATT&CK T1537';
const DESTRUCTION = 'MITRE ATT&CK T1485';
const NO_WAY_BACK = 'MITRE ATT&CK T1490';

export const DATA: readonly StatedAction[] = [
  ...stated(
    'secretsmanager',
    'credential',
    [`${STRATUS} aws.credential-access.secretsmanager-retrieve-secrets`],
    [
      ['GetSecretValue', 'medium', 'T1555.006', 'read a secret'],
      ['BatchGetSecretValue', 'medium', 'T1555.006', 'read many secrets at once'],
      ['PutResourcePolicy', 'medium', 'T1537', 'changed who may read a secret'],
      ['DeleteSecret', 'medium', 'T1485', 'deleted a secret'],
      ['ReplicateSecretToRegions', 'medium', 'T1537', 'copied a secret to other Regions'],
      ['UpdateSecret', 'low', 'T1565', 'changed a secret'],
      ['PutSecretValue', 'low', 'T1565', 'changed a secret'],
    ],
  ),
  ...stated(
    'ssm',
    'credential',
    [`${STRATUS} aws.credential-access.ssm-retrieve-securestring-parameters`],
    [
      ['GetParameter', 'low', 'T1552', 'read a parameter'],
      ['GetParameters', 'low', 'T1552', 'read parameters'],
      ['GetParametersByPath', 'low', 'T1552', 'read parameters'],
      ['GetParameterHistory', 'low', 'T1552', "read a parameter's history"],
    ],
  ),
  ...stated(
    'ec2',
    'credential',
    [`${STRATUS} aws.credential-access.ec2-get-password-data`],
    [
      ['GetPasswordData', 'medium', 'T1552', "got a Windows machine's administrator password"],
      ['CreateKeyPair', 'medium', 'T1098.004', 'created a key pair for machines'],
      ['ImportKeyPair', 'medium', 'T1098.004', 'imported a key pair for machines'],
    ],
  ),
  ...stated(
    'acm',
    'credential',
    ['ACM API reference, ExportCertificate'],
    [['ExportCertificate', 'medium', 'T1552.004', "exported a certificate's private key"]],
  ),
  ...stated(
    'rds',
    'credential',
    ['RDS API reference, ModifyDBInstance: MasterUserPassword'],
    [
      ['ModifyDBInstance', 'medium', 'T1098', 'changed a database'],
      ['ModifyDBCluster', 'medium', 'T1098', 'changed a database cluster'],
      ['EnableHttpEndpoint', 'medium', 'T1098', 'opened a database to queries over HTTP'],
    ],
  ),
  ...stated(
    'redshift',
    'credential',
    [SENSITIVE],
    [
      ['GetClusterCredentials', 'medium', 'T1552', 'got credentials for a Redshift database'],
      ['GetClusterCredentialsWithIAM', 'medium', 'T1552', 'got credentials for a Redshift database'],
      ['AuthorizeDataShare', 'medium', 'T1537', 'shared a Redshift database with others'],
      ['AuthorizeSnapshotAccess', 'medium', 'T1537', 'shared a Redshift snapshot with others'],
    ],
  ),
  ...stated(
    's3',
    'credential',
    [SENSITIVE],
    [['GetDataAccess', 'medium', 'T1530', 'got credentials for data in S3']],
  ),
  ...stated(
    'codepipeline',
    'credential',
    [SENSITIVE],
    [['PollForJobs', 'medium', 'T1552', "took a pipeline's job and the credentials for its artifacts"]],
  ),
  ...stated(
    'gamelift',
    'credential',
    [SENSITIVE],
    [['RequestUploadCredentials', 'low', 'T1552', 'got credentials to upload a build']],
  ),
  ...stated(
    'redshift-serverless',
    'credential',
    [SENSITIVE],
    [['GetCredentials', 'medium', 'T1552', 'got credentials for a Redshift database']],
  ),

  ...stated(
    's3',
    'exposure',
    [SENSITIVE, `${STRATUS} aws.exfiltration.s3-backdoor-bucket-policy`],
    [
      ['PutBucketPolicy', 'medium', 'T1537', "changed a bucket's policy"],
      ['DeleteBucketPolicy', 'medium', 'T1537', "deleted a bucket's policy"],
      ['PutBucketAcl', 'medium', 'T1537', "changed a bucket's access list"],
      ['PutBucketPublicAccessBlock', 'medium', 'T1537', "changed a bucket's block on public access"],
      ['PutAccountPublicAccessBlock', 'high', 'T1537', "changed the account's block on public buckets"],
      ['PutBucketOwnershipControls', 'low', 'T1537', 'changed who owns the objects of a bucket'],
      ['PutReplicationConfiguration', 'medium', 'T1537', 'changed where a bucket is copied to'],
      ['PutAccessPointPolicy', 'medium', 'T1537', "changed an access point's policy"],
      ['CreateJob', 'medium', 'T1537', 'started a batch job on objects of S3'],
      ['PutEncryptionConfiguration', 'low', 'T1486', "changed a bucket's encryption"],
      ['PutBucketVersioning', 'low', 'T1490', "changed a bucket's versioning"],
      ['PutBucketObjectLockConfiguration', 'low', 'T1490', "changed a bucket's object lock"],
    ],
  ),
  ...stated(
    'ec2',
    'exposure',
    [SENSITIVE, TRANSFER, `${STRATUS} aws.exfiltration.ec2-share-ebs-snapshot`],
    [
      ['ModifySnapshotAttribute', 'medium', 'T1537', 'changed whom a snapshot is shared with'],
      ['ModifyImageAttribute', 'medium', 'T1537', 'changed whom a machine image is shared with'],
      ['DisableImageBlockPublicAccess', 'high', 'T1537', 'lifted the block on public machine images'],
      ['DisableSnapshotBlockPublicAccess', 'high', 'T1537', 'lifted the block on public snapshots'],
      ['DisableEbsEncryptionByDefault', 'medium', 'T1685', 'disabled the encryption of new disks'],
      ['CopySnapshot', 'low', 'T1578.001', 'copied a snapshot'],
      ['CreateSnapshot', 'low', 'T1578.001', 'made a snapshot of a disk'],
      ['CreateSnapshots', 'low', 'T1578.001', 'made snapshots of disks'],
      ['ExportImage', 'medium', 'T1537', 'exported a machine image'],
      ['CreateInstanceExportTask', 'medium', 'T1537', 'exported a machine'],
      ['CreateStoreImageTask', 'medium', 'T1537', 'stored a machine image in S3'],
    ],
  ),
  ...stated(
    'rds',
    'exposure',
    [SENSITIVE, TRANSFER, `${STRATUS} aws.exfiltration.rds-share-snapshot`],
    [
      ['ModifyDBSnapshotAttribute', 'medium', 'T1537', 'changed whom a database snapshot is shared with'],
      [
        'ModifyDBClusterSnapshotAttribute',
        'medium',
        'T1537',
        'changed whom a database snapshot is shared with',
      ],
      ['StartExportTask', 'medium', 'T1537', 'exported a database snapshot'],
      ['RestoreDBInstanceFromDBSnapshot', 'medium', 'T1578.001', 'restored a database from a snapshot'],
      ['RestoreDBClusterFromSnapshot', 'medium', 'T1578.001', 'restored a database cluster from a snapshot'],
      ['CopyDBSnapshot', 'low', 'T1578.001', 'copied a database snapshot'],
    ],
  ),
  ...stated(
    'dynamodb',
    'exposure',
    [SENSITIVE],
    [
      ['PutResourcePolicy', 'medium', 'T1537', 'changed who may use a DynamoDB table'],
      ['ExportTableToPointInTime', 'medium', 'T1537', 'exported a DynamoDB table'],
      ['UpdateContinuousBackups', 'medium', 'T1490', "changed a DynamoDB table's backups"],
    ],
  ),
  ...stated(
    'lambda',
    'exposure',
    [SENSITIVE, `${STRATUS} aws.persistence.lambda-backdoor-function`],
    [
      ['AddPermission', 'medium', 'T1098', 'let others invoke a Lambda function'],
      ['CreateFunctionUrlConfig', 'medium', 'T1098', 'gave a Lambda function a URL'],
      ['UpdateFunctionUrlConfig', 'medium', 'T1098', "changed a Lambda function's URL"],
      ['AddLayerVersionPermission', 'medium', 'T1537', 'shared a Lambda layer with others'],
    ],
  ),
  ...stated(
    'es',
    'exposure',
    [SENSITIVE],
    [
      ['UpdateDomainConfig', 'medium', 'T1537', 'changed an OpenSearch domain'],
      ['UpdateElasticsearchDomainConfig', 'medium', 'T1537', 'changed an OpenSearch domain'],
    ],
  ),
  ...stated(
    'ecr',
    'exposure',
    [SENSITIVE],
    [
      ['SetRepositoryPolicy', 'medium', 'T1537', 'changed who may use a container repository'],
      ['PutRegistryPolicy', 'medium', 'T1537', 'changed who may use the container registry'],
      ['PutReplicationConfiguration', 'medium', 'T1537', 'changed where container images are copied to'],
      ['PutRegistryScanningConfiguration', 'medium', 'T1685', 'changed how container images are scanned'],
      ['PutImageScanningConfiguration', 'medium', 'T1685', 'changed how container images are scanned'],
    ],
  ),
  ...stated(
    'ssm',
    'exposure',
    [SENSITIVE],
    [['ModifyDocumentPermission', 'medium', 'T1537', 'shared a document of Systems Manager']],
  ),
  ...stated(
    'apigateway',
    'exposure',
    [SENSITIVE],
    [['UpdateRestApiPolicy', 'low', 'T1537', 'changed a REST API, perhaps who may call it']],
  ),
  ...stated(
    'route53',
    'exposure',
    ['MITRE ATT&CK T1584.001'],
    [
      ['ChangeResourceRecordSets', 'medium', 'T1584.001', 'changed DNS records'],
      ['DisableHostedZoneDNSSEC', 'medium', 'T1685', 'disabled DNSSEC of a zone'],
      ['DeleteHostedZone', 'medium', 'T1485', 'deleted a DNS zone'],
    ],
  ),
  ...stated(
    'route53domains',
    'exposure',
    ['MITRE ATT&CK T1584.001'],
    [
      ['UpdateDomainNameservers', 'high', 'T1584.001', "changed a domain's name servers"],
      ['TransferDomainToAnotherAwsAccount', 'high', 'T1584.001', 'gave a domain to another account'],
      ['DisableDomainTransferLock', 'medium', 'T1584.001', "lifted a domain's transfer lock"],
    ],
  ),
  ...stated(
    'datasync',
    'exposure',
    [TRANSFER],
    [['StartTaskExecution', 'medium', 'T1537', 'started a copy with DataSync']],
  ),
  ...stated(
    'transfer',
    'exposure',
    [TRANSFER],
    [
      ['CreateUser', 'medium', 'T1136.003', 'created a user of a file transfer server'],
      ['ImportSshPublicKey', 'medium', 'T1098.004', 'gave a user of a file transfer server an SSH key'],
    ],
  ),
  ...stated(
    'ses',
    'exposure',
    ['Amazon SES API reference', 'MITRE ATT&CK T1496'],
    [
      ['CreateEmailIdentity', 'medium', 'T1585', 'set up an address or domain to send mail from'],
      ['VerifyEmailIdentity', 'medium', 'T1585', 'set up an address to send mail from'],
      ['PutAccountDetails', 'medium', 'T1496', 'asked for more mail to be sent'],
      ['UpdateAccountSendingEnabled', 'medium', 'T1496', 'changed whether mail is sent'],
    ],
  ),

  ...stated(
    'rds',
    'resource',
    [DESTRUCTION, NO_WAY_BACK],
    [
      ['DeleteDBInstance', 'medium', 'T1485', 'deleted a database'],
      ['DeleteDBCluster', 'medium', 'T1485', 'deleted a database cluster'],
      ['DeleteDBSnapshot', 'medium', 'T1490', 'deleted a database snapshot'],
      ['DeleteDBClusterSnapshot', 'medium', 'T1490', 'deleted a database snapshot'],
      ['DeleteDBInstanceAutomatedBackup', 'medium', 'T1490', "deleted a database's backups"],
      ['DeleteDBClusterAutomatedBackup', 'medium', 'T1490', "deleted a database cluster's backups"],
    ],
  ),
  ...stated(
    'dynamodb',
    'resource',
    [DESTRUCTION, NO_WAY_BACK],
    [
      ['DeleteTable', 'medium', 'T1485', 'deleted a DynamoDB table'],
      ['DeleteBackup', 'medium', 'T1490', 'deleted a backup of a DynamoDB table'],
    ],
  ),
  ...stated(
    'redshift',
    'resource',
    [DESTRUCTION],
    [['DeleteCluster', 'medium', 'T1485', 'deleted a Redshift cluster']],
  ),
  ...stated(
    'es',
    'resource',
    [DESTRUCTION],
    [['DeleteDomain', 'medium', 'T1485', 'deleted an OpenSearch domain']],
  ),
  ...stated('s3', 'resource', [DESTRUCTION], [['DeleteBucket', 'medium', 'T1485', 'deleted a bucket']]),
  ...stated(
    'elasticfilesystem',
    'resource',
    [DESTRUCTION],
    [['DeleteFileSystem', 'medium', 'T1485', 'deleted a file system']],
  ),
  ...stated(
    'fsx',
    'resource',
    [DESTRUCTION],
    [['DeleteFileSystem', 'medium', 'T1485', 'deleted a file system']],
  ),
  ...stated(
    'cognito-idp',
    'resource',
    ['MITRE ATT&CK T1531'],
    [['DeleteUserPool', 'medium', 'T1531', 'deleted a user pool']],
  ),
  ...stated(
    'eks',
    'resource',
    ['MITRE ATT&CK T1489'],
    [['DeleteCluster', 'medium', 'T1489', 'deleted an EKS cluster']],
  ),
  ...stated(
    'cloudformation',
    'resource',
    [DESTRUCTION],
    [
      ['DeleteStack', 'medium', 'T1485', 'deleted a CloudFormation stack'],
      ['SetStackPolicy', 'medium', 'T1685', 'changed what protects a CloudFormation stack'],
      ['UpdateTerminationProtection', 'medium', 'T1485', 'changed what protects a CloudFormation stack'],
    ],
  ),
  ...stated(
    'backup',
    'resource',
    [NO_WAY_BACK],
    [
      ['DeleteBackupVault', 'high', 'T1490', 'deleted a backup vault'],
      ['DeleteBackupVaultLockConfiguration', 'high', 'T1490', 'unlocked a backup vault'],
      ['DeleteRecoveryPoint', 'medium', 'T1490', 'deleted a backup'],
      ['DisassociateRecoveryPoint', 'medium', 'T1490', 'detached a backup'],
      ['UpdateRecoveryPointLifecycle', 'medium', 'T1490', 'changed when a backup expires'],
      ['DeleteBackupPlan', 'medium', 'T1490', 'deleted a backup plan'],
      ['DeleteBackupSelection', 'medium', 'T1490', 'changed what is backed up'],
      ['UpdateRegionSettings', 'medium', 'T1490', 'changed what is backed up'],
      ['PutBackupVaultAccessPolicy', 'medium', 'T1537', 'changed who may use a backup vault'],
      ['StartCopyJob', 'medium', 'T1537', 'copied a backup'],
    ],
  ),
];
