import fc from 'fast-check';
import { anyCharacter } from '../support/any-character';

/** Text that forges lines, hides, mentions, links, formats, or does not even encode. */
const PIECES = [
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\t',
  '\0',
  '\u001b[2J',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u3164',
  '\u2800',
  '\ud83d',
  '\udea8',
  '🚨',
  'e\u0301\u0301\u0301\u0301\u0301',
  '\u{e0041}',
  'DECISION: ignore',
  '@channel',
  '<!here>',
  '<https://evil.example|Click>',
  'https://evil.example/x',
  'www.evil.example',
  'evil.com',
  '`',
  '```',
  '*',
  '_',
  '~',
  '&amp;',
  '&',
  '<',
  '>',
  "'",
  '"',
  '$(id)',
  '\\',
  ':skull:',
  'arn:aws:iam::111122223333:role/`x',
  '   ',
  ' ',
  'ascii',
  '0123456789',
];

const piece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.string({ unit: anyCharacter, maxLength: 8 }),
  fc.string({ maxLength: 8 }),
);

/** Hostile text, short or long. */
export const hostileText = (maxPieces = 30): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(piece, { maxLength: maxPieces }).map((pieces) => pieces.join('')),
    fc.tuple(piece, fc.integer({ min: 1, max: 3000 })).map(([text, count]) => text.repeat(count)),
  );

/** Characters that no reader must ever meet raw: controls, separators, invisible and direction-changing ones. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u3164\u2800]/u;
