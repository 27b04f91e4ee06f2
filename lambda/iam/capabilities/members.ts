/*
 * Single actions to ask about in place of patterns. Of a pattern nobody can say whether an action that it matches is
 * allowed; of its members one can. Two actions that match the same patterns are answered alike, so one of each kind will do.
 */

const INVENTED = 'zzqxprobe';

export const isWild = (text: string): boolean => /[*?]/.test(text);

/** A member that matches as few other patterns as can be. */
export const memberOf = (pattern: string): string => pattern.replaceAll('*', INVENTED).replaceAll('?', 'q');

/** A text that matches both patterns; undefined where none does. */
export const commonMember = (left: string, right: string): string | undefined => {
  const failed = new Set<number>();
  const read = (at: number, to: number): string | undefined => {
    const [a, b] = [left[at], right[to]];
    if (a === undefined && b === undefined) return '';
    const key = at * (right.length + 1) + to;
    if (failed.has(key)) return undefined;
    const found = step(a, b, at, to);
    if (found === undefined) failed.add(key);
    return found;
  };
  const step = (a: string | undefined, b: string | undefined, at: number, to: number): string | undefined => {
    const leftOn = () => read(at + 1, to);
    const rightOn = () => read(at, to + 1);
    if (a === '*') return atRun(b, leftOn, rightOn);
    if (b === '*') return atRun(a, rightOn, leftOn);
    const both = meeting(a, b);
    const rest = both === undefined ? undefined : read(at + 1, to + 1);
    return both === undefined || rest === undefined ? undefined : both + rest;
  };
  return read(0, 0);
};

/** One pattern is at a `*`: that ends here, or takes the other's next token. */
const atRun = (
  other: string | undefined,
  end: () => string | undefined,
  goOn: () => string | undefined,
): string | undefined => {
  const ended = end();
  if (ended !== undefined || other === undefined) return ended;
  const rest = goOn();
  return other === '*' || rest === undefined ? rest : letter(other) + rest;
};

/** The character that both tokens match; undefined where there is none. */
const meeting = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return undefined;
  return a === b || a === '?' || b === '?' ? letter(a === '?' ? b : a) : undefined;
};

const letter = (token: string): string => (token === '?' ? 'q' : token);

/** Pairs of patterns looked at, at most. */
const MOST_PAIRS = 400;

export interface Members {
  readonly actions: readonly string[];
  /** Whether there is one of each kind that two patterns can tell. */
  readonly complete: boolean;
  /** Whether three patterns may share an action that no two of them show. */
  readonly deep: boolean;
}

/** One action of each kind that the patterns tell apart, those that two of them share included. */
export const membersOf = (patterns: readonly string[]): Members => {
  const texts = [...new Set(patterns.map((pattern) => pattern.toLowerCase()))];
  const wild = texts.filter(isWild);
  const shared: string[] = [];
  for (const [index, left] of wild.entries()) {
    for (const right of wild.slice(index + 1)) {
      if (shared.length >= MOST_PAIRS) break;
      const common = commonMember(left, right);
      if (common !== undefined) shared.push(common);
    }
  }
  return {
    actions: [...texts.filter((text) => !isWild(text)), ...wild.map(memberOf), ...shared],
    complete: shared.length < MOST_PAIRS,
    deep: wild.length > 2 && shared.length > 1,
  };
};
