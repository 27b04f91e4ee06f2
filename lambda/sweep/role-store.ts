import type { IamSource } from '../enrich/iam-source';
import type { Ask } from '../enrich/lookup-of';
import { managedPolicies, type PolicyText, policyText } from '../enrich/policies';
import { parseRoleArn, type RoleFacts, readRole } from '../enrich/role';
import { memoryOf } from '../iam/memory';

/** Roles by their ARN, each read once for all that ask for it. */
export interface RoleStore {
  /**
   * What IAM says about a role. Never rejects.
   * @param rank the lower, the sooner it is asked for
   */
  readonly read: (arn: string, rank: number) => Promise<RoleFacts>;
  /** A managed policy by its ARN, read once. */
  readonly policy: (arn: string, rank: number) => Promise<PolicyText>;
  /** Forgets a use of each role; a role that nobody else was announced to use is let go of. */
  readonly release: (arns: readonly string[]) => void;
  /** Roles asked of IAM so far. */
  readonly asked: () => number;
}

/** Roles that nobody announced, such as those that others can pass, kept in case they are asked for again. */
const REMEMBERED = 200;

/**
 * @param askAt asks in turn, the lower ranks first
 * @param uses how often each role will be asked for: it is kept until the last, and its evaluation with it
 */
export const roleStore = (
  iam: IamSource,
  askAt: (rank: number) => Ask,
  account: string,
  uses: ReadonlyMap<string, number>,
): RoleStore => {
  const managedPolicy = managedPolicies(iam);
  const left = new Map(uses);
  const kept = new Map<string, Promise<RoleFacts>>();
  const passing = memoryOf<string, Promise<RoleFacts>>(REMEMBERED);
  let asked = 0;

  const factsOf = async (arn: string, rank: number): Promise<RoleFacts> => {
    const role = parseRoleArn(arn);
    if (role === undefined) return { state: 'unreadable', arn, reason: 'not a role ARN' };
    if (role.accountId !== account) return { state: 'other-account', arn, accountId: role.accountId };
    asked += 1;
    try {
      return await readRole(role, { iam, ask: askAt(rank), managedPolicy });
    } catch {
      return { state: 'unreadable', arn, reason: 'an error of this program' };
    }
  };

  return {
    read: (arn, rank) => {
      const before = kept.get(arn) ?? passing.get(arn);
      if (before !== undefined) return before;
      const facts = factsOf(arn, rank);
      if (left.has(arn)) kept.set(arn, facts);
      else passing.put(arn, facts);
      return facts;
    },
    policy: (arn, rank) => policyText(managedPolicy, askAt(rank), arn),
    release: (arns) => {
      for (const arn of arns) {
        const uses = (left.get(arn) ?? 1) - 1;
        left.set(arn, uses);
        if (uses > 0) continue;
        left.delete(arn);
        kept.delete(arn);
      }
    },
    asked: () => asked,
  };
};
