import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { CUT, WHOLE } from '../../support/context';

const history = (count: number, atLeast = false) => ({
  history: known({
    days: 90,
    byActor: { count: 0, atLeast },
    inAccount: { count, atLeast },
    coverage: atLeast ? CUT : WHOLE,
  }),
});

export const cases: readonly CheckCase[] = [
  { when: 'there were five before', finds: [] },
  { when: 'there was one before', context: history(1), finds: [] },
  {
    when: 'there was none before',
    context: history(0),
    finds: [['low', 'no earlier profile in account 111122223333, Region eu-central-1, in 90 days']],
  },
  { when: 'reading stopped before one was found', context: history(0, true), finds: [] },
  { when: 'the history is not known', context: { history: notKnown('throttled') }, finds: [] },
];
