import { eventLine, isDenied } from '../actor-events';
import type { Check } from '../check';
import { sensitiveCall } from '../sensitive-calls';
import { counted, evidenceLines } from '../wording';

/** So many refusals of harmless calls look like probing for permissions. */
const MANY_DENIALS = 5;

export const deniedAttempts: Check = {
  id: 'denied-attempts',
  question: 'activity',
  looksFor:
    'Sensitive calls of the actor that were refused around the event, or many refused calls of any kind: somebody probing for permissions.',
  severities: ['medium'],
  vouching: 'never',
  needs: ['actor-trail'],
  find: (facts) => {
    const denied = facts.actorEvents.filter(isDenied);
    // A refused start of a machine or a build is a pipeline's mistake more often than a try.
    const sensitive = denied.filter((event) => (sensitiveCall(event)?.severity ?? 'low') !== 'low');
    if (sensitive.length === 0 && denied.length < MANY_DENIALS) return [];
    const some = sensitive.length > 0 ? sensitive : denied;
    return [
      {
        severity: 'medium',
        title: `${counted(some.length, sensitive.length > 0 ? 'sensitive call' : 'call')} of the actor ${some.length === 1 ? 'was' : 'were'} denied around the event`,
        evidence: evidenceLines(some.map((event) => eventLine(event, facts.when))),
      },
    ];
  },
};
