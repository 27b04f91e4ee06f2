import { createReadStream, readFileSync, statSync } from 'node:fs';
import { type CloudTrailCall, recognise } from '../lambda/event/cloudtrail-call';
import { ownField } from '../lambda/event/fields';
import { busSourceOf } from '../lambda/event/kinds/list';
import { shortText } from '../lambda/event/short-text';
import { isObject, type JsonObject } from '../lambda/json';
import { refuse } from './recording/bad-input';
import { type FoundEvent, type Search, search } from './recording/search';
import { eventLookUp } from './recording/shapes';
import { contentOf, MAX_BYTES, TOO_LARGE, unpackedText } from './recording/text';

export { BadInputError } from './recording/bad-input';

/** A change of one of the kinds in the form in which EventBridge hands it to the function. */
export type RecordedEvent = JsonObject;

/** What a file or standard input holds. */
export interface Recording {
  readonly events: readonly RecordedEvent[];
  /** What people should know of how it was read, one line each: what a form does not carry, what was not looked at. */
  readonly notes: readonly string[];
}

/** More would be read by nobody, and each is asked about on its own. */
const MAX_EVENTS = 1000;
const MAX_NAMED = 5;

/** Puts EventBridge's envelope around a CloudTrail record, from what the record holds. */
const enveloped = (record: JsonObject): RecordedEvent => ({
  version: '0',
  id: record.eventID,
  'detail-type': 'AWS API Call via CloudTrail',
  source: busSourceOf(String(record.eventSource)),
  account: record.recipientAccountId,
  time: record.eventTime,
  region: record.awsRegion,
  resources: [],
  detail: record,
});

const labelOf = (call: CloudTrailCall): string[] => {
  if (call.is === 'other-call' || call.is === 'no-concern') return [call.call];
  if (call.is === 'failed') return [`${call.call} that failed with ${call.errorCode}`];
  return [];
};

const named = (labels: readonly string[]): string => {
  const distinct = [...new Set(labels)];
  const more = distinct.length - MAX_NAMED;
  return `${distinct.slice(0, MAX_NAMED).join(', ')}${more > 0 ? `, +${more} more` : ''}`;
};

const tooLittle = ({ event, reading }: FoundEvent): string => {
  const record = isObject(event) ? event : {};
  const id = ownField(record, 'eventID');
  const region = ownField(record, 'awsRegion');
  const instead =
    typeof id === 'string' && /^[\w-]{8,64}$/.test(id)
      ? `Give the CloudTrail record: ${eventLookUp(id, typeof region === 'string' ? region : undefined)}`
      : 'Give the CloudTrail record instead';
  return (
    `holds a change as ${reading?.form.name ?? 'a row of columns'}, which does not tell ` +
    `${(reading?.lacks ?? []).join(', ')}: too little to judge by. ${instead}`
  );
};

const nothingFound = ({ found, shapes, stopped }: Search, value: unknown): string => {
  const little = found.find(({ event, reading }) => isChange(event) && reading?.enough === false);
  if (little !== undefined) return tooLittle(little);
  const labels = found.flatMap(({ event }) => labelOf(recognise(event)));
  if (labels.length > 0) {
    const held =
      labels.length === 1
        ? '1 CloudTrail event, which is no'
        : `${labels.length} CloudTrail events, none of them a`;
    return `holds ${held} successful change that is alerted on (${named(labels)})`;
  }
  const names = [...new Set(shapes.map(({ shape }) => shape.name))].slice(0, 3);
  const what = names.length > 0 ? names.join(' with ') : plainly(value);
  // Outermost first, but the advice is what the innermost knows; of several alike, the first's.
  const innermost = shapes.filter(({ shape }) => shape.instead !== undefined).at(-1)?.shape;
  const alike = shapes.filter(({ shape }) => shape === innermost);
  const advice = alike
    .map(({ shape, value: seen }) => shape.instead?.(seen))
    .find((each) => each !== undefined);
  const others = alike.length > 1 ? ` (and likewise of the ${alike.length - 1} others)` : '';
  const instead = advice === undefined ? undefined : `${advice}${others}`;
  const unseen = stopped === undefined ? '' : `, as far as it was looked at: no further than ${stopped}`;
  return `holds no CloudTrail event: it is ${what}${unseen}${instead === undefined ? '' : `; ${instead}`}`;
};

/** What a value is that no one has a name for. */
const plainly = (value: unknown): string => {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'an empty list';
    const [first] = value;
    return value.length === 1 ? `a list of one: ${plainlyWithin(first)}` : `a list of ${value.length}`;
  }
  return plainlyWithin(value);
};

const plainlyWithin = (value: unknown): string => {
  if (!isObject(value)) {
    const call = recognise(value);
    return call.is === 'no-record' ? call.what : 'an event';
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const more = keys.length - MAX_NAMED;
  const names = `${keys
    .slice(0, MAX_NAMED)
    .map((key) => shortText(key, 30))
    .join(', ')}${more > 0 ? `, +${more} more` : ''}`;
  const isEmpty = keys.every((key) => Array.isArray(value[key]) && value[key].length === 0);
  return isEmpty
    ? `an object whose ${names} is empty`
    : `an object without eventSource and eventName (its names: ${names})`;
};

const isChange = (event: unknown): boolean => recognise(event).is === 'change';

/** Whether it is of a kind that is alerted on only where a setting asks for it. */
const isAskedFor = (event: unknown): boolean => {
  const call = recognise(event);
  return call.is === 'change' && call.kind.askedFor !== undefined;
};

const notesOn = (used: readonly FoundEvent[], { stopped }: Search, isPicked: boolean): readonly string[] => {
  const forms = used.flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
  const lines = forms.map(({ form, lacks }) =>
    lacks.length === 0
      ? `Read from ${form.name}: what that form does not carry is unknown in the alert.`
      : `Read from ${form.name}, which does not tell ${lacks.join(', ')}: unknown in the alert.`,
  );
  return [
    ...new Set(lines),
    ...(isPicked ? ['The file is no JSON as a whole; the event was picked out of its text.'] : []),
    ...(stopped === undefined ? [] : [`Not all of it was looked at: no further than ${stopped}.`]),
  ];
};

/**
 * The changes of IAM Roles Anywhere that are alerted on, in whatever wraps them: logs, answers of AWS's services, queue and
 * topic messages, documents of SIEMs, rows of columns, one of these a line; plain or gzip. Other events are passed over.
 * @param name what to call the recording in messages
 * @throws BadInputError where there is none, saying what there is instead
 */
export const readRecording = (bytes: Buffer | string, name: string): Recording => {
  const text = typeof bytes === 'string' ? bytes : unpackedText(bytes, name);
  if (text.trim() === '') return refuse(name, 'empty');
  const { value, notJson } = contentOf(text, name);
  const searched = search(value);
  const all = searched.found.filter(({ event, reading }) => isChange(event) && reading?.enough !== false);
  const changes = all.filter(({ event }) => !isAskedFor(event));
  // A day's log holds a fleet's sessions by the thousand; they are what is asked about only where there is nothing else.
  const used = changes.length > 0 ? changes : all;
  if (used.length === 0) {
    const known = searched.found.length > 0 || searched.shapes.length > 0;
    return refuse(name, notJson !== undefined && !known ? notJson : nothingFound(searched, value));
  }
  if (used.length > MAX_EVENTS)
    return refuse(name, `holds ${used.length} changes, at most ${MAX_EVENTS} are triaged at once`);
  return {
    events: used.map(({ event }) => eventOf(event)),
    notes: notesOn(
      used,
      searched,
      notJson !== undefined && used.every(({ reading }) => reading === undefined),
    ),
  };
};

const eventOf = (event: unknown): RecordedEvent => {
  const call = recognise(event);
  if (call.is !== 'change') throw new Error('not a change');
  return call.envelope ?? enveloped(call.record);
};

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'a directory, not a file',
};

const whyUnreadable = (error: unknown): string => {
  const { code, message } = isObject(error) ? error : {};
  return (
    FILE_PROBLEMS[String(code)] ??
    `cannot be read (${shortText(typeof message === 'string' ? message : String(error))})`
  );
};

/**
 * The same from a file.
 * @throws BadInputError where the file cannot be read or holds no such event
 */
export const readRecordedFile = async (path: string): Promise<Recording> => {
  try {
    // What is no file of a known size, a pipe or a device, may have no end.
    const stats = statSync(path);
    if (stats.isFile() && stats.size > MAX_BYTES) return refuse(path, TOO_LARGE);
    if (stats.isFile() || stats.isDirectory()) return readRecording(readFileSync(path), path);
    return await readRecordedStream(createReadStream(path), path);
  } catch (error) {
    if (isObject(error) && typeof error.syscall === 'string') return refuse(path, whyUnreadable(error));
    throw error;
  }
};

/**
 * The same from a stream, to its end.
 * @param name what to call the recording in messages
 * @throws BadInputError where it holds no such event, or more than any log file
 */
export const readRecordedStream = async (
  stream: AsyncIterable<Uint8Array>,
  name = 'standard input',
): Promise<Recording> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BYTES) return refuse(name, TOO_LARGE);
    chunks.push(chunk);
  }
  return readRecording(Buffer.concat(chunks), name);
};
