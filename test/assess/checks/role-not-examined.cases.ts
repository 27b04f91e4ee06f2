import type { CheckCase } from '../../support/check-cases';
import { foundRole, profile, profileCreated } from '../../support/context';
import { ACCOUNT, ROLE_ARN } from '../../support/event';

const arnOf = (index: number) => `arn:aws:iam::${ACCOUNT}:role/r${index}`;
const skipped = Array.from({ length: 200 }, (_, index) => ({
  state: 'not-examined' as const,
  arn: arnOf(index),
  reason: 'only 50 roles are examined in one alert',
}));

export const cases: readonly CheckCase[] = [
  { when: 'every role was examined', finds: [] },
  {
    when: '200 of 201 were not, whatever they hide',
    context: { roles: [foundRole(), ...skipped] },
    finds: [['high', '200 roles of the profile were not examined, so admin cannot be ruled out']],
    evidence: 'only 50 roles are examined',
  },
  {
    when: 'nobody looked a role of the profile up at all',
    context: { change: profileCreated({ profile: profile({ roleArns: [ROLE_ARN, arnOf(1)] }) }) },
    finds: [['high', '1 role of the profile was not examined']],
    evidence: arnOf(1),
  },
];
