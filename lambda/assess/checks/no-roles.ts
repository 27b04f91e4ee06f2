import type { Check } from '../check';

export const noRoles: Check = {
  id: 'no-roles',
  question: 'request',
  looksFor:
    'A profile without roles: nobody can use it until a role is added, which raises an alert of its own.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ roles, rolesAreKnown }) =>
    roles.length > 0 || !rolesAreKnown
      ? []
      : [
          {
            severity: 'low',
            title: 'The profile names no roles',
            evidence: ['Roles can be added later with UpdateProfile, which raises an alert of its own.'],
          },
        ],
};
