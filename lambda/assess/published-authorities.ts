import type { Certificate } from '../enrich/certificate';
import type { Lookup } from '../lookup';

/** A CA whose private key somebody has published, so that anybody can issue certificates of it. */
interface PublishedAuthority {
  /** SHA-256 of its certificate, upper-case hex pairs joined by colons. */
  readonly sha256: string;
  /** Who has published it. */
  readonly by: string;
  /** Where the key stands. */
  readonly source: string;
}

const PUBLISHED: readonly PublishedAuthority[] = [
  {
    sha256: 'FE:D8:7F:1D:0E:4D:10:C8:36:6B:E0:F5:A6:4E:38:54:43:70:B2:16:00:83:2E:2A:1C:64:41:81:F1:D6:F6:D9',
    by: 'Stratus Red Team, a public attack tool',
    source:
      'https://github.com/DataDog/stratus-red-team/tree/main/v2/internal/attacktechniques/aws/persistence/rolesanywhere-create-trust-anchor',
  },
];

const PUBLISHERS: ReadonlyMap<string, string> = new Map(PUBLISHED.map(({ sha256, by }) => [sha256, by]));

/** Who has published the private key of some of these CAs; `undefined` where nobody is known to have. */
export const publisherOf = (certificates: Lookup<readonly Certificate[]>): string | undefined =>
  certificates.known
    ? certificates.value.map(({ sha256 }) => PUBLISHERS.get(sha256)).find((by) => by !== undefined)
    : undefined;
