import type { z } from 'zod';
import { isContainer } from '../../lambda/json';
import { closest } from './closest';
import { keysAt } from './schema';

type Path = readonly PropertyKey[];

/** A place in the settings as people write it: allowList[0].accounts[1]. */
const written = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner: unknown, step) => (isContainer(inner) ? inner[step] : undefined), value);

const LONGEST = 80;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
};

/** What zod calls the formats and types, in words. */
const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address, such as you@example.com',
  date: 'a date, such as 2030-12-31',
};
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'text',
};

/** Zod says what it expects within a sentence ("Invalid input: expected array, received string"). */
const expected = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_format' && FORMATS[issue.format]) return `expected ${FORMATS[issue.format]}`;
  if (issue.code === 'invalid_type' && !issue.message.startsWith('expected ') && TYPES[issue.expected])
    return `expected ${TYPES[issue.expected]}`;
  return /expected .*/s.exec(issue.message)?.[0] ?? issue.message;
};

const unrecognized = (issue: z.core.$ZodIssueUnrecognizedKeys, known: readonly string[]): readonly string[] =>
  issue.keys.map((key) => {
    const similar = closest(key, known);
    const hint = similar === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${similar}?`;
    return `${written([...issue.path, key])}: unknown key, ${hint}`;
  });

/**
 * What is wrong with settings that a schema refused, a line for each problem: the key, the value given and what was
 * expected.
 */
export const problemsOf = (schema: z.ZodType, settings: unknown, error: z.ZodError): readonly string[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? unrecognized(issue, keysAt(schema, issue.path))
      : [`${written(issue.path)}: got ${shown(at(settings, issue.path))}, ${expected(issue)}`],
  );
