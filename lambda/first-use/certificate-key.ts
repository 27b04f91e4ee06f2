import { createHash } from 'node:crypto';
import type { RecordedSession } from '../event/session';

/**
 * What tells the certificate of a session from every other: its fingerprint or, where the record does not hold it, all that
 * is known of it, the trust anchor among it, since another CA may give the same names and the same serial. Where nothing is
 * known of it, the address stands in for it.
 * @returns 64 hexadecimal digits: nothing that an attacker writes is in the table
 */
export const certificateKey = (
  { certificate, trustAnchorArn, name, subjectArn }: RecordedSession,
  address: string | undefined,
): string => {
  const { sha256, serial, issuer, subject } = certificate;
  const names = [serial, issuer, subject, name, subjectArn];
  const isNamed = names.some((each) => each !== undefined);
  const parts =
    sha256 !== undefined
      ? ['sha256', sha256]
      : isNamed
        ? ['names', trustAnchorArn, ...names]
        : ['address', trustAnchorArn, address];
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('hex');
};
