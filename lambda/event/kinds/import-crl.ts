import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { crlSubject, readCrl } from '../opening';
import type { Kind } from './kind';

/** A list more of certificates that are not taken any more. Source: IAM Roles Anywhere API reference, ImportCrl. */
export const importCrl: Kind<'ImportCrl'> = {
  name: 'ImportCrl',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['ImportCrl'],
  read: (record) =>
    crlSubject({
      by: 'crl',
      crl: readCrl(record),
      call: 'ImportCrl',
      calm: 'a revocation list was added',
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Imported revocation list',
    short: 'Imported CRL',
    noun: 'revocation list',
    done: 'imported',
    once: 'import of a revocation list',
  },
};
