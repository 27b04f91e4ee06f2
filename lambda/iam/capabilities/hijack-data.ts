import { type CapabilityRow, either, one, table, target } from './row';

const AGENTS = 'what the roles of those agents can do';
const APPLICATIONS = 'what the roles of those applications can do';
const CLUSTERS_OF_EMR = 'what the roles of those clusters can do';
const NOTEBOOKS = 'what the roles of those notebooks can do';
const SESSIONS = 'what the roles of those sessions can do';
const WORKGROUPS = 'what the roles of those workgroups can do';

/** Taking over data processing, notebooks and agents that have a role. */
export const HIJACK_DATA: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1651', [
  {
    id: 'athena-spark-session',
    phrase: 'run Spark code in {any} Athena workgroup',
    steps: [
      [target('athena:StartSession', 'workgroup', WORKGROUPS)],
      [one('athena:StartCalculationExecution', 'workgroup')],
    ],
    sources: ['Athena user guide, "Apache Spark": sessions run with the execution role of the workgroup'],
  },
  {
    id: 'emr-add-steps',
    phrase: 'run code of its own on {any} EMR cluster',
    steps: [[target('elasticmapreduce:AddJobFlowSteps', 'elasticmapreduceCluster', CLUSTERS_OF_EMR)]],
    sources: ['EMR API reference, AddJobFlowSteps: runs with the instance profile of the cluster'],
  },
  {
    id: 'emr-cluster-credentials',
    phrase: 'log in to {any} EMR cluster',
    steps: [
      [target('elasticmapreduce:GetClusterSessionCredentials', 'elasticmapreduceCluster', CLUSTERS_OF_EMR)],
    ],
    sources: ['EMR API reference, GetClusterSessionCredentials'],
  },
  {
    id: 'emr-open-editor',
    phrase: 'open {any} EMR notebook or studio',
    steps: [
      [
        either(
          target('elasticmapreduce:OpenEditorInConsole', 'elasticmapreduceEditor', CLUSTERS_OF_EMR),
          target('elasticmapreduce:CreateStudioPresignedUrl', 'elasticmapreduceStudio', CLUSTERS_OF_EMR),
        ),
      ],
    ],
    sources: ['HackTricks aws-emr-privesc: elasticmapreduce:OpenEditorInConsole'],
  },
  {
    id: 'emr-containers-job',
    phrase: 'run a job of its own in {any} virtual cluster of EMR on EKS',
    steps: [
      [
        target(
          ['emr-containers:StartJobRun', 'emr-containers:CreateManagedEndpoint'],
          'emrEndpoint',
          CLUSTERS_OF_EMR,
        ),
      ],
    ],
    sources: ['EMR on EKS development guide, "Job execution role": StartJobRun checks no iam:PassRole'],
  },
  {
    id: 'flink-update-application',
    phrase: 'replace the code of {any} Managed Flink application',
    steps: [
      [
        target(
          ['kinesisanalytics:UpdateApplication', 'kinesisanalytics:CreateApplicationPresignedUrl'],
          'analyticsApplication',
          APPLICATIONS,
        ),
      ],
    ],
    sources: ['Managed Service for Apache Flink API reference, UpdateApplication: CodeConfigurationUpdate'],
  },
  {
    id: 'glue-run-statement',
    phrase: 'run statements in {any} Glue session',
    steps: [[target('glue:RunStatement', 'glueSession', SESSIONS)]],
    sources: ['Glue API reference, RunStatement: runs with the role of the session'],
  },
  {
    id: 'sagemaker-start-session',
    phrase: 'open a remote session in {any} SageMaker Studio space',
    steps: [[target('sagemaker:StartSession', 'sagemakerSpace', NOTEBOOKS)]],
    sources: ['SageMaker developer guide, "Connect your local IDE to SageMaker spaces with remote access"'],
  },
  {
    id: 'sagemaker-update-lifecycle',
    phrase: 'change what {any} SageMaker notebook runs at start',
    steps: [[target('sagemaker:UpdateNotebookInstanceLifecycleConfig', 'notebookLifecycle', NOTEBOOKS)]],
    sources: ['HackTricks aws-sagemaker-privesc: lifecycle configurations'],
  },
  {
    id: 'sagemaker-studio-lifecycle',
    phrase: 'run a start-up script of its own in {any} SageMaker Studio',
    steps: [
      [one('sagemaker:CreateStudioLifecycleConfig', 'sagemakerStudioLifecycleConfig')],
      [
        either(
          target('sagemaker:UpdateUserProfile', 'studioUser', NOTEBOOKS),
          target('sagemaker:UpdateDomain', 'sagemakerDomain', NOTEBOOKS),
          target('sagemaker:UpdateSpace', 'sagemakerSpace', NOTEBOOKS),
        ),
      ],
    ],
    sources: ['SageMaker developer guide, "Lifecycle configurations within Amazon SageMaker Studio"'],
  },
  {
    id: 'sagemaker-update-pipeline',
    phrase: 'rewrite {any} SageMaker pipeline, with the role it has',
    steps: [
      [target('sagemaker:UpdatePipeline', 'sagemakerPipeline', NOTEBOOKS)],
      [one('sagemaker:StartPipelineExecution', 'sagemakerPipeline')],
    ],
    sources: ['SageMaker API reference, UpdatePipeline'],
  },
  {
    id: 'bedrock-update-runtime',
    phrase: 'replace the container of {any} Bedrock AgentCore runtime',
    steps: [[target('bedrock-agentcore:UpdateAgentRuntime', 'agentRuntime', AGENTS)]],
    sources: ['AgentCore control plane API reference, UpdateAgentRuntime: agentRuntimeArtifact'],
  },
  {
    id: 'athena-notebook',
    phrase: 'open {any} Athena notebook, with the role of its workgroup',
    steps: [[target('athena:CreatePresignedNotebookUrl', 'workgroup', WORKGROUPS)]],
    sources: ['Athena API reference, CreatePresignedNotebookUrl'],
  },
  {
    id: 'bedrock-runtime-shell',
    phrase: 'open a shell in {any} Bedrock AgentCore runtime',
    steps: [[target('bedrock-agentcore:InvokeAgentRuntimeCommandShell', 'agentRuntime', AGENTS)]],
    sources: ['Service Authorization Reference, Amazon Bedrock AgentCore: InvokeAgentRuntimeCommandShell'],
  },
  {
    id: 'bedrock-update-harness',
    phrase: 'replace what {any} Bedrock AgentCore harness runs',
    steps: [[target('bedrock-agentcore:UpdateHarness', 'bedrockAgentcoreHarness', AGENTS)]],
    sources: ['Service Authorization Reference, Amazon Bedrock AgentCore: UpdateHarness'],
  },
  {
    id: 'glue-notebook-credentials',
    phrase: 'get credentials of {any} Glue notebook',
    steps: [[one('glue:GlueNotebookRefreshCredentials', 'none')]],
    sources: ['Service Authorization Reference, AWS Glue: GlueNotebookRefreshCredentials'],
  },
]);
