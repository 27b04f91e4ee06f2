import type { Profile } from '../../event/profile';
import type { Check } from '../check';
import { roleName } from '../role-names';
import { isTouched } from '../what-changed';
import { durationText, evidenceLines } from '../wording';

const allowance = (
  { durationSeconds }: Profile,
  longestSeconds: number,
  isKnown: boolean,
  done: string,
): string => {
  if (!isKnown) return 'how long the profile allows is not known';
  return durationSeconds === longestSeconds
    ? `the profile allows ${durationText(longestSeconds)}`
    : `the profile allowed ${durationText(longestSeconds)} when it was ${done}`;
};

export const longSession: Check = {
  id: 'long-session',
  question: 'session',
  looksFor:
    'Sessions that may last longer than the set limit: what a stolen certificate can do outlives its discovery.',
  severities: ['medium'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile, longestSeconds, durationIsKnown, roles, settings, kind, changed, gained }) => {
    if (gained.length === 0 && !isTouched(changed, 'durationSeconds')) return [];
    const sessions = roles.map(({ arn, sessionSeconds }) => ({
      arn,
      // A role of unknown maximum may allow all that the profile does.
      seconds: sessionSeconds ?? longestSeconds,
    }));
    const longest = sessions.reduce(
      (most, { seconds }) => Math.max(most, seconds),
      roles.length === 0 ? longestSeconds : 0,
    );
    if (longest <= settings.longSessionSeconds) return [];
    return [
      {
        severity: 'medium',
        title: `A session may last up to ${durationText(longest)}, longer than ${durationText(settings.longSessionSeconds)}`,
        evidence: evidenceLines([
          allowance(profile, longestSeconds, durationIsKnown, kind.words.done),
          ...sessions
            .filter(({ seconds }) => seconds > settings.longSessionSeconds)
            .map(({ arn, seconds }) => `${roleName(arn)}: up to ${durationText(seconds)}`),
        ]),
      },
    ];
  },
};
