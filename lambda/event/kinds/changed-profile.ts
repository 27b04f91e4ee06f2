import { inner, type Part, type Presence } from '../fields';
import { readProfile } from '../profile';
import type { Kind, Reading } from './kind';

/**
 * A profile that was there before, from the record of a call that changed it: the response has all of it, the request
 * only what was asked for.
 * @param need whether the operation is known to answer with the profile
 */
export const readChangedProfile = (record: Part, need: Presence): Reading => {
  const response = inner(inner(record, 'responseElements', need), 'profile', need);
  const request = inner(record, 'requestParameters', 'expected');
  // What an answer that nobody promised does not hold is not missing: GetProfile tells it.
  const told = need === 'optional' && response.fields === undefined ? { ...response, gaps: [] } : response;
  const profile = readProfile(request, told, false);
  return {
    subject: { type: 'profile', name: profile.name, arn: profile.arn },
    profile,
    isWhole: response.fields !== undefined,
  };
};

/**
 * What the two calls about a profile's attribute mappings have in common. Both answer with the profile; that CloudTrail
 * records the answer is not confirmed, and GetProfile shows the profile where it does not.
 */
export const ATTRIBUTE_MAPPING = {
  eventSource: 'rolesanywhere.amazonaws.com',
  read: (record) => readChangedProfile(record, 'optional'),
  makesProfile: false,
  before: {
    from: 'told-by-trail',
    eventNames: ['PutAttributeMapping', 'DeleteAttributeMapping', 'UpdateProfile', 'CreateProfile'],
    sets: ['attributeMappings'],
  },
  withoutChecks: {
    'first-in-account': 'A mapping presupposes a profile, so that there was one before',
    'required-tags': 'A mapping neither gives tags nor takes them',
  },
} satisfies Partial<Kind>;
