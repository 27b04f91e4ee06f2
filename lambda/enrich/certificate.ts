import { createHash, type KeyObject, X509Certificate } from 'node:crypto';

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
  /** SHA-256 of its SubjectPublicKeyInfo in DER, lower-case hex: the same in every certificate of the key. Absent where Node.js cannot read the key. */
  readonly publicKeySha256?: string;
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

const certificateOf = (certificate: X509Certificate): Certificate => {
  const key = publicKeyOf(certificate);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    // Whoever issues under its own name is taken for its own issuer where that cannot be verified.
    selfSigned: certificate.subject === certificate.issuer && (key === undefined || certificate.verify(key)),
    ca: certificate.ca,
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    key: key?.asymmetricKeyType === undefined ? unreadKeyText(certificate) : keyText(key),
    ...(key === undefined ? {} : { publicKeySha256: publicKeySha256(key) }),
    sha256: certificate.fingerprint256,
    serialNumber: certificate.serialNumber,
  };
};

/** Absent where this Node.js cannot read the key, as ML-DSA in Node.js 20; Node.js 22 reads it and has no name for it. */
const publicKeyOf = (certificate: X509Certificate): KeyObject | undefined => {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
};

const publicKeySha256 = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** The object identifiers of ML-DSA in DER, without the last octet. Source: RFC 9881, section 2. */
const ML_DSA = Buffer.from('06096086480165030403', 'hex');
const ML_DSA_NAMES: Readonly<Record<number, string>> = {
  17: 'ML-DSA-44',
  18: 'ML-DSA-65',
  19: 'ML-DSA-87',
};

/** Of three that are named, the first and the last are the signature's. */
const unreadKeyText = ({ raw }: X509Certificate): string => {
  const first = raw.indexOf(ML_DSA);
  const second = first < 0 ? -1 : raw.indexOf(ML_DSA, first + 1);
  const at = second < 0 ? first : second;
  const name = at < 0 ? undefined : ML_DSA_NAMES[raw[at + ML_DSA.length] ?? 0];
  return name ?? 'of an algorithm that this Node.js cannot read';
};

/** Node gives a name one part a line, the most general first; people read the common name first. */
const oneLine = (name: string | undefined): string => {
  const line = (name ?? '').split('\n').reverse().join(', ');
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1)}…` : line;
};

const keyText = (key: KeyObject): string => {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return [key.asymmetricKeyType?.toUpperCase(), modulusLength ?? namedCurve]
    .filter((part) => part !== undefined)
    .join(' ');
};
