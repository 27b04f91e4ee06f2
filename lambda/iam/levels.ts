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
