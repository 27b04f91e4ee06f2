/** Amazon Resource Names, taken apart in one place. Source: AWS General Reference, "Amazon Resource Names (ARNs)". */

/** The parts of an ARN. */
export interface Arn {
  /** aws, aws-cn, aws-us-gov ... */
  readonly partition: string;
  /** iam, sts, rolesanywhere ... */
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** Twelve digits, `aws` for what AWS manages, or empty. */
  readonly account: string;
  /** All after the fifth colon: "role/path/name". */
  readonly resource: string;
}

/** An ARN taken apart; `undefined` for any other text. The parts are as written: nothing says that they exist. */
export const parseArn = (text: string): Arn | undefined => {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
};

/** What stands after the last slash, by which people and most APIs call a thing; the whole text where there is none. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1) || arn;

/** What stands after `type/` in the resource of a service's ARN, its path included; `undefined` for any other text. */
export const nameIn = (arn: string, service: string, type: string): string | undefined => {
  const parsed = parseArn(arn);
  return parsed?.service === service && parsed.resource.startsWith(`${type}/`)
    ? parsed.resource.slice(type.length + 1) || undefined
    : undefined;
};
