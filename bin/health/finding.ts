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

const MARKS: Readonly<Record<Finding['state'], string>> = { well: 'ok   ', wrong: 'WRONG', unknown: '?    ' };

/** A line for each, and below it what mends it. */
export const wordsOf = (findings: readonly Finding[]): string =>
  findings
    .flatMap(({ state, what, mend }) => [
      `${MARKS[state]} ${what}`,
      ...(mend === undefined ? [] : [`        ${mend}`]),
    ])
    .join('\n');

/** 0 where all is well, 1 where something is wrong or could not be looked at. */
export const exitStatus = (findings: readonly Finding[]): 0 | 1 =>
  findings.every(({ state }) => state === 'well') ? 0 : 1;
