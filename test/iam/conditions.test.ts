// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import fc from 'fast-check';
import { judgeCondition, readCondition, undecidedKeys } from '../../lambda/iam/conditions';
import { globOf, type KeyState } from '../../lambda/iam/pattern';
import type { Truth } from '../../lambda/iam/truth';
import { anyCharacter } from '../support/any-character';

/** What is known about the request in every row; `absent` is certainly not there, everything else unknown. */
const KNOWN: ReadonlyMap<string, KeyState> = new Map<string, KeyState>([
  ['text', 'Build'],
  ['number', '10'],
  ['date', '2026-03-04T05:08:00Z'],
  ['seconds', '1772600880'],
  ['bool', 'true'],
  ['binary', 'QQ=='],
  ['ip', '192.0.2.7'],
  ['ip6', '2001:db8::7'],
  ['arn', 'arn:aws:iam::111122223333:role/a:b'],
  ['user', 'alice'],
  ['letter', 'b'],
  ['absent', null],
  ['several', ['red', 'green']],
  ['one', ['red']],
  ['none', []],
  ['untrue', { oneOf: ['false', null] }],
  ['tagged', { like: globOf('x509*'), orAbsent: true }],
  ['services', { including: 'ra.example', orAbsent: true }],
  ['serial', { characters: /^[0-9a-f]$/i }],
  ['harmful', { unlike: [globOf('arn:aws:iam::aws:policy/*ReadOnlyAccess')] }],
]);

const judge = (condition: unknown, variables = true): Truth =>
  judgeCondition(readCondition(condition, variables), KNOWN);

type Row = readonly [operator: string, key: string, values: unknown, expected: Truth];

const check = (rows: readonly Row[]): void => {
  test.each(rows)('%s of %s with %j: %s', (operator, key, values, expected) => {
    expect(judge({ [operator]: { [key]: values } })).toBe(expected);
  });
};

describe('strings', () => {
  check([
    ['StringEquals', 'text', 'Build', 'yes'],
    ['StringEquals', 'TEXT', 'Build', 'yes'],
    ['StringEquals', 'text', 'build', 'no'],
    ['StringEquals', 'text', 'B*', 'no'],
    ['StringEquals', 'text', ['x', 'Build'], 'yes'],
    ['StringNotEquals', 'text', 'Build', 'no'],
    ['StringNotEquals', 'text', ['x', 'y'], 'yes'],
    ['StringNotEquals', 'text', ['x', 'Build'], 'no'],
    ['StringEqualsIgnoreCase', 'text', 'bUILD', 'yes'],
    ['StringNotEqualsIgnoreCase', 'text', 'bUILD', 'no'],
    ['StringLike', 'text', 'B*d', 'yes'],
    ['StringLike', 'text', 'b*', 'no'],
    ['StringLike', 'text', 'Buil?', 'yes'],
    ['StringNotLike', 'text', 'B*', 'no'],
    ['StringLike', 'text', 'B${*}', 'no'],
    ['StringEquals', 'user', '${text}', 'no'],
    ['StringEquals', 'user', '${user}', 'yes'],
    ['StringEquals', 'user', '${unknown}', 'maybe'],
    ['StringEquals', 'user', 'b${unknown}', 'no'],
    ['StringNotEquals', 'user', '${unknown}', 'maybe'],
    ['StringNotEquals', 'user', 'b${unknown}', 'yes'],
  ]);
});

describe('numbers', () => {
  check([
    ['NumericEquals', 'number', '10', 'yes'],
    ['NumericEquals', 'number', 10, 'yes'],
    ['NumericEquals', 'number', '10.0', 'yes'],
    ['NumericNotEquals', 'number', ['9', '10'], 'no'],
    ['NumericLessThan', 'number', '10', 'no'],
    ['NumericLessThanEquals', 'number', '10', 'yes'],
    ['NumericGreaterThan', 'number', '9', 'yes'],
    ['NumericGreaterThanEquals', 'number', '11', 'no'],
    ['NumericEquals', 'number', 'ten', 'maybe'],
    ['NumericEquals', 'text', '10', 'maybe'],
    ['NumericEquals', 'number', '${unknown}', 'maybe'],
  ]);
});

describe('dates', () => {
  check([
    ['DateLessThan', 'date', '2026-03-04T05:08:01Z', 'yes'],
    ['DateLessThan', 'date', '2026-03-04T05:08:00Z', 'no'],
    ['DateLessThanEquals', 'date', '2026-03-04T06:08:00+01:00', 'yes'],
    ['DateGreaterThan', 'date', '2026-03-04', 'yes'],
    ['DateGreaterThanEquals', 'date', '2027-01', 'no'],
    ['DateEquals', 'date', '1772600880', 'yes'],
    ['DateEquals', 'seconds', '2026-03-04T05:08:00.000Z', 'yes'],
    ['DateNotEquals', 'date', '2026-03-04T05:08:00Z', 'no'],
    ['DateLessThan', 'date', 'tomorrow', 'maybe'],
    ['DateLessThan', 'date', '2026-99-99', 'maybe'],
    ['DateLessThan', 'unknown', '2026-03-04T05:08:01Z', 'maybe'],
  ]);
});

describe('the other kinds', () => {
  check([
    ['Bool', 'bool', 'true', 'yes'],
    ['Bool', 'bool', true, 'yes'],
    ['Bool', 'bool', 'False', 'no'],
    ['Bool', 'bool', 'perhaps', 'maybe'],
    ['BinaryEquals', 'binary', 'QQ==', 'yes'],
    ['BinaryEquals', 'binary', 'QQ', 'no'],
    ['IpAddress', 'ip', '192.0.2.0/24', 'yes'],
    ['IpAddress', 'ip', ['198.51.100.0/24', '192.0.2.7'], 'yes'],
    ['IpAddress', 'ip', '198.51.100.0/24', 'no'],
    ['IpAddress', 'ip', '0.0.0.0/0', 'yes'],
    ['NotIpAddress', 'ip', '192.0.2.0/24', 'no'],
    ['IpAddress', 'ip6', '2001:db8::/32', 'yes'],
    ['IpAddress', 'ip6', '2001:db9::/32', 'no'],
    ['IpAddress', 'ip6', '0.0.0.0/0', 'no'],
    ['IpAddress', 'ip', '192.0.2.0/33', 'maybe'],
    ['IpAddress', 'ip', '192.0.2.0/24/1', 'maybe'],
    ['IpAddress', 'ip', 'home', 'maybe'],
    ['ArnEquals', 'arn', 'arn:aws:iam::111122223333:role/a:b', 'yes'],
    ['ArnEquals', 'arn', 'arn:aws:iam::*:role/*', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:iam::111122223333:*', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:*:role/a:b', 'no'],
    ['ArnLike', 'arn', 'arn:*:a:b', 'no'],
    ['ArnLike', 'arn', 'arn:aws:iam:*', 'no'],
    ['ArnEquals', 'arn', 'arn:aws:iam::*', 'no'],
    ['ArnNotLike', 'arn', 'arn:aws:iam:*', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:iam::*:*:*', 'yes'],
    ['ArnLike', 'arn', 'arn:*:*:*:*:role/?:b', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:iam::111122223333:role/${user}', 'no'],
    ['ArnLike', 'arn', 'arn:aws:iam::*:role/a:${letter}', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:iam::${absent}:role/*', 'no'],
    ['ArnNotLike', 'arn', 'arn:aws:iam::${absent}:role/*', 'yes'],
    ['ArnLike', 'arn', 'arn:aws:s3::${unknown}:role/*', 'no'],
    ['ArnLike', 'arn', '*', 'yes'],
    ['ArnNotLike', 'arn', 'arn:aws:iam::444455556666:*', 'yes'],
    ['ArnNotEquals', 'arn', 'arn:aws:iam::111122223333:role/*', 'no'],
    ['ArnLike', 'arn', 'arn:aws:iam::${unknown}:role/*', 'maybe'],
    ['ArnLike', 'text', 'arn:aws:iam::*:role/*', 'no'],
    ['Null', 'text', 'true', 'no'],
    ['Null', 'text', false, 'yes'],
    ['Null', 'absent', 'true', 'yes'],
    ['Null', 'absent', 'false', 'no'],
    ['Null', 'unknown', 'true', 'maybe'],
    ['Null', 'text', 'perhaps', 'maybe'],
  ]);
});

describe('keys that are absent, or not known', () => {
  check([
    ['StringEquals', 'absent', 'x', 'no'],
    ['StringNotEquals', 'absent', 'x', 'yes'],
    ['ArnNotLike', 'absent', '*', 'yes'],
    ['NumericLessThan', 'absent', '1', 'no'],
    ['Bool', 'absent', 'false', 'no'],
    ['StringEqualsIfExists', 'absent', 'x', 'yes'],
    ['BoolIfExists', 'absent', 'true', 'yes'],
    ['StringEqualsIfExists', 'text', 'x', 'no'],
    ['StringEqualsIfExists', 'unknown', 'x', 'maybe'],
    ['StringLikeIfExists', 'unknown', '*', 'yes'],
    ['StringLike', 'unknown', '*', 'maybe'],
    ['StringNotLikeIfExists', 'unknown', '*', 'maybe'],
    ['StringEquals', 'unknown', 'x', 'maybe'],
    ['StringNotEquals', 'unknown', 'x', 'maybe'],
  ]);
});

describe('set operators', () => {
  check([
    ['ForAllValues:StringEquals', 'text', ['Build', 'x'], 'yes'],
    ['ForAllValues:StringEquals', 'text', 'x', 'no'],
    ['ForAllValues:StringEquals', 'absent', 'x', 'yes'],
    ['ForAllValues:StringLike', 'unknown', '*', 'yes'],
    ['ForAllValues:StringEquals', 'unknown', 'x', 'maybe'],
    ['ForAnyValue:StringEquals', 'text', ['x', 'Build'], 'yes'],
    ['ForAnyValue:StringEquals', 'absent', 'x', 'no'],
    ['ForAnyValue:StringNotEquals', 'absent', 'x', 'no'],
    ['ForAllValues:StringEqualsIfExists', 'absent', 'x', 'yes'],
  ]);
});

/** What AWS says of a key that is not in the request, whatever the type of operator. */
describe('every operator on a key that is absent', () => {
  const POSITIVE = [
    ['StringEquals', 'x'],
    ['StringEqualsIgnoreCase', 'x'],
    ['StringLike', '*'],
    ['NumericEquals', '1'],
    ['NumericLessThan', '1'],
    ['NumericGreaterThanEquals', '1'],
    ['DateEquals', '2026-03-04'],
    ['DateLessThan', '2026-03-04'],
    ['Bool', 'false'],
    ['BinaryEquals', 'QQ=='],
    ['IpAddress', '0.0.0.0/0'],
    ['ArnEquals', '*'],
    ['ArnLike', 'arn:*:*:*:*:*'],
  ] as const;
  const NEGATED = [
    ['StringNotEquals', 'x'],
    ['StringNotEqualsIgnoreCase', 'x'],
    ['StringNotLike', '*'],
    ['NumericNotEquals', '1'],
    ['DateNotEquals', '2026-03-04'],
    ['NotIpAddress', '0.0.0.0/0'],
    ['ArnNotEquals', '*'],
    ['ArnNotLike', '*'],
  ] as const;
  check(
    [...POSITIVE, ...NEGATED].flatMap(([operator, value]): Row[] => [
      [operator, 'absent', value, operator.includes('Not') ? 'yes' : 'no'],
      [`${operator}IfExists`, 'absent', value, 'yes'],
      [`ForAllValues:${operator}`, 'absent', value, 'yes'],
      [`ForAllValues:${operator}IfExists`, 'absent', value, 'yes'],
      [`ForAnyValue:${operator}`, 'absent', value, 'no'],
      [`ForAnyValue:${operator}IfExists`, 'absent', value, 'yes'],
    ]),
  );
});

describe('keys of which something is certain', () => {
  check([
    ['ForAllValues:StringEquals', 'several', ['red', 'green', 'blue'], 'yes'],
    ['ForAllValues:StringEquals', 'several', 'red', 'no'],
    ['ForAnyValue:StringEquals', 'several', 'red', 'yes'],
    ['ForAnyValue:StringEquals', 'several', 'blue', 'no'],
    ['ForAllValues:StringNotEquals', 'several', 'blue', 'yes'],
    ['ForAllValues:StringNotEquals', 'several', 'red', 'no'],
    ['ForAnyValue:StringNotEquals', 'several', 'red', 'yes'],
    ['ForAnyValue:StringNotEquals', 'several', ['red', 'green'], 'no'],
    ['StringEquals', 'several', 'red', 'maybe'],
    ['StringEquals', 'one', 'red', 'yes'],
    ['Null', 'several', 'false', 'yes'],
    ['Null', 'none', 'true', 'yes'],
    ['ForAllValues:StringEquals', 'none', 'x', 'yes'],
    ['ForAnyValue:StringEquals', 'none', 'x', 'no'],

    ['Bool', 'untrue', 'true', 'no'],
    ['StringEquals', 'untrue', 'true', 'no'],
    ['Bool', 'untrue', 'false', 'maybe'],
    ['BoolIfExists', 'untrue', 'false', 'yes'],
    ['BoolIfExists', 'untrue', 'true', 'maybe'],
    ['StringNotEquals', 'untrue', 'true', 'yes'],
    ['Null', 'untrue', 'true', 'maybe'],
    ['StringEquals', 'text', '${untrue}', 'maybe'],

    ['ForAllValues:StringLike', 'tagged', 'x509*', 'yes'],
    ['ForAllValues:StringLike', 'tagged', 'x509Subject/*', 'maybe'],
    ['ForAllValues:StringEquals', 'tagged', 'team', 'maybe'],
    ['ForAnyValue:StringEquals', 'tagged', 'team', 'no'],
    ['ForAnyValue:StringLike', 'tagged', 'x509*', 'maybe'],
    ['ForAllValues:StringNotEquals', 'tagged', 'team', 'yes'],
    ['Null', 'tagged', 'true', 'maybe'],

    ['ForAnyValue:StringEquals', 'services', 'ra.example', 'yes'],
    ['ForAnyValue:StringEquals', 'services', 'ec2.example', 'maybe'],
    ['ForAllValues:StringEquals', 'services', 'ra.example', 'maybe'],
    ['StringEquals', 'services', 'ra.example', 'maybe'],

    ['StringEquals', 'serial', 'alice', 'no'],
    ['StringEquals', 'serial', '0AF3', 'maybe'],
    ['StringLike', 'serial', '0a*', 'maybe'],
    ['StringLike', 'serial', 'build-*', 'no'],
    ['StringLike', 'serial', '*', 'yes'],
    ['StringNotLike', 'serial', 'build-*', 'yes'],
    ['StringNotEquals', 'serial', '0AF3', 'maybe'],
    ['StringEqualsIgnoreCase', 'serial', 'ALICE', 'maybe'],
    ['NumericLessThan', 'serial', '3', 'maybe'],
    ['Null', 'serial', 'true', 'no'],

    ['ArnEquals', 'harmful', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess', 'no'],
    ['ArnEquals', 'harmful', 'arn:aws:iam::aws:policy/IAMFullAccess', 'maybe'],
    ['ArnLike', 'harmful', 'arn:aws:iam::aws:policy/*', 'maybe'],
    ['ArnLike', 'harmful', 'arn:aws:iam:*', 'no'],
    ['ArnNotEquals', 'harmful', 'arn:aws:iam::aws:policy/IAMReadOnlyAccess', 'yes'],
    ['StringLike', 'harmful', '*', 'yes'],
  ]);
});

describe('blocks', () => {
  test.each<[string, unknown, Truth]>([
    ['an empty one', {}, 'yes'],
    ['an operator without keys', { StringEquals: {} }, 'yes'],
    ['all must hold', { StringEquals: { text: 'Build' }, Bool: { bool: 'false' } }, 'no'],
    ['one is not known', { StringEquals: { text: 'Build', unknown: 'x' } }, 'maybe'],
    ['one fails, one is not known', { StringEquals: { unknown: 'x', text: 'y' } }, 'no'],
    ['an operator nobody knows', { StringResembles: { text: 'Build' } }, 'maybe'],
    ['one that fails beside it', { StringResembles: { text: 'x' }, StringEquals: { text: 'y' } }, 'no'],
    ['an operator in another case', { stringequals: { text: 'Build' } }, 'maybe'],
    ['a quantifier nobody knows', { 'ForSomeValues:StringEquals': { text: 'Build' } }, 'maybe'],
    ['Null cannot be optional', { NullIfExists: { text: 'true' } }, 'maybe'],
    ['an operator that is part of every object', { constructor: { text: 'x' } }, 'maybe'],
    ['no values', { StringEquals: { text: [] } }, 'maybe'],
    ['a value that is no text', { StringEquals: { text: [{ a: 1 }] } }, 'maybe'],
    ['a list of lists', { StringEquals: { text: [['Build']] } }, 'maybe'],
    ['null', null, 'maybe'],
    ['a list', [{ StringEquals: { text: 'Build' } }], 'maybe'],
    ['a text for the keys', { StringEquals: 'text' }, 'maybe'],
  ])('%s: %j is %s', (_, condition, expected) => {
    expect(judge(condition)).toBe(expected);
  });

  test('variables are text in policies of the older version', () => {
    expect(judge({ StringEquals: { user: '${user}' } }, false)).toBe('no');
  });

  test('name the keys that are left to decide, as spelled', () => {
    const condition = readCondition(
      {
        StringEquals: { text: 'Build', 'aws:SourceVpc': 'x', user: '${aws:PrincipalTag/name}' },
        Bool: { Bool: 'true' },
      },
      true,
    );
    expect(undecidedKeys(condition, KNOWN)).toEqual(['aws:SourceVpc', 'user', 'aws:PrincipalTag/name']);
  });
});

test('every block gets an answer', () => {
  const operator = fc.oneof(
    fc.constantFrom(
      'StringLike',
      'ArnLike',
      'IpAddress',
      'DateLessThan',
      'NumericEquals',
      'Null',
      'BoolIfExists',
      '__proto__',
    ),
    fc.string(),
  );
  const key = fc.oneof(
    fc.constantFrom(...KNOWN.keys(), '__proto__', 'toString'),
    fc.string({ unit: anyCharacter }),
  );
  fc.assert(
    fc.property(
      fc.dictionary(operator, fc.dictionary(key, fc.anything())),
      fc.boolean(),
      (condition, variables) => {
        expect(['yes', 'maybe', 'no']).toContain(judge(condition, variables));
      },
    ),
    { seed: 5, numRuns: 150 },
  );
});
