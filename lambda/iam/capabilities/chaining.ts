import { type CapabilityRow, table, target, together } from './row';

const ROLES = 'what those roles can do';

/** Becoming another role outright. */
export const CHAINING: readonly CapabilityRow[] = table('chaining', 'sensitive', [
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
