import { eventLine } from '../actor-events';
import type { Check } from '../check';
import { counted, evidenceLines } from '../wording';

export const severalProfiles: Check = {
  id: 'several-profiles',
  question: 'activity',
  looksFor: 'More profiles that the same actor created around this one.',
  severities: ['medium'],
  vouching: 'entry',
  technique: 'T1098.003',
  needs: ['actor-trail'],
  find: ({ calls, when }) => {
    const more = calls.filter(({ event }) => event.eventName === 'CreateProfile');
    return more.length === 0
      ? []
      : [
          {
            severity: 'medium',
            title: `The actor also created ${counted(more.length, 'other profile')} around this one`,
            evidence: evidenceLines(more.map(({ event }) => eventLine(event, when))),
          },
        ];
  },
};
