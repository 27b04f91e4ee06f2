import { OF_A_PROFILE_OR_ROLE } from '../no-profile';
import { crlSubject, readCrl } from '../opening';
import type { Kind } from './kind';

/** A list is not asked any more: what it revoked is valid again. Source: IAM Roles Anywhere API reference, DisableCrl. */
export const disableCrl: Kind<'DisableCrl'> = {
  name: 'DisableCrl',
  eventSource: 'rolesanywhere.amazonaws.com',
  eventNames: ['DisableCrl'],
  read: (record) =>
    crlSubject({
      by: 'crl',
      crl: readCrl(record),
      call: 'DisableCrl',
    }),
  makesProfile: false,
  withoutChecks: OF_A_PROFILE_OR_ROLE,
  words: {
    title: 'Disabled revocation list',
    short: 'Disabled CRL',
    noun: 'revocation list',
    done: 'disabled',
    once: 'disabling of a revocation list',
  },
};
