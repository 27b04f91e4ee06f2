/**
 * Condition blocks, judged with three values: what is certain about the request decides what it can; the rest is `maybe`.
 * Operators, and what they say of a key that is absent, as the IAM User Guide has them ("Condition operators",
 * "Set operators for multivalued context keys").
 */

import { BlockList, isIP } from 'node:net';
import { isObject } from '../json';
import {
  covers,
  type Glob,
  globOf,
  hasVariable,
  isSettled,
  type KeyState,
  type KnownKeys,
  type Looks,
  literalOf,
  overlaps,
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
  /** The keys that they depend on, in lower case. */
  readonly keys: readonly string[];
  /** Whether the block holds something that is no condition IAM knows; whether it applies is then undecided. */
  readonly malformed: boolean;
}

export const UNCONDITIONAL: Condition = { tests: [], keys: [], malformed: false };

const keysOf = (tests: readonly Test[]): readonly string[] => {
  const keys: string[] = [];
  for (const { key, variables, values } of tests) {
    keys.push(key.toLowerCase());
    if (!variables) continue;
    for (const value of values) {
      if (hasVariable(value)) keys.push(...variableKeys(value).map((one) => one.toLowerCase()));
    }
  }
  return keys;
};

/** A condition of these tests. */
export const conditionOf = (tests: readonly Test[], malformed: boolean): Condition => ({
  tests,
  keys: keysOf(tests),
  malformed,
});

const OPERATOR_NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

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
  if (!isObject(raw)) return conditionOf([], true);
  const tests: Test[] = [];
  let malformed = false;
  for (const [name, keys] of Object.entries(raw)) {
    if (!isObject(keys)) {
      malformed = true;
      continue;
    }
    for (const [key, values] of Object.entries(keys)) {
      const test = readTest(name, key, values, variables);
      if (test === undefined) malformed = true;
      else tests.push(test);
    }
  }
  return conditionOf(tests, malformed);
};

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const numberOf = (text: string): number | undefined => (NUMBER.test(text.trim()) ? Number(text) : undefined);

const SECONDS = /^\d{5,}(?:\.\d+)?$/;
const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?$/;

/** Milliseconds since 1970 of a date in ISO 8601 or in seconds since 1970; undefined for anything else. */
export const dateOf = (text: string): number | undefined => {
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

/** Where a policy variable begins and ends; what stands in between are no segments. */
const VARIABLE_OR_COLON = /\$\{[^}]*\}?|:/g;

/** The segments of an ARN in a policy, six at most; the last one keeps the colons after the fifth. */
export const segmentsOf = (arn: string, variables = false): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of arn.matchAll(variables ? VARIABLE_OR_COLON : /:/g)) {
    if (found !== ':') continue;
    if (parts.length === ARN_SEGMENTS - 1) break;
    parts.push(arn.slice(from, index));
    from = index + 1;
  }
  return [...parts, arn.slice(from)];
};

/** Whether a policy's value can be an ARN at all: one of fewer than six components matches nothing. */
export const isArnPattern = (value: string, variables: boolean): boolean =>
  /^\*+$/.test(value) || segmentsOf(value, variables).length === ARN_SEGMENTS;

const matches = ({ glob, decided, nothing }: Template, actual: string): Truth =>
  nothing || !covers(glob, literalOf(actual)) ? 'no' : decided ? 'yes' : 'maybe';

/**
 * ARN operators compare the six components each by itself (IAM User Guide, "Amazon Resource Name (ARN) condition
 * operators"). A variable without a certain value may hold colons; the components cannot be told apart then.
 */
const arnMatches = (actual: string, expected: string, { variables }: Test, known: KnownKeys): Truth => {
  const options = { wildcards: true, variables };
  const whole = matches(templateOf(expected, known, options), actual);
  if (whole === 'no' || /^\*+$/.test(expected)) return whole;
  const unsettled = variables && variableKeys(expected).some((key) => !isSettled(key, known));
  if (unsettled) return 'maybe';
  const wanted = segmentsOf(expected, variables);
  const given = segmentsOf(actual);
  return wanted.length < ARN_SEGMENTS || given.length < ARN_SEGMENTS
    ? 'no'
    : every(
        given.map((segment, index): [string, string] => [segment, wanted[index] ?? '']),
        ([segment, want]) => matches(templateOf(want, known, options), segment),
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
const meets = (actual: string, expected: string, test: Test, known: KnownKeys): Truth => {
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

/** Whether the test holds for a key that is there with these values. */
const judgeValues = (test: Test, values: readonly string[], known: KnownKeys): Truth => {
  const { operator, quantifier } = test;
  const meetsAny = (actual: string): Truth => some(test.values, (value) => meets(actual, value, test, known));
  const holds = (actual: string): Truth =>
    operator.negated && operator.family !== 'null' ? not(meetsAny(actual)) : meetsAny(actual);
  const [only, ...others] = values;
  if (only === undefined) return judgeAbsent(test);
  if (others.length === 0) return holds(only);
  if (operator.family === 'null') return holds(only);
  if (quantifier === 'all') return every(values, holds);
  // Without a set operator, what several values mean is not documented.
  return quantifier === 'any' ? some(values, holds) : 'maybe';
};

const ANYTHING = globOf('*');

/** Whether no value that looks so matches the pattern. */
const isBeside = (glob: Glob, { like, characters, unlike = [] }: Looks): boolean =>
  (like !== undefined && overlaps(glob, like) === false) ||
  unlike.some((other) => covers(other, glob)) ||
  (characters !== undefined &&
    glob.tokens.some((token) => token >= 0 && !characters.test(String.fromCharCode(token))));

/** Whether a value that looks so is one the policy's value stands for. */
const looksMeet = (looks: Looks, expected: string, test: Test, known: KnownKeys): Truth => {
  const { operator, variables } = test;
  const { family } = operator;
  if (family === 'null') return nullHolds(expected, false);
  if (family !== 'exact' && family !== 'exact-any-case' && family !== 'like' && family !== 'arn')
    return 'maybe';
  const wildcards = family === 'like' || family === 'arn';
  if (family === 'arn' && !isArnPattern(expected, variables)) {
    return variables && hasVariable(expected) ? 'maybe' : 'no';
  }
  const { glob, decided, nothing } = templateOf(expected, known, { wildcards, variables });
  if (nothing) return 'no';
  // Without regard to case nothing is beside what is written in one case.
  if (family !== 'exact-any-case' && isBeside(glob, looks)) return 'no';
  return decided && wildcards && covers(glob, looks.like ?? ANYTHING) ? 'yes' : 'maybe';
};

const judgeLooks = (test: Test, looks: Looks, known: KnownKeys): Truth => {
  if (looks.including !== undefined && test.quantifier === 'any') {
    const certain = judgeValues(test, [looks.including], known);
    if (certain === 'yes') return certain;
  }
  const any = some(test.values, (value) => looksMeet(looks, value, test, known));
  const truth = test.operator.negated ? not(any) : any;
  // Several values, or none at all: only what holds of every value and of none is certain.
  return looks.orAbsent === undefined || truth === judgeAbsent(test) ? truth : 'maybe';
};

const judgeOneOf = (test: Test, values: readonly (string | null)[], known: KnownKeys): Truth => {
  const truths = new Set(
    values.map((value) => (value === null ? judgeAbsent(test) : judgeValues(test, [value], known))),
  );
  const [only, ...others] = truths;
  return only === undefined || others.length > 0 ? 'maybe' : only;
};

const isList = (state: KeyState): state is readonly string[] => Array.isArray(state);

/** Whether one test holds for a request of which only `known` is certain. */
export const judgeTest = (test: Test, known: KnownKeys): Truth => {
  const state = known.get(test.key.toLowerCase());
  if (state === undefined) return holdsRegardless(test) ? 'yes' : 'maybe';
  if (state === null) return judgeAbsent(test);
  if (typeof state === 'string') return judgeValues(test, [state], known);
  if (isList(state)) return judgeValues(test, state, known);
  return 'oneOf' in state ? judgeOneOf(test, state.oneOf, known) : judgeLooks(test, state, known);
};

/** Whether a whole Condition element holds. */
export const judgeCondition = (condition: Condition, known: KnownKeys): Truth => {
  const truth = every(condition.tests, (test) => judgeTest(test, known));
  return condition.malformed && truth === 'yes' ? 'maybe' : truth;
};

/** The keys a condition still depends on when `known` is certain, as the policy spells them. */
export const undecidedKeys = (condition: Condition, known: KnownKeys): string[] =>
  condition.tests
    .filter((test) => judgeTest(test, known) === 'maybe')
    .flatMap((test) => [test.key, ...(test.variables ? test.values.flatMap(variableKeys) : [])]);
