import { UNKNOWN_REGION } from '../anchors';
import type { Check } from '../check';

export const unexpectedRegion: Check = {
  id: 'unexpected-region',
  question: 'source',
  looksFor: 'A profile in a Region where Roles Anywhere is not used, where expected Regions are set.',
  severities: ['medium'],
  find: ({ context: { created }, settings }) =>
    settings.expectedRegions.length === 0 ||
    created.region === UNKNOWN_REGION ||
    settings.expectedRegions.includes(created.region)
      ? []
      : [
          {
            severity: 'medium',
            title: `The profile was created in Region ${created.region}, which is not expected`,
            evidence: [`expected: ${settings.expectedRegions.join(', ')}`],
          },
        ],
};
