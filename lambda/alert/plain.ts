/** Texts of the event, made safe for plain-text readers: whatever an attacker wrote, it cannot forge a line. */

/**
 * Characters nobody sees, or that move what is seen: controls, line and paragraph separators, bidirectional and
 * zero-width characters, fillers, unassigned and private ones, half surrogates.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** More than two marks on one letter overprint the lines around it. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string =>
  NAMED[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;

/** Cuts to at most `max` UTF-16 units, an ellipsis included, never within a character. */
export const cut = (text: string, max: number, ellipsis = '…'): string => {
  if (text.length <= max) return text;
  const kept = text.slice(0, Math.max(0, max - ellipsis.length));
  return kept.replace(/[\uD800-\uDBFF]$/, '') + ellipsis.slice(0, max);
};

/** What most texts are: printable ASCII, with nothing in it that {@link clean} changes. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const CLICKS = /:\/\/|\bwww\./i;

/**
 * One safe line of at most `max` characters: unseen characters become visible escapes, runs of spaces one space, and
 * links do not click.
 */
export const clean = (text: string, max = 500): string =>
  text.length <= max && PLAIN.test(text) && !CLICKS.test(text) ? text : cleaned(text, max);

const cleaned = (text: string, max: number): string =>
  cut(
    // Cutting first keeps the work small however long the text is; no escape is shorter than what it replaces.
    cut(text, max * 2)
      .replace(UNSEEN, escaped)
      .replace(STACKED_MARKS, '$1')
      .replace(/\p{Zs}+/gu, ' ')
      .replaceAll('://', '[:]//')
      .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}[.]`)
      .trim(),
    max,
  );

/** Spaces a line may break at: a number and its unit stay together. */
const BREAKS = /(?<!\d) | (?!(?:d|h|min|s|UTC)\b)/;

/**
 * Text without line breaks, broken at spaces into lines of at most `width` characters. A word that is longer, such as
 * an ARN, stands on a line of its own. Continuation lines are indented by `rest`, deeper than the first: so a word
 * of an attacker's never begins a line that looks like one of ours.
 */
export const wrapped = (text: string, first = '', rest = `${first}  `, width = 72): string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(BREAKS)) {
    if (word === '') continue;
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
};
