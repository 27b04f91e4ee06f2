/**
 * Patterns as IAM writes them: `*` stands for any run of characters, colons and slashes included, `?` for any one.
 * Everything here is iterative, and no slower than the product of the two lengths.
 */

/** The token of `*`. */
export const RUN = -1;
/** The token of `?`. */
export const ONE = -2;
/** A character that no pattern names: it stands for all the characters nobody wrote down. */
export const OTHER = -3;

/** A pattern ready for matching. It also stands for the set of texts that it matches. */
export interface Glob {
  /** As the policy spells it. */
  readonly text: string;
  /** UTF-16 code units, {@link RUN} and {@link ONE}; of a row of wildcards, the `?` come first and the `*` is single. */
  readonly tokens: Int32Array;
}

/** What is certain of one condition key of a request. */
export type KeyState =
  /** Its value. */
  | string
  /** That it is absent. */
  | null
  /** All its values, of a key that can have several. */
  | readonly string[]
  /** That it is one of these; `null` among them where it may be absent. */
  | { readonly oneOf: readonly (string | null)[] }
  /** That it is there, and what it looks like. */
  | Looks;

export interface Looks {
  /** What every value of it matches. */
  readonly like?: Glob;
  /** The only characters that it has. */
  readonly characters?: RegExp;
  /** What no value of it matches. */
  readonly unlike?: readonly Glob[];
  /** Of a key that can have several values, one that it certainly has. */
  readonly including?: string;
  /** Set where the key may also be absent, or have any number of values. */
  readonly orAbsent?: true;
}

/** What is certain about the request, by lower-case condition key; what is not in it may be anything. */
export type KnownKeys = ReadonlyMap<string, KeyState>;

export const NOTHING_KNOWN: KnownKeys = new Map();

interface Extension {
  readonly of: KnownKeys;
  readonly keys: ReadonlySet<string>;
}

const extensions = new WeakMap<KnownKeys, Extension>();

/** What is known, and more; by keys in lower case. */
export const extended = (
  of: KnownKeys,
  more: readonly (readonly [key: string, state: KeyState])[],
): KnownKeys => {
  const known = new Map<string, KeyState>([...of, ...more]);
  extensions.set(known, { of, keys: new Set(more.map(([key]) => key)) });
  return known;
};

/** The least of what is known that says as much of these keys. */
export const knownOfKeys = (known: KnownKeys, keys: readonly string[]): KnownKeys => {
  let least = known;
  for (;;) {
    const extension = extensions.get(least);
    if (extension === undefined || keys.some((key) => extension.keys.has(key))) return least;
    least = extension.of;
  }
};

const STAR = 0x2a;
const QUESTION = 0x3f;

/** `a*?*?b` and `a??*b` mean the same; one spelling makes patterns comparable. */
const canonical = (tokens: readonly number[]): Int32Array => {
  const out = new Int32Array(tokens.length);
  let length = 0;
  let run = false;
  for (const token of tokens) {
    if (token === RUN) {
      run = true;
      continue;
    }
    if (run && token !== ONE) {
      out[length++] = RUN;
      run = false;
    }
    out[length++] = token;
  }
  if (run) out[length++] = RUN;
  return length === out.length ? out : out.slice(0, length);
};

/** The tokens of a text without `*`: reading policies is mostly this. */
const plainTokens = (text: string, wildcards: boolean): Int32Array => {
  const tokens = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    tokens[at] = wildcards && unit === QUESTION ? ONE : unit;
  }
  return tokens;
};

const pushText = (tokens: number[], text: string, wildcards: boolean): void => {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    tokens.push(wildcards && unit === STAR ? RUN : wildcards && unit === QUESTION ? ONE : unit);
  }
};

/** The pattern that a text spells. */
export const globOf = (text: string): Glob => {
  if (!text.includes('*')) return { text, tokens: plainTokens(text, true) };
  const tokens: number[] = [];
  pushText(tokens, text, true);
  return { text, tokens: canonical(tokens) };
};

/** The pattern that matches exactly this text, whatever characters it holds. */
export const literalOf = (text: string): Glob => ({ text, tokens: plainTokens(text, false) });

export interface Template {
  readonly glob: Glob;
  /** False where a policy variable has no certain value: the glob then matches more than the policy does. */
  readonly decided: boolean;
  /** Set where a policy variable certainly has no value: then the text matches nothing, whatever the glob says. */
  readonly nothing?: true;
}

export interface TemplateOptions {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${...}` is a policy variable, as it is in Version 2012-10-17. */
  readonly variables: boolean;
  /** Whether to compare without regard to case. */
  readonly foldCase?: boolean;
}

const ESCAPES: ReadonlySet<string> = new Set(['*', '?', '$']);

interface Variable {
  readonly key: string;
  /** The text to use where the key is absent: `${aws:PrincipalTag/team, 'none'}`. */
  readonly fallback?: string;
}

const variableOf = (inside: string): Variable => {
  const comma = inside.indexOf(',');
  if (comma < 0) return { key: inside.trim() };
  const key = inside.slice(0, comma).trim();
  const quoted = inside.slice(comma + 1).trim();
  return quoted.length > 1 && quoted.startsWith("'") && quoted.endsWith("'")
    ? { key, fallback: quoted.slice(1, -1) }
    : { key };
};

/** The value of a variable, `null` where it certainly has none, and undefined where that is not certain. */
const variableValue = (inside: string, known: KnownKeys): string | null | undefined => {
  if (ESCAPES.has(inside)) return inside;
  const { key, fallback } = variableOf(inside);
  const value = known.get(key.toLowerCase());
  return value === null ? (fallback ?? null) : typeof value === 'string' ? value : undefined;
};

/** Whether the value of a policy variable is certain, or that it has none. */
export const isSettled = (key: string, known: KnownKeys): boolean => {
  const state = known.get(key.toLowerCase());
  return state === null || typeof state === 'string';
};

/** The condition keys that the policy variables in a text refer to, as it spells them. */
export const variableKeys = (text: string): string[] => {
  const keys: string[] = [];
  let opens = text.indexOf('${');
  while (opens >= 0) {
    const closes = text.indexOf('}', opens);
    if (closes < 0) break;
    const inside = text.slice(opens + 2, closes);
    if (!ESCAPES.has(inside)) keys.push(variableOf(inside).key);
    opens = text.indexOf('${', closes);
  }
  return keys.filter((key) => key !== '');
};

/**
 * The pattern of a text that may hold policy variables. A value that is not certain, and a variable that is never closed,
 * stand for any run of characters. A variable that has no value matches nothing (IAM User Guide, "Policy variables with no
 * value").
 */
export const templateOf = (text: string, known: KnownKeys, options: TemplateOptions): Template => {
  const tokens: number[] = [];
  const push = (piece: string, wildcards: boolean): void =>
    pushText(tokens, options.foldCase ? piece.toLowerCase() : piece, wildcards);
  let decided = true;
  let nothing = false;
  let at = 0;
  while (at < text.length) {
    const opens = options.variables ? text.indexOf('${', at) : -1;
    push(opens < 0 ? text.slice(at) : text.slice(at, opens), options.wildcards);
    if (opens < 0) break;
    const closes = text.indexOf('}', opens);
    const value = closes < 0 ? undefined : variableValue(text.slice(opens + 2, closes), known);
    nothing ||= value === null;
    decided &&= value !== undefined;
    if (typeof value === 'string') push(value, false);
    else tokens.push(RUN);
    at = closes < 0 ? text.length : closes + 1;
  }
  const glob = { text, tokens: canonical(tokens) };
  return nothing ? { glob, decided, nothing } : { glob, decided };
};

export const hasVariable = (text: string): boolean => text.includes('${');

/**
 * Whether `pattern` matches everything that `shape` matches. Exact where the shape is one text; otherwise `true` is
 * certain, and `false` may be wrong in rare cases with `?`.
 */
export const covers = (pattern: Glob, shape: Glob): boolean => {
  const wide = pattern.tokens;
  const narrow = shape.tokens;
  let p = 0;
  let s = 0;
  let run = -1;
  let resume = 0;
  while (s < narrow.length) {
    const own = p < wide.length ? wide[p] : undefined;
    if (own === RUN) {
      run = p++;
      resume = s;
    } else if (takes(own, narrow[s])) {
      p++;
      s++;
    } else if (run >= 0) {
      p = run + 1;
      s = ++resume;
    } else {
      return false;
    }
  }
  while (p < wide.length && wide[p] === RUN) p++;
  return p === wide.length;
};

/** Whether a token that is no run matches whatever another one does. */
const takes = (wide: number | undefined, narrow: number | undefined): boolean =>
  narrow !== RUN && (wide === narrow || wide === ONE);

const canMeet = (a: number | undefined, b: number | undefined): boolean => a === b || a === ONE || b === ONE;

/** Beyond this many pairs of positions an overlap counts as unclear; only patterns of thousands of characters get there. */
const MOST_PAIRS = 4_000_000;

/** Whether some text matches both patterns; undefined where they are too long to tell. */
export const overlaps = (left: Glob, right: Glob): boolean | undefined => {
  const a = left.tokens;
  const b = right.tokens;
  const start = commonStart(a, b);
  const end = start < 0 ? -1 : commonEnd(a, b, start);
  if (end < 0) return false;
  const width = b.length - end - start;
  const endA = a.length - end;
  if ((endA - start + 1) * (width + 1) > MOST_PAIRS) return undefined;

  // Which positions of `b` can be reached with the part of `a` read so far.
  let row = new Uint8Array(width + 1);
  let below = new Uint8Array(width + 1);
  row[0] = 1;
  for (let i = start; i < endA; i++) {
    readToken(a[i], b, start, row, below);
    [row, below] = [below, row];
    below.fill(0);
  }
  return reachesEnd(b, start, row);
};

/** How many tokens both begin with before either has a run; -1 where no text matches them. */
const commonStart = (a: Glob['tokens'], b: Glob['tokens']): number => {
  let start = 0;
  while (start < a.length && start < b.length && a[start] !== RUN && b[start] !== RUN) {
    if (!canMeet(a[start], b[start])) return -1;
    start++;
  }
  return start;
};

/** The same from the end, without those that both begin with. */
const commonEnd = (a: Glob['tokens'], b: Glob['tokens'], start: number): number => {
  let end = 0;
  for (const most = Math.min(a.length, b.length) - start; end < most; end++) {
    const x = a[a.length - 1 - end];
    const y = b[b.length - 1 - end];
    if (x === RUN || y === RUN) break;
    if (!canMeet(x, y)) return -1;
  }
  return end;
};

/**
 * Goes on by one token.
 * @param start where in `others` the positions begin
 * @param row which positions are reached; a run among them reaches the next one, too
 * @param below which positions are reached when the token is read
 */
const readToken = (
  token: number | undefined,
  others: Glob['tokens'],
  start: number,
  row: Uint8Array,
  below: Uint8Array,
): void => {
  const last = row.length - 1;
  for (let at = 0; at <= last; at++) {
    if (row[at] === 0) continue;
    const other = at < last ? others[start + at] : undefined;
    if (other === RUN || token === RUN) {
      below[at] = 1;
      if (other !== undefined) row[at + 1] = 1;
    } else if (other !== undefined && canMeet(token, other)) below[at + 1] = 1;
  }
};

/** Whether what is reached reaches the end without a further token: nothing but runs stand before it. */
const reachesEnd = (others: Glob['tokens'], start: number, row: Uint8Array): boolean => {
  let at = row.length - 1;
  while (at > 0 && row[at] === 0 && others[start + at - 1] === RUN) at--;
  return row[at] === 1;
};

/** One text of the shape, with a character that no pattern names in place of each wildcard. */
export const ordinaryMember = (shape: Glob): Glob => ({
  text: shape.text,
  tokens: shape.tokens.map((token) => (token < 0 ? OTHER : token)),
});
