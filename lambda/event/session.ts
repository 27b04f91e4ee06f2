import { X509Certificate } from 'node:crypto';
import { nameIn, parseArn } from '../arn';
import { isObject, type JsonObject } from '../json';
import type { Actor } from './actor';
import { count, inner, moment, note, ownField, type Part, present, text } from './fields';

/**
 * A session that somebody got through IAM Roles Anywhere, as the record of CreateSession shows it. No complete record of
 * one is public: each value is looked for where the API's own request and answer have it, where two public writings about
 * such records have it, and then anywhere in the record.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
 */
export interface RecordedSession {
  /** The profile's ARN, or its alias's; `null` where the record names neither. */
  readonly profileArn: string | null;
  readonly roleArn: string | null;
  readonly trustAnchorArn: string | null;
  /** The role session name: the certificate's serial in hexadecimal, unless the profile lets its holder choose. */
  readonly name?: string;
  /** Of the credentials that were handed out. */
  readonly accessKeyId?: string;
  /** ISO 8601; when they end. */
  readonly expires?: string;
  /** Seconds that were asked for. */
  readonly durationSeconds?: number;
  readonly subjectArn?: string;
  readonly certificate: PresentedCertificate;
}

/** The certificate that a session was got with, as far as the record shows it. All names in it are its maker's. */
export interface PresentedCertificate {
  /** "CN=host, O=Example", or the common name alone. */
  readonly subject?: string;
  readonly issuer?: string;
  /** In hexadecimal, lower case. */
  readonly serial?: string;
  /** Of the DER form, upper-case hex pairs joined by colons. */
  readonly sha256?: string;
  /** ISO 8601. */
  readonly notBefore?: string;
  /** ISO 8601. */
  readonly notAfter?: string;
}

/** Values of one record that are looked at for something that stands nowhere in particular. */
const MAX_VALUES = 2000;
/** Characters of a name; the standard allows 64 for a common name. */
const MAX_NAME = 512;
/** Characters of a certificate; Roles Anywhere takes headers of a few thousand. */
const MAX_CERTIFICATE = 32_768;

/** Every text in some parts of a record with the name that it stands under, outermost first. Not recursive, and not for ever. */
const textsIn = (parts: readonly unknown[]): readonly (readonly [key: string, text: string])[] => {
  const open: (readonly [string, unknown])[] = parts.map((part) => ['', part] as const);
  const found: (readonly [string, string])[] = [];
  for (let at = 0; at < open.length && at < MAX_VALUES; at += 1) {
    const [key, value] = open[at] ?? ['', undefined];
    if (typeof value === 'string') found.push([key, value]);
    else if (Array.isArray(value)) for (const each of value.slice(0, MAX_VALUES)) open.push([key, each]);
    else if (isObject(value)) open.push(...Object.entries(value).slice(0, MAX_VALUES));
  }
  return found;
};

const isOf = (arn: string, ...types: readonly string[]): boolean =>
  types.some((type) => nameIn(arn, 'rolesanywhere', type) !== undefined);

const isRole = (arn: string): boolean => nameIn(arn, 'iam', 'role') !== undefined;

/** The first of some texts that is what is looked for. */
const firstOf = (
  all: readonly (readonly [key: string, text: string])[],
  is: (value: string) => boolean,
): string | undefined => all.find(([, value]) => is(value))?.[1];

/** A name under which no certificate of the caller's own stands, but those above it. */
const CHAIN = /chain|issuer|anchor|bundle/i;
/** "MII" begins every DER certificate of 256 bytes to 64 KB in base64. */
const LOOKS_LIKE_ONE = /^\s*(?:-----BEGIN CERTIFICATE-----|MII)/;

const parsedCertificate = (value: string): X509Certificate | undefined => {
  if (value.length > MAX_CERTIFICATE || !LOOKS_LIKE_ONE.test(value)) return undefined;
  try {
    const isPem = value.includes('-----BEGIN');
    const [, body = ''] = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(value) ?? [];
    // A PEM text may have lost its line ends on the way.
    return new X509Certificate(Buffer.from(isPem ? body.replace(/\\n|\s/g, '') : value, 'base64'));
  } catch {
    return undefined;
  }
};

/** Node gives a name one part a line, the most general first; people read the common name first. */
const oneLine = (name: string | undefined): string | undefined => {
  const line = (name ?? '').split('\n').reverse().join(', ');
  return line === '' ? undefined : cut(line);
};

const cut = (value: string): string => (value.length > MAX_NAME ? `${value.slice(0, MAX_NAME - 1)}…` : value);

const hex = (serial: string | undefined): string | undefined => {
  const digits = serial?.replace(/^0x|[:\s]/gi, '').toLowerCase();
  return digits !== undefined && /^[0-9a-f]{1,40}$/.test(digits) ? digits : undefined;
};

const isoOf = (date: string): string | undefined => {
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

/** What a certificate in the record says of itself. */
const fromCertificate = (certificate: X509Certificate): PresentedCertificate =>
  present({
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serial: hex(certificate.serialNumber),
    sha256: certificate.fingerprint256,
    notBefore: isoOf(certificate.validFrom),
    notAfter: isoOf(certificate.validTo),
  });

/** Names under which a record could tell of a certificate without holding it, in any spelling. */
const TOLD_AS: Readonly<Record<'subject' | 'issuer' | 'serial' | 'sha256', RegExp>> = {
  subject: /^(?:x509|certificate)?[-_]?subject(?:[-_]?(?:dn|name))?$/i,
  issuer: /^(?:x509|certificate)?[-_]?issuer(?:[-_]?(?:dn|name))?$/i,
  serial: /^(?:x509|certificate)?[-_]?serial(?:[-_]?number)?$/i,
  sha256: /^(?:x509|certificate)?[-_]?(?:sha[-_]?256|fingerprint)(?:[-_]?(?:fingerprint|sha[-_]?256))?$/i,
};

/** Hexadecimal digits of a SHA-256 fingerprint as pairs joined by colons. */
const fingerprint = (value: string | undefined): string | undefined => {
  const digits = value?.replace(/[:\s]/g, '').toUpperCase() ?? '';
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g)?.join(':') ?? undefined) : undefined;
};

const toldOf = (all: readonly (readonly [string, string])[]): PresentedCertificate => {
  const under = (name: RegExp): string | undefined =>
    all.find(([key, value]) => name.test(key) && value !== '')?.[1];
  const [subject, issuer] = [under(TOLD_AS.subject), under(TOLD_AS.issuer)];
  return present({
    subject: subject === undefined ? undefined : cut(subject),
    issuer: issuer === undefined ? undefined : cut(issuer),
    serial: hex(under(TOLD_AS.serial)),
    sha256: fingerprint(under(TOLD_AS.sha256)),
  });
};

/** The name of a session that its ARN shows: "arn:aws:sts::111122223333:assumed-role/role/session". */
const sessionNameIn = (arn: string | undefined): string | undefined => {
  const name = nameIn(arn ?? '', 'sts', 'assumed-role');
  return name === undefined ? undefined : name.slice(name.lastIndexOf('/') + 1) || undefined;
};

const firstObject = (value: unknown): JsonObject | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(first) ? first : undefined;
};

const textField = (fields: JsonObject | undefined, key: string): string | undefined => {
  const value = ownField(fields, key);
  return typeof value === 'string' ? value : undefined;
};

/** The certificate itself, else what is told of it; the session's name and source identity may say some of it. */
const certificateIn = (
  all: readonly (readonly [key: string, text: string])[],
  sessionName: string | undefined,
  sourceIdentity: string | undefined,
): PresentedCertificate => {
  const shown = all
    .filter(([key]) => !CHAIN.test(key))
    .map(([, value]) => parsedCertificate(value))
    .find((each) => each !== undefined);
  const told = shown === undefined ? toldOf(all) : fromCertificate(shown);
  const subject = told.subject ?? sourceIdentity;
  return {
    ...told,
    ...present({
      serial: told.serial ?? serialIn(sessionName),
      subject: subject === undefined ? undefined : cut(subject),
    }),
  };
};

/** Reads the record of CreateSession. What it does not show, and an alert rests on, is noted. */
export const readSession = (record: Part): RecordedSession => {
  const request = inner(record, 'requestParameters', 'expected');
  const response = inner(record, 'responseElements', 'expected');
  const set = firstObject(ownField(response.fields, 'credentialSet')) ?? response.fields;
  const credentials = firstObject(ownField(set, 'credentials'));
  const assumed = firstObject(ownField(set, 'assumedRoleUser'));
  const elsewhere = ['additionalEventData', 'resources', 'serviceEventDetails', 'userIdentity'].map((key) =>
    ownField(record.fields, key),
  );
  const all = textsIn([request.fields, response.fields, ...elsewhere]);

  const named = (key: string, is: (arn: string) => boolean): string | undefined => {
    const own = text(request, key);
    return own !== undefined && is(own) ? own : firstOf(all, is);
  };
  const profileArn = named('profileArn', (arn) => isOf(arn, 'profile', 'alias/profile'));
  const roleArn = named('roleArn', isRole);
  const trustAnchorArn = named('trustAnchorArn', (arn) => isOf(arn, 'trust-anchor', 'alias/trust-anchor'));
  const name =
    sessionNameIn(textField(assumed, 'arn')) ??
    text(request, 'roleSessionName') ??
    text(request, 'sessionName') ??
    sessionNameIn(firstOf(all, (arn) => sessionNameIn(arn) !== undefined));
  const certificate = certificateIn(all, name, textField(set, 'sourceIdentity'));

  if (profileArn === undefined) note(request, 'profileArn', 'no profile is named anywhere in the record');
  if (roleArn === undefined) note(request, 'roleArn', 'no role is named anywhere in the record');
  if (certificate.sha256 === undefined) note(request, 'cert', 'the record does not hold the certificate');
  return {
    profileArn: profileArn ?? null,
    roleArn: roleArn ?? null,
    trustAnchorArn: trustAnchorArn ?? null,
    ...present({
      name: name ?? certificate.serial,
      accessKeyId: textField(credentials, 'accessKeyId') ?? textField(set, 'accessKeyId'),
      expires: momentIn(credentials, 'expiration') ?? momentIn(set, 'expiration'),
      durationSeconds: count(request, 'durationSeconds'),
      subjectArn: firstOf(all, (arn) => isOf(arn, 'subject')),
    }),
    certificate,
  };
};

const momentIn = (fields: JsonObject | undefined, key: string): string | undefined =>
  moment({ path: '', fields, gaps: [] }, key);

/** A session name that is a certificate's serial; one that its holder chose may look like one. */
const serialIn = (name: string | undefined): string | undefined =>
  name !== undefined && name.length >= 2 ? hex(name) : undefined;

/**
 * Who holds the session: whoever holds the certificate. The `userIdentity` of such a record is not documented, and it
 * cannot be anybody's of AWS: the certificate stands in the place of credentials.
 */
export const sessionActor = (
  { roleArn, name, accessKeyId, certificate }: RecordedSession,
  at: string | undefined,
): Actor => {
  const role = parseArn(roleArn ?? '');
  const roleName = role === undefined ? undefined : role.resource.slice(role.resource.lastIndexOf('/') + 1);
  const { serial, subject } = certificate;
  return {
    kind: 'role-session',
    type: 'AssumedRole',
    arn:
      role === undefined
        ? `the holder of a certificate${subject === undefined ? '' : ` of ${subject}`}`
        : `arn:${role.partition}:sts::${role.account}:assumed-role/${roleName}/${name ?? ''}`,
    ...present({
      accountId: role?.account,
      accessKeyId,
      longLivedKey: accessKeyId === undefined ? undefined : false,
      sessionIssuerArn: roleArn ?? undefined,
      sessionIssuerName: roleName,
      sessionName: name,
      sessionCreatedAt: at,
      sourceIdentity: subject,
      certificate:
        serial === undefined && subject === undefined
          ? undefined
          : {
              serial: serial ?? 'not recorded',
              subject: subject ?? 'not recorded',
            },
    }),
  };
};
