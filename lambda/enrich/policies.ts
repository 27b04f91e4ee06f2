import { lastPart } from '../arn';
import { known, type Lookup } from '../lookup';
import { knownDocument } from './aws-managed-policies';
import type { IamSource } from './iam-source';
import type { Ask } from './lookup-of';

/** One policy by name, with its document where it could be read. */
export interface PolicyText {
  /** The policy's name; for people. */
  readonly name: string;
  /** The full ARN of a managed policy; absent for an inline one. */
  readonly arn?: string;
  readonly kind: 'inline' | 'managed';
  /** JSON text, or URL-encoded JSON text as IAM returns it. */
  readonly document: Lookup<string>;
}

/**
 * The document in force of a managed policy.
 * @param ask asks in the turn of whoever needs it
 */
export type ReadManagedPolicy = (arn: string, ask: Ask) => Promise<Lookup<string>>;

/**
 * Reads managed policies, those of AWS's that everybody knows not at all, and each other once: many roles share a few policies, and one alert should see one state of each.
 * Make one for every alert. A failure is kept too, so that a policy nobody may read is asked for once.
 */
export const managedPolicies = (iam: IamSource): ReadManagedPolicy => {
  const asked = new Map<string, Promise<Lookup<string>>>();
  return async (arn, ask) => {
    const published = knownDocument(arn);
    if (published !== undefined) return known(published);
    const before = asked.get(arn);
    if (before !== undefined) return before;
    const answer = readManagedPolicy(iam, ask, arn);
    asked.set(arn, answer);
    return answer;
  };
};

const readManagedPolicy = async (iam: IamSource, ask: Ask, arn: string): Promise<Lookup<string>> => {
  const version = await ask('iam:GetPolicy', (signal) => iam.defaultVersion(arn, signal));
  if (!version.known) return version;
  return ask('iam:GetPolicyVersion', (signal) => iam.policyVersion(arn, version.value, signal));
};

/** A managed policy with its document. */
export const policyText = async (
  read: ReadManagedPolicy,
  ask: Ask,
  arn: string,
  name: string = lastPart(arn),
): Promise<PolicyText> => ({ name, arn, kind: 'managed', document: await read(arn, ask) });
