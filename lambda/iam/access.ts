/**
 * What one role's policies say about one action: the contract of `accessTo`, whose evaluation is pure and exact.
 */

/** The layers that must all allow a call. A missing layer does not narrow. */
export interface PolicyLayers {
  /**
   * The role's attached and inline policies. Each entry is a policy document: an object, JSON text, or URL-encoded
   * JSON text. An entry that cannot be read (`undefined` for a document nobody could fetch) leaves its layer unresolved.
   */
  readonly identity: readonly unknown[];
  /** The permissions boundary. */
  readonly boundary?: readonly unknown[];
  /** The union of the profile's session policy and managed session policies. */
  readonly session?: readonly unknown[];
}

export type LayerName = keyof PolicyLayers;

/** Where in the layers a statement stands. */
export interface StatementRef {
  readonly layer: LayerName;
  /** Index of the document in its layer. */
  readonly policy: number;
  /** Index of the statement in its document. */
  readonly statement: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

export interface Access {
  /** `conditional`: allowed only if conditions hold that nobody here can decide, or if an unread policy allows it. */
  readonly verdict: 'denied' | 'conditional' | 'granted';
  /** On how much of `resource` the verdict holds. */
  readonly scope: 'none' | 'some' | 'all';
  /** The statements that decide: the allows behind a grant, and the denies that narrow or refuse it. */
  readonly statements: readonly StatementRef[];
  /** Condition keys the answer depends on, as the policies spell them. */
  readonly conditionKeys: readonly string[];
  /** Layers that hold a document which could not be read. */
  readonly unresolved: readonly LayerName[];
}
