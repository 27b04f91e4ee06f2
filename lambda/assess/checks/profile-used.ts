import { eventLine } from '../actor-events';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import type { Facts } from '../facts';
import { counted, evidenceLines } from '../wording';

/** That a profile is used which gives no more than before is what it is for. */
const isUnaltered = ({ gained, changed: { before } }: Facts): boolean =>
  gained.length === 0 && before.known && before.value !== undefined;

export const profileUsed: Check = {
  id: 'profile-used',
  question: 'use',
  looksFor: 'Sessions that were already created with the profile: disabling it does not end them.',
  severities: ['high', 'medium'],
  vouching: 'never',
  technique: 'T1078.004',
  needs: ['session-trail'],
  atMost: (facts) => (isUnaltered(facts) ? undefined : facts.gained.some(isDangerous) ? 'high' : 'medium'),
  find: (facts) => {
    const { sessions, gained, when } = facts;
    if (isUnaltered(facts) || !sessions.known || sessions.value.count.count === 0) return [];
    const { count, newest } = sessions.value;
    return [
      {
        severity: gained.some(isDangerous) ? 'high' : 'medium',
        title: `The profile has already been used: ${count.atLeast ? 'at least ' : ''}${counted(count.count, 'session')}`,
        evidence: evidenceLines([
          ...newest.map((event) => eventLine(event, when)),
          'Disabling the profile does not end sessions already issued.',
        ]),
      },
    ];
  },
};
