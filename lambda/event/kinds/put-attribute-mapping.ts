import { readChangedProfile } from './changed-profile';
import type { Kind } from './kind';

/**
 * Certificate fields become session tags in another way: what policies and trust policies go by may be another.
 * Source: IAM Roles Anywhere API reference, PutAttributeMapping, whose answer is the profile. That CloudTrail records the
 * answer is not confirmed; GetProfile shows the profile where it does not.
 */
export const putAttributeMapping: Kind<'PutAttributeMapping'> = {
  name: 'PutAttributeMapping',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['PutAttributeMapping'],
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
    title: 'Roles Anywhere profile mapped anew',
    short: 'Remapped profile',
    noun: 'profile',
    done: 'mapped anew',
    once: 'mapping of a profile',
  },
};
