import type { Check } from '../check';
import { addressHiddenBy } from '../networks';

export const unexpectedCountry: Check = {
  id: 'unexpected-country',
  question: 'source',
  looksFor:
    'A source address in a country that nobody is expected to work from, where expected ones are set, or one that the record does not show.',
  severities: ['medium', 'low'],
  vouching: 'entry-with-networks',
  needs: ['country', 'settings'],
  atMost: ({ settings }, { source }) =>
    source === 'settings' || settings.expectedCountries.length > 0 ? 'medium' : undefined,
  find: ({ source, actor, country, settings }) => {
    const { ip } = source;
    if (settings.expectedCountries.length === 0) return [];
    const expected = `expected: ${settings.expectedCountries.join(', ')}`;
    const hidden = addressHiddenBy({ source, actor });
    if (ip === undefined || hidden !== undefined) {
      return [
        {
          severity: 'medium',
          vouching: 'never',
          title: `Whether the call came from an expected country is not known: ${hidden}`,
          evidence: [expected],
        },
      ];
    }
    if (!country.known) return [];
    if (country.value === undefined) {
      return [
        { severity: 'low', title: `No country is known for the source address ${ip}`, evidence: [expected] },
      ];
    }
    return settings.expectedCountries.includes(country.value)
      ? []
      : [
          {
            severity: 'medium',
            title: `The call came from ${ip} in country ${country.value}, which is not expected`,
            evidence: [expected],
          },
        ];
  },
};
