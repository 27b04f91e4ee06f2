// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import fc from 'fast-check';
import {
  covers,
  globOf,
  hasVariable,
  literalOf,
  NOTHING_KNOWN,
  overlaps,
  templateOf,
  variableKeys,
} from '../../lambda/iam/pattern';
import { cpuMilliseconds } from './cpu';

describe('matching a text', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'a/b:c', true],
    ['a', 'a', true],
    ['a', 'A', false],
    ['a*', 'a', true],
    ['a*', 'ba', false],
    ['*a', 'bca', true],
    ['*a', 'ab', false],
    ['a*c', 'abbc', true],
    ['a*b*c', 'axbxbxc', true],
    ['a*b*c', 'acb', false],
    ['?', '', false],
    ['?', 'a', true],
    ['?', 'ab', false],
    ['a?c', 'abc', true],
    ['*?', 'a', true],
    ['*?', '', false],
    ['**', 'abc', true],
    ['?*?', 'a', false],
    ['?*?', 'ab', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'ab', false],
    ['.', 'x', false],
    ['[ab]', 'a', false],
    ['\u0000*', '\u0000b', true],
    ['\ud800*', '\ud800', true],
  ])('%j and %j: %s', (pattern, text, expected) => {
    expect(covers(globOf(pattern), literalOf(text))).toBe(expected);
  });

  test('a text stands for itself, whatever is in it', () => {
    expect(covers(literalOf('a*'), literalOf('a*'))).toBe(true);
    expect(covers(literalOf('a*'), literalOf('ab'))).toBe(false);
  });
});

describe('one pattern within another', () => {
  test.each([
    ['*', '*', true],
    ['*', 'a?*', true],
    ['a*', 'ab*', true],
    ['ab*', 'a*', false],
    ['a*', '*a', false],
    ['?', '*', false],
    ['*?', '*', false],
    ['*?', '?*', true],
    ['??*', '*?*?*', true],
    ['a*c', 'a*b*c', true],
    ['a*b*c', 'a*c', false],
    ['a', 'a', true],
    ['a', '?', false],
    ['?', 'a', true],
  ])('%j takes in %j: %s', (wide, narrow, expected) => {
    expect(covers(globOf(wide), globOf(narrow))).toBe(expected);
  });
});

describe('patterns that meet', () => {
  test.each([
    ['a*', '*b', true],
    ['app-*', '*-dev', true],
    ['app-*', 'db-*', false],
    ['*a', '*b', false],
    ['a*b', 'a', false],
    ['a?', '?b', true],
    ['??', '?', false],
    ['*', '', true],
    ['?*', '', false],
    ['a*c*e', 'a*d*e', true],
    ['*abc*', 'ab', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['ab*ba', 'aba', false],
    ['x*?y', 'xy', false],
  ])('%j and %j: %s', (left, right, expected) => {
    expect(overlaps(globOf(left), globOf(right))).toBe(expected);
    expect(overlaps(globOf(right), globOf(left))).toBe(expected);
  });
});

describe('policy variables', () => {
  const known = new Map<string, string | null>([
    ['aws:username', 'alice'],
    ['aws:principaltag/team', null],
  ]);
  const resolve = (text: string, variables = true) => {
    const { glob, decided, nothing } = templateOf(text, known, { wildcards: true, variables });
    return { matches: (actual: string) => !nothing && covers(glob, literalOf(actual)), decided };
  };

  test.each([
    ['home/${aws:username}/*', 'home/alice/x', true, true],
    ['home/${AWS:UserName}', 'home/alice', true, true],
    ['home/${ aws:username }', 'home/alice', true, true],
    ['home/${aws:username}', 'home/bob', false, true],
    ['${aws:userid}', 'anything', true, false],
    ["${aws:PrincipalTag/team, 'none'}", 'none', true, true],
    ["${aws:PrincipalTag/team, 'none'}", 'other', false, true],
    ["${aws:username, 'none'}", 'alice', true, true],
    ["${aws:userid, 'none'}", 'other', true, false],
    ['${aws:PrincipalTag/team}', 'x', false, true],
    ['${aws:PrincipalTag/team}', '', false, true],
    ['${aws:PrincipalTag/team}${aws:userid}', 'x', false, false],
    ['a${*}b', 'a*b', true, true],
    ['a${*}b', 'axb', false, true],
    ['a${?}${$}', 'a?$', true, true],
    ['a${', 'a-rest', true, false],
    ['${}', 'x', true, false],
    ['$aws:username}', '$aws:username}', true, true],
  ])('%j matches %j: %s', (text, actual, matches, decided) => {
    const resolved = resolve(text);
    expect([resolved.matches(actual), resolved.decided]).toEqual([matches, decided]);
  });

  test('are plain text where the version has none', () => {
    expect(resolve('${aws:username}', false).matches('${aws:username}')).toBe(true);
    expect(resolve('${*}', false).matches('${anything}')).toBe(true);
  });

  test('name their keys', () => {
    expect(variableKeys("a/${aws:username}/${aws:PrincipalTag/team, 'x'}${*}${?}${}${open")).toEqual([
      'aws:username',
      'aws:PrincipalTag/team',
    ]);
    expect([hasVariable('${a}'), hasVariable('$a')]).toEqual([true, false]);
  });
});

describe('properties', () => {
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((parts) => parts.join(''));
  const matches = (glob: string, actual: string): boolean => covers(globOf(glob), literalOf(actual));

  test('matching agrees with a regular expression', () => {
    fc.assert(
      fc.property(pattern, text, (glob, actual) => {
        const expression = new RegExp(`^${glob.replaceAll('?', '.').replaceAll('*', '.*')}$`, 's');
        expect(matches(glob, actual)).toBe(expression.test(actual));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  test('what a pattern within another matches, the other matches; patterns with a text in common meet', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, actual) => {
        if (covers(globOf(one), globOf(other)) && matches(other, actual))
          expect(matches(one, actual)).toBe(true);
        if (matches(one, actual) && matches(other, actual))
          expect(overlaps(globOf(one), globOf(other))).toBe(true);
      }),
      { seed: 2, numRuns: 2_000 },
    );
  });
});

describe('hostile lengths', () => {
  const long = '*a'.repeat(3_000);
  test.each<[string, () => unknown]>([
    ['against an ARN', () => overlaps(globOf(long), globOf('arn:aws:iam::111122223333:role/*'))],
    ['against a text that almost matches', () => covers(globOf(`${long}b`), literalOf('a'.repeat(6_000)))],
    ['against each other', () => overlaps(globOf(long), globOf(`${'*b'.repeat(3_000)}c`))],
    ['of question marks', () => covers(globOf('*?'.repeat(3_000)), literalOf('a'.repeat(6_000)))],
    ['of variables never closed', () => variableKeys('${'.repeat(30_000))],
    [
      'of variables',
      () => templateOf('${a}'.repeat(30_000), NOTHING_KNOWN, { wildcards: true, variables: true }),
    ],
    ['of spaces in variables', () => variableKeys(`\${${' '.repeat(60_000)}, '}`)],
  ])('%s', (_, work) => {
    expect(cpuMilliseconds(work)).toBeLessThan(500);
  });
});
