import type { Check } from '../check';

/** The record may not say in which account the profile was made. */
const isAccount = (text: string): boolean => /^\d{12}$/.test(text);

export const crossAccountActor: Check = {
  id: 'cross-account-actor',
  question: 'actor',
  looksFor: 'An actor that belongs to another account than the one the profile was made in.',
  severities: ['high'],
  find: ({ context: { created } }) => {
    const { accountId, arn } = created.actor;
    return accountId !== undefined && isAccount(created.account) && accountId !== created.account
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
