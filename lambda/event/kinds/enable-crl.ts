import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { crlSubject, readCrl } from '../opening';
import type { Kind } from './kind';

/** A list that was off is asked again. Source: IAM Roles Anywhere API reference, EnableCrl. */
export const enableCrl: Kind<'EnableCrl'> = {
  name: 'EnableCrl',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['EnableCrl'],
  read: (record) =>
    crlSubject({
      by: 'crl',
      crl: readCrl(record),
      call: 'EnableCrl',
      calm: 'a revocation list was enabled',
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Enabled revocation list',
    short: 'Enabled CRL',
    noun: 'revocation list',
    done: 'enabled',
    once: 'enabling of a revocation list',
  },
};
