import { apart, type CapabilityRow, either, one, table, target, together } from './row';

/*
 * Running code of one's own where code already runs, and so with the role it has; no iam:PassRole is needed. On all of
 * them that is taken as a path to admin, as the field does; on some it leads to what the roles of those can do.
 */

const FUNCTIONS = 'what the roles of those functions can do';
const INSTANCES = 'what the roles of those instances can do';
const STACKS = 'what the roles of those stacks can do';
const PROJECTS = 'what the roles of those projects can do';
const NOTEBOOKS = 'what the roles of those notebooks can do';
const AGENTS = 'what the roles of those agents can do';
const TASKS = 'what the roles of those tasks can do';
const CLUSTERS = 'what the workloads of those clusters can do';

const updateCode = target('lambda:UpdateFunctionCode', 'lambdaFunction', FUNCTIONS);

/** A machine that Systems Manager reaches: an EC2 instance, or one registered from elsewhere. */
const onMachine = (action: string) =>
  either(target(action, 'instance', INSTANCES), target(action, 'managedInstance', INSTANCES));

/** Taking over existing compute. */
export const HIJACK: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1651', [
  {
    id: 'lambda-update-code',
    phrase: 'replace the code of {any} Lambda function',
    steps: together(updateCode),
    sources: [
      'pathfinding.cloud lambda-003',
      'prowler lambda:UpdateFunctionCode',
      'cloudsplaining EditExistingLambdaFunctionWithRole',
    ],
  },
  {
    id: 'lambda-update-configuration',
    phrase: 'slip a layer or a start-up hook into {any} Lambda function',
    steps: together(target('lambda:UpdateFunctionConfiguration', 'lambdaFunction', FUNCTIONS)),
    sources: ['prowler lambda:UpdateFunctionConfiguration'],
  },
  {
    id: 'ssm-start-session',
    phrase: 'open a shell on {any} instance',
    steps: together(onMachine('ssm:StartSession')),
    sources: ['pathfinding.cloud ssm-001', 'prowler SSMStartSession'],
  },
  {
    id: 'ssm-send-command',
    phrase: 'run commands on {any} instance',
    steps: together(
      onMachine('ssm:SendCommand'),
      target('ssm:SendCommand', 'ssmDocument', 'what those command documents run'),
    ),
    sources: ['pathfinding.cloud ssm-002', 'prowler SSMSendCommand'],
  },
  {
    id: 'ssm-create-association',
    phrase: 'keep commands running on {any} instance through a Systems Manager association',
    steps: together(
      onMachine('ssm:CreateAssociation'),
      target('ssm:CreateAssociation', 'ssmDocument', 'what those command documents run'),
    ),
    sources: ['Systems Manager user guide, "Working with associations in Systems Manager"'],
  },
  {
    id: 'ec2-user-data',
    phrase: 'change what {any} EC2 instance runs at start, and restart it',
    steps: together(
      target('ec2:ModifyInstanceAttribute', 'instance', INSTANCES),
      one('ec2:StopInstances', 'instance'),
      one('ec2:StartInstances', 'instance'),
    ),
    sources: [
      'pathfinding.cloud ec2-002',
      'prowler EC2ModifyInstanceAttribute',
      'cloudsplaining ModifyEC2InstanceUserDataThenRestart',
    ],
  },
  {
    id: 'ec2-launch-template',
    phrase: 'change what instances made from {any} launch template run at start',
    steps: together(
      target('ec2:CreateLaunchTemplateVersion', 'launchTemplate', INSTANCES),
      target('ec2:ModifyLaunchTemplate', 'launchTemplate', INSTANCES),
    ),
    sources: [
      'pathfinding.cloud ec2-004',
      'prowler EC2ModifyLaunchTemplate',
      'cloudsplaining ModifyExistingEC2LaunchTemplate',
    ],
  },
  {
    id: 'ec2-instance-connect',
    phrase: 'log in to {any} EC2 instance with an SSH key of its own',
    steps: apart(
      target('ec2-instance-connect:SendSSHPublicKey', 'instance', INSTANCES),
      one('ec2:DescribeInstances', 'none'),
    ),
    sources: [
      'pathfinding.cloud ec2instanceconnect-003',
      'prowler EC2InstanceConnect+SendSSHPublicKey',
      'cloudsplaining EC2InstanceConnectSendSSHPublicKey',
    ],
  },
  {
    id: 'ec2-serial-console',
    phrase: 'log in to {any} EC2 instance over its serial console',
    steps: together(target('ec2-instance-connect:SendSerialConsoleSSHPublicKey', 'instance', INSTANCES)),
    sources: ['EC2 user guide, "EC2 Serial Console for instances"'],
  },
  {
    id: 'ecs-execute-command',
    phrase: 'open a shell in {any} running ECS task',
    steps: apart(target('ecs:ExecuteCommand', 'task', TASKS), one('ecs:DescribeTasks', 'task')),
    sources: ['prowler ECS+ExecuteCommand', 'cloudsplaining ECSExecuteCommandOnRunningTask'],
  },
  {
    id: 'eks-access-entry',
    phrase: 'make itself administrator of {any} EKS cluster',
    steps: together(
      target('eks:CreateAccessEntry', 'eksCluster', CLUSTERS),
      one('eks:AssociateAccessPolicy', 'accessEntry'),
    ),
    sources: ['EKS user guide, "Associate access policies with access entries"'],
  },
  {
    id: 'batch-submit-job',
    phrase: 'run a command of its own as a Batch job that exists',
    steps: together(target('batch:SubmitJob', 'jobDefinition', 'what the roles of those jobs can do')),
    sources: ['prowler BatchSubmitJob'],
  },
  {
    id: 'cloudformation-update-stack',
    phrase: 'change {any} CloudFormation stack, with the role it has',
    steps: together(target('cloudformation:UpdateStack', 'stack', STACKS)),
    sources: ['pathfinding.cloud cloudformation-002', 'prowler CloudFormationUpdateStack'],
  },
  {
    id: 'cloudformation-change-set',
    phrase: 'change {any} CloudFormation stack through a change set, with the role it has',
    steps: apart(
      target('cloudformation:CreateChangeSet', 'stack', STACKS),
      target('cloudformation:ExecuteChangeSet', 'stack', STACKS),
    ),
    sources: [
      'pathfinding.cloud cloudformation-005',
      'prowler CloudFormationChangeSet',
      'cloudsplaining ExecuteCloudFormationChangeSet',
    ],
  },
  {
    id: 'codebuild-start-build',
    phrase: 'run commands of its own in {any} CodeBuild project',
    steps: together(target('codebuild:StartBuild', 'buildProject', PROJECTS)),
    sources: ['pathfinding.cloud codebuild-002', 'prowler CodeBuildStartBuild'],
  },
  {
    id: 'codebuild-start-build-batch',
    phrase: 'run commands of its own in {any} CodeBuild project, as a batch',
    steps: together(target('codebuild:StartBuildBatch', 'buildProject', PROJECTS)),
    sources: ['pathfinding.cloud codebuild-003', 'prowler CodeBuildStartBuildBatch'],
  },
  {
    id: 'codedeploy-create-deployment',
    phrase: 'deploy code of its own to {any} CodeDeploy group',
    steps: together(
      target('codedeploy:CreateDeployment', 'deploymentGroup', INSTANCES),
      one('codedeploy:GetDeploymentConfig', 'deploymentConfig'),
      one('codedeploy:RegisterApplicationRevision', 'deployApplication'),
    ),
    sources: ['prowler CodeDeployCreateDeployment'],
  },
  {
    id: 'glue-update-dev-endpoint',
    phrase: 'log in to {any} Glue development endpoint',
    steps: together(
      target('glue:UpdateDevEndpoint', 'devEndpoint', 'what the roles of those development endpoints can do'),
    ),
    sources: [
      'pathfinding.cloud glue-002',
      'prowler GlueUpdateDevEndpoint',
      'cloudsplaining UpdateExistingGlueDevEndpoint',
    ],
  },
  {
    id: 'sagemaker-presigned-notebook-url',
    phrase: 'open {any} SageMaker notebook',
    steps: together(target('sagemaker:CreatePresignedNotebookInstanceUrl', 'notebook', NOTEBOOKS)),
    sources: [
      'pathfinding.cloud sagemaker-004',
      'prowler SageMakerCreatePresignedNotebookInstanceUrl',
      'cloudsplaining CreatePresignedSageMakerNotebookUrl',
    ],
  },
  {
    id: 'sagemaker-presigned-domain-url',
    phrase: 'open SageMaker Studio as {any} of its users',
    steps: together(target('sagemaker:CreatePresignedDomainUrl', 'studioUser', NOTEBOOKS)),
    sources: ['SageMaker API reference, CreatePresignedDomainUrl'],
  },
  {
    id: 'sagemaker-notebook-lifecycle',
    phrase: 'run a start-up script of its own in {any} SageMaker notebook',
    steps: together(
      one('sagemaker:CreateNotebookInstanceLifecycleConfig', 'notebookLifecycle'),
      one('sagemaker:StopNotebookInstance', 'notebook'),
      target('sagemaker:UpdateNotebookInstance', 'notebook', NOTEBOOKS),
      one('sagemaker:StartNotebookInstance', 'notebook'),
    ),
    sources: [
      'pathfinding.cloud sagemaker-005',
      'prowler SageMakerNotebookLifecycleConfig',
      'cloudsplaining UpdateSageMakerNotebookLifecycleConfig',
    ],
  },
  {
    id: 'apprunner-update-service',
    phrase: 'replace the code of {any} App Runner service',
    steps: together(
      target('apprunner:UpdateService', 'appRunnerService', 'what the roles of those services can do'),
    ),
    sources: ['pathfinding.cloud apprunner-002', 'prowler AppRunnerUpdateService'],
  },
  {
    id: 'bedrock-code-interpreter-session',
    phrase: 'run code in {any} Bedrock AgentCore code interpreter',
    steps: together(
      target('bedrock-agentcore:StartCodeInterpreterSession', 'codeInterpreter', AGENTS),
      target('bedrock-agentcore:InvokeCodeInterpreter', 'codeInterpreter', AGENTS),
    ),
    sources: [
      'pathfinding.cloud bedrock-002',
      'prowler AgentCoreSessionInvoke',
      'cloudsplaining AccessExistingBedrockCodeInterpreterSession',
    ],
  },
  {
    id: 'bedrock-runtime-command',
    phrase: 'run commands in {any} Bedrock AgentCore runtime',
    steps: together(target('bedrock-agentcore:InvokeAgentRuntimeCommand', 'agentRuntime', AGENTS)),
    sources: ['prowler AgentCoreInvokeRuntimeCommand'],
  },
  {
    id: 'bedrock-browser-session',
    phrase: 'drive {any} Bedrock AgentCore browser',
    steps: together(
      target('bedrock-agentcore:StartBrowserSession', 'agentBrowser', AGENTS),
      one('bedrock-agentcore:ConnectBrowserAutomationStream', 'none'),
    ),
    sources: ['prowler AgentCoreBrowserSessionConnect'],
  },
  {
    id: 'states-update-state-machine',
    phrase: 'rewrite {any} Step Functions state machine and start it',
    steps: apart(
      target('states:UpdateStateMachine', 'stateMachine', 'what the roles of those state machines can do'),
      one('states:StartExecution', 'stateMachine'),
    ),
    sources: ['prowler StepFunctionsUpdateStateMachine+StartExecution'],
  },
  {
    id: 'airflow-token',
    phrase: 'log in to {any} Managed Airflow environment',
    steps: together(
      either(
        target('airflow:CreateCliToken', 'airflowEnvironment', 'what the roles of those environments can do'),
        one('airflow:CreateWebLoginToken', 'airflowRole'),
      ),
    ),
    sources: ['cloudsplaining credentials exposure: airflow:CreateCliToken, airflow:CreateWebLoginToken'],
  },

  {
    id: 'lambda-update-code-invoke',
    phrase: 'replace the code of {any} Lambda function and invoke it',
    steps: apart(updateCode, one('lambda:InvokeFunction', 'lambdaFunction')),
    variationOf: 'lambda-update-code',
    sources: [
      'pathfinding.cloud lambda-004',
      'prowler UpdateFunctionCode+InvokeFunction',
      'cloudsplaining UpdateAndInvokeLambdaFunction',
    ],
  },
  {
    id: 'lambda-update-code-permission',
    phrase: 'replace the code of {any} Lambda function and let anybody invoke it',
    steps: apart(updateCode, one('lambda:AddPermission', 'lambdaFunction')),
    variationOf: 'lambda-update-code',
    sources: [
      'pathfinding.cloud lambda-005',
      'prowler UpdateFunctionCode+AddPermission',
      'cloudsplaining UpdateLambdaFunctionAndAddPermission',
    ],
  },
]);
