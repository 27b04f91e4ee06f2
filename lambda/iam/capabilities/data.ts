import { broad, type CapabilityRow, either, one, table, together } from './row';

/* Reading named data is what most roles are for, so only reading at large is raised. */

const SENSITIVE = 'primeharbor sensitive_iam_actions: DataAccess';

export const DATA: readonly CapabilityRow[] = table('data', 'sensitive', 'T1530', [
  {
    id: 's3-read',
    phrase: 'read the objects of S3 buckets at large',
    steps: together(broad(['s3:GetObject', 's3:GetObjectVersion'], 'object')),
    sources: [SENSITIVE, 'MITRE ATT&CK T1530'],
  },
  {
    id: 'dynamodb-read',
    phrase: 'read DynamoDB tables at large',
    steps: together(
      broad(
        [
          'dynamodb:GetItem',
          'dynamodb:BatchGetItem',
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:PartiQLSelect',
          'dynamodb:ExportTableToPointInTime',
        ],
        'table',
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'dynamodb-read-streams',
    phrase: 'read changes of DynamoDB tables at large',
    steps: together(broad('dynamodb:GetRecords', 'tableStream')),
    sources: [SENSITIVE],
  },
  {
    id: 'rds-query',
    phrase: 'run SQL on Aurora clusters at large',
    steps: together(
      broad(['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'], 'databaseCluster'),
    ),
    sources: ['RDS Data API reference, ExecuteStatement'],
  },
  {
    id: 'rds-export-snapshots',
    phrase: 'export or restore database snapshots',
    steps: together(
      either(
        broad(['rds:StartExportTask', 'rds:RestoreDBInstanceFromDBSnapshot'], 'databaseSnapshot'),
        broad('rds:RestoreDBClusterFromSnapshot', 'databaseClusterSnapshot'),
      ),
    ),
    sources: ['MITRE ATT&CK T1578.001', 'RDS API reference, StartExportTask'],
  },
  {
    id: 'ebs-read-snapshots',
    phrase: 'read the disks of instances from their snapshots',
    steps: together(broad('ebs:GetSnapshotBlock', 'snapshot')),
    sources: ['EBS direct APIs reference, GetSnapshotBlock'],
  },
  {
    id: 'warehouse-query',
    phrase: 'query data with Athena or Redshift at large',
    steps: together(
      either(
        broad(['athena:StartQueryExecution', 'athena:GetQueryResults'], 'workgroup'),
        broad('redshift-data:ExecuteStatement', 'redshiftCluster'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'lakeformation-data-access',
    phrase: 'get at the data that Lake Formation grants it',
    steps: together(one('lakeformation:GetDataAccess', 'none')),
    sources: ['Lake Formation developer guide, "Lake Formation personas and IAM permissions reference"'],
  },
  {
    id: 'logs-read',
    phrase: 'read log groups at large',
    steps: together(
      broad(['logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:Unmask'], 'logGroup'),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'messages-read',
    phrase: 'read queues and streams at large',
    steps: together(either(broad('sqs:ReceiveMessage', 'queue'), broad('kinesis:GetRecords', 'stream'))),
    sources: [SENSITIVE],
  },
  {
    id: 'search-read',
    phrase: 'read OpenSearch data at large',
    steps: together(
      either(
        broad(['es:ESHttpGet', 'es:ESHttpPost'], 'searchDomain'),
        broad('aoss:APIAccessAll', 'searchCollection'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'database-read',
    phrase: 'read Keyspaces or Neptune databases at large',
    steps: together(
      either(
        broad('cassandra:Select', 'keyspace'),
        broad(['neptune-db:ReadDataViaQuery', 'neptune-db:connect'], 'graphDatabase'),
      ),
    ),
    sources: [SENSITIVE],
  },
  {
    id: 'code-read',
    phrase: 'read source code, packages and container images at large',
    steps: together(
      either(
        broad('codecommit:GitPull', 'repository'),
        broad('codeartifact:ReadFromRepository', 'packageRepository'),
        broad('ecr:GetDownloadUrlForLayer', 'imageRepository'),
      ),
    ),
    sources: [SENSITIVE, 'MITRE ATT&CK T1213.003'],
  },
  {
    id: 'lambda-read-code',
    phrase: 'read the code and environment of Lambda functions at large',
    steps: together(broad(['lambda:GetFunction', 'lambda:GetFunctionConfiguration'], 'lambdaFunction')),
    sources: [SENSITIVE],
  },
  {
    id: 'cognito-read-users',
    phrase: 'read the users of applications',
    steps: together(broad(['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'], 'userPool')),
    sources: [SENSITIVE],
  },
  {
    id: 'efs-read',
    phrase: 'read EFS file systems at large',
    steps: together(
      broad(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess'], 'fileSystem'),
    ),
    sources: ['EFS user guide, "Using IAM to control access to file systems"'],
  },
]);
