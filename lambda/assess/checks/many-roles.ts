import type { Check } from '../check';
import { isTouched } from '../what-changed';
import { evidenceLines } from '../wording';

export const manyRoles: Check = {
  id: 'many-roles',
  question: 'request',
  looksFor: 'More roles in one profile than set: one certificate collects all their permissions.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ roles, settings, changed }) =>
    isTouched(changed, 'roleArns') && roles.length > settings.manyRoles
      ? [
          {
            severity: 'low',
            title: `The profile names ${roles.length} roles, more than ${settings.manyRoles}`,
            evidence: evidenceLines(roles.map(({ arn }) => arn)),
          },
        ]
      : [],
};
