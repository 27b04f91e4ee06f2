import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { crlSubject, readCrl } from '../opening';
import type { Kind } from './kind';

/** Another list in place of the one before, which may revoke fewer. Source: IAM Roles Anywhere API reference, UpdateCrl. */
export const updateCrl: Kind<'UpdateCrl'> = {
  name: 'UpdateCrl',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['UpdateCrl'],
  read: (record) =>
    crlSubject({
      by: 'crl',
      crl: readCrl(record),
      call: 'UpdateCrl',
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Replaced revocation list',
    short: 'Replaced CRL',
    noun: 'revocation list',
    done: 'replaced',
    once: 'update of a revocation list',
  },
};
