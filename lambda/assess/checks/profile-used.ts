import { eventLine } from '../actor-events';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import { counted, evidenceLines } from '../wording';

export const profileUsed: Check = {
  id: 'profile-used',
  question: 'use',
  looksFor: 'Sessions that were already created with the profile: disabling it does not end them.',
  severities: ['high', 'medium'],
  vouching: 'never',
  technique: 'T1078.004',
  needs: ['session-trail'],
  atMost: ({ roles }) => (roles.some(isDangerous) ? 'high' : 'medium'),
  find: ({ sessions, roles, when }) => {
    if (!sessions.known || sessions.value.count.count === 0) return [];
    const { count, newest } = sessions.value;
    return [
      {
        severity: roles.some(isDangerous) ? 'high' : 'medium',
        title: `The profile has already been used: ${count.atLeast ? 'at least ' : ''}${counted(count.count, 'session')}`,
        evidence: evidenceLines([
          ...newest.map((event) => eventLine(event, when)),
          'Disabling the profile does not end sessions already issued.',
        ]),
      },
    ];
  },
};
