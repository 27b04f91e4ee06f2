import { inner } from '../fields';
import { readProfile } from '../profile';
import type { Kind } from './kind';

/** A profile that was not there before. Source: IAM Roles Anywhere API reference, CreateProfile. */
export const createProfile: Kind<'CreateProfile'> = {
  name: 'CreateProfile',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['CreateProfile'],
  read: (record) => {
    const response = inner(inner(record, 'responseElements', 'expected'), 'profile', 'expected');
    const request = inner(record, 'requestParameters', 'expected');
    const profile = readProfile(request, response);
    return {
      subject: { type: 'profile', name: profile.name, arn: profile.arn },
      profile,
      // What nobody asked for and the answer does not show is not there.
      isWhole: !record.gaps.some(({ what }) => what === 'requestParameters'),
    };
  },
  makesProfile: true,
  withoutChecks: {},
  words: {
    title: 'Roles Anywhere profile',
    short: 'Profile',
    noun: 'profile',
    done: 'created',
    once: 'profile',
  },
};
