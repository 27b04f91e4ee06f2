import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { crlSubject, readCrl } from '../opening';
import type { Kind } from './kind';

/** A list is gone: what it revoked is valid again. Source: IAM Roles Anywhere API reference, DeleteCrl. */
export const deleteCrl: Kind<'DeleteCrl'> = {
  name: 'DeleteCrl',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['DeleteCrl'],
  read: (record) =>
    crlSubject({
      by: 'crl',
      crl: readCrl(record),
      call: 'DeleteCrl',
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Deleted revocation list',
    short: 'Deleted CRL',
    noun: 'revocation list',
    done: 'deleted',
    once: 'deletion of a revocation list',
  },
};
