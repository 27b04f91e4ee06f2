import { readChangedProfile } from './changed-profile';
import type { Kind } from './kind';

/**
 * Certificate fields are session tags no more: a Deny that goes by them denies nothing.
 * Source: IAM Roles Anywhere API reference, DeleteAttributeMapping, whose answer is the profile. That CloudTrail records the
 * answer is not confirmed; GetProfile shows the profile where it does not.
 */
export const deleteAttributeMapping: Kind<'DeleteAttributeMapping'> = {
  name: 'DeleteAttributeMapping',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['DeleteAttributeMapping'],
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
  words: {
    title: 'Roles Anywhere profile mapped less',
    short: 'Unmapped profile',
    noun: 'profile',
    done: 'mapped less',
    once: 'deletion of a mapping',
  },
};
