import type { Check } from '../check';

export const crossAccountActor: Check = {
  id: 'cross-account-actor',
  question: 'actor',
  looksFor: 'An actor that belongs to another account than the one the profile was made in.',
  severities: ['high'],
  find: ({ context: { created } }) => {
    const { accountId, arn } = created.actor;
    return accountId !== undefined && accountId !== created.account
      ? [
          {
            severity: 'high',
            title: `The actor belongs to account ${accountId}, not to account ${created.account}`,
            evidence: [arn],
          },
        ]
      : [];
  },
};
