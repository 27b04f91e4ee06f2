import type { Check } from '../check';
import { bySeverity } from '../danger';
import { counted, plural } from '../wording';

export const roleNotExamined: Check = {
  id: 'role-not-examined',
  question: 'power',
  looksFor:
    'Roles past the number that one alert examines: a dangerous one could hide behind many harmless ones.',
  severities: ['high'],
  find: ({ roles }) =>
    bySeverity(
      roles.filter(({ facts }) => facts.state === 'not-examined'),
      () => 'high',
      (some) => ({
        title: `${counted(some.length, 'role')} of the profile ${plural(some.length, 'was', 'were')} not examined, so admin cannot be ruled out`,
        evidence: some.map(({ arn, facts }) =>
          facts.state === 'not-examined' ? `${arn}: ${facts.reason}` : arn,
        ),
      }),
    ),
};
