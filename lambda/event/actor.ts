import { nameIn } from '../arn';
import { fromConsole } from './console';
import { inner, moment, note, type Part, present, spelledFlag, text } from './fields';

/**
 * What kind of identity made the call, in the words people use.
 * CloudTrail's own `userIdentity.type` is kept beside it in {@link Actor.type}.
 */
export type ActorKind =
  | 'root'
  | 'iam-user'
  | 'role-session'
  | 'identity-center'
  | 'federated'
  | 'aws-service'
  | 'other-account'
  | 'unknown';

/** Who made the call. Every text in it but the account ids is chosen, or can be influenced, by the caller. */
export interface Actor {
  readonly kind: ActorKind;
  /** CloudTrail's `userIdentity.type`, or "Unknown" where the record has none. */
  readonly type: string;
  /** The ARN, or the best name the record has for the caller; never empty. */
  readonly arn: string;
  /** The account the caller belongs to; may differ from the account the profile was made in. */
  readonly accountId?: string;
  readonly principalId?: string;
  readonly userName?: string;
  readonly accessKeyId?: string;
  /** True for an `AKIA` key, false for a temporary one; absent where the record names no key. */
  readonly longLivedKey?: boolean;
  /**
   * Whether the session was authenticated with MFA; absent where the record cannot tell
   * (CloudTrail's "false" means nothing for Identity Center and SAML sessions).
   */
  readonly mfa?: boolean;
  /** The role behind a role session, or the user behind a federated one. */
  readonly sessionIssuerArn?: string;
  /** The friendly name of that role or user. */
  readonly sessionIssuerName?: string;
  /** The session name, chosen by whoever assumed the role. */
  readonly sessionName?: string;
  /** ISO 8601; when the session's credentials were issued. */
  readonly sessionCreatedAt?: string;
  /** The AWS service that made the call for the caller, such as cloudformation.amazonaws.com. */
  readonly invokedBy?: string;
  /** The product provider's account that made the call with access delegated to it. */
  readonly delegateAccount?: string;
  /** The Identity Center user on whose behalf the call was made. */
  readonly onBehalfOf?: string;
  /** The ARN of the identity store that knows that user. */
  readonly identityStoreArn?: string;
  /** The bearer token's id, where a service took one from Identity Center. */
  readonly credentialId?: string;
  /** The identity provider of a SAML or web identity session. */
  readonly identityProvider?: string;
  /** What the provider said of the caller: "app_id=..., aud=...". */
  readonly identityClaims?: string;
  /**
   * Set when the first role was assumed, and unchangeable from there on, through every further role. Chosen by whoever
   * assumed that role, unless its trust policy says which values it takes.
   */
  readonly sourceIdentity?: string;
  /** The certificate of a session that came in through IAM Roles Anywhere, as far as its names show. */
  readonly certificate?: SessionCertificate;
  /** True for a session that sts:AssumeRoot gave. */
  readonly assumedRoot?: boolean;
  /** What the credentials were issued to, where they are not a person's or a program's own. */
  readonly issuedTo?: IssuedTo;
  /** The resource, and its account, on whose behalf a service made the call. */
  readonly scope?: { readonly sourceArn?: string; readonly sourceAccount?: string };
  /** Whether CloudTrail says that the console made the call, or that the credentials came from a console session. */
  readonly fromConsole?: boolean;
}

/** The certificate that opened a session of IAM Roles Anywhere. */
export interface SessionCertificate {
  /** In hexadecimal, as the session's name shows it. */
  readonly serial: string;
  /** Its subject, or the common name of it, as the source identity shows it. */
  readonly subject: string;
}

/** A machine or function whose credentials made the call. */
export interface IssuedTo {
  readonly kind: 'ec2-instance' | 'lambda-function' | 'other';
  /** "i-0123456789abcdef0", an ARN, or the issuer's type where nothing else is known. */
  readonly name: string;
  /** EC2 only: the version of the metadata service that handed the credentials out, "1.0" or "2.0". */
  readonly metadataService?: string;
}

/** CloudTrail's identity types. Source: CloudTrail User Guide, "CloudTrail userIdentity element". */
const KINDS: ReadonlyMap<string, ActorKind> = new Map([
  ['Root', 'root'],
  ['IAMUser', 'iam-user'],
  ['AssumedRole', 'role-session'],
  ['Role', 'role-session'],
  ['FederatedUser', 'federated'],
  ['SAMLUser', 'federated'],
  ['WebIdentityUser', 'federated'],
  ['Directory', 'federated'],
  ['IdentityCenterUser', 'identity-center'],
  ['AWSAccount', 'other-account'],
  ['AWSService', 'aws-service'],
]);

/** Identity Center's roles live under this path, which no customer can create a role in. */
const IDENTITY_CENTER_PATH = 'aws-reserved/sso.amazonaws.com/';
/** The ARN of a session does not show the path, so a role of anybody's can carry this name. */
const IDENTITY_CENTER_NAME = 'AWSReservedSSO_';

const kindOf = (type: string, arn: string | undefined, issuerArn: string | undefined): ActorKind => {
  const kind = KINDS.get(type) ?? 'unknown';
  if (kind !== 'role-session') return kind;
  const identityCenter =
    issuerArn === undefined
      ? nameIn(arn ?? '', 'sts', 'assumed-role')?.startsWith(IDENTITY_CENTER_NAME)
      : nameIn(issuerArn, 'iam', 'role')?.startsWith(IDENTITY_CENTER_PATH);
  return identityCenter === true ? 'identity-center' : kind;
};

/** The kinds for which "false" means that the session began without MFA; for all others it means nothing. */
const MFA_FALSE_COUNTS: readonly ActorKind[] = ['root', 'iam-user'];

const mfaOf = (kind: ActorKind, authenticated: boolean | undefined): boolean | undefined =>
  authenticated === false && !MFA_FALSE_COUNTS.includes(kind) ? undefined : authenticated;

/** Source: IAM User Guide, "IAM identifiers", unique ID prefixes. */
const KEY_PREFIXES: ReadonlyMap<string, boolean> = new Map([
  ['AKIA', true],
  ['ASIA', false],
]);

const longLived = (accessKeyId: string | undefined): boolean | undefined =>
  KEY_PREFIXES.get((accessKeyId ?? '').slice(0, 4));

const afterFirst = (separator: string, value: string | undefined): string | undefined => {
  const at = value?.indexOf(separator) ?? -1;
  return (at < 0 ? '' : value?.slice(at + 1)) || undefined;
};

/** From "arn:aws:sts::111122223333:assumed-role/role/session", else from the "AROA...:session" principal. */
const sessionNameOf = (
  kind: ActorKind,
  arn: string | undefined,
  principalId: string | undefined,
): string | undefined => {
  if (kind !== 'role-session' && kind !== 'identity-center') return undefined;
  return afterFirst('/', nameIn(arn ?? '', 'sts', 'assumed-role')) ?? afterFirst(':', principalId);
};

/**
 * Sessions of IAM Roles Anywhere bear the certificate's serial as their name, unless the profile accepts other names,
 * and its subject as their source identity. Source: IAM Roles Anywhere User Guide, "CreateSession" and "Trust model".
 */
const SERIAL = /^[0-9a-f]{2,40}$/i;

const certificateOf = (
  sessionName: string | undefined,
  sourceIdentity: string | undefined,
): SessionCertificate | undefined =>
  sessionName !== undefined && sourceIdentity !== undefined && SERIAL.test(sessionName)
    ? { serial: sessionName.toLowerCase(), subject: sourceIdentity }
    : undefined;

/** EC2 names the sessions of an instance's role after the instance. Source: IAM User Guide, "IAM roles for Amazon EC2". */
const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** What some services say of whom they issued the credentials to. Source: CloudTrail User Guide, userIdentity, inScopeOf. */
const ISSUED_TO: ReadonlyMap<string, IssuedTo['kind']> = new Map([
  ['AWS::EC2::Instance', 'ec2-instance'],
  ['AWS::Lambda::Function', 'lambda-function'],
]);

const issuedTo = (names: {
  readonly sessionName: string | undefined;
  readonly issuerType: string | undefined;
  readonly credentialsIssuedTo: string | undefined;
  readonly metadataService: string | undefined;
}): IssuedTo | undefined => {
  const { sessionName, issuerType, credentialsIssuedTo, metadataService } = names;
  const isInstance =
    metadataService !== undefined || issuerType === 'AWS::EC2::Instance' || INSTANCE.test(sessionName ?? '');
  const kind = isInstance ? 'ec2-instance' : (ISSUED_TO.get(issuerType ?? '') ?? 'other');
  const name = credentialsIssuedTo ?? (isInstance ? (sessionName ?? 'an EC2 instance') : issuerType);
  return name === undefined ? undefined : { kind, name, ...present({ metadataService }) };
};

/** "app_id=..., aud=...": what a web identity provider said of the caller, in the record's order. */
const claimsOf = ({ fields }: Part): string | undefined =>
  Object.entries(fields ?? {})
    .flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [`${name}=${value}`] : []))
    .join(', ') || undefined;

/** What to call somebody whose record holds neither ARN nor principal. */
const describedBy = (names: {
  readonly userName: string | undefined;
  readonly onBehalfOf: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly accountId: string | undefined;
}): string | undefined => {
  if (names.userName !== undefined) return `user ${names.userName}`;
  if (names.onBehalfOf !== undefined) return `Identity Center user ${names.onBehalfOf}`;
  if (names.accessKeyId !== undefined) return `the holder of access key ${names.accessKeyId}`;
  if (names.accountId !== undefined) return `an identity of account ${names.accountId}`;
  return undefined;
};

/** Reads `userIdentity`, whatever its type, and `sessionCredentialFromConsole` beside it. */
export const readActor = (record: Part): Actor => {
  const identity = inner(record, 'userIdentity', 'expected');
  const session = inner(identity, 'sessionContext');
  const issuer = inner(session, 'sessionIssuer');
  const attributes = inner(session, 'attributes');

  const type = text(identity, 'type', 'expected') ?? 'Unknown';
  const arn = text(identity, 'arn');
  const principalId = text(identity, 'principalId');
  const userName = text(identity, 'userName');
  const accessKeyId = text(identity, 'accessKeyId');
  const accountId = text(identity, 'accountId') ?? text(issuer, 'accountId');
  const sessionIssuerArn = text(issuer, 'arn');
  const invokedBy = text(identity, 'invokedBy');
  const behalf = inner(identity, 'onBehalfOf');
  const onBehalfOf = text(behalf, 'userId');
  const scope = inner(identity, 'inScopeOf');
  const webIdentity = inner(session, 'webIdFederationData');
  const kind = kindOf(type, arn, sessionIssuerArn);
  const sessionName = sessionNameOf(kind, arn, principalId);
  const sourceIdentity = text(session, 'sourceIdentity');
  const sources = present({
    sourceArn: text(scope, 'sourceArn'),
    sourceAccount: text(scope, 'sourceAccount'),
  });

  const name =
    arn ??
    sessionIssuerArn ??
    invokedBy ??
    principalId ??
    describedBy({ userName, onBehalfOf, accessKeyId, accountId });
  if (name === undefined) note(identity, 'arn', 'the CloudTrail record does not name the caller');

  return {
    kind,
    type,
    arn: name ?? 'an identity that the record does not name',
    ...present({
      accountId,
      principalId,
      userName,
      accessKeyId,
      longLivedKey: longLived(accessKeyId),
      mfa: mfaOf(kind, spelledFlag(attributes, 'mfaAuthenticated')),
      sessionIssuerArn,
      sessionIssuerName: text(issuer, 'userName'),
      sessionName,
      sessionCreatedAt: moment(attributes, 'creationDate'),
      invokedBy,
      delegateAccount: text(inner(identity, 'invokedByDelegate'), 'accountId'),
      onBehalfOf,
      identityStoreArn: text(behalf, 'identityStoreArn'),
      credentialId: text(identity, 'credentialId'),
      identityProvider: text(identity, 'identityProvider') ?? text(webIdentity, 'federatedProvider'),
      identityClaims: claimsOf(inner(webIdentity, 'attributes')),
      sourceIdentity,
      certificate: certificateOf(sessionName, sourceIdentity),
      assumedRoot: spelledFlag(session, 'assumedRoot'),
      issuedTo: issuedTo({
        sessionName,
        issuerType: text(scope, 'issuerType'),
        credentialsIssuedTo: text(scope, 'credentialsIssuedTo'),
        metadataService: text(session, 'ec2RoleDelivery'),
      }),
      scope: Object.keys(sources).length === 0 ? undefined : sources,
      fromConsole: fromConsole(record),
    }),
  };
};
