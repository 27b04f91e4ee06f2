/**
 * Who can reach a role through IAM Roles Anywhere, by its trust policy alone:
 *
 * - `any-anchor`: a certificate from any trust anchor, one that does not exist yet included;
 * - `any-anchor-matching-certificate`: any trust anchor, with a certificate whose fields match (whoever owns the CA
 *   of a rogue anchor can issue such a certificate);
 * - `pinned`: only particular trust anchors;
 * - `unusable`: nobody through Roles Anywhere;
 * - `unknown`: the trust policy could not be read.
 */
export type Trust = 'any-anchor' | 'any-anchor-matching-certificate' | 'pinned' | 'unusable' | 'unknown';

/** Another way into the role, beside Roles Anywhere. */
export interface OtherPrincipal {
  readonly kind: 'everyone' | 'account' | 'role' | 'user' | 'federated' | 'service' | 'other';
  /** As the policy names it: an ARN, an account id, a service or provider name, "*". */
  readonly principal: string;
  /** True where the principal lies outside the role's own account. */
  readonly external: boolean;
  /** True where the statement has conditions. */
  readonly conditional: boolean;
}

export interface TrustVerdict {
  readonly trust: Trust;
  /** Those of the given anchors from which some certificate can reach the role. */
  readonly reachableFrom: readonly string[];
  /** The trust-anchor ARNs (or patterns) a pinned policy names, whether or not they exist. */
  readonly pinnedTo: readonly string[];
  readonly otherPrincipals: readonly OtherPrincipal[];
  /** Condition keys the answer depends on. */
  readonly conditionKeys: readonly string[];
}
