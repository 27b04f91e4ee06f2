import type { Check } from '../check';

export const firstTimeActor: Check = {
  id: 'first-time-actor',
  question: 'history',
  looksFor: 'An actor for whom CloudTrail shows no earlier profile.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['history'],
  find: ({ actor, history, kind: { words } }) =>
    // A count of zero that may be more is no proof of a first time.
    history.known && history.value.byActor.count === 0 && !history.value.byActor.atLeast
      ? [
          {
            severity: 'low',
            title: `CloudTrail shows no earlier ${words.once} by this actor in ${history.value.days} days`,
            evidence: [actor.arn],
          },
        ]
      : [],
};
