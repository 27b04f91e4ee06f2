import { isObject } from '../../lambda/json';

/**
 * EventBridge's matching of an event pattern, as far as this project's rules need it: every key of the pattern must
 * match; a list is matched where one of its entries is; an entry is a value to be equal to, `{ exists: boolean }`,
 * `{ prefix: text }`, `{ wildcard: text with stars }` or `{ 'anything-but': list }`; `$or` takes one of several patterns. Where the event holds a list,
 * one of its values is enough. Any other kind of entry is an error, so that a pattern this cannot judge fails the test
 * instead of passing it.
 */
export const matchesPattern = (pattern: unknown, event: unknown): boolean => {
  if (!isObject(pattern)) throw new Error(`no event pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return (expected as readonly unknown[]).some((each) => matchesPattern(each, event));
    const value = isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined;
    return Array.isArray(expected)
      ? expected.some((entry) => matchesEntry(entry, value))
      : matchesPattern(expected, value);
  });
};

type Test = (operand: unknown) => (value: unknown) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  prefix: (start) => (value) => typeof value === 'string' && value.startsWith(String(start)),
  wildcard: (pattern) => {
    const parts = String(pattern).split('*').map(escaped);
    const expression = new RegExp(`^${parts.join('.*')}$`, 's');
    return (value) => typeof value === 'string' && expression.test(value);
  },
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const matchesEntry = (entry: unknown, value: unknown): boolean => {
  const values = Array.isArray(value) ? value : [value];
  if (!isObject(entry)) return values.includes(entry);
  const [[name, operand] = ['', undefined], ...others] = Object.entries(entry);
  if (others.length > 0) throw new Error(`no such test in this project's patterns: ${JSON.stringify(entry)}`);
  // Only leaves exist to EventBridge: an object is not a value.
  if (name === 'exists' && typeof operand === 'boolean')
    return operand === (value !== undefined && !isObject(value));
  if (name === 'anything-but' && Array.isArray(operand))
    return values.some((each) => each !== undefined && !operand.includes(each));
  const test = TESTS[name];
  if (test === undefined || typeof operand !== 'string')
    throw new Error(`no such test in this project's patterns: ${JSON.stringify(entry)}`);
  return values.some(test(operand));
};
