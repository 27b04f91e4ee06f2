import type { Check } from '../check';

export const rootActor: Check = {
  id: 'root-actor',
  question: 'actor',
  looksFor: 'The root user at work: nobody should need it for this, and nothing limits it.',
  severities: ['high'],
  find: ({ context: { created } }) =>
    created.actor.kind === 'root'
      ? [
          {
            severity: 'high',
            title: `The root user of account ${created.actor.accountId ?? created.account} created the profile`,
            evidence: [created.actor.arn],
          },
        ]
      : [],
};
