import type { Check } from '../check';
import { roleName } from '../role-names';
import { durationText, evidenceLines } from '../wording';

export const longSession: Check = {
  id: 'long-session',
  question: 'session',
  looksFor:
    'Sessions that may last longer than the set limit: what a stolen certificate can do outlives its discovery.',
  severities: ['medium'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile, roles, settings }) => {
    const sessions = roles.map(({ arn, sessionSeconds }) => ({
      arn,
      // A role of unknown maximum may allow all that the profile does.
      seconds: sessionSeconds ?? profile.durationSeconds,
    }));
    const longest = sessions.reduce(
      (most, { seconds }) => Math.max(most, seconds),
      roles.length === 0 ? profile.durationSeconds : 0,
    );
    if (longest <= settings.longSessionSeconds) return [];
    return [
      {
        severity: 'medium',
        title: `A session may last up to ${durationText(longest)}, longer than ${durationText(settings.longSessionSeconds)}`,
        evidence: evidenceLines([
          `the profile allows ${durationText(profile.durationSeconds)}`,
          ...sessions
            .filter(({ seconds }) => seconds > settings.longSessionSeconds)
            .map(({ arn, seconds }) => `${roleName(arn)}: up to ${durationText(seconds)}`),
        ]),
      },
    ];
  },
};
