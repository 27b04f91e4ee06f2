import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { anchorSubject, readAnchorUpdate } from '../opening';
import type { Kind } from './kind';

/** Another name, or another CA behind the same ARN. Source: IAM Roles Anywhere API reference, UpdateTrustAnchor. */
export const updateTrustAnchor: Kind<'UpdateTrustAnchor'> = {
  name: 'UpdateTrustAnchor',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['UpdateTrustAnchor'],
  read: (record) => anchorSubject(readAnchorUpdate(record)),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Updated trust anchor',
    short: 'Updated anchor',
    noun: 'trust anchor',
    done: 'updated',
    once: 'update of a trust anchor',
  },
};
