/** One thing that was looked at: well, or what is wrong with it and what mends it. */
export interface HealthFinding {
  readonly state: 'well' | 'wrong' | 'unknown';
  /** In plain words, a sentence without its full stop. */
  readonly what: string;
  /** What to type or do, where something is wrong. */
  readonly mend?: string;
}

export const well = (what: string): HealthFinding => ({ state: 'well', what });
export const wrong = (what: string, mend: string): HealthFinding => ({ state: 'wrong', what, mend });
export const unknown = (what: string, why: string): HealthFinding => ({
  state: 'unknown',
  what: `${what} could not be looked at: ${why}`,
});
