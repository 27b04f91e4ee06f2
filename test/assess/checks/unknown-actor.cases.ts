import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated } from '../../support/context';

export const cases: readonly CheckCase[] = [
  { when: 'the actor is a role session', finds: [] },
  {
    when: 'the record has a kind of identity that nobody knows',
    context: { change: profileCreated({ actor: actor({ kind: 'unknown', type: 'SomethingNew' }) }) },
    finds: [['medium', 'does not say clearly who made the call']],
    evidence: 'userIdentity type SomethingNew',
  },
];
