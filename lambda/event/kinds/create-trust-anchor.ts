import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { anchorSubject, readAnchor } from '../opening';
import type { Kind } from './kind';

/** A CA whose certificates are taken from now on. Source: IAM Roles Anywhere API reference, CreateTrustAnchor. */
export const createTrustAnchor: Kind<'CreateTrustAnchor'> = {
  name: 'CreateTrustAnchor',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['CreateTrustAnchor'],
  read: (record) =>
    anchorSubject({
      by: 'trust-anchor',
      anchor: readAnchor(record),
      setsSource: true,
      stopsRevocation: false,
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'New trust anchor',
    short: 'New anchor',
    noun: 'trust anchor',
    done: 'created',
    once: 'trust anchor',
  },
};
