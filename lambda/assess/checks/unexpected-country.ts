import type { Check } from '../check';
import { addressHiddenBy } from '../networks';

export const unexpectedCountry: Check = {
  id: 'unexpected-country',
  question: 'source',
  looksFor:
    'A source address in a country that nobody is expected to work from, where expected ones are set, or one that the record does not show.',
  severities: ['medium', 'low'],
  find: ({ context: { change, country }, settings }) => {
    const { ip } = change.record.source;
    if (settings.expectedCountries.length === 0) return [];
    const expected = `expected: ${settings.expectedCountries.join(', ')}`;
    if (ip === undefined) {
      return [
        {
          severity: 'medium',
          title: `Whether the call came from an expected country is not known: ${addressHiddenBy(change.record)}`,
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
