import type { Check } from '../check';

export const noRoles: Check = {
  id: 'no-roles',
  question: 'request',
  looksFor:
    'A profile without roles: nobody can use it yet, and adding a role later raises no alert of this kind.',
  severities: ['low'],
  find: ({ roles }) =>
    roles.length > 0
      ? []
      : [
          {
            severity: 'low',
            title: 'The profile names no roles, as far as is known',
            evidence: ['Roles can be added later with UpdateProfile, which raises no alert of this kind.'],
          },
        ],
};
