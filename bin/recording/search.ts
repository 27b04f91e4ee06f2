import { gunzipSync } from 'node:zlib';
import { recognise } from '../../lambda/event/cloudtrail-call';
import { ownField } from '../../lambda/event/fields';
import { isContainer, isObject, type JsonObject } from '../../lambda/json';
import { type FormReading, readForm } from './read-form';
import { rowsOf } from './rows';
import { type Shape, shapeOf } from './shapes';
import { unflattened } from './unflatten';

/** A CloudTrail event that was found: whole, or as much as its form carries. */
export interface FoundEvent {
  /** A CloudTrail record, or EventBridge's event with one. */
  readonly event: unknown;
  /** Where the record was put together from another form: which, and what that does not carry. */
  readonly reading?: FormReading;
}

export interface Search {
  readonly found: readonly FoundEvent[];
  /** What the values on the way were, outermost first. */
  readonly shapes: readonly SeenShape[];
  /** Why not everything was looked at. */
  readonly stopped?: string;
}

export interface SeenShape {
  readonly shape: Shape;
  readonly value: JsonObject;
}

/** Wrappers within wrappers: queue in topic in queue in log, each with its text, is some 20 deep. */
const MAX_DEPTH = 100;
/** Values looked at. A record counts as one, so that the largest log files stay far below. */
const MAX_VALUES = 2_000_000;
/** Characters of texts that are unpacked on the way. */
const MAX_UNPACKED = 256 * 1024 * 1024;
const MAX_SHAPES = 20;

interface Way {
  values: number;
  unpacked: number;
  stopped?: string;
  readonly shapes: SeenShape[];
}

/**
 * Looks for CloudTrail's events in whatever wraps them: objects in objects, JSON in texts, texts that are packed, rows
 * of columns. A record itself is not looked into, since everything in it is its caller's. Goes neither deeper nor on
 * for longer than any real wrapper needs, and says so where it stopped.
 */
export const search = (value: unknown): Search => {
  const way: Way = { values: 0, unpacked: 0, shapes: [] };
  const found = look(value, way, 0);
  return { found, shapes: way.shapes, ...(way.stopped === undefined ? {} : { stopped: way.stopped }) };
};

const look = (value: unknown, way: Way, depth: number): readonly FoundEvent[] => {
  if (typeof value !== 'string' && !isContainer(value)) return NONE;
  way.values += 1;
  if (way.values > MAX_VALUES) return stop(way, `${MAX_VALUES.toLocaleString('en')} values`);
  if (depth > MAX_DEPTH) return stop(way, `${MAX_DEPTH} levels deep`);
  if (typeof value === 'string') return lookIntoText(value, way, depth);
  if (Array.isArray(value)) return lookIntoList(value, way, depth);
  return lookIntoObject(value as JsonObject, way, depth);
};

const NONE: readonly FoundEvent[] = [];

const stop = (way: Way, where: string): readonly FoundEvent[] => {
  way.stopped ??= where;
  return NONE;
};

const lookIntoText = (text: string, way: Way, depth: number): readonly FoundEvent[] => {
  if (way.stopped !== undefined && way.unpacked > MAX_UNPACKED) return NONE;
  const inner = unpackedText(text, way);
  return inner === undefined ? NONE : look(inner, way, depth + 1);
};

const lookIntoList = (list: readonly unknown[], way: Way, depth: number): readonly FoundEvent[] => {
  const [row] = rowsOf(list);
  if (row !== undefined) return look(row, way, depth + 1);
  const found: FoundEvent[] = [];
  for (const each of list) for (const event of look(each, way, depth + 1)) found.push(event);
  return found;
};

const lookIntoObject = (value: JsonObject, way: Way, depth: number): readonly FoundEvent[] => {
  const found = lookIntoNames(value, way, depth);
  if (found.some(({ reading }) => reading?.enough !== false)) return found;
  const nested = unflattened(value);
  if (nested === undefined) return found;
  const inPaths = look(nested, way, depth + 1);
  return inPaths.length > 0 ? inPaths : found;
};

const lookIntoNames = (value: JsonObject, way: Way, depth: number): readonly FoundEvent[] => {
  if (isWholeEvent(value)) return [{ event: value }];
  const names = Object.keys(value);
  if (names.length === 0) return NONE;
  const shape = shapeOf(value);
  if (shape !== undefined && way.shapes.length < MAX_SHAPES) way.shapes.push({ shape, value });
  if (shape?.isNoWrapper === true) return NONE;
  const inRows = rowsOf(value).flatMap((row) => look(row, way, depth + 1));
  if (inRows.length > 0) return inRows;
  const reading = readForm(value);
  // What a form's fields were read from is the caller's text: a record in it would be one that somebody made up.
  const parts = Object.values(value)
    .filter((each) => reading?.read.has(each) !== true)
    .map((each) => look(each, way, depth + 1));
  const held = withoutRepetitions(parts);
  return reading === undefined ? held : best(reading, held);
};

/** The parts of a record that are objects, unless somebody took it apart. */
const PARTS = ['userIdentity', 'requestParameters', 'responseElements'] as const;

/** A record as CloudTrail wrote it, by itself or with EventBridge's envelope. */
const isWholeEvent = (value: JsonObject): boolean => {
  const detail = ownField(value, 'detail');
  const record = isObject(detail) ? detail : value;
  const source = ownField(record, 'eventSource');
  // Put together from paths, whose values are of any type: that is a form.
  if (Object.getPrototypeOf(record) === null) return false;
  // Lambda's own records of queues, streams and buckets have names like "aws:kinesis", and another event within.
  if (typeof source !== 'string' || source.startsWith('aws:')) return false;
  const parts = PARTS.map((part) => ownField(record, part));
  if (parts.some((part) => typeof part === 'string')) return false;
  return (record !== value || parts.some(isObject)) && recognise(value).is !== 'no-record';
};

const eventIdOf = ({ event }: FoundEvent): string | undefined => {
  const detail = isObject(event) ? ownField(event, 'detail') : undefined;
  const record = isObject(detail) ? detail : event;
  const id = isObject(record) ? ownField(record, 'eventID') : undefined;
  return typeof id === 'string' ? id : undefined;
};

const lackOf = ({ reading }: FoundEvent): number =>
  reading === undefined ? 0 : reading.lacks.length + (reading.enough ? 1 : 100);

/**
 * Of one wrapper, whose parts show the same event in several ways, the way that shows most. What one part repeats, as
 * a log may, stays.
 */
const withoutRepetitions = (parts: readonly (readonly FoundEvent[])[]): readonly FoundEvent[] => {
  const filled = parts.filter((part) => part.length > 0);
  const [first] = filled;
  if (first === undefined) return NONE;
  if (filled.length === 1) return first;
  const all: Kept = { events: [], places: new Map() };
  filled.forEach((events, part) => {
    for (const event of events) keepFullest(all, event, part);
  });
  return all.events;
};

interface Kept {
  readonly events: FoundEvent[];
  /** By event id: the part that showed it first, and where it stands among the events. */
  readonly places: Map<string, { readonly part: number; readonly at: number }>;
}

const keepFullest = ({ events, places }: Kept, event: FoundEvent, part: number): void => {
  const id = eventIdOf(event);
  const before = id === undefined ? undefined : places.get(id);
  const rival = before === undefined || before.part === part ? undefined : events[before.at];
  if (before !== undefined && rival !== undefined) {
    if (lackOf(event) < lackOf(rival)) events[before.at] = event;
    return;
  }
  if (id !== undefined && before === undefined) places.set(id, { part, at: events.length });
  events.push(event);
};

/** The whole record within a form, where it is the same event; else what the form carries. */
const best = (reading: FormReading, held: readonly FoundEvent[]): readonly FoundEvent[] => {
  const own: FoundEvent = { event: reading.record, reading };
  const id = eventIdOf(own);
  const same = held.filter((each) => id === undefined || eventIdOf(each) === id);
  if (same.length === 0) return [own];
  const fullest = [...same].sort((one, other) => lackOf(one) - lackOf(other))[0];
  return [fullest !== undefined && lackOf(fullest) <= lackOf(own) ? fullest : own];
};

/** How packed texts begin; anything else in base64 is no text that holds an event. */
const PACKED_STARTS: readonly (readonly number[])[] = [[0x1f, 0x8b], [0x7b], [0x5b]];

/** Told by its beginning alone, so that a long text costs nothing. */
const isPacked = (text: string): boolean => {
  const start = text.slice(0, 64);
  if (start.length < 24 || !/^[A-Za-z0-9+/_\-\r\n]+={0,2}[\r\n]*$/.test(start)) return false;
  const bytes = Buffer.from(start, 'base64');
  return PACKED_STARTS.some((mark) => mark.every((byte, index) => bytes[index] === byte));
};

/** What a text stands for: JSON, or packed as base64, gzip or percent signs; undefined for words. */
const unpackedText = (text: string, way: Way): unknown => {
  const start = /^\s{0,100}(\S)/.exec(text)?.[1];
  if (start === undefined) return undefined;
  if (start === '{' || start === '[' || start === '"') return charged(text, way) ? jsonIn(text) : undefined;
  if (start === '%') return charged(text, way) ? percentDecoded(text) : undefined;
  return isPacked(text) && charged(text, way) ? fromBase64(text, way) : undefined;
};

const charged = (text: string, way: Way): boolean => {
  way.unpacked += text.length;
  if (way.unpacked <= MAX_UNPACKED) return true;
  way.stopped ??= '256 MB of packed texts';
  return false;
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const percentDecoded = (text: string): unknown => {
  try {
    return jsonIn(decodeURIComponent(text));
  } catch {
    return undefined;
  }
};

/** As CloudWatch Logs hands on log events, and Kinesis whatever was put into it. */
const fromBase64 = (text: string, way: Way): unknown => {
  const bytes = Buffer.from(text, 'base64');
  const isGzip = bytes[0] === 0x1f;
  try {
    const left = Math.max(1, MAX_UNPACKED - way.unpacked);
    const plain = (isGzip ? gunzipSync(bytes, { maxOutputLength: left }) : bytes).toString('utf8');
    return charged(plain, way) ? (jsonIn(plain) ?? jsonLines(plain)) : undefined;
  } catch {
    return undefined;
  }
};

const jsonLines = (text: string): unknown => {
  const values = text.split('\n').flatMap((line) => {
    const value = line.trim() === '' ? undefined : jsonIn(line);
    return value === undefined ? [] : [value];
  });
  return values.length === 0 ? undefined : values;
};
