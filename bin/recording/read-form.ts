import { isObject, type JsonObject } from '../../lambda/json';
import { bareName, FORMS, type Form, isEnough, lacksOf, type RecordField } from './record-fields';
import { itemsOf, rowOf } from './row-text';

/** A CloudTrail record, put together again from another form. What the form does not carry is not in it. */
export interface FormReading {
  readonly form: Form;
  readonly record: JsonObject;
  /** What it does not tell, in words. */
  readonly lacks: readonly string[];
  /** Whether what is left is enough to judge by. */
  readonly enough: boolean;
  /** The values that its fields were read from: texts of the caller's, in which no other record is looked for. */
  readonly read: ReadonlySet<unknown>;
}

/** Names of one object that are looked at; a record has some thirty, flattened some hundred. */
const MAX_NAMES = 2000;
const MAX_DEPTH = 10;

/** Reads an object in whichever form it is; undefined where it names no event source and event. */
export const readForm = (value: JsonObject): FormReading | undefined => {
  const names = Object.keys(value).slice(0, MAX_NAMES).map(bareName);
  for (const form of FORMS) {
    const reading = mayBe(form, names) ? readAs(form, value) : undefined;
    if (reading !== undefined) return reading;
  }
  return undefined;
};

const readAs = (form: Form, value: JsonObject): FormReading | undefined => {
  const draft: Draft = { record: {}, read: new Set() };
  collect(form, value, '', draft, 0);
  const { record } = draft;
  if (typeof record.eventSource !== 'string' || typeof record.eventName !== 'string') return undefined;
  return { form, record, lacks: lacksOf(record), enough: isEnough(record), read: draft.read };
};

/** Whether the names at the top lead to both marks: most objects end here. */
const mayBe = (form: Form, names: readonly string[]): boolean =>
  form.marks.every((mark) => names.some((name) => name !== '' && mark.startsWith(name)));

interface Draft {
  readonly record: Record<string, unknown>;
  readonly read: Set<unknown>;
}

const collect = (form: Form, value: JsonObject, before: string, draft: Draft, depth: number): void => {
  if (depth > MAX_DEPTH) return;
  for (const [key, found] of Object.entries(value).slice(0, MAX_NAMES)) {
    const name = before + bareName(key);
    if (isNothing(found) || name === before) continue;
    const field = form.fields.get(name) ?? listed(form, name);
    if (field !== undefined) settle(form, field, name, found, draft, depth);
    else if (form.beginnings.has(name)) collectWithin(form, alone(found), name, draft, depth + 1);
  }
};

/** The same of an object within, which may be text. */
const collectWithin = (form: Form, found: unknown, name: string, draft: Draft, depth: number): void => {
  const inner = structured(found);
  if (!isObject(inner)) return;
  if (typeof found === 'string') draft.read.add(found);
  collect(form, inner, name, draft, depth);
};

/** "requestParameters.roleArns.0": one of a list. */
const listed = (form: Form, name: string): RecordField | undefined => {
  const list = /^(.*[a-z])\d{1,3}$/.exec(name)?.[1];
  const field = list === undefined ? undefined : form.fields.get(list);
  return field?.type === 'texts' ? field : undefined;
};

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === '-' ||
  value === 'null' ||
  (Array.isArray(value) && value.length === 0);

/** A list of one, as Kibana shows every field, stands for the one. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const structured = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return value;
  try {
    return JSON.parse(text);
  } catch {
    return rowOf(text) ?? itemsOf(text) ?? value;
  }
};

const settle = (
  form: Form,
  field: RecordField,
  name: string,
  found: unknown,
  draft: Draft,
  depth: number,
): void => {
  draft.read.add(found).add(alone(found));
  if (field.type === 'open') {
    const inner = structured(alone(found));
    if (!isObject(inner)) return;
    // What the table does not know is kept as it is; what it knows is laid over it, as CloudTrail writes it.
    put(draft.record, field.path, { ...inner, ...objectAt(draft.record, field.path) });
    collect(form, inner, name, draft, depth + 1);
    return;
  }
  const value = converted(field, found);
  if (value === undefined) return;
  const path = field.type === 'identity' && !isArn(value) ? ['userIdentity', 'principalId'] : field.path;
  if (field.type === 'texts') addTexts(draft.record, path, value);
  else if (isWithinOpen(field) || valueAt(draft.record, path) === undefined) put(draft.record, path, value);
};

/** Within the open fields the value stands there already, as the form has it. */
const isWithinOpen = ({ path }: RecordField): boolean =>
  path.length > 1 && (path[0] === 'requestParameters' || path[0] === 'responseElements');

const isArn = (value: unknown): boolean => typeof value === 'string' && value.startsWith('arn:');

const FAILURE = /^(?:fail|error|denied)/i;

const converted = ({ type }: RecordField, found: unknown): unknown => {
  const value = alone(found);
  switch (type) {
    case 'flag':
      return value === 'true' || value === 'false' ? value === 'true' : value;
    case 'count':
      return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    case 'time':
      return timeOf(value);
    case 'texts':
      return listOf(found);
    case 'outcome':
      return typeof value === 'string' && FAILURE.test(value) ? value : undefined;
    default:
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
};

const listOf = (found: unknown): unknown => {
  const value = structured(found);
  if (Array.isArray(value)) return value.flatMap((each) => (Array.isArray(each) ? each : [each]));
  // ARNs with commas or line breaks between them: a path may hold a comma, but not before another ARN.
  return typeof value === 'string' ? value.split(/[\s,;|]+(?=arn:)/).map((each) => each.trim()) : value;
};

const addTexts = (record: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  const before = valueAt(record, path);
  const isList = Array.isArray(before) && Array.isArray(value);
  put(record, path, isList ? [...new Set([...before, ...value])] : value);
};

/** "2026-05-12 09:30:10.000", as query engines write it, in UTC. */
const SPACED = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)\s?(?:Z|UTC|\+00:?00)?$/;
/** Seconds since 1970 that are years away from now are milliseconds. */
const MILLISECONDS_FROM = 100_000_000_000;

/** ISO 8601, from whatever a form writes; undefined for what is no time, so that it stays unknown. */
const timeOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') {
    const spaced = SPACED.exec(value.trim());
    if (spaced !== null) return `${spaced[1]}T${spaced[2]}Z`;
    if (!/^\d{9,14}(?:\.\d{1,9})?$/.test(value)) return value;
  }
  const number = Number(value);
  const milliseconds = number >= MILLISECONDS_FROM ? number : number * 1000;
  const date = new Date(milliseconds);
  return Number.isFinite(number) && number > 0 && !Number.isNaN(date.getTime())
    ? date.toISOString()
    : undefined;
};

const valueAt = (record: JsonObject, path: readonly string[]): unknown => {
  let value: unknown = record;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};

const objectAt = (record: JsonObject, path: readonly string[]): JsonObject => {
  const value = valueAt(record, path);
  return isObject(value) ? value : {};
};

/** The paths are the table's own, so that no name of the input's becomes a key above the open fields. */
const put = (record: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    record[key] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...objectAt(record, [key]) };
  put(inner, rest, value);
  record[key] = inner;
};
