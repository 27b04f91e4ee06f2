import type { Check } from '../check';

export const longLivedKey: Check = {
  id: 'long-lived-key',
  question: 'actor',
  looksFor:
    'A call signed with a long-lived access key: it leaks easily and works until somebody deletes it.',
  severities: ['medium'],
  vouching: 'entry',
  technique: 'T1078.004',
  needs: [],
  find: ({ actor }) => {
    const { longLivedKey: isLongLived, accessKeyId, arn } = actor;
    return isLongLived === true
      ? [
          {
            severity: 'medium',
            title: `The actor used the long-lived access key ${accessKeyId ?? '(not named)'}`,
            evidence: [arn],
          },
        ]
      : [];
  },
};
