import { type AnchorChange, anchorChangesOf } from '../anchor-changes';
import { anchorLine } from '../anchors';
import type { Check, Found } from '../check';
import type { Severity } from '../severity';
import { evidenceLines, listed, plural } from '../wording';
import { isExternalChange } from './new-external-anchor-by-actor';

const lineOf = ({ anchor, name, how, time, maker, makerArn }: AnchorChange): string => {
  const who = maker === 'actor' ? 'the same actor' : (makerArn ?? 'somebody not known');
  return `${anchor === undefined ? `trust anchor "${name}"` : anchorLine(anchor)}; ${how} ${time} by ${who}`;
};

const foundOf = (severity: Severity, ca: string, changes: readonly AnchorChange[]): readonly Found[] => {
  if (changes.length === 0) return [];
  const names = [...new Set(changes.map(({ name }) => name))];
  return [
    {
      severity,
      title: `Trust ${plural(names.length, 'anchor', 'anchors')} ${listed(names)}, ${ca}, ${plural(names.length, 'was', 'were')} created or changed shortly before or after the profile`,
      evidence: evidenceLines(changes.map(lineOf)),
    },
  ];
};

export const newAnchor: Check = {
  id: 'new-anchor',
  question: 'anchors',
  looksFor:
    'Any other trust anchor that was made or changed around the profile: on an outside CA by somebody else, or on a private CA by anybody.',
  severities: ['high', 'medium'],
  find: (facts) => {
    const { place } = facts.context.change;
    const changes = anchorChangesOf(facts);
    return [
      ...foundOf(
        'high',
        'on an outside CA',
        changes.filter((change) => change.maker === 'other' && isExternalChange(change, place)),
      ),
      ...foundOf(
        'medium',
        'on a private CA of this account',
        changes.filter((change) => !isExternalChange(change, place)),
      ),
    ];
  },
};
