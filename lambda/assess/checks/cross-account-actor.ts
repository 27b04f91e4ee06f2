import { ifKnown } from '../../lookup';
import type { Check } from '../check';

/** The record may not say in which account the profile was made. */
const isAccount = (text: string): boolean => /^\d{12}$/.test(text);

export const crossAccountActor: Check = {
  id: 'cross-account-actor',
  question: 'actor',
  looksFor: 'An actor that belongs to another account than the one the profile was made in.',
  severities: ['high'],
  vouching: 'entry',
  needs: [],
  find: ({ actor, place }) => {
    const { accountId, arn } = actor;
    const account = ifKnown(place.account);
    return accountId !== undefined && account !== undefined && isAccount(account) && accountId !== account
      ? [
          {
            severity: 'high',
            title: `The actor belongs to account ${accountId}, not to account ${account}`,
            evidence: [arn],
          },
        ]
      : [];
  },
};
