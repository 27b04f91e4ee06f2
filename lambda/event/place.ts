/** Partition, Region and account, read from ARNs and Region names. */

import { type Arn, parseArn } from '../arn';
import type { Lookup } from '../lookup';

/** Where in AWS something is. */
export interface Place {
  /** Twelve digits. */
  readonly account: Lookup<string>;
  readonly region: Lookup<string>;
  /** aws, aws-cn, aws-us-gov ... */
  readonly partition: string;
}

const PARTITION = /^aws[a-z-]{0,20}$/;

/** An ARN of a partition that AWS could have. */
const arnIn = (text: string | null): Arn | undefined => {
  const arn = parseArn(text ?? '');
  return arn !== undefined && PARTITION.test(arn.partition) ? arn : undefined;
};

export const regionInArn = (arn: string | null): string | undefined => arnIn(arn)?.region || undefined;

export const accountInArn = (arn: string | null): string | undefined => arnIn(arn)?.account || undefined;

/** Which Regions belong to which partition; all others are in "aws". Source: botocore, data/partitions.json. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-iso-', 'aws-iso'],
];

/** The partition that the first ARN with one names, else the Region's. */
export const partitionOf = (arns: readonly (string | null)[], region: Lookup<string>): string =>
  arns.map((arn) => arnIn(arn)?.partition).find((partition) => partition !== undefined) ??
  PARTITIONS.find(([prefix]) => region.known && region.value.startsWith(prefix))?.[1] ??
  'aws';
