import { broad, type CapabilityRow, either, one, table, together } from './row';

/* Sharing one named thing is ordinary for those who run it; sharing at large is not. */

const SENSITIVE = 'primeharbor sensitive_iam_actions: ResourceExposure';

export const EXPOSURE: readonly CapabilityRow[] = table('exposure', 'sensitive', 'T1537', [
  {
    id: 's3-share',
    phrase: 'open S3 buckets and objects to anybody',
    steps: together(
      either(
        broad(['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutReplicationConfiguration'], 'bucket'),
        broad(['s3:PutObjectAcl', 's3:PutObjectVersionAcl'], 'object'),
        broad('s3:PutAccessPointPolicy', 'accessPoint'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 's3-public-access-block',
    phrase: 'lift the block on public S3 access',
    steps: together(
      either(broad('s3:PutBucketPublicAccessBlock', 'bucket'), one('s3:PutAccountPublicAccessBlock', 'none')),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'kms-share',
    phrase: 'let anybody use KMS keys',
    steps: together(broad(['kms:PutKeyPolicy', 'kms:CreateGrant'], 'key')),
    sources: [SENSITIVE],
  },
  {
    id: 'secretsmanager-share',
    phrase: 'let anybody read secrets',
    steps: together(broad('secretsmanager:PutResourcePolicy', 'secret')),
    sources: [SENSITIVE],
  },
  {
    id: 'ebs-share',
    phrase: 'share snapshots and images of instances with anybody',
    steps: together(
      either(
        broad('ec2:ModifySnapshotAttribute', 'snapshot'),
        broad('ec2:ModifyImageAttribute', 'image'),
        one(['ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'], 'none'),
      ),
    ),
    sources: [SENSITIVE, 'MITRE ATT&CK T1537'],
  },
  {
    id: 'database-share',
    phrase: 'share database snapshots with anybody',
    steps: together(
      either(
        broad('rds:ModifyDBSnapshotAttribute', 'databaseSnapshot'),
        broad('rds:ModifyDBClusterSnapshotAttribute', 'databaseClusterSnapshot'),
        broad('redshift:AuthorizeSnapshotAccess', 'redshiftSnapshot'),
      ),
    ),
    sources: [SENSITIVE, 'MITRE ATT&CK T1537'],
  },
  {
    id: 'lambda-share',
    phrase: 'let anybody invoke Lambda functions',
    steps: together(
      broad(
        ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
        'lambdaFunction',
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'messages-share',
    phrase: 'open queues, topics and streams to anybody',
    steps: together(
      either(
        broad(['sqs:AddPermission', 'sqs:SetQueueAttributes'], 'queue'),
        broad(['sns:AddPermission', 'sns:SetTopicAttributes'], 'topic'),
        broad('kinesis:PutResourcePolicy', 'stream'),
        one('events:PutPermission', 'none'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'storage-share',
    phrase: 'open file systems, tables, vaults and backups to anybody',
    steps: together(
      either(
        broad('elasticfilesystem:PutFileSystemPolicy', 'fileSystem'),
        broad('dynamodb:PutResourcePolicy', 'table'),
        broad('backup:PutBackupVaultAccessPolicy', 'backupVault'),
        broad('glacier:SetVaultAccessPolicy', 'vault'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'search-share',
    phrase: 'open OpenSearch domains to anybody',
    steps: together(broad(['es:UpdateDomainConfig', 'es:UpdateElasticsearchDomainConfig'], 'searchDomain')),
    sources: [SENSITIVE],
  },
  {
    id: 'code-share',
    phrase: 'share container images, packages, layers, documents or build projects with anybody',
    steps: together(
      either(
        broad('ecr:SetRepositoryPolicy', 'imageRepository'),
        broad('codeartifact:PutRepositoryPermissionsPolicy', 'packageRepository'),
        broad('codebuild:PutResourcePolicy', 'buildProject'),
        broad('ssm:ModifyDocumentPermission', 'ownSsmDocument'),
        broad('lambda:AddLayerVersionPermission', 'lambdaLayer'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'catalog-share',
    phrase: 'grant the data lake and the Glue catalog to anybody',
    steps: together(
      either(
        one(
          [
            'lakeformation:GrantPermissions',
            'lakeformation:BatchGrantPermissions',
            'lakeformation:PutDataLakeSettings',
          ],
          'none',
        ),
        broad('glue:PutResourcePolicy', 'glueCatalog'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'acm-pca-share',
    phrase: 'let others issue certificates from {any} private CA',
    steps: together(one(['acm-pca:PutPolicy', 'acm-pca:CreatePermission'], 'certificateAuthority')),
    sources: [SENSITIVE],
  },
  {
    id: 'ram-share',
    phrase: 'share resources with other accounts',
    steps: together(
      either(one('ram:CreateResourceShare', 'none'), broad('ram:AssociateResourceShare', 'resourceShare')),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'api-share',
    phrase: 'open private APIs to anybody',
    steps: together(broad('apigateway:UpdateRestApiPolicy', 'restApi')),
    sources: [SENSITIVE],
  },
  {
    id: 'network-open',
    phrase: 'open the network to anybody',
    steps: together(broad('ec2:AuthorizeSecurityGroupIngress', 'securityGroup')),
    sources: ['MITRE ATT&CK T1686.001'],
  },
  {
    id: 'route53-redirect',
    phrase: 'point DNS names elsewhere',
    steps: together(broad('route53:ChangeResourceRecordSets', 'hostedZone')),
    sources: ['MITRE ATT&CK T1584.001'],
  },
]);
