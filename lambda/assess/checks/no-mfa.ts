import type { Check } from '../check';

export const noMfa: Check = {
  id: 'no-mfa',
  question: 'actor',
  looksFor: 'A session that was not authenticated with MFA, only where the record can tell.',
  severities: ['medium', 'low'],
  vouching: 'entry',
  needs: [],
  find: ({ actor }) => {
    const { mfa, kind, arn } = actor;
    if (mfa !== false) return [];
    const isPerson = kind === 'root' || kind === 'iam-user';
    return [
      {
        severity: isPerson ? 'medium' : 'low',
        title: "The actor's session was not authenticated with MFA",
        evidence: [`${arn}: mfaAuthenticated is false`],
      },
    ];
  },
};
