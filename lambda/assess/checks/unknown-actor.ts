import type { Check } from '../check';

export const unknownActor: Check = {
  id: 'unknown-actor',
  question: 'actor',
  looksFor: 'A record that does not say who made the call in a way that this program understands.',
  severities: ['medium'],
  find: ({ context: { change } }) =>
    change.record.actor.kind === 'unknown'
      ? [
          {
            severity: 'medium',
            title: 'The record does not say clearly who made the call',
            evidence: [`userIdentity type ${change.record.actor.type}`, change.record.actor.arn],
          },
        ]
      : [],
};
