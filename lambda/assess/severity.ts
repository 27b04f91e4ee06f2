/** Elastic's severities, calmest first. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Elastic's risk score of each severity. */
export const RISK_SCORE: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 21,
  medium: 47,
  high: 73,
  critical: 99,
};

export const atLeast = (severity: Severity, floor: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor);

/** The highest of some severities; `informational` of none. */
export const highest = (severities: readonly Severity[]): Severity =>
  severities.reduce((worst, next) => (atLeast(next, worst) ? next : worst), 'informational');

/** The lower of two severities. */
export const lower = (one: Severity, other: Severity): Severity => (atLeast(one, other) ? other : one);
