import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { foundRole, profile, profileCreated } from '../../support/context';
import { ROLE_ARN } from '../../support/event';

const lasting = (durationSeconds: number, maxSessionSeconds: number) => ({
  change: profileCreated({ profile: profile({ durationSeconds }) }),
  roles: [foundRole({ maxSessionSeconds })],
});

export const cases: readonly CheckCase[] = [
  { when: 'a session lasts an hour', finds: [] },
  {
    when: 'both allow twelve hours',
    context: lasting(43_200, 43_200),
    finds: [['medium', 'A session may last up to 12 h, longer than 1 h']],
  },
  {
    when: 'the profile was shortened after sessions could have been made',
    context: { ...lasting(43_200, 43_200), current: known(profile({ durationSeconds: 900 })) },
    finds: [['medium', 'A session may last up to 12 h']],
    evidence: 'the profile allowed 12 h when it was created',
  },
  { when: 'the role allows only one', context: lasting(43_200, 3600), finds: [] },
  { when: 'the profile allows only one', context: lasting(3600, 43_200), finds: [] },
  {
    when: 'both allow a second more than the limit',
    context: lasting(3601, 43_200),
    finds: [['medium', 'up to 3601 s']],
  },
  {
    when: 'the limit is set higher',
    context: lasting(43_200, 43_200),
    settings: { longSessionSeconds: 43_200 },
    finds: [],
  },
  {
    when: "the role's maximum could not be read",
    context: {
      ...lasting(43_200, 0),
      roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' }],
    },
    finds: [['medium', 'up to 12 h']],
  },
];
