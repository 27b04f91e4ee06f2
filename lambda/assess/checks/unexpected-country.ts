import type { Check } from '../check';

export const unexpectedCountry: Check = {
  id: 'unexpected-country',
  question: 'source',
  looksFor:
    'A source address in a country that nobody is expected to work from, where expected ones are set.',
  severities: ['medium', 'low'],
  find: ({ context: { change, country }, settings }) => {
    const { ip } = change.record.source;
    if (settings.expectedCountries.length === 0 || ip === undefined || !country.known) return [];
    const expected = `expected: ${settings.expectedCountries.join(', ')}`;
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
