import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type CloudTrailCall, recognise } from '../lambda/event/cloudtrail-call';
import { isObject, ownField } from '../lambda/event/fields';
import { shortText } from '../lambda/event/short-text';

type Fields = Readonly<Record<string, unknown>>;

/** A CreateProfile event of IAM Roles Anywhere in the form in which EventBridge hands it to the function. */
export type RecordedEvent = Fields;

/** What the user gave cannot be used; the message is one line that names the file and says why. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
}

/** No CloudTrail log file comes near it; it keeps a mistaken or hostile file from filling the memory. */
const MAX_BYTES = 256 * 1024 * 1024;
const TOO_LARGE = 'larger than 256 MB';
/** Above this size the line of a mistake is not searched for. */
const MAX_SEARCHED = 1024 * 1024;
const MAX_NAMED_CALLS = 5;

const refuse = (name: string, why: string): never => {
  throw new BadInputError(`${shortText(name, 200)}: ${why}`);
};

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'a directory, not a file',
};

const messageOf = (error: unknown): string =>
  isObject(error) && typeof error.message === 'string' ? error.message : String(error);

const codeOf = (error: unknown): string =>
  isObject(error) && typeof error.code === 'string' ? error.code : '';

const unpacked = (bytes: Buffer, name: string): Buffer => {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!gzip) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return refuse(name, `unpacked, ${TOO_LARGE}`);
    return refuse(name, `not a complete gzip file (${shortText(messageOf(error))})`);
  }
};

/** Text of a file: UTF-8, or the UTF-16 that PowerShell's redirection writes. */
const decoded = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');

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

const notJson = (text: string, why: string): string => {
  if (endsEarly(text, why))
    return `not JSON (unexpected end of input at line ${text.trimEnd().split('\n').length})`;
  return text.length > MAX_SEARCHED ? 'not JSON' : `not JSON (mistake at line ${wrongLine(text)})`;
};

/** JSON, or one JSON value a line. */
const parsedText = (text: string, name: string): unknown => {
  const whole = parse(text);
  if (whole.ok) return whole.value;
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const filled = lines.filter(({ line }) => line !== '');
  const first = filled[0];
  const jsonLines = filled.length > 1 && first !== undefined && parse(first.line).ok;
  if (!jsonLines) return refuse(name, notJson(text, whole.why));
  return filled.map(({ line, number }) => {
    const parsed = parse(line);
    return parsed.ok ? parsed.value : refuse(name, `not JSON (mistake at line ${number})`);
  });
};

/** The lists that hold events: CloudTrail's log files have Records, LookupEvents answers with Events. */
const LISTS = ['Records', 'Events'] as const;

/** What a list or wrapper holds; undefined for an event. */
const contentsOf = (value: unknown, name: string): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  // LookupEvents holds each record as text, which `--query Events[].CloudTrailEvent` lists by itself.
  if (typeof value === 'string') {
    const parsed = parse(value);
    return parsed.ok && isObject(parsed.value) ? [parsed.value] : undefined;
  }
  if (!isObject(value)) return undefined;
  const record = ownField(value, 'CloudTrailEvent');
  if (typeof record === 'string') {
    const parsed = parse(record);
    return parsed.ok ? [parsed.value] : refuse(name, 'holds a CloudTrailEvent whose text is not JSON');
  }
  return LISTS.map((key) => ownField(value, key)).find(Array.isArray);
};

/** Every event in its order, however it is wrapped. */
const eventsIn = (value: unknown, name: string): readonly unknown[] => {
  const events: unknown[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    const contents = contentsOf(next, name);
    if (contents === undefined) events.push(next);
    else for (let index = contents.length - 1; index >= 0; index -= 1) waiting.push(contents[index]);
  }
  return events;
};

/** Puts EventBridge's envelope around a CloudTrail record, from what the record holds. */
const enveloped = (record: Fields): RecordedEvent => ({
  version: '0',
  id: record.eventID,
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.rolesanywhere',
  account: record.recipientAccountId,
  time: record.eventTime,
  region: record.awsRegion,
  resources: [],
  detail: record,
});

const labelOf = (call: CloudTrailCall): string[] => {
  if (call.kind === 'other-call') return [call.call];
  if (call.kind === 'failed') return [`CreateProfile that failed with ${call.errorCode}`];
  return [];
};

const nothingFound = (calls: readonly CloudTrailCall[]): string => {
  const labels = calls.flatMap(labelOf);
  if (labels.length === 0) {
    const [first] = calls;
    return `holds no CloudTrail event${first?.kind === 'no-record' ? `: it is ${first.what}` : ''}`;
  }
  const distinct = [...new Set(labels)];
  const more = distinct.length - MAX_NAMED_CALLS;
  const named = `${distinct.slice(0, MAX_NAMED_CALLS).join(', ')}${more > 0 ? `, +${more} more` : ''}`;
  const held =
    labels.length === 1
      ? '1 CloudTrail event, which is no'
      : `${labels.length} CloudTrail events, none of them a`;
  return `holds ${held} successful CreateProfile of rolesanywhere.amazonaws.com (${named})`;
};

/**
 * The CreateProfile events of IAM Roles Anywhere in a recording: an EventBridge event, a CloudTrail record, a list or
 * `{"Records": [...]}` of them, what LookupEvents answers, or one of these a line; plain or gzip. Other events are
 * passed over.
 * @param name what to call the recording in messages
 * @throws BadInputError where there is none
 */
export const readRecordedEvents = (bytes: Buffer | string, name: string): RecordedEvent[] => {
  const text = (typeof bytes === 'string' ? bytes : decoded(unpacked(bytes, name))).replace(/^\uFEFF/, '');
  if (text.trim() === '') return refuse(name, 'empty');
  const calls = eventsIn(parsedText(text, name), name).map(recognise);
  const created = calls.flatMap((call) =>
    call.kind === 'profile-created' ? [call.envelope ?? enveloped(call.record)] : [],
  );
  return created.length > 0 ? created : refuse(name, nothingFound(calls));
};

/**
 * The same from a file.
 * @throws BadInputError where the file cannot be read or holds no such event
 */
export const readRecordedFile = (path: string): RecordedEvent[] => {
  let bytes: Buffer;
  try {
    if (statSync(path).size > MAX_BYTES) return refuse(path, TOO_LARGE);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof BadInputError) throw error;
    return refuse(path, FILE_PROBLEMS[codeOf(error)] ?? `cannot be read (${shortText(messageOf(error))})`);
  }
  return readRecordedEvents(bytes, path);
};
