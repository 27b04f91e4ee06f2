import { anchorLine, authoritiesOf, certificateLines } from '../anchors';
import type { Check } from '../check';
import { isDangerous } from '../danger';
import { evidenceLines, shortened } from '../wording';

export const anchorCaReplaced: Check = {
  id: 'anchor-ca-replaced',
  question: 'anchors',
  looksFor:
    'A trust anchor whose CA was replaced: the ARN that roles trust is the same, and whoever holds the key of the new CA is let in by it.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-ca',
  technique: 'T1484.002',
  needs: ['region-profiles'],
  atMost: ({ opened, eventName }) =>
    opened?.opening.by === 'trust-anchor' && opened.opening.setsSource && eventName === 'UpdateTrustAnchor'
      ? 'high'
      : undefined,
  find: ({ opened, eventName, roles }) => {
    if (opened?.opening.by !== 'trust-anchor' || eventName !== 'UpdateTrustAnchor') return [];
    const { opening, anchor } = opened;
    if (!opening.setsSource) return [];
    return [
      {
        severity: roles.some(isDangerous) ? 'high' : 'medium',
        authorities: authoritiesOf([anchor]),
        title: `The CA of trust anchor ${shortened(anchor?.name ?? opening.anchor.name)} was replaced: its ARN is the same, and another CA's certificates are let in`,
        evidence: evidenceLines(
          anchor === undefined
            ? ['The record does not show which CA.']
            : [anchorLine(anchor), ...certificateLines(anchor)],
        ),
      },
    ];
  },
};
