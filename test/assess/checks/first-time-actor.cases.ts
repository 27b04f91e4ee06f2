import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { CUT, WHOLE } from '../../support/context';

const history = (count: number, atLeast = false) => ({
  history: known({
    days: 90,
    byActor: { count, atLeast },
    inAccount: { count: 5, atLeast },
    coverage: atLeast ? CUT : WHOLE,
  }),
});

export const cases: readonly CheckCase[] = [
  { when: 'the actor made three before', context: history(3), finds: [] },
  { when: 'the actor made one before', context: history(1), finds: [] },
  {
    when: 'the actor made none before',
    context: history(0),
    finds: [['low', 'CloudTrail shows no earlier profile by this actor in 90 days']],
  },
  { when: 'reading stopped before one was found', context: history(0, true), finds: [] },
  { when: 'the history is not known', context: { history: notKnown('throttled') }, finds: [] },
];
