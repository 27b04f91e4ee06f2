import { parseRoleArn, type RoleArn, type RoleFacts, type RoleReading, readRole } from './role';

/** Reads roles as their ARNs become known; the cap on how many are examined holds over all of them. */
export type ReadRoles = (arns: readonly string[]) => Promise<readonly RoleFacts[]>;

/**
 * Reads each role of one alert once, in the order in which the ARNs come; an ARN that came before is left out.
 * @param account the account whose roles can be read
 * @param maxExamined roles to ask IAM about; an ARN that needs no asking does not count
 */
export const roleReader = (reading: RoleReading, account: string, maxExamined: number): ReadRoles => {
  const seen = new Set<string>();
  let examined = 0;

  const factsOf = (arn: string): Promise<RoleFacts> | RoleFacts => {
    const role = parseRoleArn(arn);
    if (role === undefined) return { state: 'unreadable', arn, reason: 'not a role ARN' };
    if (role.accountId !== account) return { state: 'other-account', arn, accountId: role.accountId };
    if (examined >= maxExamined) {
      return { state: 'not-examined', arn, reason: `one alert examines at most ${maxExamined} roles` };
    }
    examined += 1;
    return safely(role, reading);
  };

  return (arns) => {
    const fresh = arns.filter((arn) => {
      if (seen.has(arn)) return false;
      seen.add(arn);
      return true;
    });
    return Promise.all(fresh.map(factsOf));
  };
};

/** One role that fails in a way nobody foresaw must not take the others with it. */
const safely = async (role: RoleArn, reading: RoleReading): Promise<RoleFacts> => {
  try {
    return await readRole(role, reading);
  } catch {
    return { state: 'unreadable', arn: role.arn, reason: 'an error of this program' };
  }
};
