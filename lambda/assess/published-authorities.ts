import type { Certificate } from '../enrich/certificate';
import type { Lookup } from '../lookup';

/** A CA whose private key somebody has published, so that anybody can issue certificates of it. */
export interface PublishedAuthority {
  /** SHA-256 of its certificate, upper-case hex pairs joined by colons. */
  readonly sha256: string;
  /** Who has published it. */
  readonly by: string;
  /** Where the key stands. */
  readonly source: string;
}

/** Each row's certificate was paired with the private key that stands in the same repository. */
export const PUBLISHED: readonly PublishedAuthority[] = [
  {
    sha256: 'FE:D8:7F:1D:0E:4D:10:C8:36:6B:E0:F5:A6:4E:38:54:43:70:B2:16:00:83:2E:2A:1C:64:41:81:F1:D6:F6:D9',
    by: 'Stratus Red Team, a public attack tool',
    source:
      'https://github.com/DataDog/stratus-red-team/tree/main/v2/internal/attacktechniques/aws/persistence/rolesanywhere-create-trust-anchor',
  },
  {
    sha256: '8F:81:B2:76:58:EA:28:9A:49:45:F8:7A:3A:EF:93:F1:56:4F:D2:E7:E9:D1:22:6D:48:33:0C:D5:20:25:62:20',
    by: 'AWS in the tests of the Roles Anywhere credential helper',
    source: 'https://github.com/aws/rolesanywhere-credential-helper/tree/main/tst/mldsa-fixtures',
  },
  {
    sha256: 'A7:03:3E:A9:6F:78:F8:20:BF:BD:17:1C:EB:9B:56:3A:AD:A8:19:4D:DE:22:54:F7:67:D1:09:77:D2:A6:28:CA',
    by: 'AWS in the tests of the Roles Anywhere credential helper',
    source: 'https://github.com/aws/rolesanywhere-credential-helper/tree/main/tst/mldsa-fixtures',
  },
  {
    sha256: '27:39:09:AB:6C:9F:B1:EC:17:86:EE:4A:4E:18:D7:1B:16:2F:52:3D:2F:13:42:93:15:B8:64:28:63:A1:45:39',
    by: 'AWS in the tests of the Roles Anywhere credential helper',
    source: 'https://github.com/aws/rolesanywhere-credential-helper/tree/main/tst/mldsa-fixtures',
  },
  {
    sha256: '6F:E2:F9:66:0D:3F:34:C0:2A:89:B2:66:6E:05:CF:1B:1A:F8:F4:84:43:0C:90:59:15:F5:63:BD:9D:C3:01:73',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/testdata/x509/server_ca_key.pem',
  },
  {
    sha256: '60:0F:8E:1D:41:D4:42:CA:BE:8A:C0:3E:00:3F:99:8B:36:ED:CB:E3:0C:5D:7D:1F:7E:57:94:50:F7:E5:75:D0',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/testdata/x509/client_ca_key.pem',
  },
  {
    sha256: '1B:47:C4:9A:8B:D7:3C:80:AF:4D:E9:C3:71:5E:95:51:56:4F:AF:14:FD:5E:68:80:C5:DC:F3:6D:82:0C:04:33',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/examples/data/x509/ca_key.pem',
  },
  {
    sha256: '18:0F:B6:48:43:1D:26:0D:12:FD:96:D0:D7:C3:21:CA:EF:8F:9F:3A:EE:15:38:BE:57:1B:E7:60:AE:EE:51:CC',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/examples/data/x509/client_ca_key.pem',
  },
  {
    sha256: '3F:7C:C1:06:0B:E7:8E:22:17:DD:E3:06:8F:17:31:88:51:93:0C:08:B9:A6:52:CA:1C:67:64:CF:B8:D0:DE:6F',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/examples/features/advancedtls/creds/ca_key.pem',
  },
  {
    sha256: '57:77:15:B1:95:D3:F1:ED:3A:12:2F:53:B8:EA:4E:6D:08:E3:95:17:CB:E9:50:05:50:B3:B3:84:25:CF:62:0D',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/testdata/spiffe_end2end/ca.key',
  },
  {
    sha256: '79:53:94:F9:89:83:A3:AB:4A:36:13:41:EF:CB:31:C9:D8:D4:B4:99:32:0C:F2:1B:2B:91:BA:40:D4:75:BE:C9',
    by: 'gRPC among its test and example credentials',
    source: 'https://github.com/grpc/grpc-go/blob/master/testdata/spiffe_end2end/intermediate_ca.key',
  },
  {
    sha256: 'B6:FE:91:51:40:2B:AD:1C:06:D7:E6:6D:B6:7A:26:AA:73:56:F2:E6:C6:44:DB:CF:9F:98:96:8F:F6:32:E1:B7',
    by: 'badssl.com, which collects CAs that leaked with their keys',
    source: 'https://github.com/chromium/badssl.com/blob/master/certs/src/key/ca-superfish.key',
  },
  {
    sha256: '0F:91:2F:D7:BE:76:0B:E2:5A:FB:C5:6B:DC:09:CD:9E:5D:CC:9C:6F:6A:55:A7:78:AE:FC:B6:AA:30:E3:15:54',
    by: 'badssl.com, which collects CAs that leaked with their keys',
    source: 'https://github.com/chromium/badssl.com/blob/master/certs/src/key/ca-dsdtestprovider.key',
  },
  {
    sha256: '82:DC:8E:F7:58:FD:76:42:59:07:C8:98:7C:49:7A:3F:D7:52:D4:45:ED:FB:9E:EB:E3:CA:42:04:C7:A6:9D:39',
    by: 'badssl.com, which collects CAs that leaked with their keys',
    source: 'https://github.com/chromium/badssl.com/blob/master/certs/src/key/ca-webpack-dev-server.key',
  },
  {
    sha256: '7E:92:D1:3D:C1:3C:91:87:15:47:35:F2:D2:F3:1A:9C:73:B5:64:80:D7:71:49:AE:A9:B0:63:A4:48:F3:2A:DC',
    by: 'badssl.com, which collects CAs that leaked with their keys',
    source: 'https://github.com/chromium/badssl.com/blob/master/certs/src/key/ca-mitm-software.key',
  },
];

const PUBLISHERS: ReadonlyMap<string, string> = new Map(PUBLISHED.map(({ sha256, by }) => [sha256, by]));

/** Who has published the private key of some of these CAs; `undefined` where nobody is known to have. */
export const publisherOf = (certificates: Lookup<readonly Certificate[]>): string | undefined =>
  certificates.known
    ? certificates.value.map(({ sha256 }) => PUBLISHERS.get(sha256)).find((by) => by !== undefined)
    : undefined;
