import fc from 'fast-check';
import { clean, cut, wrapped } from '../../lambda/alert/plain';
import { hostileText, UNSEEN } from './hostile';

describe('clean', () => {
  test.each([
    ['plain text stays', 'plain text stays'],
    ['Profile  evil\nDECISION: ignore', 'Profile evil\\nDECISION: ignore'],
    ['a\r\nb', 'a\\r\\nb'],
    ['tab\there', 'tab\\there'],
    ['nul\0', 'nul\\u{0}'],
    ['\u001b[31mred', '\\u{1B}[31mred'],
    ['abc\u202ecba', 'abc\\u{202E}cba'],
    ['zero\u200bwidth', 'zero\\u{200B}width'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['filler\u3164', 'filler\\u{3164}'],
    ['braille\u2800blank', 'braille\\u{2800}blank'],
    ['half \ud83d pair', 'half \\u{D83D} pair'],
    ['tag \u{e0041}', 'tag \\u{E0041}'],
    ['no\u00a0break', 'no break'],
    ['  edges  ', 'edges'],
    ['https://evil.example', 'https[:]//evil.example'],
    ['WWW.evil.example', 'WWW[.]evil.example'],
    ['Größe 東京 naïve', 'Größe 東京 naïve'],
    ['e\u0301\u0301\u0301\u0301', 'e\u0301\u0301'],
    ['', ''],
  ])('%j reads %j', (raw, expected) => {
    expect(clean(raw)).toBe(expected);
  });

  test('whatever comes in, one bounded line without unseen characters comes out', () => {
    fc.assert(
      fc.property(hostileText(), fc.integer({ min: 1, max: 300 }), (text, max) => {
        const line = clean(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(UNSEEN);
        expect(line).not.toContain('://');
      }),
    );
  });
});

describe('cut', () => {
  test.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['a🚨b', 3, 'a…'],
    ['abc', 1, '…'],
  ])('%j to %i is %j', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });
});

describe('wrapped', () => {
  test('breaks at spaces, indents what follows deeper', () => {
    expect(wrapped('one two three four', '- ', '    ', 12)).toEqual(['- one two', '    three', '    four']);
  });

  test('a word longer than the line stands alone, whole', () => {
    const arn = `arn:aws:iam::111122223333:role/${'x'.repeat(80)}`;
    expect(wrapped(`before ${arn} after`, '  ', '    ', 72)).toEqual(['  before', `    ${arn}`, '    after']);
  });

  test('keeps a number and its unit together', () => {
    expect(wrapped('up to 12 h now', '', '  ', 8)).toEqual(['up to', '  12 h', '  now']);
  });

  test('no line but of a single word is longer than the width, and no word is lost', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const line = clean(text, 800);
        const lines = wrapped(line, '  ', '    ');
        for (const one of lines) {
          if (one.length > 72) expect(one.trim().replace(/\d (d|h|min|s)\b/g, '')).not.toContain(' ');
        }
        expect(
          lines
            .map((one) => one.trim())
            .join(' ')
            .trim(),
        ).toBe(line);
        for (const one of lines.slice(1)) expect(one.startsWith('    ')).toBe(true);
      }),
    );
  });
});
