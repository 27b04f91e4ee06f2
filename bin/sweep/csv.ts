/**
 * Rows as CSV that a spreadsheet can be trusted with: names and certificates' subjects are attacker-written, and a cell that
 * begins like a formula would be run.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */

/** What a spreadsheet takes for the beginning of a formula, full-width forms included; spaces before it do not help. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
/** Controls, line ends and characters that turn text around: one row is one line to whoever reads it by eye. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const isFormula = FORMULA.test(value);
  const shown = value.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
  return `"${isFormula ? "'" : ''}${shown.replaceAll('"', '""')}"`;
};

/** RFC 4180: every text quoted, lines end in CR LF. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
