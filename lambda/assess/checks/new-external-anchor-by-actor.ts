import { ifKnown, type Lookup } from '../../lookup';
import type { AnchorChange } from '../anchor-changes';
import { anchorLine, authoritiesOf, certificateLines } from '../anchors';
import type { Check } from '../check';
import type { Facts } from '../facts';
import { atDistance } from '../hour';
import { atLeast, type Severity } from '../severity';
import { beforeOrAfter, evidenceLines } from '../wording';

const whenOf = ({ time }: AnchorChange, when: Lookup<string>): string => {
  const apart = beforeOrAfter(time, ifKnown(when));
  return apart === '' ? `at ${time}` : `${apart} the profile`;
};

/**
 * An anchor that is there shows by its own times that it was made or changed, so it is critical whether CloudTrail shows
 * it or not. Of one that is gone, and of one that was only enabled, nothing but CloudTrail tells.
 */
const severityOf = ({ how, time, isGone }: AnchorChange, { when, now }: Facts): Severity =>
  isGone || how === 'enabled' ? atDistance('high', time, when, now) : 'critical';

interface Suspect {
  readonly change: AnchorChange;
  readonly severity: Severity;
}

/** The worse of two changes of one anchor; of equal ones, the one whose maker is known. */
const worse = (one: Suspect | undefined, other: Suspect): Suspect => {
  if (one === undefined) return other;
  if (one.severity !== other.severity) return atLeast(one.severity, other.severity) ? one : other;
  return one.change.maker === 'unknown' && other.change.maker === 'actor' ? other : one;
};

export const newExternalAnchorByActor: Check = {
  id: 'new-external-anchor-by-actor',
  question: 'anchors',
  looksFor:
    'A trust anchor on an outside CA that the same actor made or changed around the profile, or that nobody is known to have made: whoever holds the key of that CA can use the roles.',
  severities: ['critical', 'high', 'medium'],
  vouching: 'entry-with-ca',
  technique: 'T1484.002',
  needs: ['trust-anchors', 'anchor-trail', 'actor-trail'],
  // Anchors that are there show their own times; the trail alone can tell only of those that are gone, or were enabled.
  atMost: (_facts, { source }) => (source === 'trust-anchors' ? 'critical' : 'high'),
  find: (facts) => {
    const byAnchor = new Map<string, Suspect>();
    for (const change of facts.anchorChanges) {
      if (change.maker === 'other' || !change.isExternal) continue;
      const key = change.anchor?.arn ?? change.name;
      byAnchor.set(key, worse(byAnchor.get(key), { change, severity: severityOf(change, facts) }));
    }
    return [...byAnchor.values()].slice(0, 5).map(({ change, severity }) => {
      const { anchor, how, time, maker, name, isGone } = change;
      const ca = anchor === undefined ? 'on a CA that is not known' : 'on an outside CA';
      const by = maker === 'actor' ? 'by the same actor' : 'and who did it is not known';
      return {
        severity,
        ...(maker === 'actor' ? {} : { unproven: true as const }),
        authorities: authoritiesOf([anchor]),
        title: `Trust anchor ${name}, ${ca}, was ${how} ${whenOf(change, facts.when)} ${by}`,
        evidence: evidenceLines([
          `${how} ${time}`,
          ...(anchor === undefined
            ? [isGone ? 'The anchor is gone.' : 'The anchors could not be listed.']
            : [anchorLine(anchor), ...certificateLines(anchor)]),
        ]),
      };
    });
  },
};
