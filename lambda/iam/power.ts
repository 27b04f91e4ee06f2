import type { Access, StatementRef } from './access';

/** How much a role can do, weakest first. */
export const POWERS = ['none', 'limited', 'sensitive', 'escalation', 'admin'] as const;
export type Power = (typeof POWERS)[number];

/** What kind of harm a capability is. */
export type CapabilityKind =
  | 'admin'
  | 'escalation'
  | 'credentials'
  | 'data'
  | 'exposure'
  | 'persistence'
  | 'tampering'
  | 'destruction'
  | 'chaining';

/** One dangerous thing that a role's policies allow together. */
export interface Capability {
  /** Stable id of its row: "iam-attach-role-policy". */
  readonly id: string;
  readonly kind: CapabilityKind;
  /** The power a role has that is granted it. */
  readonly level: Power;
  /** What its holder can do, a verb phrase: "attach any policy to a role". */
  readonly phrase: string;
  readonly verdict: Exclude<Access['verdict'], 'denied'>;
  readonly scope: Exclude<Access['scope'], 'none'>;
  /** The actions it takes, as its row lists them. */
  readonly actions: readonly string[];
  readonly statements: readonly StatementRef[];
  readonly conditionKeys: readonly string[];
}

export interface PowerVerdict {
  /** What is certain; `unknown` where nothing could be read. */
  readonly power: Power | 'unknown';
  /** What cannot be ruled out: conditions nobody can decide, policies nobody could read. Never below `power`. */
  readonly possiblePower: Power;
  /** Granted before conditional, the most powerful first. */
  readonly capabilities: readonly Capability[];
}
