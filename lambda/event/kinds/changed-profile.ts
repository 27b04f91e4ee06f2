import { inner, type Part, type Presence } from '../fields';
import { readProfile } from '../profile';
import type { Reading } from './kind';

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
