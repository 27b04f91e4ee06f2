import { eventLine } from '../actor-events';
import type { Check } from '../check';
import { highest } from '../severity';
import { evidenceLines, listed } from '../wording';

export const crlChanged: Check = {
  id: 'crl-changed',
  question: 'activity',
  looksFor:
    'A certificate revocation list that the actor imported, replaced, disabled or deleted: revoked certificates may work again.',
  severities: ['high', 'medium'],
  vouching: 'never',
  technique: 'T1649',
  needs: ['actor-trail'],
  find: (facts) => {
    const calls = facts.calls.filter(({ call }) => call.subject === 'crl');
    return calls.length === 0
      ? []
      : [
          {
            severity: highest(calls.map(({ severity }) => severity)),
            title: `The actor also ${listed([...new Set(calls.map(({ call }) => call.phrase))])}`,
            evidence: evidenceLines(calls.map(({ event }) => eventLine(event, facts.when))),
          },
        ];
  },
};
