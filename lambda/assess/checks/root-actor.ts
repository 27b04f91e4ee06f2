import { ifKnown } from '../../lookup';
import type { Check } from '../check';

export const rootActor: Check = {
  id: 'root-actor',
  question: 'actor',
  looksFor: 'The root user at work: nobody should need it for this, and nothing limits it.',
  severities: ['high'],
  find: ({ context: { change } }) =>
    change.record.actor.kind === 'root'
      ? [
          {
            severity: 'high',
            title: `The root user of account ${change.record.actor.accountId ?? ifKnown(change.place.account) ?? 'not recorded'} created the profile`,
            evidence: [change.record.actor.arn],
          },
        ]
      : [],
};
