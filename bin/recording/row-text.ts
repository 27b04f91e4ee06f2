/**
 * The text that query engines write for a row within a row, as Athena and CloudTrail Lake show `userIdentity`, and Java
 * for a map, as Elastic keeps `requestParameters`: `{type=Root, attributes={mfa=false}, arns=[a, b]}`. Nothing in it is
 * quoted, so a text that can be read in two ways is not read at all: parts of it are anybody's.
 */

type Rows = { [key: string]: RowValue };
type RowValue = string | Rows | readonly RowValue[] | unknown;

/** Nothing that is one of CloudTrail's fields is longer. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 12;

/** A name and its equals sign, where an entry begins. */
const ENTRY = /([A-Za-z_][\w.:-]{0,100})=/y;
/** What ends a value that is neither row, list nor JSON: the next entry, or the end of the row. */
const NEXT_ENTRY = /, (?=[A-Za-z_][\w.:-]{0,100}=)|\}/g;
const NEXT_ITEM = /, |\]/g;

class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError';
}

const unreadable = (): never => {
  throw new UnreadableRowError('not the text of a row');
};

/** The row that a text stands for; undefined where it is none, or could be more than one. */
export const rowOf = (text: string): Readonly<Record<string, unknown>> | undefined => {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !/^\{[A-Za-z_][\w.:-]{0,100}=/.test(trimmed)) return undefined;
  try {
    const { value, end } = readRow(trimmed, 0, 0);
    return end === trimmed.length ? value : undefined;
  } catch (error) {
    if (error instanceof UnreadableRowError) return undefined;
    throw error;
  }
};

/** The items of a list such as `[a, b]`; undefined where the text is none. */
export const itemsOf = (text: string): readonly unknown[] | undefined => {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !trimmed.startsWith('[')) return undefined;
  try {
    const { value, end } = readList(trimmed, 0, 0);
    return end === trimmed.length ? value : undefined;
  } catch (error) {
    if (error instanceof UnreadableRowError) return undefined;
    throw error;
  }
};

interface Read<T> {
  readonly value: T;
  /** Where it ended. */
  readonly end: number;
}

const readRow = (text: string, start: number, depth: number): Read<Rows> => {
  const row: Rows = Object.create(null);
  let at = start + 1;
  if (text[at] === '}') return { value: row, end: at + 1 };
  for (;;) {
    ENTRY.lastIndex = at;
    const name = ENTRY.exec(text)?.[1];
    // A name twice is one that a value made up.
    if (name === undefined || name in row) return unreadable();
    const { value, end } = readValue(text, at + name.length + 1, depth + 1, NEXT_ENTRY);
    row[name] = value;
    if (text[end] === '}') return { value: { ...row }, end: end + 1 };
    if (text.slice(end, end + 2) !== ', ') return unreadable();
    at = end + 2;
  }
};

const readList = (text: string, start: number, depth: number): Read<readonly RowValue[]> => {
  const items: RowValue[] = [];
  let at = start + 1;
  if (text[at] === ']') return { value: items, end: at + 1 };
  for (;;) {
    const { value, end } = readValue(text, at, depth + 1, NEXT_ITEM);
    items.push(value);
    if (text[end] === ']') return { value: items, end: end + 1 };
    if (text.slice(end, end + 2) !== ', ') return unreadable();
    at = end + 2;
  }
};

const readValue = (text: string, start: number, depth: number, ends: RegExp): Read<RowValue> => {
  if (depth > MAX_DEPTH) return unreadable();
  const json = readJson(text, start);
  if (json !== undefined) return json;
  if (text[start] === '{' && /[A-Za-z_}]/.test(text[start + 1] ?? '')) return readRow(text, start, depth);
  if (text[start] === '[') return readList(text, start, depth);
  ends.lastIndex = start;
  const end = ends.exec(text)?.index;
  if (end === undefined) return unreadable();
  return { value: text.slice(start, end), end };
};

/** A JSON object or list of JSON: what a policy is, and what Lake keeps in `responseElements`. */
const readJson = (text: string, start: number): Read<unknown> | undefined => {
  const skipped = start + (/^\s*/.exec(text.slice(start, start + 100))?.[0].length ?? 0);
  if (!/^(?:\{\s*"|\[\s*["{])/.test(text.slice(skipped, skipped + 100))) return undefined;
  const end = balancedEnd(text, skipped, text.length);
  if (end === undefined) return undefined;
  try {
    return { value: JSON.parse(text.slice(skipped, end)), end };
  } catch {
    return undefined;
  }
};

/** Where the bracket that opens at `start` is closed, brackets in quoted texts aside; undefined before `limit`. */
export const balancedEnd = (text: string, start: number, limit: number): number | undefined => {
  let open = 0;
  for (let at = start; at < limit; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) at = quoteEnd(text, at, limit);
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) open += 1;
    else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) open -= 1;
    if (open === 0) return at + 1;
  }
  return undefined;
};

/** Where the text in quotation marks that begins at `start` ends: at its mark, or at `limit`. */
const quoteEnd = (text: string, start: number, limit: number): number => {
  for (let at = start + 1; at < limit; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) return at;
    if (character === BACKSLASH) at += 1;
  }
  return limit;
};

const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
