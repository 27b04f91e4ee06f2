/** What a resource shape depends on. */
export interface Place {
  /** "aws", "aws-cn", "aws-us-gov". */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
}

/** The resources an action works on, as one ARN with wildcards. */
export interface Shape {
  /** `{partition}` and `{account}` are filled in; a `*` stands for any Region, name or id. */
  readonly arn: string;
  /** Resources of that shape which cannot be used: alone they satisfy nothing. */
  readonly except?: readonly string[];
}

/**
 * What an action without resources is asked about. Such a call is checked against "*" alone, so a statement that
 * names ARNs does not concern it; no pattern but one of pure wildcards matches this character.
 * Source: IAM user guide, "Policies and permissions": actions that do not support resource-level permissions.
 */
const NO_RESOURCE = '-';

/** AWS makes these roles and nobody else can change, pass or assume them. Source: IAM user guide, "Service-linked roles". */
const ROLES_OF_AWS = [
  'arn:{partition}:iam::{account}:role/aws-reserved/*',
  'arn:{partition}:iam::{account}:role/aws-service-role/*',
];

const own = (service: string, rest: string): Shape => ({
  arn: `arn:{partition}:${service}:*:{account}:${rest}`,
});

/** Shapes by name; each from the action's row in the AWS Service Authorization Reference. */
export const SHAPES = {
  /** The action has no resource. */
  none: { arn: NO_RESOURCE },
  /** Everything there is. */
  everything: { arn: '*' },

  role: { arn: 'arn:{partition}:iam::{account}:role/*', except: ROLES_OF_AWS },
  /** Roles outside the account. */
  foreignRole: {
    arn: 'arn:{partition}:iam::*:role/*',
    except: ['arn:{partition}:iam::{account}:role/*'],
  },
  user: { arn: 'arn:{partition}:iam::{account}:user/*' },
  group: { arn: 'arn:{partition}:iam::{account}:group/*' },
  policy: { arn: 'arn:{partition}:iam::{account}:policy/*' },
  oidcProvider: { arn: 'arn:{partition}:iam::{account}:oidc-provider/*' },
  samlProvider: { arn: 'arn:{partition}:iam::{account}:saml-provider/*' },
  mfaDevice: { arn: 'arn:{partition}:iam::{account}:mfa/*' },

  ssoInstance: { arn: 'arn:{partition}:sso:::instance/*' },
  permissionSet: { arn: 'arn:{partition}:sso:::permissionSet/*' },
  ssoAccount: { arn: 'arn:{partition}:sso:::account/*' },
  identityStore: { arn: 'arn:{partition}:identitystore::*:identitystore/*' },

  trustAnchor: own('rolesanywhere', 'trust-anchor/*'),
  anywhereProfile: own('rolesanywhere', 'profile/*'),
  revocationList: own('rolesanywhere', 'crl/*'),
  certificateAuthority: own('acm-pca', 'certificate-authority/*'),
  certificate: own('acm', 'certificate/*'),

  lambdaFunction: own('lambda', 'function:*'),
  lambdaLayer: own('lambda', 'layer:*'),

  instance: own('ec2', 'instance/*'),
  launchTemplate: own('ec2', 'launch-template/*'),
  spotRequest: own('ec2', 'spot-instances-request/*'),
  volume: own('ec2', 'volume/*'),
  securityGroup: own('ec2', 'security-group/*'),
  flowLog: own('ec2', 'vpc-flow-log/*'),
  /** Snapshots and images carry no account in their ARN. */
  snapshot: { arn: 'arn:{partition}:ec2:*::snapshot/*' },
  image: { arn: 'arn:{partition}:ec2:*::image/*' },
  autoScalingGroup: own('autoscaling', 'autoScalingGroup:*'),
  launchConfiguration: own('autoscaling', 'launchConfiguration:*'),

  cluster: own('ecs', 'cluster/*'),
  task: own('ecs', 'task/*'),
  taskDefinition: own('ecs', 'task-definition/*'),
  ecsService: own('ecs', 'service/*'),
  eksCluster: own('eks', 'cluster/*'),
  accessEntry: own('eks', 'access-entry/*'),

  jobQueue: own('batch', 'job-queue/*'),
  jobDefinition: own('batch', 'job-definition/*'),

  stack: own('cloudformation', 'stack/*'),
  stackSet: own('cloudformation', 'stackset/*'),
  buildProject: own('codebuild', 'project/*'),
  deploymentGroup: own('codedeploy', 'deploymentgroup:*'),
  deploymentConfig: own('codedeploy', 'deploymentconfig:*'),
  deployApplication: own('codedeploy', 'application:*'),
  actionType: own('codepipeline', 'actiontype:*'),
  dataPipeline: own('datapipeline', 'pipeline/*'),

  glueJob: own('glue', 'job/*'),
  glueTrigger: own('glue', 'trigger/*'),
  glueSession: own('glue', 'session/*'),
  devEndpoint: own('glue', 'devEndpoint/*'),
  glueCatalog: own('glue', 'catalog'),
  notebook: own('sagemaker', 'notebook-instance/*'),
  notebookLifecycle: own('sagemaker', 'notebook-instance-lifecycle-config/*'),
  trainingJob: own('sagemaker', 'training-job/*'),
  processingJob: own('sagemaker', 'processing-job/*'),
  studioUser: own('sagemaker', 'user-profile/*'),
  codeInterpreter: own('bedrock-agentcore', 'code-interpreter-custom/*'),
  agentBrowser: own('bedrock-agentcore', 'browser-custom/*'),
  agentRuntime: own('bedrock-agentcore', 'runtime/*'),
  workloadIdentity: own('bedrock-agentcore', 'workload-identity-directory/*'),
  appRunnerService: own('apprunner', 'service/*'),
  stateMachine: own('states', 'stateMachine:*'),
  schedule: own('scheduler', 'schedule/*'),
  airflowEnvironment: own('airflow', 'environment/*'),
  airflowRole: own('airflow', 'role/*'),
  emrServerlessApplication: own('emr-serverless', '/applications/*'),
  emrEndpoint: own('emr-containers', '/virtualclusters/*'),
  gameBuild: own('gamelift', 'build/*'),
  fleet: own('gamelift', 'fleet/*'),
  analyticsApplication: own('kinesisanalytics', 'application/*'),
  omicsRun: own('omics', 'run/*'),
  imageComponent: own('imagebuilder', 'component/*'),
  imageBuilt: own('imagebuilder', 'image/*'),
  imageRecipe: own('imagebuilder', 'image-recipe/*'),
  imageInfrastructure: own('imagebuilder', 'infrastructure-configuration/*'),
  iotRoleAlias: own('iot', 'rolealias/*'),
  iotPolicy: own('iot', 'policy/*'),
  iotCertificate: own('iot', 'cert/*'),

  /** AWS's own documents have no account in their ARN. */
  ssmDocument: { arn: 'arn:{partition}:ssm:*:*:document/*' },
  ownSsmDocument: own('ssm', 'document/*'),
  managedInstance: own('ssm', 'managed-instance/*'),
  automation: own('ssm', 'automation-definition/*'),
  parameter: own('ssm', 'parameter/*'),

  secret: own('secretsmanager', 'secret:*'),
  key: own('kms', 'key/*'),
  databaseUser: own('rds-db', 'dbuser:*'),
  redshiftUser: own('redshift', 'dbuser:*'),
  redshiftDatabase: own('redshift', 'dbname:*'),
  redshiftWorkgroup: own('redshift-serverless', 'workgroup/*'),
  identityPool: own('cognito-identity', 'identitypool/*'),
  userPool: own('cognito-idp', 'userpool/*'),
  grafanaWorkspace: own('grafana', '/workspaces/*'),
  connectInstance: own('connect', 'instance/*'),
  lightsailInstance: own('lightsail', 'Instance/*'),
  lightsailBucket: own('lightsail', 'Bucket/*'),
  lightsailDatabase: own('lightsail', 'RelationalDatabase/*'),
  accessGrants: own('s3', 'access-grants/default'),

  memberAccount: { arn: 'arn:{partition}:account::*:account/*' },
  airflowServerlessWorkflow: own('airflow-serverless', 'workflow/*'),
  amplifyBranches: own('amplify', 'apps/*'),
  appstreamAppBlockBuilder: own('appstream', 'app-block-builder/*'),
  appstreamFleet: own('appstream', 'fleet/*'),
  appstreamImageBuilder: own('appstream', 'image-builder/*'),
  batchComputeEnvironment: own('batch', 'compute-environment/*'),
  bedrockAgentcoreApikeycredentialprovider: own('bedrock-agentcore', 'token-vault/*'),
  bedrockAgentcoreGateway: own('bedrock-agentcore', 'gateway/*'),
  budgetsBudgetaction: { arn: 'arn:{partition}:budgets::{account}:budget/*' },
  cloud9Environment: own('cloud9', 'environment:*'),
  codebuildSandbox: own('codebuild', 'sandbox/*'),
  codecatalystConnections: own('codecatalyst', '/connections/*'),
  codeconnectionsRepositorylink: own('codeconnections', 'repository-link/*'),
  codepipelinePipeline: own('codepipeline', '*'),
  codestarConnectionsRepositorylink: own('codestar-connections', 'repository-link/*'),
  configConformancepack: own('config', 'conformance-pack/*'),
  configOrganizationconformancepack: own('config', 'organization-conformance-pack/*'),
  configRemediationconfiguration: own('config', 'remediation-configuration/*'),
  deadlineQueue: own('deadline', 'farm/*'),
  devicefarmProject: own('devicefarm', 'project:*'),
  docdbElasticCluster: own('docdb-elastic', 'cluster/*'),
  dsDirectory: own('ds', 'directory/*'),
  dsqlCluster: own('dsql', 'cluster/*'),
  ec2Fleet: own('ec2', 'fleet/*'),
  ec2SpotFleetRequest: own('ec2', 'spot-fleet-request/*'),
  ecsTaskSet: own('ecs', 'task-set/*'),
  eksCapability: own('eks', 'capability/*'),
  eksPodidentityassociation: own('eks', 'podidentityassociation/*'),
  elasticacheUser: own('elasticache', 'user:*'),
  elasticbeanstalkApplicationversion: own('elasticbeanstalk', 'applicationversion/*'),
  elasticbeanstalkEnvironment: own('elasticbeanstalk', 'environment/*'),
  elasticmapreduceCluster: own('elasticmapreduce', 'cluster/*'),
  elasticmapreduceEditor: own('elasticmapreduce', 'editor/*'),
  elasticmapreduceStudio: own('elasticmapreduce', 'studio/*'),
  gameliftGameservergroup: own('gamelift', 'gameservergroup/*'),
  glueBlueprint: own('glue', 'blueprint/*'),
  greengrassComponent: own('greengrass', 'components:*'),
  iamDelegationRequest: { arn: 'arn:{partition}:iam::{account}:delegation-request/*' },
  iamInstanceProfile: { arn: 'arn:{partition}:iam::{account}:instance-profile/*' },
  iotProvisioningtemplate: own('iot', 'provisioningtemplate/*'),
  iotRule: own('iot', 'rule/*'),
  kafkaCluster: own('kafka', 'cluster/*'),
  memorydbCluster: own('memorydb', 'cluster/*'),
  memorydbUser: own('memorydb', 'user/*'),
  mqBrokers: own('mq', 'broker:*'),
  omicsRunbatch: own('omics', 'runBatch/*'),
  omicsWorkflow: own('omics', 'workflow/*'),
  organizationsHandshake: { arn: 'arn:{partition}:organizations::*:handshake/*' },
  organizationsResourcepolicy: { arn: 'arn:{partition}:organizations::*:resourcepolicy/*' },
  pcsCluster: own('pcs', 'cluster/*'),
  pipesPipe: own('pipes', 'pipe/*'),
  protonEnvironment: own('proton', 'environment/*'),
  protonEnvironmentTemplate: own('proton', 'environment-template/*'),
  quicksightUser: own('quicksight', 'user/*'),
  rdsTenantDatabase: own('rds', 'tenant-database:*'),
  redshiftServerlessNamespace: own('redshift-serverless', 'namespace/*'),
  sagemakerApp: own('sagemaker', 'app/*'),
  sagemakerCluster: own('sagemaker', 'cluster/*'),
  sagemakerDataQualityJobDefinition: own('sagemaker', 'data-quality-job-definition/*'),
  sagemakerDomain: own('sagemaker', 'domain/*'),
  sagemakerEndpoint: own('sagemaker', 'endpoint/*'),
  sagemakerHyperParameterTuningJob: own('sagemaker', 'hyper-parameter-tuning-job/*'),
  sagemakerMlflowApp: own('sagemaker', 'mlflow-app/*'),
  sagemakerMlflowTrackingServer: own('sagemaker', 'mlflow-tracking-server/*'),
  sagemakerModel: own('sagemaker', 'model/*'),
  sagemakerModelBiasJobDefinition: own('sagemaker', 'model-bias-job-definition/*'),
  sagemakerModelExplainabilityJobDefinition: own('sagemaker', 'model-explainability-job-definition/*'),
  sagemakerModelQualityJobDefinition: own('sagemaker', 'model-quality-job-definition/*'),
  sagemakerMonitoringSchedule: own('sagemaker', 'monitoring-schedule/*'),
  sagemakerPartnerApp: own('sagemaker', 'partner-app/*'),
  sagemakerPipeline: own('sagemaker', 'pipeline/*'),
  sagemakerSpace: own('sagemaker', 'space/*'),
  sagemakerStudioLifecycleConfig: own('sagemaker', 'studio-lifecycle-config/*'),
  sagemakerTransformJob: own('sagemaker', 'transform-job/*'),
  servicecatalogProduct: own('catalog', 'product/*'),
  ssmAssociation: own('ssm', 'association/*'),
  ssmIncidentsResponsePlan: { arn: 'arn:{partition}:ssm-incidents::{account}:response-plan/*' },
  ssmMaintenancewindow: own('ssm', 'maintenancewindow/*'),
  ssmOpsitem: own('ssm', 'opsitem/*'),
  ssmSession: own('ssm', 'session/*'),
  ssoApplication: { arn: 'arn:{partition}:sso::{account}:application/*' },
  ssoTrustedtokenissuer: { arn: 'arn:{partition}:sso::{account}:trustedTokenIssuer/*' },
  stsRootUser: { arn: 'arn:{partition}:iam::*:root' },
  syntheticsCanary: own('synthetics', 'canary:*'),
  transferServer: own('transfer', 'server/*'),
  transferUser: own('transfer', 'user/*'),
  workmailOrganization: own('workmail', 'organization/*'),
  greengrass: own('greengrass', '*'),

  /** Buckets and objects carry neither Region nor account in their ARN. */
  bucket: { arn: 'arn:{partition}:s3:::*' },
  object: { arn: 'arn:{partition}:s3:::*/*' },
  accessPoint: own('s3', 'accesspoint/*'),
  table: own('dynamodb', 'table/*'),
  tableBackup: own('dynamodb', 'table/*/backup/*'),
  tableStream: own('dynamodb', 'table/*/stream/*'),
  database: own('rds', 'db:*'),
  databaseCluster: own('rds', 'cluster:*'),
  databaseSnapshot: own('rds', 'snapshot:*'),
  databaseClusterSnapshot: own('rds', 'cluster-snapshot:*'),
  redshiftCluster: own('redshift', 'cluster:*'),
  redshiftSnapshot: own('redshift', 'snapshot:*'),
  workgroup: own('athena', 'workgroup/*'),
  queue: own('sqs', '*'),
  topic: own('sns', '*'),
  stream: own('kinesis', 'stream/*'),
  searchDomain: own('es', 'domain/*'),
  searchCollection: own('aoss', 'collection/*'),
  keyspace: own('cassandra', '/keyspace/*'),
  graphDatabase: own('neptune-db', '*'),
  fileSystem: own('elasticfilesystem', 'file-system/*'),
  windowsFileSystem: own('fsx', 'file-system/*'),
  repository: own('codecommit', '*'),
  packageRepository: own('codeartifact', 'repository/*'),
  imageRepository: own('ecr', 'repository/*'),
  vault: own('glacier', 'vaults/*'),
  backupVault: own('backup', 'backup-vault:*'),
  recoveryPoint: own('backup', 'recovery-point:*'),
  restApi: { arn: 'arn:{partition}:apigateway:*::/restapis/*' },
  resourceShare: own('ram', 'resource-share/*'),
  hostedZone: { arn: 'arn:{partition}:route53:::hostedzone/*' },

  trail: own('cloudtrail', 'trail/*'),
  eventDataStore: own('cloudtrail', 'eventdatastore/*'),
  configRecorder: own('config', 'configuration-recorder/*'),
  configRule: own('config', 'config-rule/*'),
  detector: own('guardduty', 'detector/*'),
  securityHub: own('securityhub', 'hub/*'),
  analyzer: own('access-analyzer', 'analyzer/*'),
  behaviourGraph: own('detective', 'graph:*'),
  dataLake: own('securitylake', 'data-lake/*'),
  logGroup: own('logs', 'log-group:*'),
  alarm: own('cloudwatch', 'alarm:*'),
  eventRule: own('events', 'rule/*'),
  webAcl: own('wafv2', '*/webacl/*'),
  firewall: own('network-firewall', 'firewall/*'),
  queryLogConfig: own('route53resolver', 'resolver-query-log-config/*'),
  organizationPolicy: { arn: 'arn:{partition}:organizations::*:policy/*' },
  organizationRoot: { arn: 'arn:{partition}:organizations::*:root/*' },
  organizationAccount: { arn: 'arn:{partition}:organizations::*:account/*' },
  account: { arn: 'arn:{partition}:account::{account}:account' },
} as const satisfies Readonly<Record<string, Shape>>;

export type ShapeName = keyof typeof SHAPES;

/** A shape's pattern in one partition and account. */
export const fill = (pattern: string, { partition, account }: Place): string =>
  pattern.replace('{partition}', partition).replace('{account}', account);
