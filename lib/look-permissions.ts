import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FORWARDER_NAMES } from '../lambda/health/forwarder';
import { LOOKS } from '../lambda/health/looks';

const forwarders = (service: string, kind: string): string =>
  `arn:${Aws.PARTITION}:${service}:*:${Aws.ACCOUNT_ID}:${kind}${FORWARDER_NAMES}*`;

/**
 * What the daily health check and `npm run coverage` read of the forwarders of an account, in every Region: whether each, and a
 * trail for it, are there and as they were deployed.
 */
export const lookStatements = (): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'WhetherItForwards',
    actions: [...LOOKS.rules],
    resources: [forwarders('events', 'rule/')],
  }),
  new PolicyStatement({
    sid: 'WhatItCouldNotDeliver',
    actions: [...LOOKS.queues],
    resources: [forwarders('sqs', '')],
  }),
  lookAtTrails(),
];

/** CloudTrail's trails have any name, and TestEventPattern has no resource type. */
export const lookAtTrails = (): PolicyStatement =>
  new PolicyStatement({ sid: 'WhetherATrailLogs', actions: [...LOOKS.trails], resources: ['*'] });

/** The wildcards of {@link lookStatements} as cdk-nag names them, each with the reason it is there. */
export const lookWildcards = (partition = '<AWS::Partition>') => [
  ...['events:*:<AWS::AccountId>:rule/', 'sqs:*:<AWS::AccountId>:'].map((where) => ({
    id: `AwsSolutions-IAM5[Resource::arn:${partition}:${where}${FORWARDER_NAMES}*]`,
    reason: 'The rules and the queues of the forwarders of this account, in each Region that they are in.',
  })),
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Trails have any name, and AWS has no resources to narrow TestEventPattern and ListAccounts to.',
  },
];
