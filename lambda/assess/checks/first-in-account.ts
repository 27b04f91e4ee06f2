import { ifKnown } from '../../lookup';
import type { Check } from '../check';

export const firstInAccount: Check = {
  id: 'first-in-account',
  question: 'history',
  looksFor: 'The first profile of an account and Region: Roles Anywhere may not be meant to be used there.',
  severities: ['low'],
  vouching: 'entry',
  needs: ['history'],
  find: ({ place, history }) =>
    history.known && history.value.inAccount.count === 0 && !history.value.inAccount.atLeast
      ? [
          {
            severity: 'low',
            title: `CloudTrail shows no earlier profile in account ${ifKnown(place.account) ?? 'not recorded'}, Region ${ifKnown(place.region) ?? 'not recorded'}, in ${history.value.days} days`,
            evidence: ['No CreateProfile event of IAM Roles Anywhere but this one.'],
          },
        ]
      : [],
};
