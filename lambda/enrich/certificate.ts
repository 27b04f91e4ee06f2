import { type KeyObject, X509Certificate } from 'node:crypto';

/** The facts of one X.509 CA certificate that decide whether to trust it. All names in it are its maker's. */
export interface Certificate {
  /** One line, "CN=Build CA, O=Example"; may hold any characters. */
  readonly subject: string;
  readonly issuer: string;
  readonly selfSigned: boolean;
  readonly ca: boolean;
  /** ISO 8601. */
  readonly notBefore: string;
  /** ISO 8601. */
  readonly notAfter: string;
  /** "RSA 2048", "EC prime256v1". */
  readonly key: string;
  /** Of the DER form, upper-case hex pairs joined by colons. */
  readonly sha256: string;
  readonly serialNumber: string;
}

/**
 * Characters of a bundle, and certificates in it, that are looked at. A trust anchor takes 8,000 characters at most
 * (CreateTrustAnchor, `x509CertificateData`); more than these is no bundle of Roles Anywhere.
 */
const MAX_BUNDLE = 100_000;
const MAX_CERTIFICATES = 20;
/** Characters of a name; the standard allows 64 for a common name. */
const MAX_NAME = 512;

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * The certificates of a PEM bundle, in its order.
 * @throws Error where any of it cannot be read: a list with a certificate missing would claim to be complete
 */
export const certificatesIn = (bundle: string): readonly Certificate[] => {
  if (bundle.length > MAX_BUNDLE) throw new Error('the certificate bundle is too long');
  const blocks = pemBlocks(bundle);
  if (blocks.length === 0) throw new Error('the certificate bundle holds no certificate');
  if (blocks.length > MAX_CERTIFICATES) {
    throw new Error(`the certificate bundle holds more than ${MAX_CERTIFICATES} certificates`);
  }
  return blocks.map((pem, index) => {
    try {
      return certificateOf(new X509Certificate(pem));
    } catch (cause) {
      throw new Error(`certificate ${index + 1} of ${blocks.length} cannot be read`, { cause });
    }
  });
};

// Searched with indexOf, not with a pattern: a bundle of nothing but beginnings would make a pattern run for ages.
const pemBlocks = (bundle: string): readonly string[] => {
  const blocks: string[] = [];
  let from = 0;
  while (blocks.length <= MAX_CERTIFICATES) {
    const begin = bundle.indexOf(BEGIN, from);
    if (begin < 0) return blocks;
    const end = bundle.indexOf(END, begin);
    if (end < 0) throw new Error('the certificate bundle ends within a certificate');
    from = end + END.length;
    blocks.push(`${bundle.slice(begin, from)}\n`);
  }
  return blocks;
};

const certificateOf = (certificate: X509Certificate): Certificate => ({
  subject: oneLine(certificate.subject),
  issuer: oneLine(certificate.issuer),
  selfSigned: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
  ca: certificate.ca,
  notBefore: new Date(certificate.validFrom).toISOString(),
  notAfter: new Date(certificate.validTo).toISOString(),
  key: keyText(certificate.publicKey),
  sha256: certificate.fingerprint256,
  serialNumber: certificate.serialNumber,
});

/** Node gives a name one part a line, the most general first; people read the common name first. */
const oneLine = (name: string | undefined): string => {
  const line = (name ?? '').split('\n').reverse().join(', ');
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1)}…` : line;
};

const keyText = (key: KeyObject): string => {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const type = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
  return [type, modulusLength ?? namedCurve].filter((part) => part !== undefined).join(' ');
};
