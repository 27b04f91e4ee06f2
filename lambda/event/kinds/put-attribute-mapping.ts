import { ATTRIBUTE_MAPPING } from './changed-profile';
import type { Kind } from './kind';

/**
 * Certificate fields become session tags in another way: what policies and trust policies go by may be another.
 * Source: IAM Roles Anywhere API reference, PutAttributeMapping.
 */
export const putAttributeMapping: Kind<'PutAttributeMapping'> = {
  name: 'PutAttributeMapping',
  ...ATTRIBUTE_MAPPING,
  eventNames: ['PutAttributeMapping'],
  words: {
    title: 'Roles Anywhere profile mapped anew',
    short: 'Remapped profile',
    noun: 'profile',
    done: 'mapped anew',
    once: 'mapping of a profile',
  },
};
