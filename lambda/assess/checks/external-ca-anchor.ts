import { anchorLine, certificateLines, openAnchors } from '../anchors';
import type { Check } from '../check';
import { evidenceLines, listed, plural } from '../wording';

export const externalCaAnchor: Check = {
  id: 'external-ca-anchor',
  question: 'anchors',
  looksFor:
    'An enabled trust anchor on a CA outside this account that can reach a role and that nobody approved: its owner decides who gets in.',
  severities: ['medium'],
  vouching: 'entry',
  needs: ['trust-anchors'],
  find: (facts) => {
    const anchors = openAnchors(facts).filter(
      ({ isExternal, isApproved }) => isExternal && isApproved !== true,
    );
    return anchors.length === 0
      ? []
      : [
          {
            severity: 'medium',
            title: `Trust ${plural(anchors.length, 'anchor', 'anchors')} ${listed(anchors.map(({ name }) => name))} ${plural(anchors.length, 'relies', 'rely')} on a CA outside this account`,
            evidence: evidenceLines(
              anchors.flatMap((anchor) => [anchorLine(anchor), ...certificateLines(anchor)]),
            ),
          },
        ];
  },
};
