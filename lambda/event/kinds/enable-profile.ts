import { readChangedProfile } from './changed-profile';
import type { Kind } from './kind';

/**
 * A profile that nobody could use, until now: all that it gives counts as new.
 * Source: IAM Roles Anywhere API reference, EnableProfile, whose answer is the profile. That CloudTrail records the answer
 * is not confirmed; GetProfile shows the profile where it does not.
 */
export const enableProfile: Kind<'EnableProfile'> = {
  name: 'EnableProfile',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['EnableProfile'],
  read: (record) => {
    const { profile, ...rest } = readChangedProfile(record, 'optional');
    return { ...rest, profile: { ...profile, enabled: profile.enabled ?? true } };
  },
  makesProfile: false,
  before: { from: 'disabled' },
  withoutChecks: {
    'first-in-account': 'Only a profile that was there before can be enabled',
    'required-tags': 'Enabling neither gives tags nor takes them',
  },
  words: {
    title: 'Enabled Roles Anywhere profile',
    short: 'Enabled profile',
    noun: 'profile',
    done: 'enabled',
    once: 'enabling of a profile',
  },
};
