import type { CheckCase } from '../../support/check-cases';
import { foundRole } from '../../support/context';
import { ACCOUNT } from '../../support/event';

const roles = (count: number) =>
  ({
    roles: Array.from({ length: count }, (_, index) =>
      foundRole({ arn: `arn:aws:iam::${ACCOUNT}:role/r${index}` }),
    ),
    // The base profile names a role of its own.
  }) as const;

export const cases: readonly CheckCase[] = [
  { when: 'there is one role', finds: [] },
  { when: 'there are as many as set', context: roles(2), finds: [] },
  {
    when: 'there is one more',
    context: roles(3),
    finds: [['low', 'The profile names 4 roles, more than 3']],
  },
  { when: 'the setting allows more', context: roles(3), settings: { manyRoles: 4 }, finds: [] },
];
