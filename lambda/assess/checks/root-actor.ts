import { ifKnown } from '../../lookup';
import type { Check } from '../check';

export const rootActor: Check = {
  id: 'root-actor',
  question: 'actor',
  looksFor: 'The root user at work: nobody should need it for this, and no IAM policy limits it.',
  severities: ['high'],
  vouching: 'entry',
  technique: 'T1078.004',
  needs: [],
  find: ({ actor, place, kind: { words } }) =>
    actor.kind === 'root'
      ? [
          {
            severity: 'high',
            title: `The root user of account ${actor.accountId ?? ifKnown(place.account) ?? 'not recorded'} ${words.done} the ${words.noun}`,
            evidence: [actor.arn],
          },
        ]
      : [],
};
