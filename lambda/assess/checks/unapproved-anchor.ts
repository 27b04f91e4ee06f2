import { anchorLine, authoritiesOf, openAnchors } from '../anchors';
import type { Check } from '../check';
import { evidenceLines, listed, plural } from '../wording';

export const unapprovedAnchor: Check = {
  id: 'unapproved-anchor',
  question: 'anchors',
  looksFor:
    'An enabled trust anchor that can reach a role and is not in the list of approved ones, where there is a list.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-ca',
  technique: 'T1484.002',
  needs: ['trust-anchors', 'settings'],
  atMost: ({ settings }, { source }) =>
    source === 'settings' || settings.approvedTrustAnchors.length > 0 ? 'high' : undefined,
  find: (facts) => {
    // Where there is no list, none is lacking approval.
    const anchors = openAnchors(facts).filter(({ isApproved }) => isApproved === false);
    if (anchors.length === 0) return [];
    return [
      {
        severity: anchors.some(({ isExternal }) => isExternal) ? 'high' : 'medium',
        authorities: authoritiesOf(anchors),
        title: `Trust ${plural(anchors.length, 'anchor', 'anchors')} ${listed(anchors.map(({ name }) => name))} ${plural(anchors.length, 'is', 'are')} not approved`,
        evidence: evidenceLines(anchors.map(anchorLine)),
      },
    ];
  },
};
