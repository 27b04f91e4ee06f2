import type { CheckCase } from '../../support/check-cases';

export const cases: readonly CheckCase[] = [
  { when: 'no Region is set', finds: [] },
  { when: 'the Region is expected', settings: { expectedRegions: ['us-east-1', 'eu-central-1'] }, finds: [] },
  {
    when: 'it is not',
    settings: { expectedRegions: ['us-east-1'] },
    finds: [['medium', 'created in Region eu-central-1, which is not expected']],
  },
  {
    when: 'it only begins like an expected one',
    settings: { expectedRegions: ['eu-central-12'] },
    finds: [['medium', 'eu-central-1']],
  },
];
