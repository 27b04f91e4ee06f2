import type { Check } from '../check';
import { isTouched } from '../what-changed';

export const roleSessionNameAccepted: Check = {
  id: 'role-session-name-accepted',
  question: 'request',
  looksFor:
    "A profile that lets the certificate's holder choose the session name: what CloudTrail shows as the user is then the holder's own claim.",
  severities: ['low'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile, changed }) =>
    isTouched(changed, 'acceptRoleSessionName') && profile.acceptRoleSessionName === true
      ? [
          {
            severity: 'low',
            title: "The certificate's holder may choose the role session name",
            evidence: ['acceptRoleSessionName is true'],
          },
        ]
      : [],
};
