/** One thing that was looked at: well, or what is wrong with it and what mends it. */
export interface Finding {
  readonly state: 'well' | 'wrong' | 'unknown';
  /** In plain words, a sentence without its full stop. */
  readonly what: string;
  /** What to type or do, where something is wrong. */
  readonly mend?: string;
}

export const well = (what: string): Finding => ({ state: 'well', what });
export const wrong = (what: string, mend: string): Finding => ({ state: 'wrong', what, mend });
export const unknown = (what: string, why: string): Finding => ({
  state: 'unknown',
  what: `${what} could not be looked at: ${why}`,
});
