import type { Check } from '../check';

export const anchorsUnverified: Check = {
  id: 'anchors-unverified',
  question: 'anchors',
  looksFor:
    'Trust anchors that could not be listed: who can use the profile, and a rogue CA, cannot be ruled out.',
  severities: ['high'],
  find: ({ context: { trustAnchors } }) =>
    trustAnchors.known
      ? []
      : [
          {
            severity: 'high',
            title: 'The trust anchors could not be listed, so an outside CA cannot be ruled out',
            evidence: [trustAnchors.reason],
          },
        ],
};
