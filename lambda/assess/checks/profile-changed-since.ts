import type { Check } from '../check';
import { evidenceLines, listed } from '../wording';

export const profileChangedSince: Check = {
  id: 'profile-changed-since',
  question: 'request',
  looksFor:
    'A profile that is no longer what the event left: roles added, enabled, or limits taken away afterwards; that raises an alert of its own, and shows here what it has come to.',
  severities: ['medium', 'low'],
  vouching: 'never',
  technique: 'T1098.003',
  needs: ['profile-now'],
  find: ({ changesSince: changes, kind: { words } }) => {
    return changes.length === 0
      ? []
      : [
          {
            severity: changes.some(({ loosens }) => loosens) ? 'medium' : 'low',
            title: `The profile has changed since it was ${words.done}: ${listed(changes.map(({ text }) => text))}`,
            evidence: evidenceLines(changes.map(({ text }) => text)),
          },
        ];
  },
};
