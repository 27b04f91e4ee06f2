import { type CapabilityRow, one, table, target, together } from './row';

const ROLES = 'what those roles can do';

/** Becoming another role outright. */
export const CHAINING: readonly CapabilityRow[] = table('chaining', 'sensitive', 'T1548.005', [
  {
    id: 'sts-assume-role',
    phrase: 'assume {any} role of the account whose trust policy lets it',
    steps: together(target('sts:AssumeRole', 'role', ROLES)),
    sources: ['pathfinding.cloud sts-001'],
  },
  {
    id: 'sts-assume-role-elsewhere',
    phrase: 'assume {any} role of other accounts whose trust policy lets it',
    steps: together(target('sts:AssumeRole', 'foreignRole', ROLES)),
    sources: ['IAM user guide, "Providing access to IAM users in another AWS account that you own"'],
  },
]);

/** Handing roles to services, where no way is known to use one there. */
export const PASSING: readonly CapabilityRow[] = table('chaining', 'limited', 'T1548.005', [
  {
    id: 'iam-pass-role',
    phrase: 'pass {any} role to services, with no way found to use it there',
    steps: together(one('iam:PassRole', 'role')),
    onlyAlone: true,
    sources: ['IAM user guide, "Grant a user permissions to pass a role to an AWS service"'],
  },
]);
