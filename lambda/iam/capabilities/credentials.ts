import { broad, type CapabilityRow, either, one, table, together } from './row';

/*
 * Answers that are secrets or log somebody in. A secret is dangerous one by one, so one is enough; what applications
 * do every day with their own database or parameters counts only at large. Tokens that open nothing without further
 * permissions (ecr:GetAuthorizationToken and its like) are left out: docs/escalation-coverage.md lists them.
 */

const SENSITIVE = 'primeharbor sensitive_iam_actions: CredentialExposure';
const CLOUDSPLAINING = 'cloudsplaining credentials exposure';

export const CREDENTIALS: readonly CapabilityRow[] = table('credentials', 'sensitive', 'T1552', [
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
  {
    id: 'agentcore-tokens',
    phrase: 'get tokens and API keys out of {any} Bedrock AgentCore identity vault',
    steps: [
      [
        either(
          one(
            ['bedrock-agentcore:GetResourceApiKey', 'bedrock-agentcore:GetResourceOauth2Token'],
            'bedrockAgentcoreApikeycredentialprovider',
          ),
          one(
            [
              'bedrock-agentcore:GetWorkloadAccessToken',
              'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
              'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
            ],
            'workloadIdentity',
          ),
        ),
      ],
    ],
    sources: ['AgentCore developer guide, "Manage credential providers": token vault'],
  },
  {
    id: 'deadline-role-credentials',
    phrase: 'get credentials of the roles of {any} Deadline Cloud queue or fleet',
    steps: [
      [
        one(
          [
            'deadline:AssumeQueueRoleForUser',
            'deadline:AssumeQueueRoleForRead',
            'deadline:AssumeQueueRoleForWorker',
            'deadline:AssumeFleetRoleForRead',
            'deadline:AssumeFleetRoleForWorker',
          ],
          'deadlineQueue',
        ),
      ],
    ],
    sources: ['Deadline Cloud API reference, AssumeQueueRoleForUser'],
  },
  {
    id: 'datazone-credentials',
    phrase: 'get credentials of {any} DataZone environment',
    steps: [[one('datazone:GetEnvironmentCredentials', 'none')]],
    sources: ['DataZone API reference, GetEnvironmentCredentials'],
  },
  {
    id: 'lakeformation-credentials',
    phrase: 'get credentials for data of the data lake',
    steps: [
      [
        one(
          [
            'lakeformation:GetTemporaryGlueTableCredentials',
            'lakeformation:GetTemporaryGluePartitionCredentials',
          ],
          'none',
        ),
      ],
    ],
    sources: ['Lake Formation API reference, credential vending'],
  },
  {
    id: 'ssm-access-token',
    phrase: 'get credentials of sessions that just-in-time node access granted',
    steps: [[one('ssm:GetAccessToken', 'ssmOpsitem')]],
    sources: ['Systems Manager API reference, GetAccessToken'],
  },
  {
    id: 'iot-role-alias-certificate',
    phrase: 'get credentials of the roles behind IoT role aliases with a certificate of its own',
    steps: [
      [
        one(
          [
            'iot:CreateKeysAndCertificate',
            'iot:CreateCertificateFromCsr',
            'iot:RegisterCertificate',
            'iot:RegisterCertificateWithoutCA',
          ],
          'none',
        ),
      ],
      [one(['iot:CreatePolicy', 'iot:CreatePolicyVersion'], 'iotPolicy')],
      [one(['iot:AttachPolicy', 'iot:AttachPrincipalPolicy'], 'iotCertificate')],
    ],
    sources: [
      'AWS IoT Core developer guide, "Authorizing direct calls to AWS services": credentials provider',
    ],
  },
  {
    id: 'iot-provisioning-claim',
    phrase: 'get certificates that provision devices by {any} template',
    steps: [[one('iot:CreateProvisioningClaim', 'iotProvisioningtemplate')]],
    sources: ['AWS IoT API reference, CreateProvisioningClaim'],
  },
  {
    id: 'directory-passwords',
    phrase: 'set passwords of users of {any} directory',
    steps: [[one('ds:ResetUserPassword', 'dsDirectory')]],
    sources: ['HackTricks aws-directory-services-privesc: ds:ResetUserPassword'],
  },
  {
    id: 'mail-passwords',
    phrase: 'set passwords of mail accounts',
    steps: [[one('workmail:ResetPassword', 'workmailOrganization')]],
    sources: ['WorkMail API reference, ResetPassword'],
  },
  {
    id: 'broker-users',
    phrase: 'add users to {any} message broker, or set their passwords',
    steps: [
      [
        either(
          one(['mq:CreateUser', 'mq:UpdateUser'], 'mqBrokers'),
          one('kafka:BatchAssociateScramSecret', 'kafkaCluster'),
        ),
      ],
    ],
    sources: ['HackTricks aws-mq-privesc: mq:CreateUser, mq:UpdateUser'],
  },
  {
    id: 'redshift-master-password',
    phrase: 'set the master password of Redshift at large',
    steps: [
      [
        either(
          broad('redshift:ModifyCluster', 'redshiftCluster'),
          broad('redshift-serverless:UpdateNamespace', 'redshiftServerlessNamespace'),
        ),
      ],
    ],
    sources: ['HackTricks aws-redshift-privesc: redshift:ModifyCluster'],
  },
  {
    id: 'database-users',
    phrase: 'set passwords of databases and caches at large',
    steps: [
      [
        either(
          broad('docdb-elastic:UpdateCluster', 'docdbElasticCluster'),
          broad(['elasticache:CreateUser', 'elasticache:ModifyUser'], 'elasticacheUser'),
          one('memorydb:CreateUser', 'none'),
          broad('memorydb:UpdateUser', 'memorydbUser'),
          broad('rds:ModifyTenantDatabase', 'rdsTenantDatabase'),
        ),
      ],
    ],
    sources: ['API references of DocumentDB, ElastiCache, MemoryDB, RDS: passwords in the request'],
  },
  {
    id: 'database-connect',
    phrase: 'log in to databases and caches at large',
    steps: [
      [
        either(
          broad(['dsql:DbConnectAdmin', 'dsql:DbConnect'], 'dsqlCluster'),
          broad('elasticache:Connect', 'elasticacheUser'),
          broad('memorydb:Connect', 'memorydbCluster'),
        ),
      ],
    ],
    sources: [
      'Aurora DSQL user guide, "Authentication and authorization"',
      'ElastiCache user guide, "Authenticating with IAM"',
    ],
  },
  {
    id: 'application-sign-in',
    phrase: 'sign in to applications (SageMaker partner apps, MLflow, QuickSight) as others',
    steps: [
      [
        either(
          one('sagemaker:CreatePartnerAppPresignedUrl', 'sagemakerPartnerApp'),
          one('sagemaker:CreatePresignedMlflowTrackingServerUrl', 'sagemakerMlflowTrackingServer'),
          one('sagemaker:CreatePresignedMlflowAppUrl', 'sagemakerMlflowApp'),
          one('quicksight:GenerateEmbedUrlForRegisteredUser', 'quicksightUser'),
          one('quicksight:GetSessionEmbedUrl', 'none'),
        ),
      ],
    ],
    sources: ['SageMaker and QuickSight API references: the answer is a signed-in URL'],
  },
  {
    id: 'transfer-user-keys',
    phrase: 'add keys to users of {any} file transfer server',
    steps: [[one('transfer:ImportSshPublicKey', 'transferUser')]],
    sources: ['Transfer Family API reference, ImportSshPublicKey'],
  },
  {
    id: 'service-credentials',
    phrase: 'get credentials of roles that services hold (DataZone, managed instances)',
    steps: [
      [
        either(
          one(['datazone:GetDomainExecutionRoleCredentials', 'datazone:GetIamPortalLoginUrl'], 'none'),
          one('ssm:RequestManagedInstanceRoleToken', 'managedInstance'),
        ),
      ],
    ],
    sources: ['Service Authorization Reference: the answers are credentials'],
  },
  {
    id: 'delegated-access-token',
    phrase: "exchange a partner's token for credentials in the account",
    steps: [[one('sts:GetDelegatedAccessToken', 'none')]],
    sources: ['STS API reference, GetDelegatedAccessToken'],
  },
  {
    id: 'connection-tokens',
    phrase: 'get the tokens of connections to code repositories and other services',
    steps: [
      [
        either(
          one('codeconnections:GetConnectionToken', 'codeconnectionsConnection'),
          one('codestar-connections:GetConnectionToken', 'codestarConnectionsConnection'),
          one('events:RetrieveConnectionCredentials', 'eventsConnection'),
          one('states:RevealSecrets', 'none'),
        ),
      ],
    ],
    sources: ['Service Authorization Reference: GetConnectionToken, RetrieveConnectionCredentials'],
  },
  {
    id: 'warehouse-users',
    phrase: 'sign in to Redshift as a person, or add users to it',
    steps: [
      [
        either(
          one('redshift:GetIdentityCenterAuthToken', 'redshiftCluster'),
          one('redshift-serverless:GetIdentityCenterAuthToken', 'redshiftWorkgroup'),
          one('redshift:CreateClusterUser', 'redshiftUser'),
        ),
      ],
    ],
    sources: ['Redshift API reference, GetIdentityCenterAuthToken'],
  },
  {
    id: 'cognito-client-secrets',
    phrase: 'add secrets to the clients of user pools',
    steps: [[one('cognito-idp:AddUserPoolClientSecret', 'userPool')]],
    sources: ['Cognito API reference, AddUserPoolClientSecret'],
  },
  {
    id: 'domain-transfer-code',
    phrase: 'get the code that moves {any} domain elsewhere',
    steps: [[one('route53domains:RetrieveDomainAuthCode', 'none')]],
    sources: ['Route 53 Domains API reference, RetrieveDomainAuthCode'],
  },
]);
