/** Rows of a CSV file by the names in its first line, as exports of consoles and query services have them. */

type Row = Readonly<Record<string, string>>;

const SEPARATORS = [',', '\t', ';', '|'] as const;
const MAX_ROWS = 1_000_000;
const MAX_COLUMNS = 1000;

/** The rows, or none where the first line is no line of names. */
export const csvRows = (text: string): readonly Row[] => {
  const firstLine = text.slice(0, 20_000).split('\n', 1)[0] ?? '';
  const separator = SEPARATORS.find((each) => firstLine.includes(each));
  if (separator === undefined) return [];
  if (!areNames(cells(firstLine, separator)[0] ?? []) || !mayHoldEvents(firstLine, text)) return [];
  const [names, ...lines] = cells(text, separator);
  if (names === undefined) return [];
  return lines.map((line) => Object.fromEntries(names.map((name, index) => [name, line[index] ?? ''])));
};

/** Words with commas are no table: one of CloudTrail's names stands above it, or the service's name in it. */
const mayHoldEvents = (firstLine: string, text: string): boolean =>
  /event.?(?:source|name|id)/i.test(firstLine) || /rolesanywhere\.amazonaws/i.test(text);

/** Every name a short word or few, and none twice. */
const areNames = (names: readonly string[]): boolean =>
  names.length > 1 &&
  names.length <= MAX_COLUMNS &&
  new Set(names).size === names.length &&
  names.every((name) => /^[\w@. {}()/-]{1,128}$/.test(name));

/** RFC 4180, with line feeds alone as well; a quotation mark within a cell that is not quoted is a character. */
const cells = (text: string, separator: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length <= MAX_ROWS) {
    const { value, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    row.push(value);
    const isLast = text[end] !== separator;
    at = end + 1;
    if (!isLast) {
      if (at >= text.length) row.push('');
      continue;
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
};

interface Cell {
  readonly value: string;
  /** Where its separator, or the line feed, stands. */
  readonly end: number;
}

const quotedCell = (text: string, start: number): Cell => {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const end = text[quote + 1] === '\r' ? quote + 2 : quote + 1;
      return { value, end };
    }
    value += '"';
    at = quote + 2;
  }
};

const plainCell = (text: string, start: number, separator: string): Cell => {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1;
  return { value: text.slice(start, end).replace(/\r$/, '').trim(), end };
};
