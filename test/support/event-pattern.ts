/**
 * EventBridge's matching of an event pattern, as far as this project's rule needs it: every key of the pattern must
 * match; a list is matched where one of its entries is; an entry is a value to be equal to, or `{ exists: boolean }`.
 * Where the event holds a list, one of its values is enough. Any other kind of entry is an error, so that a pattern this
 * cannot judge fails the test instead of passing it.
 */
export const matchesPattern = (pattern: unknown, event: unknown): boolean => {
  if (!isObject(pattern)) throw new Error(`no event pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, expected]) => {
    const value = isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;
    return Array.isArray(expected)
      ? expected.some((entry) => matchesEntry(entry, value))
      : matchesPattern(expected, value);
  });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matchesEntry = (entry: unknown, value: unknown): boolean => {
  if (!isObject(entry)) return [value].flat().includes(entry);
  const { exists, ...others } = entry;
  if (typeof exists !== 'boolean' || Object.keys(others).length > 0) {
    throw new Error(`no such test in this project's patterns: ${JSON.stringify(entry)}`);
  }
  // Only leaves exist to EventBridge: an object is not a value.
  return exists === (value !== undefined && !isObject(value));
};
