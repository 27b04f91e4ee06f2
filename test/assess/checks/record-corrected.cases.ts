import type { Change } from '../../../lambda/event/change';
import type { CheckCase } from '../../support/check-cases';
import { profileCreated } from '../../support/context';

const withAddendum = (addendum: NonNullable<Change['record']['addendum']>) => {
  const change = profileCreated();
  return { change: { ...change, record: { ...change.record, addendum } } };
};
const ORIGINAL = '9aa63cc5-0000-4000-8000-000000000001';

export const cases: readonly CheckCase[] = [
  { when: 'the record has no addendum', finds: [] },
  {
    when: 'it corrects another',
    context: withAddendum({
      reason: 'UPDATED_DATA',
      originalId: ORIGINAL,
      updatedFields: 'requestParameters',
    }),
    finds: [['informational', `This record corrects an earlier one, ${ORIGINAL}: it is the same profile`]],
    evidence: 'updated fields: requestParameters',
  },
  {
    when: 'it only came late',
    context: withAddendum({ reason: 'DELIVERY_DELAY' }),
    finds: [['informational', 'CloudTrail delivered this record late (DELIVERY_DELAY)']],
  },
  {
    when: 'it corrects one that it does not name',
    context: withAddendum({ reason: 'UPDATED_DATA' }),
    finds: [['informational', 'This record corrects an earlier one, which it does not name']],
  },
];
