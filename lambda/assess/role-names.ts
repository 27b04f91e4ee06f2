import { nameIn } from '../arn';
import type { JudgedRole } from './judged-role';
import { listed, plural } from './wording';

/** What stands after `role/` in a role's ARN, its path included; the whole text where it is no role ARN. */
export const roleName = (arn: string): string => nameIn(arn, 'iam', 'role') ?? arn;

/** "Role deploy", "Roles a, b and 3 more": how a title names roles. */
export const rolesNamed = (roles: readonly Pick<JudgedRole, 'arn'>[]): string =>
  `${plural(roles.length, 'Role', 'Roles')} ${listed(roles.map(({ arn }) => roleName(arn)))}`;
