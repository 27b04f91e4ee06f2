import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated } from '../../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/event';

const { accountId: _unsaid, ...placeless } = actor();

export const cases: readonly CheckCase[] = [
  { when: 'the actor is of this account', finds: [] },
  {
    when: 'the record names no account',
    context: { change: profileCreated({ actor: placeless }) },
    finds: [],
  },
  {
    when: 'the actor is of another account',
    context: { change: profileCreated({ actor: actor({ accountId: OTHER_ACCOUNT }) }) },
    finds: [['high', `The actor belongs to account ${OTHER_ACCOUNT}, not to account ${ACCOUNT}`]],
  },
];
