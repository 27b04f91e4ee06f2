import { ATTRIBUTE_MAPPING } from './changed-profile';
import type { Kind } from './kind';

/**
 * Certificate fields are session tags no more: a Deny that goes by them denies nothing.
 * Source: IAM Roles Anywhere API reference, DeleteAttributeMapping.
 */
export const deleteAttributeMapping: Kind<'DeleteAttributeMapping'> = {
  name: 'DeleteAttributeMapping',
  ...ATTRIBUTE_MAPPING,
  eventNames: ['DeleteAttributeMapping'],
  words: {
    title: 'Roles Anywhere profile mapped less',
    short: 'Unmapped profile',
    noun: 'profile',
    done: 'mapped less',
    once: 'deletion of a mapping',
  },
};
