/** A table's row in Markdown; a cell's bars are escaped, its line breaks become spaces. */
export const row = (cells: readonly string[]): string =>
  `| ${cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export const code = (text: string): string => `\`${text}\``;

/** Several in code, with commas; a dash where there are none. */
export const codes = (texts: readonly string[]): string =>
  texts.length === 0 ? '-' : texts.map(code).join(', ');
