import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { anchorSubject, readAnchor } from '../opening';
import type { Kind } from './kind';

/** An anchor that was off works again. Source: IAM Roles Anywhere API reference, EnableTrustAnchor. */
export const enableTrustAnchor: Kind<'EnableTrustAnchor'> = {
  name: 'EnableTrustAnchor',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['EnableTrustAnchor'],
  read: (record) =>
    anchorSubject({
      by: 'trust-anchor',
      anchor: readAnchor(record),
      setsSource: false,
      stopsRevocation: false,
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Enabled trust anchor',
    short: 'Enabled anchor',
    noun: 'trust anchor',
    done: 'enabled',
    once: 'enabling of a trust anchor',
  },
};
