/** Objects whose names are whole paths, as stores of documents keep them: `{"data.aws.eventName": ...}`. */

import type { JsonObject } from '../../lambda/json';

const MAX_NAMES = 5000;
const MAX_PARTS = 12;

/** The object that the paths describe; undefined where no name is a path. A name that is in the way of a path wins. */
export const unflattened = (value: JsonObject): JsonObject | undefined => {
  const names = Object.keys(value);
  if (names.length > MAX_NAMES || !names.some((name) => name.includes('.'))) return undefined;
  const whole: Record<string, unknown> = Object.create(null);
  for (const name of names) {
    const parts = name.split('.');
    if (parts.length > MAX_PARTS) continue;
    put(whole, parts, value[name]);
  }
  return whole;
};

const put = (
  target: Record<string, unknown>,
  [part = '', ...rest]: readonly string[],
  value: unknown,
): void => {
  // Splunk marks lists with braces.
  const key = part.replace(/\{\}$/, '');
  const before = target[key];
  if (rest.length === 0) {
    if (before === undefined) target[key] = value;
    return;
  }
  const isBranch = typeof before === 'object' && before !== null && Object.getPrototypeOf(before) === null;
  const branch = isBranch ? (before as Record<string, unknown>) : Object.create(null);
  if (!isBranch) {
    if (typeof before === 'object' && before !== null && !Array.isArray(before))
      Object.assign(branch, before);
    target[key] = branch;
  }
  put(branch, rest, value);
};
