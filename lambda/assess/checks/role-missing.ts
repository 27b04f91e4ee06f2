import { lastPart } from '../../arn';
import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { isLongBefore } from '../hour';
import { rolesNamed } from '../role-names';
import { plural } from '../wording';

export const roleMissing: Check = {
  id: 'role-missing',
  question: 'power',
  looksFor:
    'A role that does not exist: whoever creates its name decides what the profile can do; one the actor has just made may not show yet.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-roles',
  needs: ['actor-trail'],
  // Only a role that does not show can be one that the actor has just made.
  atMost: ({ roles }) => (roles.some(({ facts }) => facts.state === 'missing') ? 'high' : undefined),
  find: ({ calls, roles, when, now }) => {
    const touched = new Set(
      calls.flatMap(({ event, call }) =>
        call.subject === 'role' && !isLongBefore(event.time, when, now) ? event.targets : [],
      ),
    );
    return bySeverity(
      roles.filter(({ facts }) => facts.state === 'missing'),
      ({ arn }) => (touched.has(arn) || touched.has(lastPart(arn)) ? 'high' : 'medium'),
      (some, severity) => ({
        title:
          severity === 'high'
            ? `${rolesNamed(some)} ${plural(some.length, 'does', 'do')} not show in IAM, although the actor has just worked on ${plural(some.length, 'it', 'them')}`
            : `${rolesNamed(some)} ${plural(some.length, 'does', 'do')} not exist: whoever creates ${plural(some.length, 'it', 'them')} decides what the profile can do`,
        evidence: some.map(({ arn }) => arn),
      }),
    );
  },
};
