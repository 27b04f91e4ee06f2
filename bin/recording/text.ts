import { gunzipSync } from 'node:zlib';
import { shortText } from '../../lambda/event/short-text';
import { isObject } from '../../lambda/json';
import { refuse } from './bad-input';
import { csvRows } from './csv';
import { balancedEnd, rowOf } from './row-text';

/** No CloudTrail log file comes near it; it keeps a mistaken or hostile file from filling the memory. */
export const MAX_BYTES = 256 * 1024 * 1024;
export const TOO_LARGE = 'larger than 256 MB';
/** Above this size the line of a mistake is not searched for. */
const MAX_SEARCHED = 1024 * 1024;
/** How often something is packed within its own like. */
const MAX_UNPACKED = 3;

const messageOf = (error: unknown): string =>
  isObject(error) && typeof error.message === 'string' ? error.message : String(error);

const codeOf = (error: unknown): string =>
  isObject(error) && typeof error.code === 'string' ? error.code : '';

/** Files that hold no text, by how they begin. Source: each format's specification. */
const BINARY: readonly (readonly [start: string, what: string])[] = [
  ['PK\u0003\u0004', 'a ZIP archive (or a spreadsheet): unpack it first'],
  ['PAR1', 'a Parquet file, as Security Lake keeps: query it, and give the rows as JSON or CSV'],
  ['ORC', 'an ORC file: query it, and give the rows as JSON or CSV'],
  ['Obj\u0001', 'an Avro file: query it, and give the rows as JSON or CSV'],
  ['%PDF', 'a PDF'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['BZh', 'packed with bzip2: unpack it first'],
  ['\u0028\u00b5\u002f\u00fd', 'packed with zstd: unpack it first'],
  ['\u00fd7zXZ', 'packed with xz: unpack it first'],
  ['SQLite format 3', 'an SQLite database'],
];

const binaryKind = (bytes: Buffer): string | undefined => {
  const start = bytes.subarray(0, 16).toString('latin1');
  if (bytes.subarray(257, 262).toString('latin1') === 'ustar')
    return 'a tar archive: unpack it, and give the log files in it';
  return BINARY.find(([mark]) => start.startsWith(mark))?.[1];
};

const unpacked = (bytes: Buffer, name: string, times = 0): Buffer => {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!gzip || times >= MAX_UNPACKED) return bytes;
  try {
    return unpacked(gunzipSync(bytes, { maxOutputLength: MAX_BYTES }), name, times + 1);
  } catch (error) {
    if (!isObject(error) || codeOf(error) === '') throw error;
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return refuse(name, `unpacked, ${TOO_LARGE}`);
    return refuse(name, `not a complete gzip file (${shortText(messageOf(error))})`);
  }
};

/** Text of a file: UTF-8, or the UTF-16 that PowerShell's redirection writes. */
const decoded = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes).swap16().toString('utf16le');
  return bytes.toString('utf8');
};

/**
 * The text in a file's bytes, unpacked.
 * @throws BadInputError where they hold none
 */
export const unpackedText = (bytes: Buffer, name: string): string => {
  const plain = unpacked(bytes, name);
  const kind = binaryKind(plain);
  if (kind !== undefined) return refuse(name, `no text: it is ${kind}`);
  return decoded(plain).replace(/^\uFEFF/, '');
};

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

const parse = (text: string): Parsed => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: messageOf(error) };
  }
};

/** Whether text is JSON as far as it goes. */
const endsEarly = (text: string, why: string): boolean => {
  if (/end of JSON input|Unterminated string/i.test(why)) return true;
  const position = /at position (\d+)/.exec(why)?.[1];
  return position !== undefined && Number(position) >= text.trimEnd().length;
};

const goesWrong = (text: string): boolean => {
  const parsed = parse(text);
  return !parsed.ok && !endsEarly(text, parsed.why);
};

/** The first line, counted from 1, at which the text can no longer become JSON; by halving. */
const wrongLine = (text: string): number => {
  const lines = text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (goesWrong(lines.slice(0, middle).join('\n'))) bad = middle;
    else good = middle;
  }
  return bad;
};

/** Texts that are no JSON, by how they look, and what to give instead. */
const TEXT_KINDS: readonly (readonly [mark: RegExp, what: string])[] = [
  [/^\s{0,100}<(?:!doctype|html)/i, 'an HTML page'],
  [/^\s{0,100}<\?xml/i, 'XML'],
  [/^\s{0,100}[[{]\s{0,100}u?'/, "Python's way of writing a dictionary; print it with json.dumps"],
  [/^-----BEGIN /, 'a PEM file'],
  [/^Subject: \[(?:CRITICAL|HIGH|MEDIUM|LOW|INFORMATIONAL)\]/, "an alert's email; give the event it names"],
  [/^(?:From|To|Subject|Date|Received|Return-Path): /i, 'an email'],
  [/^\s{0,100}[-|+]{2,}[-+|]/, "the AWS CLI's table; ask it for --output json"],
  [/^(?:Records|Events|Messages|detail|eventVersion|version):(?: |\r?\n)/, 'YAML; ask for JSON'],
  [/^(?:EVENTS|MESSAGES|RECORDS)\t/, "the AWS CLI's text; ask it for --output json"],
];

const kindOf = (text: string): string => {
  const kind = TEXT_KINDS.find(([mark]) => mark.test(text.slice(0, 2000)))?.[1];
  return kind === undefined ? '' : `: it is ${kind}`;
};

const notJson = (text: string, why: string): string => {
  const kind = kindOf(text);
  if (kind !== '') return `not JSON${kind}`;
  if (endsEarly(text, why))
    return `not JSON (unexpected end of input at line ${text.trimEnd().split('\n').length})`;
  return text.length > MAX_SEARCHED ? 'not JSON' : `not JSON (mistake at line ${wrongLine(text)})`;
};

/** What the text of a file stands for. */
export interface Content {
  readonly value: unknown;
  /**
   * Why it is no JSON, where the value was only picked out of the text: to be refused with, unless it holds an event.
   */
  readonly notJson?: string;
}

/**
 * JSON, one JSON value a line, rows of columns, or JSON somewhere in other text.
 * @throws BadInputError where it begins as one JSON value a line and has a line that is none
 */
export const contentOf = (text: string, name: string): Content => {
  const whole = parse(text);
  if (whole.ok) return { value: whole.value };
  return jsonLines(text, name) ?? { value: pickedOut(text), notJson: notJson(text, whole.why) };
};

const jsonLines = (text: string, name: string): Content | undefined => {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const firstLine = lines[first];
  if (firstLine === undefined || !parse(firstLine).ok) return undefined;
  if (!lines.slice(first + 1).some((line) => line.trim() !== '')) return undefined;
  const values: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = parse(line);
    if (!parsed.ok) return severalLinesEach(text) ?? refuse(name, `not JSON (mistake at line ${index + 1})`);
    values.push(parsed.value);
  }
  return { value: values };
};

/** JSON values after each other with nothing but white space and commas between, as `jq` prints them. */
const severalLinesEach = (text: string): Content | undefined => {
  const { values, between } = embedded(text);
  return /^[\s,]*$/.test(between) ? { value: values } : undefined;
};

/** Rows of a table, the text of one row, JSON values within other text, or the text itself, which may be packed. */
const pickedOut = (text: string): readonly unknown[] => {
  const row = rowOf(text);
  if (row !== undefined) return [row];
  const { values } = embedded(text);
  return [...csvRows(text), ...values, ...(values.length === 0 ? [text] : [])];
};

/** Characters that are read in search of JSON values; each may be read more than once. */
const MAX_SCANNED = 64 * 1024 * 1024;
const MAX_VALUES = 1_000_000;

interface Embedded {
  readonly values: readonly unknown[];
  /** All text that belongs to none of them. */
  readonly between: string;
}

/**
 * JSON objects and lists that stand in other text, or right after each other, outermost first. Where a bracket is never
 * closed there is no more: what follows is cut short, and a part of it is not the whole.
 */
const embedded = (text: string): Embedded => {
  const values: unknown[] = [];
  const between: string[] = [];
  let scanned = 0;
  let after = 0;
  let at = nextOpening(text, 0);
  while (at >= 0 && scanned < MAX_SCANNED && values.length < MAX_VALUES) {
    const end = balancedEnd(text, at, Math.min(text.length, at + MAX_SCANNED));
    if (end === undefined) break;
    scanned += end - at;
    const parsed = parse(text.slice(at, end));
    if (parsed.ok) {
      values.push(parsed.value);
      between.push(text.slice(after, at));
      after = end;
    }
    at = nextOpening(text, parsed.ok ? end : at + 1);
  }
  return { values, between: between.join('') + text.slice(after) };
};

/** The next bracket that can begin an object or a list of JSON: most brackets in words and logs cannot. */
const nextOpening = (text: string, from: number): number => {
  const opening = /\{(?=\s{0,100}["}])|\[(?=\s{0,100}[[{"\]])/g;
  opening.lastIndex = from;
  return opening.exec(text)?.index ?? -1;
};
