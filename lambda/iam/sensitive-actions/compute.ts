import { type StatedAction, stated } from './row';

/*
 * Code that runs with a role of the account. Getting into what runs already is weighed higher than starting something
 * new, which is what deployers do: the role that it runs as is judged where it may be passed.
 * ATT&CK: T1021 remote services, T1546 event triggered execution, T1578 modify cloud compute, T1648 serverless
 * execution, T1651 cloud administration command.
 */

const STRATUS = 'DataDog stratus-red-team';
const PATHS = 'pathfinding.cloud';
const DAILY = 'daily work of pipelines, worth naming beside the rest';

export const COMPUTE: readonly StatedAction[] = [
  ...stated(
    'lambda',
    'compute',
    [`${STRATUS} aws.persistence.lambda-overwrite-code`, PATHS],
    [
      ['UpdateFunctionCode', 'medium', 'T1648', 'changed the code of a Lambda function'],
      ['UpdateFunctionConfiguration', 'medium', 'T1648', 'changed the configuration of a Lambda function'],
      ['DeleteFunction', 'medium', 'T1489', 'deleted a Lambda function'],
      ['PutFunctionConcurrency', 'medium', 'T1489', 'changed how often a Lambda function may run'],
      ['RemovePermission', 'medium', 'T1685', 'changed who may invoke a Lambda function'],
      ['CreateEventSourceMapping', 'medium', 'T1546', 'let events run a Lambda function'],
      ['UpdateEventSourceMapping', 'medium', 'T1546', 'changed which events run a Lambda function'],
      ['DeleteEventSourceMapping', 'medium', 'T1685', 'cut a Lambda function off from its events'],
      [
        'PutFunctionEventInvokeConfig',
        'medium',
        'T1685',
        'changed what happens when a Lambda function fails',
      ],
      [
        'UpdateFunctionEventInvokeConfig',
        'medium',
        'T1685',
        'changed what happens when a Lambda function fails',
      ],
      [
        'DeleteFunctionEventInvokeConfig',
        'medium',
        'T1685',
        'changed what happens when a Lambda function fails',
      ],
      ['DeleteFunctionCodeSigningConfig', 'medium', 'T1685', 'lifted the code signing of a Lambda function'],
      ['UpdateCodeSigningConfig', 'medium', 'T1685', "changed Lambda's code signing"],
      ['PutRuntimeManagementConfig', 'low', 'T1648', 'changed the runtime of a Lambda function'],
      ['PublishLayerVersion', 'low', 'T1648', 'published a Lambda layer'],
      ['UpdateAlias', 'low', 'T1648', 'changed an alias of a Lambda function'],
    ],
  ),
  ...stated(
    'ssm',
    'compute',
    [`${STRATUS} aws.execution.ssm-send-command`, PATHS],
    [
      ['SendCommand', 'medium', 'T1651', 'ran a command on machines'],
      ['StartSession', 'medium', 'T1021', 'opened a session on a machine'],
      ['ResumeSession', 'medium', 'T1021', 'resumed a session on a machine'],
      ['CreateAssociation', 'medium', 'T1651', 'let Systems Manager run a document on machines'],
      ['UpdateAssociation', 'medium', 'T1651', 'changed what Systems Manager runs on machines'],
      ['UpdateDocument', 'medium', 'T1651', 'changed a document of Systems Manager'],
      ['RegisterTaskWithMaintenanceWindow', 'medium', 'T1651', 'scheduled a task on machines'],
      ['CreateActivation', 'medium', 'T1098.005', 'made an activation, with which any machine can join'],
      ['UpdateManagedInstanceRole', 'medium', 'T1098.003', 'gave a machine another role'],
      ['UpdateServiceSetting', 'medium', 'T1685', 'changed a setting of Systems Manager'],
      ['StartAutomationExecution', 'low', 'T1651', 'started an automation of Systems Manager'],
    ],
  ),
  ...stated(
    'ec2-instance-connect',
    'compute',
    [`${STRATUS} aws.lateral-movement.ec2-instance-connect`],
    [
      ['SendSSHPublicKey', 'medium', 'T1021.004', 'sent an SSH key to a machine'],
      [
        'SendSerialConsoleSSHPublicKey',
        'medium',
        'T1021.004',
        "sent an SSH key to a machine's serial console",
      ],
    ],
  ),
  ...stated(
    'ec2',
    'compute',
    [`${STRATUS} aws.execution.ec2-user-data`, PATHS],
    [
      ['ModifyInstanceAttribute', 'medium', 'T1578.005', 'changed a machine, perhaps what it runs at start'],
      ['AssociateIamInstanceProfile', 'medium', 'T1098.003', 'gave a machine a role'],
      ['ReplaceIamInstanceProfileAssociation', 'medium', 'T1098.003', 'gave a machine another role'],
      ['ModifyInstanceMetadataOptions', 'medium', 'T1578.005', "changed a machine's metadata service"],
      [
        'ModifyInstanceMetadataDefaults',
        'medium',
        'T1578.005',
        'changed the metadata service of new machines',
      ],
      ['EnableSerialConsoleAccess', 'medium', 'T1021', 'enabled the serial console of machines'],
      ['CreateReplaceRootVolumeTask', 'medium', 'T1578.005', 'replaced the disk of a machine'],
      ['CreateLaunchTemplateVersion', 'medium', 'T1578.005', 'changed a launch template'],
      ['ModifyLaunchTemplate', 'medium', 'T1578.005', 'changed a launch template'],
      ['DisableAllowedImagesSettings', 'medium', 'T1685', 'lifted the restriction on machine images'],
    ],
  ),
  ...stated(
    'ec2',
    'compute',
    [DAILY],
    [
      ['RunInstances', 'low', 'T1578.002', 'started machines'],
      ['StartInstances', 'low', 'T1578', 'started machines'],
      ['StopInstances', 'low', 'T1489', 'stopped machines'],
      ['TerminateInstances', 'low', 'T1578.003', 'terminated machines'],
      ['AttachVolume', 'low', 'T1578.005', 'attached a disk to a machine'],
    ],
  ),
  ...stated(
    'ecs',
    'compute',
    [PATHS],
    [
      ['ExecuteCommand', 'medium', 'T1021', 'opened a session in a container'],
      ['UpdateService', 'low', 'T1610', 'changed an ECS service'],
    ],
  ),
  ...stated(
    'eks',
    'compute',
    [PATHS],
    [
      ['CreateAccessEntry', 'medium', 'T1098.006', 'gave somebody access to an EKS cluster'],
      ['UpdateAccessEntry', 'medium', 'T1098.006', "changed somebody's access to an EKS cluster"],
      ['AssociateAccessPolicy', 'medium', 'T1098.006', 'gave somebody permissions in an EKS cluster'],
      ['UpdateClusterConfig', 'medium', 'T1685', 'changed an EKS cluster'],
      [
        'AssociateIdentityProviderConfig',
        'medium',
        'T1484.002',
        'let another provider sign in to an EKS cluster',
      ],
      ['UpdatePodIdentityAssociation', 'medium', 'T1098.003', 'gave pods another role'],
      ['CreatePodIdentityAssociation', 'medium', 'T1098.003', 'gave pods a role'],
    ],
  ),
  ...stated(
    'cloudformation',
    'compute',
    [PATHS],
    [
      ['RegisterType', 'medium', 'T1648', 'registered code that CloudFormation runs'],
      ['ActivateType', 'medium', 'T1648', 'activated code that CloudFormation runs'],
      [
        'ActivateOrganizationsAccess',
        'medium',
        'T1484.002',
        "let CloudFormation into the organization's accounts",
      ],
      ['CreateStackSet', 'medium', 'T1648', 'created a stack set'],
      ['CreateStackInstances', 'medium', 'T1648', 'deployed stacks to other accounts or Regions'],
      ['UpdateStackSet', 'medium', 'T1648', 'changed a stack set'],
    ],
  ),
  ...stated(
    'cloudformation',
    'compute',
    [DAILY],
    [
      ['UpdateStack', 'low', 'T1648', 'changed a CloudFormation stack'],
      ['CreateChangeSet', 'low', 'T1648', 'prepared a change of a CloudFormation stack'],
      ['ExecuteChangeSet', 'low', 'T1648', 'changed a CloudFormation stack'],
    ],
  ),
  ...stated(
    'codebuild',
    'compute',
    [PATHS],
    [
      ['UpdateProject', 'medium', 'T1648', 'changed a build project'],
      ['CreateWebhook', 'medium', 'T1546', 'let events start a build'],
      ['ImportSourceCredentials', 'medium', 'T1552', 'gave CodeBuild other credentials for sources'],
      ['StartBuild', 'low', 'T1648', 'started a build'],
      ['StartBuildBatch', 'low', 'T1648', 'started builds'],
    ],
  ),
  ...stated(
    'codepipeline',
    'compute',
    [PATHS],
    [
      ['UpdatePipeline', 'medium', 'T1648', 'changed a pipeline'],
      ['PutWebhook', 'medium', 'T1546', 'let events start a pipeline'],
    ],
  ),
  ...stated(
    'codedeploy',
    'compute',
    [DAILY],
    [
      ['CreateDeployment', 'low', 'T1648', 'started a deployment'],
      ['RegisterApplicationRevision', 'low', 'T1648', 'registered a revision to deploy'],
    ],
  ),
  ...stated(
    'states',
    'compute',
    [PATHS],
    [
      ['UpdateStateMachine', 'medium', 'T1648', 'changed a state machine'],
      ['StartExecution', 'low', 'T1648', 'started a state machine'],
    ],
  ),
  ...stated(
    'autoscaling',
    'compute',
    [DAILY],
    [
      ['CreateAutoScalingGroup', 'low', 'T1578.002', 'created an Auto Scaling group'],
      ['UpdateAutoScalingGroup', 'low', 'T1578.005', 'changed an Auto Scaling group'],
      ['DeleteAutoScalingGroup', 'low', 'T1578.003', 'deleted an Auto Scaling group'],
    ],
  ),
  ...stated('batch', 'compute', [DAILY], [['SubmitJob', 'low', 'T1648', 'submitted a batch job']]),
  ...stated(
    'sagemaker',
    'compute',
    [`${STRATUS} aws.execution.sagemaker-update-lifecycle-config`],
    [
      ['UpdateNotebookInstanceLifecycleConfig', 'medium', 'T1546', 'changed what a notebook runs at start'],
      ['StartNotebookInstance', 'low', 'T1578', 'started a notebook'],
      ['StopNotebookInstance', 'low', 'T1489', 'stopped a notebook'],
    ],
  ),
  ...stated(
    'bedrock-agentcore',
    'compute',
    [DAILY],
    [
      ['StartCodeInterpreterSession', 'low', 'T1648', 'started a code interpreter of Bedrock AgentCore'],
      ['StartBrowserSession', 'low', 'T1648', 'started a browser of Bedrock AgentCore'],
    ],
  ),
  ...stated(
    'lightsail',
    'compute',
    ['Lightsail API reference'],
    [
      ['OpenInstancePublicPorts', 'medium', 'T1686.001', 'opened ports of a Lightsail machine'],
      ['PutInstancePublicPorts', 'medium', 'T1686.001', 'opened ports of a Lightsail machine'],
    ],
  ),
  ...stated(
    'apigateway',
    'compute',
    ['API Gateway API reference: actions are named by HTTP methods'],
    [
      ['PUT', 'low', 'T1548.005', 'set something of an API'],
      ['PATCH', 'low', 'T1548.005', 'changed something of an API'],
      ['POST', 'low', 'T1548.005', 'created something of an API'],
    ],
  ),
  ...stated(
    'states',
    'compute',
    [DAILY],
    [['TestState', 'low', 'T1648', 'tested a state of a state machine']],
  ),
  ...stated(
    'emr-serverless',
    'compute',
    [DAILY],
    [
      ['AccessLivyEndpoints', 'low', 'T1648', 'opened an EMR Serverless application'],
      ['AccessInteractiveEndpoints', 'low', 'T1648', 'opened an EMR Serverless application'],
    ],
  ),
  ...stated(
    'elasticmapreduce',
    'credential',
    ['EMR API reference, GetClusterSessionCredentials'],
    [['GetClusterSessionCredentials', 'medium', 'T1552', 'got credentials of an EMR cluster']],
  ),
  ...stated(
    'kinesisanalytics',
    'credential',
    ['Managed Service for Apache Flink API reference, CreateApplicationPresignedUrl'],
    [['CreateApplicationPresignedUrl', 'low', 'T1552', 'opened a Flink application']],
  ),
  ...stated(
    'deadline',
    'credential',
    ['Deadline Cloud API reference: calls that assume roles'],
    [
      ['AssumeQueueRoleForUser', 'low', 'T1552', 'got credentials of a Deadline Cloud queue'],
      ['AssumeQueueRoleForRead', 'low', 'T1552', 'got credentials of a Deadline Cloud queue'],
      ['AssumeQueueRoleForWorker', 'low', 'T1552', 'got credentials of a Deadline Cloud queue'],
      ['AssumeFleetRoleForWorker', 'low', 'T1552', 'got credentials of a Deadline Cloud fleet'],
      ['AssumeFleetRoleForRead', 'low', 'T1552', 'got credentials of a Deadline Cloud fleet'],
    ],
  ),
  ...stated(
    'eks-auth',
    'credential',
    ['EKS Auth API reference, AssumeRoleForPodIdentity'],
    [['AssumeRoleForPodIdentity', 'low', 'T1552', 'got credentials of a pod']],
  ),
  ...stated(
    'glue',
    'credential',
    ['Service Authorization Reference, AWS Glue'],
    [['GlueNotebookRefreshCredentials', 'low', 'T1552', 'got credentials of a Glue notebook']],
  ),
  ...stated(
    'route53domains',
    'credential',
    ['Route 53 Domains API reference, RetrieveDomainAuthCode'],
    [['RetrieveDomainAuthCode', 'high', 'T1552', 'got the code that moves a domain elsewhere']],
  ),
];
