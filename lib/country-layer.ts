import { dirname } from 'node:path';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

const FILE = 'geo-whois-asn-country.mmdb';

/** The offline database of the countries that addresses belong to. A layer, because it is 8 MB and hardly ever changes. */
export class CountryLayer extends LayerVersion {
  /** Where the function finds it: Lambda unpacks layers into /opt. */
  static readonly FILE = `/opt/${FILE}`;

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Countries of IP addresses (ip-location-db geo-whois-asn-country, CC0-1.0)',
      code: Code.fromAsset(dirname(require.resolve(`@ip-location-db/geo-whois-asn-country-mmdb/${FILE}`)), {
        exclude: ['*', `!${FILE}`],
      }),
    });
  }
}
