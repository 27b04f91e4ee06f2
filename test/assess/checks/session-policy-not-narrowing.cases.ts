import { notKnown } from '../../../lambda/lookup';
import type { CheckCase } from '../../support/check-cases';
import { allow, document, managedPolicy, profile, profileCreated } from '../../support/context';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const { sessionPolicy: _narrow, ...open } = profile();
const managed = { change: profileCreated({ profile: { ...open, managedPolicyArns: [ADMIN] } }) };

export const cases: readonly CheckCase[] = [
  { when: 'the session policy allows one bucket', finds: [] },
  { when: 'there is none', context: { change: profileCreated({ profile: open }) }, finds: [] },
  {
    when: 'it allows everything',
    context: { change: profileCreated({ profile: profile({ sessionPolicy: document(allow('*')) }) }) },
    finds: [['low', 'allow everything, so they narrow nothing']],
  },
  {
    when: 'a managed one does',
    context: { ...managed, managedSessionPolicies: [managedPolicy(ADMIN, allow('*'))] },
    finds: [['low', 'narrow nothing']],
    evidence: ADMIN,
  },
  {
    when: 'a managed one could not be read',
    context: {
      ...managed,
      managedSessionPolicies: [
        { name: 'AdministratorAccess', arn: ADMIN, kind: 'managed', document: notKnown('denied') },
      ],
    },
    finds: [],
  },
];
