import { broad, type CapabilityRow, either, one, table, together } from './row';

/*
 * Answers that are secrets or log somebody in. A secret is dangerous one by one, so one is enough; what applications
 * do every day with their own database or parameters counts only at large. Tokens that open nothing without further
 * permissions (ecr:GetAuthorizationToken and its like) are left out: docs/escalation-coverage.md lists them.
 */

const SENSITIVE = 'primeharbor sensitive_iam_actions: CredentialExposure';
const CLOUDSPLAINING = 'cloudsplaining credentials exposure';

export const CREDENTIALS: readonly CapabilityRow[] = table('credentials', 'sensitive', [
  {
    id: 'secretsmanager-read',
    phrase: 'read {any} secret of Secrets Manager',
    steps: together(one('secretsmanager:GetSecretValue', 'secret')),
    sources: ['MITRE ATT&CK T1555.006'],
  },
  {
    id: 'ssm-read-parameters',
    phrase: 'read the parameters of Systems Manager, secret ones where the key allows',
    steps: together(
      broad(
        ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'],
        'parameter',
      ),
    ),
    sources: ['primeharbor sensitive_iam_actions: DataAccess', 'MITRE ATT&CK T1555.006'],
  },
  {
    id: 'kms-decrypt',
    phrase: 'decrypt with the KMS keys whose key policies let it',
    steps: together(broad('kms:Decrypt', 'key')),
    sources: ['KMS developer guide, "Actions and permissions for AWS KMS keys"'],
  },
  {
    id: 'iam-user-credentials',
    phrase: 'make or reactivate long-lived credentials of {any} user',
    steps: together(
      one(
        [
          'iam:CreateAccessKey',
          'iam:UpdateAccessKey',
          'iam:CreateLoginProfile',
          'iam:UpdateLoginProfile',
          'iam:CreateServiceSpecificCredential',
          'iam:ResetServiceSpecificCredential',
          'iam:UploadSSHPublicKey',
          'iam:UploadSigningCertificate',
        ],
        'user',
      ),
    ),
    sources: [SENSITIVE, CLOUDSPLAINING, 'MITRE ATT&CK T1098.001'],
  },
  {
    id: 'acm-pca-issue-certificate',
    phrase: 'issue certificates from {any} private CA, which Roles Anywhere may trust',
    steps: together(one('acm-pca:IssueCertificate', 'certificateAuthority')),
    sources: ['IAM Roles Anywhere user guide: a trust anchor may be an AWS Private CA'],
  },
  {
    id: 'acm-export-certificate',
    phrase: 'export private keys of {any} certificate',
    steps: together(one('acm:ExportCertificate', 'certificate')),
    sources: ['ACM API reference, ExportCertificate'],
  },
  {
    id: 'ec2-get-password-data',
    phrase: 'get the Windows administrator passwords of instances',
    steps: together(broad('ec2:GetPasswordData', 'instance')),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'rds-connect',
    phrase: 'log in to RDS databases as any user',
    steps: together(broad('rds-db:connect', 'databaseUser')),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'rds-reset-password',
    phrase: 'set the master password of databases',
    steps: together(
      either(broad('rds:ModifyDBInstance', 'database'), broad('rds:ModifyDBCluster', 'databaseCluster')),
    ),
    sources: ['RDS API reference, ModifyDBInstance: MasterUserPassword'],
  },
  {
    id: 'redshift-credentials',
    phrase: 'log in to Redshift as any user',
    steps: together(
      either(
        broad('redshift:GetClusterCredentials', 'redshiftUser'),
        broad('redshift:GetClusterCredentialsWithIAM', 'redshiftDatabase'),
        broad('redshift-serverless:GetCredentials', 'redshiftWorkgroup'),
      ),
    ),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'cognito-developer-identity',
    phrase: 'get credentials as any visitor of an identity pool',
    steps: together(one('cognito-identity:GetOpenIdTokenForDeveloperIdentity', 'identityPool')),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'cognito-user-passwords',
    phrase: 'set passwords of the users of applications',
    steps: together(broad(['cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminCreateUser'], 'userPool')),
    sources: ['Cognito API reference, AdminSetUserPassword'],
  },
  {
    id: 's3-access-grants',
    phrase: 'get credentials for data in S3 through access grants',
    steps: together(one('s3:GetDataAccess', 'accessGrants')),
    sources: [SENSITIVE],
  },
  {
    id: 'lightsail-credentials',
    phrase: 'get keys and passwords of Lightsail machines, buckets or databases',
    steps: together(
      either(
        one('lightsail:DownloadDefaultKeyPair', 'none'),
        one('lightsail:GetInstanceAccessDetails', 'lightsailInstance'),
        one('lightsail:CreateBucketAccessKey', 'lightsailBucket'),
        one('lightsail:GetRelationalDatabaseMasterUserPassword', 'lightsailDatabase'),
      ),
    ),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'codepipeline-poll-jobs',
    phrase: 'take jobs of pipelines, with the credentials for their artifacts',
    steps: together(one('codepipeline:PollForJobs', 'actionType')),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
  {
    id: 'emr-endpoint-credentials',
    phrase: 'get session credentials of EMR on EKS',
    steps: together(one('emr-containers:GetManagedEndpointSessionCredentials', 'emrEndpoint')),
    sources: [CLOUDSPLAINING],
  },
  {
    id: 'application-keys',
    phrase: 'make keys or sign-in tokens of applications (AppSync, Grafana, Connect, GameLift)',
    steps: together(
      either(
        one(['appsync:CreateApiKey', 'appsync:ListApiKeys'], 'none'),
        one(
          ['grafana:CreateWorkspaceApiKey', 'grafana:CreateWorkspaceServiceAccountToken'],
          'grafanaWorkspace',
        ),
        one(
          [
            'connect:GetFederationToken',
            // One call under its present and its former name, both of which policies may use.
            'connect:AdminGetEmergencyAccessToken',
            'connect:GetFederationTokens',
          ],
          'connectInstance',
        ),
        one(['gamelift:GetInstanceAccess', 'gamelift:GetComputeAccess'], 'fleet'),
      ),
    ),
    sources: [SENSITIVE, CLOUDSPLAINING],
  },
]);
