import type { Check } from '../check';
import { isTouched } from '../what-changed';

export const noSessionPolicy: Check = {
  id: 'no-session-policy',
  question: 'request',
  looksFor: 'A profile without a session policy: every session has all that its role may do.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['profile-now'],
  find: ({ profile, requestIsKnown, changed, gained }) =>
    (gained.length > 0 || isTouched(changed, 'sessionPolicy', 'managedPolicyArns')) &&
    // A record without its request and its response says nothing about a session policy.
    requestIsKnown &&
    profile.sessionPolicy === undefined &&
    profile.managedPolicyArns.length === 0
      ? [
          {
            severity: 'low',
            title: 'No session policy narrows what a session may do',
            evidence: ['The profile has neither a session policy nor managed session policies.'],
          },
        ]
      : [],
};
