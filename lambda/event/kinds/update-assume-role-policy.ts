import { OF_A_PROFILE } from '../no-profile';
import { letsRolesAnywhereIn, readRecordedRole, roleSubject } from '../opening';
import type { Kind } from './kind';

/** A role that lets Roles Anywhere in from now on, or goes on to. Source: IAM API reference, UpdateAssumeRolePolicy. */
export const updateAssumeRolePolicy: Kind<'UpdateAssumeRolePolicy'> = {
  name: 'UpdateAssumeRolePolicy',
  eventSource: 'iam.amazonaws.com',
  eventNames: ['UpdateAssumeRolePolicy'],
  // The pattern of a rule cannot read a policy; whatever spelling gets past it must not get past this.
  concerns: letsRolesAnywhereIn,
  read: (record) => roleSubject({ by: 'role', role: readRecordedRole(record) }),
  makesProfile: false,
  withoutChecks: {
    ...OF_A_PROFILE,
    'unexpected-region': 'IAM is in no Region, and its calls are recorded in one',
  },
  words: {
    title: 'Role opened to Roles Anywhere',
    short: 'Opened role',
    noun: 'role',
    done: 'opened',
    once: 'opening of a role',
  },
};
