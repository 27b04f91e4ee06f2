import { known, notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';

const settings = { requiredTags: ['owner', 'cost-center'] };

export const cases: readonly CheckCase[] = [
  { when: 'no tag is required', context: { tags: known([]) }, finds: [] },
  {
    when: 'every required tag is there',
    context: {
      tags: known([
        { key: 'owner', value: '' },
        { key: 'cost-center', value: '7' },
      ]),
    },
    settings,
    finds: [],
  },
  {
    when: 'one is missing',
    settings,
    finds: [['low', 'The profile lacks the required tag cost-center']],
    evidence: 'It has owner.',
  },
  {
    when: 'one differs by case',
    context: {
      tags: known([
        { key: 'Owner', value: '' },
        { key: 'cost-center', value: '' },
      ]),
    },
    settings,
    finds: [['low', 'tag owner']],
  },
  {
    when: 'there are none',
    context: { tags: known([]) },
    settings,
    finds: [['low', 'tags owner and cost-center']],
  },
  { when: 'the tags could not be read', context: { tags: notKnown('throttled') }, settings, finds: [] },
];
