import type { Check } from '../check';

export const unknownActor: Check = {
  id: 'unknown-actor',
  question: 'actor',
  looksFor: 'A record that does not say who made the call in a way that this program understands.',
  severities: ['medium'],
  vouching: 'never',
  needs: [],
  find: ({ actor }) =>
    actor.kind === 'unknown'
      ? [
          {
            severity: 'medium',
            title: 'The record does not say clearly who made the call',
            evidence: [`userIdentity type ${actor.type}`, actor.arn],
          },
        ]
      : [],
};
