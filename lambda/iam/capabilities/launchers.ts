import { type CapabilityRow, either, one, pass, table } from './row';

/*
 * Handing a role to new code of one's own. iam:PassRole is checked in the call that starts or configures the code, so both
 * are needs of one step; running it afterwards can be another session's step. To pass any role is taken as a path to
 * admin, as the field does; to pass some roles leads to what those roles can do.
 *
 * The service principal of each row is the value of iam:PassedToService in that call. Sources: the services' pages in the
 * Service Authorization Reference and the iam:PassedToService conditions of their AWS managed policies.
 */

const createFunction = one('lambda:CreateFunction', 'lambdaFunction');
const registerTask = one('ecs:RegisterTaskDefinition', 'taskDefinition');
const toLambda = pass('lambda.amazonaws.com');
const toEc2 = pass('ec2.amazonaws.com');
const toTasks = pass('ecs-tasks.amazonaws.com');
const toGlue = pass('glue.amazonaws.com');
const toStacks = pass('cloudformation.amazonaws.com');
const toBuilds = pass('codebuild.amazonaws.com');
const toNotebooks = pass('sagemaker.amazonaws.com');
const toAgents = pass('bedrock-agentcore.amazonaws.com');

/** iam:PassRole and something to run. */
export const LAUNCHERS: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'lambda-new-function-invoke',
    phrase: 'pass {any} role to a new Lambda function and invoke it',
    steps: [[toLambda, createFunction], [one('lambda:InvokeFunction', 'lambdaFunction')]],
    sources: [
      'pathfinding.cloud lambda-001',
      'prowler PassRole+CreateLambda+Invoke',
      'cloudsplaining PassExistingRoleToNewLambdaThenInvoke',
    ],
  },
  {
    id: 'lambda-new-function-event-source',
    phrase: 'pass {any} role to a new Lambda function and let a stream or queue run it',
    steps: [[toLambda, createFunction], [one('lambda:CreateEventSourceMapping', 'none')]],
    sources: [
      'pathfinding.cloud lambda-002',
      'prowler PassRole+CreateLambda+ExistingDynamo',
      'cloudsplaining PassExistingRoleToNewLambdaThenTriggerWithExistingDynamo',
    ],
  },
  {
    id: 'lambda-new-function-new-table',
    phrase: 'pass {any} role to a new Lambda function and run it from a DynamoDB table of its own',
    steps: [
      [toLambda, createFunction],
      [one('lambda:CreateEventSourceMapping', 'none')],
      [one('dynamodb:CreateTable', 'table')],
      [one('dynamodb:PutItem', 'table')],
    ],
    variationOf: 'lambda-new-function-event-source',
    sources: [
      'prowler PassRole+CreateLambda+NewDynamo',
      'cloudsplaining PassExistingRoleToNewLambdaThenTriggerWithNewDynamo',
    ],
  },
  {
    id: 'lambda-new-function-permission',
    phrase: 'pass {any} role to a new Lambda function and let anybody invoke it',
    steps: [[toLambda, createFunction], [one('lambda:AddPermission', 'lambdaFunction')]],
    sources: [
      'pathfinding.cloud lambda-006',
      'prowler PassRole+CreateLambda+AddPermission',
      'cloudsplaining PassExistingRoleToNewLambdaThenAddPermission',
    ],
  },
  {
    id: 'ec2-run-instances',
    phrase: 'start an EC2 instance with {any} role',
    steps: [[toEc2, one('ec2:RunInstances', 'instance')]],
    sources: ['pathfinding.cloud ec2-001', 'prowler PassRole+EC2', 'cloudsplaining CreateEC2WithExistingIP'],
  },
  {
    id: 'ec2-request-spot-instances',
    phrase: 'start an EC2 spot instance with {any} role',
    steps: [[toEc2, one('ec2:RequestSpotInstances', 'spotRequest')]],
    sources: [
      'pathfinding.cloud ec2-003',
      'prowler PassRole+EC2SpotInstances',
      'cloudsplaining PassExistingRoleToNewEC2SpotInstance',
    ],
  },
  {
    id: 'ec2-associate-instance-profile',
    phrase: 'give {any} role to a running EC2 instance',
    steps: [
      [
        toEc2,
        one(['ec2:AssociateIamInstanceProfile', 'ec2:ReplaceIamInstanceProfileAssociation'], 'instance'),
      ],
    ],
    sources: ['EC2 user guide, "Attach an IAM role to an instance": needs iam:PassRole'],
  },
  {
    id: 'autoscaling-create-group',
    phrase: 'start EC2 instances with {any} role through a new Auto Scaling group',
    steps: [
      [toEc2, one('autoscaling:CreateLaunchConfiguration', 'launchConfiguration')],
      [one('autoscaling:CreateAutoScalingGroup', 'autoScalingGroup')],
    ],
    sources: ['prowler PassRole+CreateAutoScaling'],
  },
  {
    id: 'autoscaling-update-group',
    phrase: 'start EC2 instances with {any} role through an existing Auto Scaling group',
    steps: [
      [toEc2, one('autoscaling:CreateLaunchConfiguration', 'launchConfiguration')],
      [one('autoscaling:UpdateAutoScalingGroup', 'autoScalingGroup')],
    ],
    sources: ['prowler PassRole+UpdateAutoScaling'],
  },
  {
    id: 'ecs-run-task-new-definition',
    phrase: 'pass {any} role to a new ECS task definition and run it',
    steps: [[toTasks, registerTask], [one('ecs:RunTask', 'taskDefinition')]],
    sources: [
      'pathfinding.cloud ecs-004',
      'prowler PassRole+ECS+RegisterTaskDef+RunTask',
      'cloudsplaining PassExistingRoleToNewECSTaskViaRunTask',
    ],
  },
  {
    id: 'ecs-create-service-new-definition',
    phrase: 'pass {any} role to a new ECS task definition and run it as a service',
    steps: [[toTasks, registerTask], [one('ecs:CreateService', 'ecsService')]],
    sources: [
      'pathfinding.cloud ecs-003',
      'prowler PassRole+ECS+RegisterTaskDef+CreateService',
      'cloudsplaining PassExistingRoleToNewECSService',
    ],
  },
  {
    id: 'ecs-start-task-new-definition',
    phrase: 'pass {any} role to a new ECS task definition and start it on an existing instance',
    steps: [[toTasks, registerTask], [one('ecs:StartTask', 'taskDefinition')]],
    sources: [
      'pathfinding.cloud ecs-005',
      'prowler PassRole+ECS+RegisterTaskDef+StartTask',
      'cloudsplaining PassExistingRoleToNewECSTaskViaStartTask',
    ],
  },
  {
    id: 'ecs-new-cluster-run-task',
    phrase: 'pass {any} role to a new ECS task definition and run it in a cluster of its own',
    steps: [
      [toTasks, registerTask],
      [one('ecs:CreateCluster', 'cluster')],
      [one('ecs:RunTask', 'taskDefinition')],
    ],
    variationOf: 'ecs-run-task-new-definition',
    sources: ['pathfinding.cloud ecs-002', 'cloudsplaining PassExistingRoleToNewECSClusterRunTask'],
  },
  {
    id: 'ecs-new-cluster-create-service',
    phrase: 'pass {any} role to a new ECS task definition and run it as a service in a cluster of its own',
    steps: [
      [toTasks, registerTask],
      [one('ecs:CreateCluster', 'cluster')],
      [one('ecs:CreateService', 'ecsService')],
    ],
    variationOf: 'ecs-create-service-new-definition',
    sources: ['pathfinding.cloud ecs-001', 'cloudsplaining PassExistingRoleToNewECSClusterServiceTask'],
  },
  {
    id: 'ecs-run-task-override',
    phrase: 'run an existing ECS task definition with {any} role and a command of its own',
    steps: [[toTasks, one('ecs:RunTask', 'taskDefinition')]],
    sources: ['prowler PassRole+ECS+RunTask'],
  },
  {
    id: 'ecs-start-task-override',
    phrase: 'start an existing ECS task definition with {any} role and a command of its own',
    steps: [[toTasks, one('ecs:StartTask', 'taskDefinition')]],
    sources: ['prowler PassRole+ECSStartTaskExistingCluster'],
  },
  {
    id: 'ecs-start-task-own-instance',
    phrase: 'start an ECS task with {any} role on an instance of its own',
    steps: [
      [toTasks, one('ecs:StartTask', 'taskDefinition')],
      [one('ecs:RegisterContainerInstance', 'cluster')],
      [one('ecs:DeregisterContainerInstance', 'cluster')],
    ],
    variationOf: 'ecs-start-task-override',
    sources: ['prowler PassRole+ECS+StartTask'],
  },
  {
    id: 'eks-pod-identity',
    phrase: 'give {any} role to pods of an EKS cluster',
    steps: [[pass('pods.eks.amazonaws.com'), one('eks:CreatePodIdentityAssociation', 'eksCluster')]],
    sources: ['EKS user guide, "Assign an IAM role to a Kubernetes service account": needs iam:PassRole'],
  },
  {
    id: 'batch-new-job-definition',
    phrase: 'pass {any} role to a new Batch job and run it',
    steps: [
      [
        pass('ecs-tasks.amazonaws.com', 'batch.amazonaws.com'),
        one('batch:RegisterJobDefinition', 'jobDefinition'),
      ],
      [one('batch:SubmitJob', 'jobQueue')],
    ],
    sources: ['prowler PassRole+BatchRegisterJobDef+SubmitJob'],
  },
  {
    id: 'cloudformation-create-stack',
    phrase: 'create a CloudFormation stack as {any} role',
    steps: [[toStacks, one('cloudformation:CreateStack', 'stack')]],
    sources: [
      'pathfinding.cloud cloudformation-001',
      'prowler PassRole+CloudFormationCreateStack',
      'cloudsplaining PassExistingRoleToCloudFormation',
    ],
  },
  {
    id: 'cloudformation-create-stack-set',
    phrase: 'create a CloudFormation stack set as {any} role',
    steps: [
      [toStacks, one('cloudformation:CreateStackSet', 'none')],
      [one('cloudformation:CreateStackInstances', 'stackSet')],
    ],
    sources: [
      'pathfinding.cloud cloudformation-003',
      'prowler PassRole+CloudFormationCreateStackSet',
      'cloudsplaining PassExistingRoleToNewCloudFormationStackSet',
    ],
  },
  {
    id: 'cloudformation-update-stack-set',
    phrase: 'update a CloudFormation stack set as {any} role',
    steps: [[toStacks, one('cloudformation:UpdateStackSet', 'stackSet')]],
    sources: [
      'pathfinding.cloud cloudformation-004',
      'prowler PassRole+CloudFormationUpdateStackSet',
      'cloudsplaining PassRoleToUpdateCloudFormationStackSet',
    ],
  },
  {
    id: 'codebuild-new-project-build',
    phrase: 'pass {any} role to a new CodeBuild project and build it',
    steps: [
      [toBuilds, one('codebuild:CreateProject', 'buildProject')],
      [one('codebuild:StartBuild', 'buildProject')],
    ],
    sources: [
      'pathfinding.cloud codebuild-001',
      'prowler PassRole+CodeBuildCreateProject+StartBuild',
      'cloudsplaining PassExistingRoleToNewCodeBuildProjectThenBuild',
    ],
  },
  {
    id: 'codebuild-new-project-build-batch',
    phrase: 'pass {any} role to a new CodeBuild project and build it as a batch',
    steps: [
      [toBuilds, one('codebuild:CreateProject', 'buildProject')],
      [one('codebuild:StartBuildBatch', 'buildProject')],
    ],
    sources: [
      'pathfinding.cloud codebuild-004',
      'prowler PassRole+CodeBuildCreateProject+StartBuildBatch',
      'cloudsplaining PassExistingRoleToNewCodeBuildProjectThenBuildBatch',
    ],
  },
  {
    id: 'codestar-create-project',
    phrase: 'pass {any} role to a new CodeStar project',
    steps: [[pass('codestar.amazonaws.com'), one('codestar:CreateProject', 'none')]],
    sources: ['prowler PassRole+CodeStar'],
  },
  {
    id: 'datapipeline-new-pipeline',
    phrase: 'pass {any} role to a new data pipeline and activate it',
    steps: [
      [
        pass('datapipeline.amazonaws.com'),
        one('datapipeline:CreatePipeline', 'none'),
        one('datapipeline:PutPipelineDefinition', 'dataPipeline'),
      ],
      [one('datapipeline:ActivatePipeline', 'dataPipeline')],
    ],
    sources: ['pathfinding.cloud datapipeline-001', 'prowler PassRole+DataPipeline'],
  },
  {
    id: 'glue-new-dev-endpoint',
    phrase: 'pass {any} role to a new Glue development endpoint',
    steps: [[toGlue, one('glue:CreateDevEndpoint', 'none')]],
    sources: [
      'pathfinding.cloud glue-001',
      'prowler PassRole+GlueCreateDevEndpoint',
      'cloudsplaining PassExistingRoleToNewGlueDevEndpoint',
    ],
  },
  {
    id: 'glue-new-job-run',
    phrase: 'pass {any} role to a new Glue job and run it',
    steps: [[toGlue, one('glue:CreateJob', 'glueJob')], [one('glue:StartJobRun', 'glueJob')]],
    sources: [
      'pathfinding.cloud glue-003',
      'prowler PassRole+GlueCreateJob+StartJobRun',
      'cloudsplaining PassExistingRoleToNewGlueJobThenRun',
    ],
  },
  {
    id: 'glue-new-job-trigger',
    phrase: 'pass {any} role to a new Glue job and let a trigger run it',
    steps: [[toGlue, one('glue:CreateJob', 'glueJob')], [one('glue:CreateTrigger', 'glueTrigger')]],
    sources: [
      'pathfinding.cloud glue-004',
      'prowler PassRole+GlueCreateJob+CreateTrigger',
      'cloudsplaining PassExistingRoleToNewGlueJobViaTrigger',
    ],
  },
  {
    id: 'glue-update-job-run',
    phrase: 'pass {any} role to an existing Glue job and run code of its own in it',
    steps: [[toGlue, one('glue:UpdateJob', 'glueJob')], [one('glue:StartJobRun', 'glueJob')]],
    sources: [
      'pathfinding.cloud glue-005',
      'prowler PassRole+GlueUpdateJob+StartJobRun',
      'cloudsplaining PassExistingRoleToUpdatedGlueJobThenRun',
    ],
  },
  {
    id: 'glue-update-job-trigger',
    phrase: 'pass {any} role to an existing Glue job and let a trigger run code of its own in it',
    steps: [[toGlue, one('glue:UpdateJob', 'glueJob')], [one('glue:CreateTrigger', 'glueTrigger')]],
    sources: [
      'pathfinding.cloud glue-006',
      'prowler PassRole+GlueUpdateJob+CreateTrigger',
      'cloudsplaining PassExistingRoleToUpdatedGlueJobViaTrigger',
    ],
  },
  {
    id: 'glue-new-session',
    phrase: 'pass {any} role to a Glue session and run statements in it',
    steps: [[toGlue, one('glue:CreateSession', 'glueSession')], [one('glue:RunStatement', 'glueSession')]],
    sources: ['prowler PassRole+GlueCreateSession+RunStatement'],
  },
  {
    id: 'sagemaker-new-notebook',
    phrase: 'pass {any} role to a new SageMaker notebook',
    steps: [[toNotebooks, one('sagemaker:CreateNotebookInstance', 'notebook')]],
    sources: [
      'pathfinding.cloud sagemaker-001',
      'prowler PassRole+SageMakerCreateNotebookInstance',
      'cloudsplaining PassExistingRoleToNewSageMakerNotebookInstance',
    ],
  },
  {
    id: 'sagemaker-new-training-job',
    phrase: 'pass {any} role to a SageMaker training job',
    steps: [[toNotebooks, one('sagemaker:CreateTrainingJob', 'trainingJob')]],
    sources: [
      'pathfinding.cloud sagemaker-002',
      'prowler PassRole+SageMakerCreateTrainingJob',
      'cloudsplaining PassExistingRoleToNewSageMakerTrainingJob',
    ],
  },
  {
    id: 'sagemaker-new-processing-job',
    phrase: 'pass {any} role to a SageMaker processing job',
    steps: [[toNotebooks, one('sagemaker:CreateProcessingJob', 'processingJob')]],
    sources: [
      'pathfinding.cloud sagemaker-003',
      'prowler PassRole+SageMakerCreateProcessingJob',
      'cloudsplaining PassExistingRoleToNewSageMakerProcessingJob',
    ],
  },
  {
    id: 'apprunner-new-service',
    phrase: 'pass {any} role to a new App Runner service',
    steps: [
      [
        pass('apprunner.amazonaws.com', 'tasks.apprunner.amazonaws.com'),
        one('apprunner:CreateService', 'appRunnerService'),
      ],
    ],
    sources: [
      'pathfinding.cloud apprunner-001',
      'prowler PassRole+AppRunnerCreateService',
      'cloudsplaining PassExistingRoleToNewAppRunnerService',
    ],
  },
  {
    id: 'bedrock-new-code-interpreter',
    phrase: 'pass {any} role to a new Bedrock AgentCore code interpreter and run code in it',
    steps: [
      [toAgents, one('bedrock-agentcore:CreateCodeInterpreter', 'none')],
      [
        one('bedrock-agentcore:StartCodeInterpreterSession', 'codeInterpreter'),
        one('bedrock-agentcore:InvokeCodeInterpreter', 'codeInterpreter'),
      ],
    ],
    sources: [
      'pathfinding.cloud bedrock-001',
      'prowler PassRole+AgentCoreCreateInterpreter+InvokeInterpreter',
      'cloudsplaining PassExistingRoleToNewBedrockCodeInterpreter',
    ],
  },
  {
    id: 'bedrock-new-runtime',
    phrase: 'pass {any} role to a new Bedrock AgentCore runtime and run commands in it',
    steps: [
      [
        toAgents,
        one('bedrock-agentcore:CreateAgentRuntime', 'none'),
        one('bedrock-agentcore:CreateAgentRuntimeEndpoint', 'agentRuntime'),
        one('bedrock-agentcore:CreateWorkloadIdentity', 'workloadIdentity'),
      ],
      [one('bedrock-agentcore:InvokeAgentRuntimeCommand', 'agentRuntime')],
    ],
    sources: ['prowler PassRole+AgentCoreCreateRuntime+InvokeRuntimeCommand'],
  },
  {
    id: 'bedrock-new-harness',
    phrase: 'pass {any} role to a new Bedrock AgentCore harness and run commands in it',
    steps: [
      [
        toAgents,
        one('bedrock-agentcore:CreateHarness', 'none'),
        one('bedrock-agentcore:CreateAgentRuntime', 'none'),
        one('bedrock-agentcore:CreateAgentRuntimeEndpoint', 'agentRuntime'),
        one('bedrock-agentcore:CreateWorkloadIdentity', 'workloadIdentity'),
        one('bedrock-agentcore:GetAgentRuntime', 'agentRuntime'),
      ],
      [one('bedrock-agentcore:InvokeAgentRuntimeCommand', 'agentRuntime')],
    ],
    variationOf: 'bedrock-new-runtime',
    sources: ['prowler PassRole+AgentCoreCreateHarness+InvokeRuntimeCommand'],
  },
  {
    id: 'bedrock-new-browser',
    phrase: 'pass {any} role to a new Bedrock AgentCore browser and drive it',
    steps: [
      [toAgents, one('bedrock-agentcore:CreateBrowser', 'none')],
      [
        one('bedrock-agentcore:StartBrowserSession', 'agentBrowser'),
        one('bedrock-agentcore:ConnectBrowserAutomationStream', 'none'),
      ],
    ],
    sources: ['prowler PassRole+AgentCoreCreateBrowser+ConnectBrowser'],
  },
  {
    id: 'braket-create-job',
    phrase: 'pass {any} role to a Braket job',
    steps: [[pass('braket.amazonaws.com'), one('braket:CreateJob', 'none')]],
    sources: ['prowler PassRole+BraketCreateJob'],
  },
  {
    id: 'cognito-set-identity-pool-roles',
    phrase: 'give {any} role to the visitors of an identity pool',
    steps: [[pass('cognito-identity.amazonaws.com'), one('cognito-identity:SetIdentityPoolRoles', 'none')]],
    sources: ['prowler PassRole+CognitoSetIdentityPoolRoles'],
  },
  {
    id: 'emr-run-job-flow',
    phrase: 'start an EMR cluster with {any} role',
    steps: [[pass('elasticmapreduce.amazonaws.com'), toEc2, one('elasticmapreduce:RunJobFlow', 'none')]],
    sources: ['prowler PassRole+EMRRunJobFlow'],
  },
  {
    id: 'emr-serverless-new-application',
    phrase: 'pass {any} role to a new EMR Serverless application and run a job in it',
    steps: [
      [one('emr-serverless:CreateApplication', 'none')],
      [pass('emr-serverless.amazonaws.com'), one('emr-serverless:StartJobRun', 'emrServerlessApplication')],
    ],
    sources: ['prowler PassRole+EMRServerlessCreateApp+StartJobRun'],
  },
  {
    id: 'gamelift-new-fleet',
    phrase: 'pass {any} role to a new GameLift fleet that runs a build of its own',
    steps: [
      [one('gamelift:CreateBuild', 'none'), one('gamelift:RequestUploadCredentials', 'gameBuild')],
      [pass('gamelift.amazonaws.com'), one('gamelift:CreateFleet', 'none')],
    ],
    sources: ['prowler PassRole+GameLiftCreateBuild+CreateFleet'],
  },
  {
    id: 'imagebuilder-new-image',
    phrase: 'build an EC2 image with {any} role and a script of its own',
    steps: [
      [one('imagebuilder:CreateComponent', 'imageComponent')],
      [one('imagebuilder:CreateImageRecipe', 'imageRecipe')],
      [toEc2, one('imagebuilder:CreateInfrastructureConfiguration', 'imageInfrastructure')],
      [one('imagebuilder:CreateImage', 'imageBuilt')],
    ],
    sources: ['prowler PassRole+ImageBuilderCreateComponent+CreateImage'],
  },
  {
    id: 'kinesisanalytics-new-application',
    phrase: 'pass {any} role to a new Managed Flink application and start it',
    steps: [
      [pass('kinesisanalytics.amazonaws.com'), one('kinesisanalytics:CreateApplication', 'none')],
      [one('kinesisanalytics:StartApplication', 'analyticsApplication')],
    ],
    sources: ['prowler PassRole+KinesisAnalyticsCreateApp+StartApp'],
  },
  {
    id: 'omics-new-workflow',
    phrase: 'pass {any} role to a new HealthOmics workflow and run it',
    steps: [
      [one('omics:CreateWorkflow', 'none'), one('s3:GetObject', 'object')],
      [pass('omics.amazonaws.com'), one('omics:StartRun', 'omicsRun')],
    ],
    sources: ['prowler PassRole+OmicsCreateWorkflow+StartRun'],
  },
  {
    id: 'scheduler-new-schedule',
    phrase: 'let an EventBridge schedule call AWS as {any} role',
    steps: [[pass('scheduler.amazonaws.com'), one('scheduler:CreateSchedule', 'schedule')]],
    sources: ['prowler PassRole+SchedulerCreateSchedule'],
  },
  {
    id: 'ssm-new-automation',
    phrase: 'run a new Systems Manager automation as {any} role',
    steps: [
      [one('ssm:CreateDocument', 'ownSsmDocument')],
      [
        pass('ssm.amazonaws.com'),
        either(
          one('ssm:StartAutomationExecution', 'automation'),
          one('ssm:StartAutomationExecution', 'ownSsmDocument'),
        ),
      ],
    ],
    sources: ['prowler PassRole+SSMCreateDocument+StartAutomation'],
  },
  {
    id: 'ssm-new-activation',
    phrase: 'register a machine of its own in Systems Manager with {any} role',
    steps: [[pass('ssm.amazonaws.com'), one('ssm:CreateActivation', 'none')]],
    sources: [
      'Systems Manager user guide, "Create a hybrid activation": the managed node gets the passed role',
    ],
  },
  {
    id: 'states-new-state-machine',
    phrase: 'pass {any} role to a new Step Functions state machine and start it',
    steps: [
      [pass('states.amazonaws.com'), one('states:CreateStateMachine', 'stateMachine')],
      [one('states:StartExecution', 'stateMachine')],
    ],
    sources: ['prowler PassRole+StepFunctionsCreateStateMachine+StartExecution'],
  },
  {
    id: 'airflow-new-environment',
    phrase: 'pass {any} role to a new Managed Airflow environment',
    steps: [
      [
        pass('airflow.amazonaws.com', 'airflow-env.amazonaws.com'),
        one('airflow:CreateEnvironment', 'airflowEnvironment'),
      ],
    ],
    sources: ['Amazon MWAA user guide, "Amazon MWAA execution role": its workflows run as the passed role'],
  },
  {
    id: 'iot-role-alias',
    phrase: 'get sessions of {any} role with an IoT certificate of its own',
    steps: [
      [
        pass('iot.amazonaws.com', 'credentials.iot.amazonaws.com'),
        one(['iot:CreateRoleAlias', 'iot:UpdateRoleAlias'], 'iotRoleAlias'),
      ],
      [
        one('iot:CreateKeysAndCertificate', 'none'),
        one('iot:CreatePolicy', 'iotPolicy'),
        one('iot:AttachPolicy', 'iotCertificate'),
      ],
    ],
    sources: [
      'AWS IoT Core developer guide, "Authorizing direct calls to AWS services": credentials provider',
    ],
  },
  {
    id: 'rolesanywhere-new-profile',
    phrase: 'open {any} role that trusts Roles Anywhere to certificates of its own CA',
    steps: [
      [
        pass('rolesanywhere.amazonaws.com'),
        either(
          one('rolesanywhere:CreateProfile', 'none'),
          one('rolesanywhere:UpdateProfile', 'anywhereProfile'),
        ),
      ],
      [
        either(
          one('rolesanywhere:CreateTrustAnchor', 'none'),
          one('rolesanywhere:UpdateTrustAnchor', 'trustAnchor'),
        ),
      ],
    ],
    sources: [
      'IAM Roles Anywhere user guide, "Creating a profile": needs iam:PassRole',
      'DataDog stratus-red-team aws.persistence.rolesanywhere-create-trust-anchor',
    ],
  },
]);
