import { join } from 'node:path';
import { databaseReadCountry } from '../../lambda/enrich/country';

const DATABASE = join(
  __dirname,
  '../../node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
);

describe('the country of an address', () => {
  const country = databaseReadCountry(DATABASE);

  it.each([
    ['8.8.8.8', 'US'],
    ['2001:4860:4860::8888', 'US'],
    ['::ffff:8.8.8.8', 'US'],
    ['10.1.2.3', undefined],
    ['127.0.0.1', undefined],
    ['100.64.0.1', undefined],
    ['fd00::1', undefined],
    ['::1', undefined],
    // Documentation addresses, which the registry's range would place in a country.
    ['203.0.113.7', undefined],
    ['2001:db8::1', undefined],
  ])('%s is in %s', async (ip, expected) => {
    expect(await country(ip)).toBe(expected);
  });

  it.each(['cloudformation.amazonaws.com', 'AWS Internal', '', '1.2.3.4.5', '../../etc/passwd'])(
    'is refused for %p, which is no address',
    async (ip) => {
      await expect(country(ip)).rejects.toThrow('not an IP address');
    },
  );

  it('is refused without a word about the path where the database is missing', async () => {
    await expect(databaseReadCountry('/nowhere/country.mmdb')('8.8.8.8')).rejects.toThrow(
      /^the country database cannot be opened$/,
    );
  });

  it('is refused where the file is no database', async () => {
    await expect(databaseReadCountry(__filename)('8.8.8.8')).rejects.toThrow('cannot be opened');
  });

  it('needs no database for an address that is in no country', async () => {
    expect(await databaseReadCountry('/nowhere/country.mmdb')('10.0.0.1')).toBeUndefined();
  });
});
