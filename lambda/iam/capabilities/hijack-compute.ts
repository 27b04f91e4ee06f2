import { type CapabilityRow, either, one, table, target } from './row';

const FLEETS = 'what the roles of those fleets can do';

const FUNCTIONS = 'what the roles of those functions can do';

const APPS = 'what the service roles of those apps can do';
const BUILDERS = 'what the roles of those image builders can do';
const CANARIES = 'what the roles of those canaries can do';
const CLUSTERS = 'what the workloads of those clusters can do';
const DEVICES = 'what the roles of those devices can do';
const DOCUMENTS = 'what the roles of those who run those documents can do';
const ENVIRONMENTS = 'what the roles of those environments can do';
const INSTANCES = 'what the roles of those instances can do';
const MACHINES = 'what the roles of those machines can do';
const OWNERS = 'what the owners of those environments can do';
const PRODUCTS = 'what the launch roles of those products can do';
const PROJECTS = 'what the roles of those projects can do';
const STACKS = 'what the roles of those stacks can do';

/** Taking over machines, clusters, builds and deployments that have a role. */
export const HIJACK_COMPUTE: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1651', [
  {
    id: 'ec2-replace-root-volume',
    phrase: 'replace the root disk of {any} EC2 instance',
    steps: [[target('ec2:CreateReplaceRootVolumeTask', 'instance', INSTANCES)]],
    sources: ['EC2 user guide, "Replace the root volume for an Amazon EC2 instance"'],
  },
  {
    id: 'elasticbeanstalk-update-environment',
    phrase: 'replace the application of {any} Elastic Beanstalk environment',
    steps: [
      [one('elasticbeanstalk:CreateApplicationVersion', 'elasticbeanstalkApplicationversion')],
      [target('elasticbeanstalk:UpdateEnvironment', 'elasticbeanstalkEnvironment', ENVIRONMENTS)],
    ],
    sources: ['HackTricks aws-elastic-beanstalk-privesc: elasticbeanstalk:UpdateEnvironment'],
  },
  {
    id: 'amplify-existing-app',
    phrase: 'run commands of its own in the builds of {any} Amplify app',
    steps: [
      [target(['amplify:UpdateApp', 'amplify:UpdateBranch'], 'amplifyBranches', APPS)],
      [one('amplify:StartJob', 'amplifyBranches')],
    ],
    sources: [
      'Amplify API reference, UpdateApp: buildSpec; StartJob',
      'Amplify user guide, "Adding a service role"',
    ],
  },
  {
    id: 'synthetics-update-canary',
    phrase: 'replace the code of {any} CloudWatch Synthetics canary',
    steps: [
      [target(['synthetics:UpdateCanary', 'synthetics:StartCanaryDryRun'], 'syntheticsCanary', CANARIES)],
    ],
    sources: ['CloudWatch Synthetics API reference, UpdateCanary, StartCanaryDryRun: Code'],
  },
  {
    id: 'appstream-streaming-url',
    phrase: 'log in to {any} AppStream machine',
    steps: [
      [
        either(
          target('appstream:CreateStreamingURL', 'appstreamFleet', MACHINES),
          target('appstream:CreateImageBuilderStreamingURL', 'appstreamImageBuilder', MACHINES),
          target('appstream:CreateAppBlockBuilderStreamingURL', 'appstreamAppBlockBuilder', MACHINES),
        ),
      ],
    ],
    sources: ['AppStream 2.0 API reference, CreateStreamingURL, CreateImageBuilderStreamingURL'],
  },
  {
    id: 'greengrass-deploy-component',
    phrase: 'run a component of its own on {any} Greengrass device',
    steps: [
      [one('greengrass:CreateComponentVersion', 'greengrassComponent')],
      [target('greengrass:CreateDeployment', 'greengrass', DEVICES)],
    ],
    sources: ['Greengrass V2 developer guide, "Authorize core devices to interact with AWS services"'],
  },
  {
    id: 'imagebuilder-existing-infrastructure',
    phrase: 'build an EC2 image with a script of its own where images are built already',
    steps: [
      [one('imagebuilder:CreateComponent', 'imageComponent')],
      [one('imagebuilder:CreateImageRecipe', 'imageRecipe')],
      [
        either(
          target('imagebuilder:CreateImage', 'imageBuilt', BUILDERS),
          target('imagebuilder:CreateImagePipeline', 'imagePipeline', BUILDERS),
        ),
      ],
    ],
    sources: ['Image Builder API reference, CreateImage: infrastructureConfigurationArn'],
  },
  {
    id: 'cloud9-membership',
    phrase: 'join {any} Cloud9 environment, with the credentials of its owner',
    steps: [
      [
        target(
          ['cloud9:CreateEnvironmentMembership', 'cloud9:UpdateEnvironmentMembership'],
          'cloud9Environment',
          OWNERS,
        ),
      ],
    ],
    sources: ['HackTricks aws-cloud9-privesc: cloud9:CreateEnvironmentMembership'],
  },
  {
    id: 'eks-associate-access-policy',
    phrase: 'make whoever is let into {any} EKS cluster its administrator',
    steps: [[target('eks:AssociateAccessPolicy', 'accessEntry', CLUSTERS)]],
    sources: ['EKS API reference, AssociateAccessPolicy'],
  },
  {
    id: 'eks-access-entry-groups',
    phrase: 'enter {any} EKS cluster as a group of its choosing',
    steps: [
      [
        either(
          target('eks:CreateAccessEntry', 'eksCluster', CLUSTERS),
          target('eks:UpdateAccessEntry', 'accessEntry', CLUSTERS),
        ),
      ],
    ],
    sources: ['EKS API reference, CreateAccessEntry, UpdateAccessEntry: kubernetesGroups'],
  },
  {
    id: 'eks-identity-provider',
    phrase: 'let an identity provider of its own into {any} EKS cluster',
    steps: [[target('eks:AssociateIdentityProviderConfig', 'eksCluster', CLUSTERS)]],
    sources: ['EKS user guide, "Grant users access to Kubernetes with an external OIDC provider"'],
  },
  {
    id: 'ssm-resume-session',
    phrase: 'take over {any} open shell on an instance',
    steps: [[target('ssm:ResumeSession', 'ssmSession', INSTANCES)]],
    sources: ['HackTricks aws-ssm-privesc: ssm:ResumeSession'],
  },
  {
    id: 'ssm-maintenance-window',
    phrase: 'run commands on instances through {any} maintenance window',
    steps: [
      [
        target(
          ['ssm:RegisterTaskWithMaintenanceWindow', 'ssm:UpdateMaintenanceWindowTask'],
          'ssmMaintenancewindow',
          INSTANCES,
        ),
      ],
    ],
    sources: ['HackTricks aws-ssm-privesc: ssm:RegisterTaskWithMaintenanceWindow'],
  },
  {
    id: 'ssm-update-association',
    phrase: 'change what {any} Systems Manager association runs',
    steps: [[target('ssm:UpdateAssociation', 'ssmAssociation', INSTANCES)]],
    sources: ['Systems Manager API reference, UpdateAssociation: DocumentVersion, Parameters'],
  },
  {
    id: 'ssm-update-document',
    phrase: 'rewrite {any} Systems Manager document that runs elsewhere',
    steps: [
      [target('ssm:UpdateDocument', 'ownSsmDocument', DOCUMENTS)],
      [one('ssm:UpdateDocumentDefaultVersion', 'ownSsmDocument')],
    ],
    sources: ['Systems Manager API reference, UpdateDocument, UpdateDocumentDefaultVersion'],
  },
  {
    id: 'cloudformation-service-managed-stack-set',
    phrase: 'deploy a stack set to other accounts of the organization',
    steps: [
      [one('cloudformation:CreateStackSet', 'none')],
      [one('cloudformation:CreateStackInstances', 'stackSet')],
    ],
    sources: ['CloudFormation user guide, "Service-managed permissions": the roles exist already'],
  },
  {
    id: 'cloudformation-existing-stack-set',
    phrase: 'change {any} CloudFormation stack set, with the roles it has',
    steps: [[target('cloudformation:UpdateStackSet', 'stackSet', STACKS)]],
    sources: ['HackTricks aws-cloudformation-privesc: cloudformation:UpdateStackSet'],
  },
  {
    id: 'codebuild-update-project',
    phrase: 'change what {any} CodeBuild project runs',
    steps: [[target('codebuild:UpdateProject', 'buildProject', PROJECTS)]],
    sources: ['HackTricks aws-codebuild-privesc: codebuild:UpdateProject'],
  },
  {
    id: 'codebuild-sandbox',
    phrase: 'run commands in a sandbox of {any} CodeBuild project',
    steps: [
      [target('codebuild:StartSandbox', 'buildProject', PROJECTS)],
      [one(['codebuild:StartCommandExecution', 'codebuild:StartSandboxConnection'], 'codebuildSandbox')],
    ],
    sources: ['CodeBuild user guide, "Debug builds with CodeBuild sandbox"'],
  },
  {
    id: 'servicecatalog-new-version',
    phrase: 'launch a template of its own with the launch role of {any} product',
    steps: [
      [target('servicecatalog:CreateProvisioningArtifact', 'servicecatalogProduct', PRODUCTS)],
      [
        either(
          one('servicecatalog:ProvisionProduct', 'servicecatalogProduct'),
          one('servicecatalog:UpdateProvisionedProduct', 'none'),
        ),
      ],
    ],
    sources: ['Service Catalog administrator guide, "AWS Service Catalog Launch Constraints"'],
  },
  {
    id: 'lambda-microvm-shell',
    phrase: 'open a shell in {any} Lambda MicroVM',
    steps: [
      [
        either(
          target('lambda:CreateMicrovmShellAuthToken', 'lambdaMicrovmimage', FUNCTIONS),
          one('lambda:ConnectMicrovm', 'none'),
          target('lambda:CreateMicrovmAuthToken', 'lambdaMicrovmimage', FUNCTIONS),
        ),
      ],
    ],
    sources: ['Service Authorization Reference, AWS Lambda: CreateMicrovmShellAuthToken, ConnectMicrovm'],
  },
  {
    id: 'lambda-microvm-image',
    phrase: 'replace the image of {any} Lambda MicroVM',
    steps: [
      [
        target(
          ['lambda:UpdateMicrovmImage', 'lambda:UpdateMicrovmImageVersion'],
          'lambdaMicrovmimage',
          FUNCTIONS,
        ),
      ],
    ],
    sources: ['Service Authorization Reference, AWS Lambda: UpdateMicrovmImage'],
  },
  {
    id: 'gamelift-update-code',
    phrase: 'replace the code of {any} GameLift fleet',
    steps: [
      [
        either(
          target('gamelift:UpdateScript', 'gameliftScript', FLEETS),
          target('gamelift:UpdateContainerFleet', 'gameliftContainerfleet', FLEETS),
          target('gamelift:UpdateContainerGroupDefinition', 'gameliftContainergroupdefinition', FLEETS),
        ),
      ],
    ],
    sources: ['GameLift API reference, UpdateScript, UpdateContainerGroupDefinition'],
  },
  {
    id: 'eks-auth-pod-role',
    phrase: 'get credentials of the role of {any} pod',
    steps: [[target('eks-auth:AssumeRoleForPodIdentity', 'eksCluster', CLUSTERS)]],
    sources: ['EKS Auth API reference, AssumeRoleForPodIdentity'],
  },
]);
