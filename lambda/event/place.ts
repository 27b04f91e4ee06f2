/** Partition, Region and account, read from ARNs and Region names. */

import type { Lookup } from '../lookup';

/** Where in AWS something is. */
export interface Place {
  /** Twelve digits. */
  readonly account: Lookup<string>;
  readonly region: Lookup<string>;
  /** aws, aws-cn, aws-us-gov ... */
  readonly partition: string;
}

const ARN = /^arn:(aws[a-z-]{0,20}):[^:]*:([^:]*):([^:]*):/;

export const regionInArn = (arn: string | null): string | undefined => ARN.exec(arn ?? '')?.[2] || undefined;

export const accountInArn = (arn: string | null): string | undefined => ARN.exec(arn ?? '')?.[3] || undefined;

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
  arns.map((arn) => ARN.exec(arn ?? '')?.[1]).find((partition) => partition !== undefined) ??
  PARTITIONS.find(([prefix]) => region.known && region.value.startsWith(prefix))?.[1] ??
  'aws';
