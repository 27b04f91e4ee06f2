import type { Check } from '../check';

export const profileDisabled: Check = {
  id: 'profile-disabled',
  question: 'request',
  looksFor: 'A disabled profile: nobody can use it until it is enabled, which raises an alert of its own.',
  severities: ['informational'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile, profileIsRead, kind: { words } }) =>
    profile.enabled === false
      ? [
          {
            severity: 'informational',
            title: profileIsRead
              ? 'The profile is disabled'
              : `The profile was ${words.done} disabled; whether it still is could not be read`,
            evidence: ['Enabling it later (EnableProfile) raises an alert of its own.'],
          },
        ]
      : [],
};
