import { type ActorCall, eventLine } from '../actor-events';
import type { Check } from '../check';
import type { CallSubject } from '../sensitive-calls';
import { highest, SEVERITIES } from '../severity';
import { evidenceLines, listed } from '../wording';

/** What checks of their own report. */
const REPORTED_ELSEWHERE: readonly CallSubject[] = ['trust-anchor', 'crl', 'profile'];

/** What a pipeline makes beside a profile. Keys, secrets, logs and providers are not for an allow-list entry to excuse. */
const MADE_BY_PIPELINES: readonly CallSubject[] = ['role', 'policy', 'certificate-authority'];

const isPipelines = ({ call, severity }: ActorCall): boolean =>
  severity === 'low' || (call.severity !== 'high' && MADE_BY_PIPELINES.includes(call.subject));

export const sensitiveActivity: Check = {
  id: 'sensitive-activity',
  question: 'activity',
  looksFor:
    'Other sensitive calls of the actor around the event: users, keys and providers, policies, private CAs, logs and alerts disabled, secrets read, resources shared or destroyed, the organization left.',
  severities: ['high', 'medium', 'low'],
  vouching: 'entry',
  needs: ['actor-trail'],
  find: (facts) => {
    const onRoles = new Set(facts.callsOnRoles.map(({ event }) => event.eventId));
    const calls = facts.calls.filter(
      ({ event, call }) => !REPORTED_ELSEWHERE.includes(call.subject) && !onRoles.has(event.eventId),
    );
    if (calls.length === 0) return [];
    const severity = highest(calls.map((call) => call.severity));
    // The worst first, so that what is cut from the title and the evidence is never what decided.
    const worstFirst = [...calls].sort(
      (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
    );
    return [
      {
        severity,
        techniques: [...new Set(worstFirst.map(({ call }) => call.technique))],
        ...(calls.every(isPipelines) ? {} : { vouching: 'never' as const }),
        title: `The actor also ${listed([...new Set(worstFirst.map(({ call }) => call.phrase))])}`,
        evidence: evidenceLines(worstFirst.map(({ event }) => eventLine(event, facts.when))),
      },
    ];
  },
};
