import { notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const gaps = [{ what: 'roles', why: 'the record names none' }];

export const cases: readonly CheckCase[] = [
  { when: 'the record is whole', finds: [] },
  {
    when: 'something is missing',
    context: { change: profileCreated({ gaps }) },
    finds: [['medium', 'The record of the event is incomplete']],
    evidence: 'roles: the record names none',
  },
  {
    when: 'no role is known at all',
    context: {
      change: profileCreated({ gaps, profile: profile({ roleArns: [] }) }),
      current: notKnown('denied'),
      roles: [],
    },
    finds: [['high', 'no role is known, so nothing can be ruled out']],
  },
];
