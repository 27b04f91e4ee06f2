import type { CheckCase } from '../../support/check-cases';
import { profile, profileCreated } from '../../support/context';

const { sessionPolicy: _narrow, ...open } = profile();

export const cases: readonly CheckCase[] = [
  { when: 'there is a session policy', finds: [] },
  {
    when: 'there is a managed session policy',
    context: {
      change: profileCreated({
        profile: { ...open, managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
      }),
    },
    finds: [],
  },
  {
    when: 'there is neither',
    context: { change: profileCreated({ profile: open }) },
    finds: [['low', 'No session policy narrows what a session may do']],
  },
];
