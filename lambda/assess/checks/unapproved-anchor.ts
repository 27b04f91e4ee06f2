import { anchorLine, isApproved, isExternal, openAnchors } from '../anchors';
import type { Check } from '../check';
import { evidenceLines, listed, plural } from '../wording';

export const unapprovedAnchor: Check = {
  id: 'unapproved-anchor',
  question: 'anchors',
  looksFor:
    'An enabled trust anchor that can reach a role and is not in the list of approved ones, where there is a list.',
  severities: ['high', 'medium'],
  find: (facts) => {
    const { settings, context } = facts;
    if (settings.approvedTrustAnchors.length === 0) return [];
    const anchors = openAnchors(facts).filter((anchor) => !isApproved(anchor, settings));
    if (anchors.length === 0) return [];
    return [
      {
        severity: anchors.some((anchor) => isExternal(anchor, context.change.place)) ? 'high' : 'medium',
        title: `Trust ${plural(anchors.length, 'anchor', 'anchors')} ${listed(anchors.map(({ name }) => name))} ${plural(anchors.length, 'is', 'are')} not approved`,
        evidence: evidenceLines(anchors.map(anchorLine)),
      },
    ];
  },
};
