/** Policies as a role mostly has them, other ones each round, so that nothing remembered makes them cheap. */

import { allow, document } from '../support/context';
import { ACCOUNT } from '../support/event';

/** A service each, a kind of resource of it, and what policies mostly allow there. */
export const SERVICES = [
  [
    'ec2',
    'instance/*',
    ['Describe*', 'RunInstances', 'CreateTags', 'StartInstances', 'StopInstances', 'ModifyInstanceAttribute'],
  ],
  [
    'lambda',
    'function:*',
    ['Get*', 'List*', 'CreateFunction', 'UpdateFunctionCode', 'InvokeFunction', 'AddPermission'],
  ],
  ['s3', '*', ['GetObject*', 'PutObject', 'ListBucket', 'DeleteObject', 'PutBucketPolicy', 'GetBucket*']],
  [
    'ecs',
    'service/*',
    ['Describe*', 'RegisterTaskDefinition', 'RunTask', 'UpdateService', 'CreateService', 'ExecuteCommand'],
  ],
  [
    'iam',
    'role/app-*',
    ['Get*', 'List*', 'PassRole', 'CreateRole', 'AttachRolePolicy', 'UpdateAssumeRolePolicy'],
  ],
  [
    'cloudformation',
    'stack/*',
    ['Describe*', 'CreateStack', 'UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack'],
  ],
  [
    'secretsmanager',
    'secret:*',
    ['GetSecretValue', 'DescribeSecret', 'PutSecretValue', 'CreateSecret', 'DeleteSecret'],
  ],
  [
    'logs',
    'log-group:*',
    ['CreateLogGroup', 'PutLogEvents', 'GetLogEvents', 'FilterLogEvents', 'DeleteLogGroup'],
  ],
  ['glue', 'job/*', ['GetJob*', 'CreateJob', 'StartJobRun', 'UpdateJob', 'CreateTrigger', 'BatchStop*']],
  [
    'sagemaker',
    'notebook-instance/*',
    ['Describe*', 'List*', 'CreateNotebookInstance', 'CreateTrainingJob', 'CreatePresigned*'],
  ],
] as const;

const CONDITIONS = [
  {},
  { Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } } },
  {
    Condition: { StringLike: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
  },
  { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
  { Condition: { DateGreaterThan: { 'aws:CurrentTime': '2025-01-01T00:00:00Z' } } },
];

/** How many statements a policy has: as AWS's own mostly have (about 2.5 KB), and as many as IAM has room for. */
const SIZES = { usual: 8, largest: 17 } as const;
export type Size = keyof typeof SIZES;

/** A managed policy, about one service in the main. */
const managed = (index: number, round: number, size: Size): string => {
  const statements = Array.from({ length: SIZES[size] }, (_, at) => {
    const [service, resource, actions] = SERVICES[(index + (at % 3)) % SERVICES.length] ?? SERVICES[0];
    const arn =
      service === 's3'
        ? `arn:aws:s3:::team-${at}-${resource}`
        : `arn:aws:${service}:*:${ACCOUNT}:${resource}`;
    return allow(
      actions.map((action) => `${service}:${action}`),
      at % 4 === 0 ? '*' : [arn, `${arn}/extra-${at}`],
      { Sid: `Round${round}Policy${index}Statement${at}`, ...CONDITIONS[at % CONDITIONS.length] },
    );
  });
  return document(...statements);
};

export const tenManaged = (round: number, size: Size): readonly string[] =>
  Array.from({ length: 10 }, (_, index) => managed(index, round, size));

export const boundary = (round: number): string =>
  document(
    allow('*', '*', { Sid: `Round${round}` }),
    { Effect: 'Deny', Action: ['organizations:*', 'account:*'], Resource: '*' },
    { Effect: 'Deny', Action: 'iam:*', Resource: `arn:aws:iam::${ACCOUNT}:role/protected-*` },
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 's3:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } },
    },
  );
