import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import type { JudgedRole } from '../judged-role';
import { recentCallsOn } from '../role-changes';
import { rolesNamed } from '../role-names';
import { plural } from '../wording';

const evidenceOf = ({ arn, shownBy }: JudgedRole): string =>
  shownBy === undefined ? arn : `${arn}: ${shownBy}`;

export const roleMissing: Check = {
  id: 'role-missing',
  question: 'power',
  looksFor:
    'A role that does not exist: whoever creates its name decides what the profile can do; one the actor has just made may not show yet.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-roles',
  needs: ['actor-trail'],
  // Only a role that does not show can be one that the actor has just made.
  atMost: ({ gained }) => (gained.some(({ facts }) => facts.state === 'missing') ? 'high' : undefined),
  find: ({ calls, gained, when, now }) =>
    bySeverity(
      gained.filter(({ facts }) => facts.state === 'missing'),
      ({ arn }) => (recentCallsOn(arn, calls, when, now).length > 0 ? 'high' : 'medium'),
      (some) => ({
        title: some.some(({ shownBy }) => shownBy !== undefined)
          ? `${rolesNamed(some)} ${plural(some.length, 'does', 'do')} not show in IAM, although the actor has just worked on ${plural(some.length, 'it', 'them')}`
          : `${rolesNamed(some)} ${plural(some.length, 'does', 'do')} not exist: whoever creates ${plural(some.length, 'it', 'them')} decides what the profile can do`,
        evidence: some.map(evidenceOf),
      }),
    ).map((found) =>
      // What such a role can do is not known, and nobody can vouch for that.
      found.severity === 'high' ? { ...found, vouching: 'never' as const } : found,
    ),
};
