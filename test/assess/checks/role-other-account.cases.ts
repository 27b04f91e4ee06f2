import type { CheckCase } from '../../support/check-cases';
import { foundRole } from '../../support/context';
import { OTHER_ACCOUNT } from '../../support/event';

const foreign = (name: string) =>
  ({
    state: 'other-account',
    arn: `arn:aws:iam::${OTHER_ACCOUNT}:role/${name}`,
    accountId: OTHER_ACCOUNT,
  }) as const;

export const cases: readonly CheckCase[] = [
  { when: 'the role is of this account', finds: [] },
  {
    when: 'one role is of another account',
    context: { roles: [foundRole(), foreign('deploy')] },
    finds: [
      [
        'high',
        `A role belongs to another account and cannot be examined: arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`,
      ],
    ],
  },
  {
    when: 'many are',
    context: { roles: Array.from({ length: 20 }, (_, index) => foreign(`r${index}`)) },
    finds: [['high', 'Roles belong to another account']],
    evidence: 'and 10 more',
  },
];
