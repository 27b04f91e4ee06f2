import { anchorLine, certificateLines, openAnchors } from '../anchors';
import type { Check } from '../check';
import { evidenceLines, listed, plural } from '../wording';

export const publishedAuthority: Check = {
  id: 'published-authority',
  question: 'anchors',
  looksFor:
    'A usable trust anchor on a CA whose private key is published, as that of a test CA or an attack tool: anybody can issue its certificates.',
  severities: ['high'],
  vouching: 'never',
  technique: 'T1649',
  needs: ['trust-anchors', 'certificates'],
  find: (facts) => {
    const anchors = openAnchors(facts).filter(({ publishedBy }) => publishedBy !== undefined);
    const publishers = [...new Set(anchors.flatMap(({ publishedBy }) => publishedBy ?? []))];
    return anchors.length === 0
      ? []
      : [
          {
            severity: 'high',
            title: `The private key of the CA of trust ${plural(anchors.length, 'anchor', 'anchors')} ${listed(anchors.map(({ name }) => name))} is published by ${listed(publishers)}, so anybody can use ${plural(anchors.length, 'it', 'them')}`,
            evidence: evidenceLines(
              anchors.flatMap((anchor) => [anchorLine(anchor), ...certificateLines(anchor)]),
            ),
          },
        ];
  },
};
