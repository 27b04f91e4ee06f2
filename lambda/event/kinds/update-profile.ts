import { readChangedProfile } from './changed-profile';
import type { Kind } from './kind';

/**
 * A profile that got other roles, session policies, another name or another session length.
 * Source: IAM Roles Anywhere API reference, UpdateProfile; user guide, "Logging IAM Roles Anywhere API calls", for the
 * record: the request holds what was sent, the response the whole profile after it. A duration that is not sent may stay
 * or fall back to the default, so that the request alone proves nothing unchanged.
 */
export const updateProfile: Kind<'UpdateProfile'> = {
  name: 'UpdateProfile',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['UpdateProfile'],
  read: (record) => readChangedProfile(record, 'expected'),
  makesProfile: false,
  before: {
    from: 'told-by-trail',
    eventNames: ['UpdateProfile', 'CreateProfile'],
    sets: [
      'name',
      'roleArns',
      'durationSeconds',
      'sessionPolicy',
      'managedPolicyArns',
      'acceptRoleSessionName',
      'tipConfiguration',
    ],
  },
  withoutChecks: {
    'first-in-account': 'An update presupposes a profile, so that there was one before',
    'required-tags': 'An update neither gives tags nor takes them',
  },
  words: {
    title: 'Updated Roles Anywhere profile',
    short: 'Updated profile',
    noun: 'profile',
    done: 'updated',
    once: 'update of a profile',
  },
};
