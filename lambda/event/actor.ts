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
  /** The session name, chosen by whoever assumed the role. */
  readonly sessionName?: string;
  /** ISO 8601; when the session's credentials were issued. */
  readonly sessionCreatedAt?: string;
  /** The AWS service that made the call for the caller, such as cloudformation.amazonaws.com. */
  readonly invokedBy?: string;
  /** The Identity Center user on whose behalf the call was made. */
  readonly onBehalfOf?: string;
  /** The identity provider of a SAML or web identity session. */
  readonly identityProvider?: string;
  /** True where CloudTrail says the credentials came from a console session. */
  readonly fromConsole?: boolean;
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
const IDENTITY_CENTER_ROLE = /^arn:[^:]*:iam::[^:]*:role\/aws-reserved\/sso\.amazonaws\.com\//;
/** The ARN of a session does not show the path, so a role of anybody's can carry this name. */
const IDENTITY_CENTER_SESSION = /^arn:[^:]*:sts::[^:]*:assumed-role\/AWSReservedSSO_/;

const kindOf = (type: string, arn: string | undefined, issuerArn: string | undefined): ActorKind => {
  const kind = KINDS.get(type) ?? 'unknown';
  if (kind !== 'role-session') return kind;
  const identityCenter =
    issuerArn === undefined ? IDENTITY_CENTER_SESSION.test(arn ?? '') : IDENTITY_CENTER_ROLE.test(issuerArn);
  return identityCenter ? 'identity-center' : kind;
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

const SESSION_ARN = /^arn:[^:]*:sts::[^:]*:assumed-role\/[^/]+\/(.+)$/s;

/** From "arn:aws:sts::111122223333:assumed-role/role/session", else from the "AROA...:session" principal. */
const sessionNameOf = (
  kind: ActorKind,
  arn: string | undefined,
  principalId: string | undefined,
): string | undefined => {
  if (kind !== 'role-session' && kind !== 'identity-center') return undefined;
  return SESSION_ARN.exec(arn ?? '')?.[1] ?? afterFirst(':', principalId);
};

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
  const onBehalfOf = text(inner(identity, 'onBehalfOf'), 'userId');
  const kind = kindOf(type, arn, sessionIssuerArn);

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
      sessionName: sessionNameOf(kind, arn, principalId),
      sessionCreatedAt: moment(attributes, 'creationDate'),
      invokedBy,
      onBehalfOf,
      identityProvider:
        text(identity, 'identityProvider') ??
        text(inner(session, 'webIdFederationData'), 'federatedProvider'),
      fromConsole: spelledFlag(record, 'sessionCredentialFromConsole'),
    }),
  };
};
