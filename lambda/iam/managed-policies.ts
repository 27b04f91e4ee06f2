/**
 * What it means to hand out one of AWS's own policies, for whoever may attach only some: they are the same in every account.
 * Only those are told here whose answer does not depend on the account; of all others nothing is claimed.
 * Source: the AWS Managed Policy Reference Guide; what each comes to is `powerOf` of its document.
 */

import { type Glob, globOf } from './pattern';

/** Policies whose holder is admin or has a path to it, for certain. The first will do wherever nothing forbids it. */
const HARMFUL = [
  'AdministratorAccess',
  'IAMFullAccess',
  'PowerUserAccess',
  'AdministratorAccess-Amplify',
  'AdministratorAccess-AWSElasticBeanstalk',
  'AWSCloudFormationFullAccess',
  'AWSLambda_FullAccess',
  'AmazonEC2FullAccess',
  'AmazonECS_FullAccess',
  'AmazonSSMFullAccess',
  'AmazonSageMakerFullAccess',
  'AWSCodeBuildAdminAccess',
  'AWSGlueConsoleFullAccess',
  'AWSStepFunctionsFullAccess',
  'AmazonEventBridgeFullAccess',
  'AWSSSOMasterAccountAdministrator',
  'job-function/SystemAdministrator',
  'job-function/DataScientist',
];

/**
 * Policies, and kinds of policies by AWS's names for them, that only let read, write logs and metrics, or call one service
 * that hands on nothing.
 */
const HARMLESS = [
  '*ReadOnlyAccess',
  '*ReadOnly',
  '*ViewOnlyAccess',
  'SecurityAudit',
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonPollyFullAccess',
  'AmazonRekognitionFullAccess',
  'AmazonSESFullAccess',
  'AmazonTextractFullAccess',
  'ComprehendFullAccess',
  'IAMUserChangePassword',
  'TranslateFullAccess',
  'AWSSupportAccess',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
  'CloudWatchAgentServerPolicy',
  'job-function/SupportUser',
  'job-function/Billing',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AWSLambdaSQSQueueExecutionRole',
  'service-role/AWSLambdaKinesisExecutionRole',
  'service-role/AWSLambdaDynamoDBExecutionRole',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
];

const arnIn = (partition: string, name: string): string => `arn:${partition}:iam::aws:policy/${name}`;

/** ARNs of policies that lead to admin. */
export const harmfulPolicies = (partition: string): readonly string[] =>
  HARMFUL.map((name) => arnIn(partition, name));

/** Patterns of the ARNs of policies that do not. */
export const harmlessPolicies = (partition: string): readonly Glob[] =>
  HARMLESS.map((name) => globOf(arnIn(partition, name)));
