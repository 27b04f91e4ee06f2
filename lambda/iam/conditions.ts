/**
 * Condition blocks, judged with three values: what is certain about the request decides what it can; the rest is `maybe`.
 * Operators, and what they say of a key that is absent, as the IAM User Guide has them ("Condition operators",
 * "Set operators for multivalued context keys").
 */

import { BlockList, isIP } from 'node:net';
import {
  covers,
  hasVariable,
  type Known,
  literalOf,
  type Template,
  templateOf,
  variableKeys,
} from './pattern';
import { every, not, some, type Truth, truthOf } from './truth';

type Family =
  | 'exact'
  | 'exact-any-case'
  | 'like'
  | 'arn'
  | 'number'
  | 'date'
  | 'bool'
  | 'binary'
  | 'ip'
  | 'null';

interface Operator {
  readonly family: Family;
  readonly negated: boolean;
  /** For numbers and dates: whether the request's value compares so with the policy's. */
  readonly compare?: (actual: number, expected: number) => boolean;
}

const COMPARISONS: Readonly<Record<string, (actual: number, expected: number) => boolean>> = {
  Equals: (actual, expected) => actual === expected,
  LessThan: (actual, expected) => actual < expected,
  LessThanEquals: (actual, expected) => actual <= expected,
  GreaterThan: (actual, expected) => actual > expected,
  GreaterThanEquals: (actual, expected) => actual >= expected,
};

const comparing = (prefix: string, family: Family): [string, Operator][] => [
  ...Object.entries(COMPARISONS).map(([suffix, compare]): [string, Operator] => [
    `${prefix}${suffix}`,
    { family, negated: false, compare },
  ]),
  [`${prefix}NotEquals`, { family, negated: true, compare: (actual, expected) => actual === expected }],
];

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', { family: 'exact', negated: false }],
  ['StringNotEquals', { family: 'exact', negated: true }],
  ['StringEqualsIgnoreCase', { family: 'exact-any-case', negated: false }],
  ['StringNotEqualsIgnoreCase', { family: 'exact-any-case', negated: true }],
  ['StringLike', { family: 'like', negated: false }],
  ['StringNotLike', { family: 'like', negated: true }],
  ['ArnEquals', { family: 'arn', negated: false }],
  ['ArnNotEquals', { family: 'arn', negated: true }],
  ['ArnLike', { family: 'arn', negated: false }],
  ['ArnNotLike', { family: 'arn', negated: true }],
  ...comparing('Numeric', 'number'),
  ...comparing('Date', 'date'),
  ['Bool', { family: 'bool', negated: false }],
  ['BinaryEquals', { family: 'binary', negated: false }],
  ['IpAddress', { family: 'ip', negated: false }],
  ['NotIpAddress', { family: 'ip', negated: true }],
  ['Null', { family: 'null', negated: false }],
]);

/** One operator on one key. */
export interface Test {
  readonly operator: Operator;
  /** ForAllValues or ForAnyValue. */
  readonly quantifier?: 'all' | 'any';
  readonly ifExists: boolean;
  /** The condition key as the policy spells it; keys compare without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
  /** Whether `${...}` in the values is a policy variable. */
  readonly variables: boolean;
}

/** The tests of a statement, all of which must hold. */
export interface Condition {
  readonly tests: readonly Test[];
  /** Whether the block holds something that is no condition IAM knows; whether it applies is then undecided. */
  readonly malformed: boolean;
}

export const UNCONDITIONAL: Condition = { tests: [], malformed: false };

const OPERATOR_NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

const readTest = (name: string, key: string, raw: unknown, variables: boolean): Test | undefined => {
  const [, quantifier, base = '', suffix] = OPERATOR_NAME.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  if (
    operator === undefined ||
    (operator.family === 'null' && (quantifier !== undefined || suffix !== undefined))
  ) {
    return undefined;
  }
  const values = (Array.isArray(raw) ? raw : [raw]).map(textOf);
  if (values.length === 0 || values.some((value) => value === undefined)) return undefined;
  return {
    operator,
    ...(quantifier === undefined ? {} : { quantifier: quantifier === 'ForAllValues' ? 'all' : 'any' }),
    ifExists: suffix !== undefined,
    key,
    values: values.filter((value) => value !== undefined),
    variables,
  };
};

/** Reads a Condition element; anything in it that IAM would not accept makes it undecidable, never untrue. */
export const readCondition = (raw: unknown, variables: boolean): Condition => {
  if (!isRecord(raw)) return { tests: [], malformed: true };
  const tests: Test[] = [];
  let malformed = false;
  for (const [name, keys] of Object.entries(raw)) {
    if (!isRecord(keys)) {
      malformed = true;
      continue;
    }
    for (const [key, values] of Object.entries(keys)) {
      const test = readTest(name, key, values, variables);
      if (test === undefined) malformed = true;
      else tests.push(test);
    }
  }
  return { tests, malformed };
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const numberOf = (text: string): number | undefined => (NUMBER.test(text.trim()) ? Number(text) : undefined);

const SECONDS = /^\d{5,}(?:\.\d+)?$/;
const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?$/;

/** Milliseconds of a date in ISO 8601 or in seconds since 1970; undefined for anything else. */
const dateOf = (text: string): number | undefined => {
  if (SECONDS.test(text)) return Number(text) * 1000;
  if (!ISO_DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
};

const compareAs =
  (read: (text: string) => number | undefined) =>
  (actual: string, expected: string, { compare }: Operator): Truth => {
    const left = read(actual);
    const right = read(expected);
    return left === undefined || right === undefined || compare === undefined
      ? 'maybe'
      : truthOf(compare(left, right));
  };

const sameBool = (actual: string, expected: string): Truth => {
  const left = actual.toLowerCase();
  const right = expected.toLowerCase();
  return [left, right].every((word) => word === 'true' || word === 'false')
    ? truthOf(left === right)
    : 'maybe';
};

const inNetwork = (actual: string, expected: string): Truth => {
  const [base = '', bits, ...rest] = expected.split('/');
  const given = isIP(actual);
  const wanted = isIP(base);
  const whole = wanted === 4 ? 32 : 128;
  const length = bits === undefined ? whole : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (given === 0 || wanted === 0 || rest.length > 0 || !(length <= whole)) return 'maybe';
  if (given !== wanted) return 'no';
  const network = new BlockList();
  network.addSubnet(base, length, wanted === 4 ? 'ipv4' : 'ipv6');
  return truthOf(network.check(actual, given === 4 ? 'ipv4' : 'ipv6'));
};

const ARN_SEGMENTS = 6;

/** The six segments of an ARN; the last one keeps the colons after the fifth. */
const segmentsOf = (arn: string): string[] => {
  const parts = arn.split(':');
  return parts.length < ARN_SEGMENTS ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const matches = ({ glob, decided }: Template, actual: string): Truth =>
  !covers(glob, literalOf(actual)) ? 'no' : decided ? 'yes' : 'maybe';

const arnMatches = (actual: string, expected: string, test: Test, known: Known): Truth => {
  const whole = matches(templateOf(expected, known, { wildcards: true, variables: test.variables }), actual);
  if (whole !== 'yes' || /^\*+$/.test(expected)) return whole;
  // A variable's value may hold colons; the segments cannot be told apart then.
  if (test.variables && hasVariable(expected)) return 'maybe';
  const wanted = segmentsOf(expected);
  const given = segmentsOf(actual);
  return wanted.length < ARN_SEGMENTS || given.length < ARN_SEGMENTS
    ? 'no'
    : every(
        given.map((segment, index): [string, string] => [segment, wanted[index] ?? '']),
        ([segment, want]) => matches(templateOf(want, known, { wildcards: true, variables: false }), segment),
      );
};

type Compare = (actual: string, expected: string, operator: Operator) => Truth;

const COMPARE: Readonly<Record<'number' | 'date' | 'bool' | 'binary' | 'ip', Compare>> = {
  number: compareAs(numberOf),
  date: compareAs(dateOf),
  bool: sameBool,
  binary: (actual, expected) => truthOf(actual === expected),
  ip: inNetwork,
};

/** Whether the request's value is one the policy's value stands for. */
const meets = (actual: string, expected: string, test: Test, known: Known): Truth => {
  const { operator, variables } = test;
  switch (operator.family) {
    case 'exact':
      return matches(templateOf(expected, known, { wildcards: false, variables }), actual);
    case 'exact-any-case':
      return matches(
        templateOf(expected, known, { wildcards: false, variables, foldCase: true }),
        actual.toLowerCase(),
      );
    case 'like':
      return matches(templateOf(expected, known, { wildcards: true, variables }), actual);
    case 'arn':
      return arnMatches(actual, expected, test, known);
    case 'null':
      return nullHolds(expected, false);
    default:
      return variables && hasVariable(expected)
        ? 'maybe'
        : COMPARE[operator.family](actual, expected, operator);
  }
};

const nullHolds = (expected: string, absent: boolean): Truth => {
  const wanted = expected.toLowerCase();
  return wanted === 'true' || wanted === 'false' ? truthOf((wanted === 'true') === absent) : 'maybe';
};

const judgeAbsent = ({ operator, quantifier, ifExists, values }: Test): Truth => {
  if (operator.family === 'null') return some(values, (value) => nullHolds(value, true));
  if (ifExists || quantifier === 'all') return 'yes';
  return quantifier === 'any' ? 'no' : truthOf(operator.negated);
};

/** Holds whether or not the key is there, and whatever its value. */
const holdsRegardless = ({ operator, quantifier, ifExists, values }: Test): boolean =>
  operator.family === 'like' &&
  !operator.negated &&
  (ifExists || quantifier === 'all') &&
  values.some((value) => /^\*+$/.test(value));

/** Whether one test holds for a request of which only `known` is certain. */
export const judgeTest = (test: Test, known: Known): Truth => {
  const actual = known.get(test.key.toLowerCase());
  if (actual === undefined) return holdsRegardless(test) ? 'yes' : 'maybe';
  if (actual === null) return judgeAbsent(test);
  const any = some(test.values, (value) => meets(actual, value, test, known));
  return test.operator.negated ? not(any) : any;
};

/** Whether a whole Condition element holds. */
export const judgeCondition = (condition: Condition, known: Known): Truth => {
  const truth = every(condition.tests, (test) => judgeTest(test, known));
  return condition.malformed && truth === 'yes' ? 'maybe' : truth;
};

/** The keys a condition still depends on when `known` is certain, as the policy spells them. */
export const undecidedKeys = (condition: Condition, known: Known): string[] =>
  condition.tests
    .filter((test) => judgeTest(test, known) === 'maybe')
    .flatMap((test) => [test.key, ...(test.variables ? test.values.flatMap(variableKeys) : [])]);
