import type { AnchorChange } from '../anchor-changes';
import { anchorLine } from '../anchors';
import type { Check, Found } from '../check';
import type { Facts } from '../facts';
import { atDistance } from '../hour';
import { highest, type Severity } from '../severity';
import { evidenceLines, listed, plural } from '../wording';

const lineOf = ({ anchor, name, how, time, maker, makerArn }: AnchorChange): string => {
  const who = maker === 'actor' ? 'the same actor' : (makerArn ?? 'somebody not known');
  return `${anchor === undefined ? `trust anchor "${name}"` : anchorLine(anchor)}; ${how} ${time} by ${who}`;
};

const foundOf = (
  severity: Severity,
  vouching: Found['vouching'],
  ca: string,
  changes: readonly AnchorChange[],
): readonly Found[] => {
  if (changes.length === 0) return [];
  const names = [...new Set(changes.map(({ name }) => name))];
  return [
    {
      severity,
      ...(vouching === undefined ? {} : { vouching }),
      title: `Trust ${plural(names.length, 'anchor', 'anchors')} ${listed(names)}, ${ca}, ${plural(names.length, 'was', 'were')} created or changed shortly before or after the profile`,
      evidence: evidenceLines(changes.map(lineOf)),
    },
  ];
};

/** That somebody else did it shows in CloudTrail alone, and counts as any call there does. */
const severityOf = ({ time }: AnchorChange, { when, now }: Facts): Severity =>
  atDistance('high', time, when, now);

export const newAnchor: Check = {
  id: 'new-anchor',
  question: 'anchors',
  looksFor:
    'Any other trust anchor that was made or changed around the profile: on an outside CA by somebody else, or on a private CA by anybody.',
  severities: ['high', 'medium'],
  vouching: 'never',
  technique: 'T1484.002',
  needs: ['trust-anchors', 'anchor-trail'],
  find: (facts) => {
    const others = facts.anchorChanges.filter(({ maker, isExternal }) => maker === 'other' && isExternal);
    return [
      ...foundOf(
        highest(others.map((change) => severityOf(change, facts))),
        undefined,
        'on an outside CA',
        others,
      ),
      ...foundOf(
        'medium',
        'entry',
        'on a private CA of this account',
        facts.anchorChanges.filter(({ isExternal }) => !isExternal),
      ),
    ];
  },
};
