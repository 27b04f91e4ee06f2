/**
 * A Roles Anywhere profile: as the event shows it, or as GetProfile shows it now.
 * `null` means the source does not say; a default of the API that applies is filled in by the reader.
 */
export interface Profile {
  /** 1-255 characters in AWS; whatever the record holds here. */
  readonly name: string;
  readonly id: string | null;
  readonly arn: string | null;
  readonly enabled: boolean | null;
  /** Seconds; 3600 where the request left it out, as the API does. */
  readonly durationSeconds: number;
  readonly roleArns: readonly string[];
  /** The inline session policy, JSON text. */
  readonly sessionPolicy?: string;
  /** Managed policies used as session policies. */
  readonly managedPolicyArns: readonly string[];
  /** Whether a certificate's holder may choose the role session name. */
  readonly acceptRoleSessionName?: boolean;
  readonly requireInstanceProperties?: boolean;
  readonly attributeMappings?: readonly AttributeMapping[];
  readonly createdBy?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

/** Which certificate fields become session tags. */
export interface AttributeMapping {
  /** x509Subject, x509Issuer or x509SAN. */
  readonly certificateField: string;
  readonly specifiers: readonly string[];
}

/** A tag; both texts are the caller's. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}
