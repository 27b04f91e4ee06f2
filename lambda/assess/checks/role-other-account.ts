import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { listed, plural } from '../wording';

export const roleOtherAccount: Check = {
  id: 'role-other-account',
  question: 'power',
  looksFor: 'A role of another account: what it can do cannot be read from here, so nothing is ruled out.',
  severities: ['high'],
  vouching: 'never',
  needs: ['profile-now'],
  find: ({ gained }) =>
    bySeverity(
      gained.filter(({ facts }) => facts.state === 'other-account'),
      () => 'high',
      (some) => ({
        title: `${plural(some.length, 'A role belongs', 'Roles belong')} to another account and cannot be examined: ${listed(some.map(({ arn }) => arn))}`,
        evidence: some.map(({ arn }) => arn),
      }),
    ),
};
