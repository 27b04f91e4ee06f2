import type { Place } from '../../event/place';
import { ifKnown } from '../../lookup';
import { type AnchorChange, anchorChangesOf } from '../anchor-changes';
import { anchorLine, certificateLines, isExternal } from '../anchors';
import type { Check } from '../check';
import { beforeOrAfter, evidenceLines } from '../wording';

/** An anchor of which nothing is known any more may have been on any CA. */
export const isExternalChange = ({ anchor }: AnchorChange, place: Place): boolean =>
  anchor === undefined || isExternal(anchor, place);

const whenOf = ({ time }: AnchorChange, eventTime: string | undefined): string => {
  const apart = beforeOrAfter(time, eventTime);
  return apart === '' ? `at ${time}` : `${apart} the profile`;
};

export const newExternalAnchorByActor: Check = {
  id: 'new-external-anchor-by-actor',
  question: 'anchors',
  looksFor:
    'A trust anchor on an outside CA that the same actor made or changed around the profile, or that nobody is known to have made: a door and its key from one hand.',
  severities: ['critical'],
  find: (facts) => {
    const { place, record } = facts.context.change;
    const suspects = anchorChangesOf(facts).filter(
      (change) => change.maker !== 'other' && isExternalChange(change, place),
    );
    const byName = new Map<string, AnchorChange>();
    for (const change of suspects) {
      const key = change.anchor?.arn ?? change.name;
      const before = byName.get(key);
      if (before === undefined || (before.maker === 'unknown' && change.maker === 'actor'))
        byName.set(key, change);
    }
    return [...byName.values()].slice(0, 5).map((change) => {
      const ca = change.anchor === undefined ? 'on a CA that is not known' : 'on an outside CA';
      const by = change.maker === 'actor' ? 'by the same actor' : 'and who did it is not known';
      return {
        severity: 'critical',
        title: `Trust anchor ${change.name}, ${ca}, was ${change.how} ${whenOf(change, ifKnown(record.time))} ${by}`,
        evidence: evidenceLines([
          `${change.how} ${change.time}`,
          ...(change.anchor === undefined
            ? ['The anchor is gone, or could not be listed.']
            : [anchorLine(change.anchor), ...certificateLines(change.anchor)]),
        ]),
      };
    });
  },
};
