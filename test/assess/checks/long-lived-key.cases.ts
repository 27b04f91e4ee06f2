import type { CheckCase } from '../../support/check-cases';
import { actor, profileCreated, userActor } from '../../support/context';
import { LONG_LIVED_KEY } from '../../support/event';

const { longLivedKey: _unsaid, accessKeyId: _unnamed, ...keyless } = actor();

export const cases: readonly CheckCase[] = [
  { when: 'the key is temporary', finds: [] },
  { when: 'the record names no key', context: { change: profileCreated({ actor: keyless }) }, finds: [] },
  {
    when: 'the key is long-lived',
    context: { change: profileCreated({ actor: userActor() }) },
    finds: [['medium', `The actor used the long-lived access key ${LONG_LIVED_KEY}`]],
  },
];
