import { OF_A_PROFILE } from '../no-profile';
import { letsRolesAnywhereIn, readRecordedRole, roleSubject } from '../opening';
import type { Kind } from './kind';

/** A role that lets Roles Anywhere in from the start. Source: IAM API reference, CreateRole. */
export const createRole: Kind<'CreateRole'> = {
  name: 'CreateRole',
  eventSource: 'iam.amazonaws.com',
  eventNames: ['CreateRole'],
  // The pattern of a rule cannot read a policy; whatever spelling gets past it must not get past this.
  concerns: letsRolesAnywhereIn,
  read: (record) => roleSubject({ by: 'role', role: readRecordedRole(record) }),
  makesProfile: false,
  withoutChecks: {
    ...OF_A_PROFILE,
    'unexpected-region': 'IAM is in no Region, and its calls are recorded in one',
    'role-changed-recently': 'That the role is new is what the alert is about',
  },
  words: {
    title: 'New role for Roles Anywhere',
    short: 'New role',
    noun: 'role',
    done: 'created',
    once: 'role for Roles Anywhere',
  },
};
