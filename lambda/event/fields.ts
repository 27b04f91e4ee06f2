import { isObject, type JsonObject } from '../json';
import type { Gap } from '../lookup';

/**
 * One object of a CloudTrail record, read tolerantly: a field that is missing though the record should hold it, or that
 * is of the wrong type, is noted among the gaps and never stops the reading.
 */
export interface Part {
  /** Where it stands in the record: "responseElements.profile"; empty for the record itself. */
  readonly path: string;
  /** Undefined where the record has no such object; that was noted once, so its fields are not noted again. */
  readonly fields: JsonObject | undefined;
  readonly gaps: Gap[];
}

/** Whether a missing field is worth a gap. */
export type Presence = 'expected' | 'optional';

/** How values of one type are recognised. */
interface Kind<T> {
  /** "text", for the gap's words. */
  readonly name: string;
  /** The value where it is of this type. */
  readonly exact: (value: unknown) => T | undefined;
  /** What can be kept of a value of the wrong type. */
  readonly usable?: (value: unknown) => T | undefined;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

/** A value's type in words: "a list". */
export const typeName = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : (TYPE_NAMES[typeof value] ?? typeof value);
};

export const partOf = (fields: Part['fields'], path: string, gaps: Gap[]): Part => ({ path, fields, gaps });

/** Where a field stands in the record: "userIdentity.arn". */
export const pathOf = (part: Part, key: string): string => (part.path === '' ? key : `${part.path}.${key}`);

export const note = (part: Part, key: string, why: string): void => {
  part.gaps.push({ what: pathOf(part, key), why });
};

/** A field that the object itself holds; CloudTrail also writes null or empty text for what is not there. */
export const ownField = (fields: Part['fields'], key: string): unknown => {
  if (fields === undefined || !Object.hasOwn(fields, key)) return undefined;
  const value = fields[key];
  return value === null || value === '' ? undefined : value;
};

const read = <T>(part: Part, key: string, need: Presence, kind: Kind<T>): T | undefined => {
  if (part.fields === undefined) return undefined;
  const value = ownField(part.fields, key);
  if (value === undefined) {
    if (need === 'expected') note(part, key, 'missing from the CloudTrail record');
    return undefined;
  }
  const exact = kind.exact(value);
  if (exact !== undefined) return exact;
  note(part, key, `${typeName(value)} in the CloudTrail record, not ${kind.name}`);
  return kind.usable?.(value);
};

const OBJECT: Kind<JsonObject> = {
  name: 'an object',
  exact: (value) => (isObject(value) ? value : undefined),
};

/**
 * What CloudTrail puts in place of an object that is too large for a record.
 * Source: CloudTrail User Guide, "CloudTrail record contents", for `omitted`; the rest as seen in records.
 */
const IN_PLACE_OF_CONTENT: readonly string[] = ['omitted', 'originalSize', 'reason'];

/** The reason that stands beside `omitted` in an event that waited for its second look without its bulk. */
export const LEFT_OUT_OF_SECOND_LOOK = 'too large to wait for the second look';

/** An object within this one; one that CloudTrail left out, or cut, is noted. */
export const inner = (part: Part, key: string, need: Presence = 'optional'): Part => {
  const fields = read(part, key, need, OBJECT);
  const path = pathOf(part, key);
  const omitted = ownField(fields, 'omitted');
  if (fields === undefined || (omitted !== true && omitted !== 'true'))
    return partOf(fields, path, part.gaps);
  note(
    part,
    key,
    ownField(fields, 'reason') === LEFT_OUT_OF_SECOND_LOOK
      ? 'left out of the second look because it is too large'
      : 'cut or left out by CloudTrail because it is too large',
  );
  const rest = Object.keys(fields).some((name) => !IN_PLACE_OF_CONTENT.includes(name));
  return partOf(rest ? fields : undefined, path, part.gaps);
};

const TEXT: Kind<string> = {
  name: 'text',
  exact: (value) => (typeof value === 'string' ? value : undefined),
};

export const text = (part: Part, key: string, need: Presence = 'optional'): string | undefined =>
  read(part, key, need, TEXT);

const COUNT: Kind<number> = {
  name: 'a positive whole number',
  exact: (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined,
  usable: (value) => (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined),
};

/** A whole number greater than zero. */
export const count = (part: Part, key: string, need: Presence = 'optional'): number | undefined =>
  read(part, key, need, COUNT);

const SPELLED: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const FLAG: Kind<boolean> = {
  name: 'true or false',
  exact: (value) => (typeof value === 'boolean' ? value : undefined),
  usable: (value) => SPELLED.get(value),
};

export const flag = (part: Part, key: string, need: Presence = 'optional'): boolean | undefined =>
  read(part, key, need, FLAG);

const SPELLED_FLAG: Kind<boolean> = {
  name: '"true" or "false"',
  exact: (value) => (typeof value === 'boolean' ? value : SPELLED.get(value)),
};

/** A flag that CloudTrail writes as text, such as `mfaAuthenticated`. */
export const spelledFlag = (part: Part, key: string): boolean | undefined =>
  read(part, key, 'optional', SPELLED_FLAG);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const TEXTS: Kind<readonly string[]> = {
  name: 'a list of texts',
  exact: (value) => (Array.isArray(value) && value.every(isText) ? distinct(value) : undefined),
  usable: (value) => {
    if (isText(value)) return [value];
    return Array.isArray(value) ? distinct(value.filter(isText)) : undefined;
  },
};

/** A list of texts in its order, each once. */
export const texts = (part: Part, key: string, need: Presence = 'optional'): readonly string[] | undefined =>
  read(part, key, need, TEXTS);

/** The objects of a list; anything else in it is left out and noted. */
export const objects = (part: Part, key: string): readonly JsonObject[] | undefined =>
  read(part, key, 'optional', {
    name: 'a list of objects',
    exact: (value) => (Array.isArray(value) && value.every(isObject) ? value : undefined),
    usable: (value) => (Array.isArray(value) ? value.filter(isObject) : undefined),
  });

const EXTENDED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
/** As in "20131102T010628Z", which some records hold for a session's creation date. */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

const iso = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const extended = value.replace(BASIC, '$1-$2-$3T$4:$5:$6Z');
  return EXTENDED.test(extended) && Number.isFinite(Date.parse(extended)) ? extended : undefined;
};

const MOMENT: Kind<string> = { name: 'an ISO 8601 time', exact: iso };

/** A time in ISO 8601 that `Date` can read. */
export const moment = (part: Part, key: string, need: Presence = 'optional'): string | undefined =>
  read(part, key, need, MOMENT);

const JSON_TEXT: Kind<string> = {
  name: 'JSON text',
  exact: (value) => {
    if (typeof value === 'string') return value;
    if (!isObject(value)) return undefined;
    try {
      return JSON.stringify(value);
    } catch {
      // Nested deeper than JSON.stringify can follow.
      return undefined;
    }
  },
};

/** A JSON document: as text, or as the object that it stands for. */
export const jsonText = (part: Part, key: string): string | undefined =>
  read(part, key, 'optional', JSON_TEXT);

/** The values that are there, so that an optional property is absent rather than undefined. */
export const present = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
