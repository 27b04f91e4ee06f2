import fc from 'fast-check';

/**
 * Any character of Unicode, for `fc.string({ unit: anyCharacter })`. As good as fast-check's own `unit: 'binary'`, which in
 * each test file spends a second or more on a table of a million characters that only shrinking looks at.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10_ffff })
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));
