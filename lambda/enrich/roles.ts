import type { IamSource } from './iam-source';
import type { Ask } from './lookup-of';
import type { ReadManagedPolicy } from './policies';
import { parseRoleArn, type RoleArn, type RoleFacts, readRole } from './role';

/** Reads roles as their ARNs become known; the cap on how many are examined holds over all of them. */
export type ReadRoles = (arns: readonly string[]) => Promise<readonly RoleFacts[]>;

/** What reading roles takes, shared by all roles of one alert. */
export interface RolesReading {
  readonly iam: IamSource;
  /** Asks in turn, the lower ranks first. */
  readonly askAt: (rank: number) => Ask;
  readonly managedPolicy: ReadManagedPolicy;
  /** The account whose roles can be read. */
  readonly account: string;
  /** Roles to ask IAM about; an ARN that needs no asking does not count. */
  readonly maxExamined: number;
  /** What those roles are called where there are more: "roles". */
  readonly called: string;
  /** How promising a role is: the higher, the sooner it is read, and the surer it is of a place within the cap. */
  readonly promiseOf: (arn: string) => number;
}

/** Ranks that one step of promise is worth: more than one alert has roles. */
const PROMISE_RANKS = 1000;

/**
 * Reads each role of one alert once; an ARN that came before is left out. The answers come in the order of the ARNs, but
 * the roles are read one after the other, the most promising first: where time runs out, some are known whole instead
 * of all by halves.
 */
export const roleReader = (reading: RolesReading): ReadRoles => {
  const { account, maxExamined, called, promiseOf } = reading;
  const seen = new Set<string>();
  let examined = 0;

  const isExamined = (arn: string): boolean => parseRoleArn(arn)?.accountId === account;

  const factsOf = (arn: string, rank: number): Promise<RoleFacts> | RoleFacts => {
    const role = parseRoleArn(arn);
    if (role === undefined) return { state: 'unreadable', arn, reason: 'not a role ARN' };
    if (role.accountId !== account) return { state: 'other-account', arn, accountId: role.accountId };
    if (examined >= maxExamined) {
      return { state: 'not-examined', arn, reason: `one alert examines at most ${maxExamined} ${called}` };
    }
    examined += 1;
    return safely(role, reading, rank);
  };

  return async (arns) => {
    const fresh = [...new Set(arns)].filter((arn) => !seen.has(arn));
    for (const arn of fresh) seen.add(arn);
    const promises = new Map(fresh.map((arn) => [arn, isExamined(arn) ? promiseOf(arn) : 0]));
    const facts = new Map<string, Promise<RoleFacts> | RoleFacts>();
    // Sorting keeps the order of the ARNs among equals.
    const mostPromising = [...promises].sort(([, one], [, other]) => other - one);
    mostPromising.forEach(([arn, promise], index) => {
      facts.set(arn, factsOf(arn, index - promise * PROMISE_RANKS));
    });
    const inOrder = await Promise.all(fresh.map((arn) => facts.get(arn)));
    return inOrder.filter((each) => each !== undefined);
  };
};

/** One role that fails in a way nobody foresaw must not take the others with it. */
const safely = async (
  role: RoleArn,
  { iam, askAt, managedPolicy }: RolesReading,
  rank: number,
): Promise<RoleFacts> => {
  try {
    return await readRole(role, { iam, ask: askAt(rank), managedPolicy });
  } catch {
    return { state: 'unreadable', arn: role.arn, reason: 'an error of this program' };
  }
};
