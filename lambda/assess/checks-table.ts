import { type Check, QUESTIONS } from './check';
import { SEVERITIES } from './severity';

/** Where the table stands in the README. */
export const TABLE_START = '<!-- checks:start -->';
export const TABLE_END = '<!-- checks:end -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const checkRow = ({ id, looksFor, severities }: Check, question: string): string =>
  row([
    `\`${id}\``,
    looksFor,
    question,
    SEVERITIES.filter((severity) => severities.includes(severity))
      .reverse()
      .join(', '),
  ]);

/** The checks as a Markdown table, by the question each answers. */
export const checksTable = (checks: readonly Check[]): string =>
  [
    row(['Check', 'What it looks for', 'Question', 'Severities']),
    row(['---', '---', '---', '---']),
    ...Object.entries(QUESTIONS).flatMap(([id, question]) =>
      checks.filter((check) => check.question === id).map((check) => checkRow(check, question)),
    ),
  ].join('\n');

/** A text with the table between its markers; unchanged where it has no markers. */
export const withChecksTable = (text: string, checks: readonly Check[]): string => {
  const start = text.indexOf(TABLE_START);
  const end = text.indexOf(TABLE_END, start);
  return start < 0 || end < 0
    ? text
    : `${text.slice(0, start + TABLE_START.length)}\n${checksTable(checks)}\n${text.slice(end)}`;
};
