import type { Check } from '../check';
import { evidenceLines, listed } from '../wording';

export const profileWidened: Check = {
  id: 'profile-widened',
  question: 'request',
  looksFor:
    'What a change of a profile lets its users do that they could not do before: a role added, a session policy taken away or replaced, longer sessions, names of their own, the profile enabled. One that only takes away is said, too.',
  severities: ['medium', 'low', 'informational'],
  vouching: 'entry',
  technique: 'T1098.003',
  needs: ['profile-before'],
  find: ({ changed: { before, changes }, kind: { words } }) => {
    if (changes.length === 0) return [];
    const loosening = changes.filter(({ loosens }) => loosens);
    const told = (loosening.length > 0 ? loosening : changes).map(({ text }) => text);
    const was = before.known ? before.value : undefined;
    const evidence = evidenceLines([
      ...changes.map((change) => `${change.field}: ${change.before} -> ${change.after}`),
      ...(was === undefined ? [] : [`as the record of ${was.eventName} at ${was.time} shows it before`]),
    ]);
    if (was === undefined)
      return [{ severity: 'low', title: `A disabled ${words.noun} was ${words.done}`, evidence }];
    return [
      loosening.length > 0
        ? { severity: 'medium', title: `The ${words.noun} gives more than before: ${listed(told)}`, evidence }
        : {
            severity: 'informational',
            title: `What was ${words.done} gives nobody more: ${listed(told)}`,
            evidence,
          },
    ];
  },
};
