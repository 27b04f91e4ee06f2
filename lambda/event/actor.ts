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
  /** The role behind a role session. */
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
