import type { Check } from '../check';

export const unexpectedRegion: Check = {
  id: 'unexpected-region',
  question: 'source',
  looksFor: 'A profile in a Region where Roles Anywhere is not used, where expected Regions are set.',
  severities: ['medium'],
  vouching: 'entry-with-regions',
  needs: ['settings'],
  find: ({ place, settings, kind: { words } }) =>
    settings.expectedRegions.length === 0 ||
    !place.region.known ||
    settings.expectedRegions.includes(place.region.value)
      ? []
      : [
          {
            severity: 'medium',
            title: `The ${words.noun} was ${words.done} in Region ${place.region.value}, which is not expected`,
            evidence: [`expected: ${settings.expectedRegions.join(', ')}`],
          },
        ],
};
