import { known } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { foundRole, profile, profileCreated } from '../../support/context';

const empty = profile({ roleArns: [] });

export const cases: readonly CheckCase[] = [
  { when: 'the profile has a role', finds: [] },
  {
    when: 'the profile has none',
    context: { change: profileCreated({ profile: empty }), roles: [] },
    finds: [['low', 'The profile names no roles']],
  },
  {
    when: 'the profile was created with none and has one now',
    context: { change: profileCreated({ profile: empty }), current: known(profile()), roles: [foundRole()] },
    finds: [],
  },
];
