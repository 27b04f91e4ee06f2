import type { Profile } from '../../event/profile';
import { ifKnown, type Lookup } from '../../lookup';
import { eventLine } from '../actor-events';
import type { Check } from '../check';
import { beforeOrAfter, counted, evidenceLines } from '../wording';

const profileLine = (
  { name, id, createdAt = 'at an unknown time' }: Profile,
  when: Lookup<string>,
): string => {
  const apart = beforeOrAfter(createdAt, ifKnown(when));
  return `${createdAt}${apart === '' ? '' : ` (${apart})`}: profile "${name}"${id === null ? '' : ` (${id})`}`;
};

export const severalProfiles: Check = {
  id: 'several-profiles',
  question: 'activity',
  looksFor: 'More profiles that the same actor created around this one.',
  severities: ['medium'],
  vouching: 'entry',
  technique: 'T1098.003',
  needs: ['actor-trail', 'other-profiles'],
  find: ({ calls, madeByActor, when }) => {
    const called = calls
      .filter(({ event }) => event.eventName === 'CreateProfile')
      .map(({ event }) => eventLine(event, when));
    const listed = (ifKnown(madeByActor) ?? []).map((profile) => profileLine(profile, when));
    // CloudTrail lags, and the list lacks what is gone again: each may show what the other does not.
    const more = listed.length > called.length ? listed : called;
    return more.length === 0
      ? []
      : [
          {
            severity: 'medium',
            title: `The actor also created ${counted(more.length, 'other profile')} around this one`,
            evidence: evidenceLines(more),
          },
        ];
  },
};
