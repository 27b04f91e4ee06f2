import type { Check } from '../check';
import { evidenceLines } from '../wording';

export const eventIncomplete: Check = {
  id: 'event-incomplete',
  question: 'request',
  looksFor: 'A record that lacks what it should hold: what is not recorded cannot be judged.',
  severities: ['high', 'medium'],
  vouching: 'never',
  needs: [],
  find: ({ gaps, roles }) =>
    gaps.length === 0
      ? []
      : [
          {
            // Without any role ARN, from the record or from GetProfile, nothing at all can be ruled out.
            severity: roles.length === 0 ? 'high' : 'medium',
            title:
              roles.length === 0
                ? 'The record is incomplete and no role is known, so nothing can be ruled out'
                : 'The record of the event is incomplete',
            evidence: evidenceLines(gaps.map(({ what, why }) => `${what}: ${why}`)),
          },
        ],
};
