import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { command, jmesText, NOT_SHOWN, quoted, showable } from '../../lambda/alert/shell';

/** What a real shell makes of a line. */
const run = (line: string): string => execFileSync('sh', ['-c', line], { encoding: 'utf8' });

const HOSTILE = [
  'plain',
  '',
  ' leading and trailing ',
  "it's",
  "'; touch /tmp/owned; '",
  '$(id)',
  '`id`',
  '$HOME',
  'a\\b\\',
  'line\nbreak',
  '"double"',
  '!history',
  '*?[glob]',
  '-rf',
  '~root',
  'ünïcode 🚨',
];

describe('quoted', () => {
  test.each(HOSTILE)('a shell reads %j back as it was', (argument) => {
    expect(run(`printf '%s' ${quoted(argument)}`)).toBe(argument);
  });

  test('whatever the argument, a shell reads it back', () => {
    const argument = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(argument, fc.string({ maxLength: 20 }), (text, tail) => {
        const raw = text + tail.replaceAll('\0', '');
        expect(run(`printf '%s' ${quoted(raw)}`)).toBe(raw);
      }),
      { numRuns: 40 },
    );
  });

  test('drops NUL, which no argument can hold', () => {
    expect(quoted('a\0b')).toBe("'ab'");
  });
});

describe('command', () => {
  test('quotes every argument and no word of its own', () => {
    expect(command`aws iam get-role --role-name ${"o'brien"} --region ${'eu-central-1'}`).toBe(
      "aws iam get-role --role-name 'o'\\''brien' --region 'eu-central-1'",
    );
  });

  test.each(HOSTILE)('is one argument to a shell: %j', (argument) => {
    expect(run(command`printf '<%s>' ${argument} ${'end'}`)).toBe(`<${argument}><end>`);
  });
});

describe('showable', () => {
  test.each([
    ["aws iam get-role --role-name 'deploy'", true],
    ['name with\nline break', false],
    ['escape \u001b[31m', false],
    ['look-alike \u0430', false],
    ['override \u202e', false],
    ['back ` quote', false],
    ['delete \u007f', false],
  ])('%j: %s', (line, expected) => {
    expect(showable(line)).toBe(expected);
  });
});

describe('showable, at its edges', () => {
  const ofLength = (length: number): string => 'x'.repeat(length);

  test.each([
    [ofLength(998), true],
    [ofLength(999), false],
    ["aws iam get-role --role-name='http'", true],
    ["aws iam get-role --role-name='file://x'", false],
    ["aws iam get-role --role-name='fileb://x'", false],
    ["aws iam get-role --role-name='http://x'", false],
    ["aws iam get-role --role-name='https://x'", false],
    ["aws iam get-role --role-name='ftp://x'", false],
  ])('%.60j: %s', (line, may) => {
    expect(showable(line)).toBe(may);
  });
});

describe('a text within a query', () => {
  test.each([
    ['plain', "'plain'"],
    ["it's", "'it\\'s'"],
    ['back\\slash', "'back\\\\slash'"],
    ["both'\\", "'both\\'\\\\'"],
  ])('%j is written %j', (text, written) => {
    expect(jmesText(text)).toBe(written);
  });
});

test('what cannot be shown as it must be typed says where it is', () => {
  expect(NOT_SHOWN).toBe(
    'Not shown: a name in it holds unusual characters. Take it from the JSON, with care.',
  );
});
