import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const created = profileCreated({ profile: profile({ enabled: false }) });

export const cases: readonly CheckCase[] = [
  { when: 'the profile is enabled', finds: [] },
  {
    when: 'whether it is enabled is not known',
    context: { change: profileCreated({ profile: profile({ enabled: null }) }) },
    finds: [],
  },
  {
    when: 'it is disabled',
    context: { change: created },
    finds: [['informational', 'The profile is disabled']],
    evidence: 'EnableProfile',
  },
  { when: 'it was enabled since', context: { change: created, current: known(profile()) }, finds: [] },
  {
    when: 'what it is now could not be read',
    context: { change: created, current: notKnown('throttled') },
    finds: [['informational', 'whether it still is could not be read']],
  },
];
