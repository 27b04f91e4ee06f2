import { ownField } from '../../lambda/event/fields';
import { isObject, type JsonObject } from '../../lambda/json';

/** Rows of columns, in the ways in which query services answer, each as one object by the columns' names. */

const MAX_COLUMNS = 1000;

/** The rows that a value stands for; none where it is no row and no table. */
export const rowsOf = (value: unknown): readonly JsonObject[] => {
  if (Array.isArray(value)) {
    const row = rowIn(value);
    return row === undefined ? [] : [row];
  }
  return isObject(value) ? tableIn(value) : [];
};

/**
 * One row as a list of cells that each bear a name: `[{eventID: ...}, {eventName: ...}]` as CloudTrail Lake answers,
 * `[{field: "@message", value: ...}]` as CloudWatch Logs Insights does.
 */
const rowIn = (cells: readonly unknown[]): JsonObject | undefined => {
  if (cells.length === 0 || cells.length > MAX_COLUMNS) return undefined;
  const entries: (readonly [string, unknown])[] = [];
  for (const cell of cells) {
    const entry = isObject(cell) ? entryOf(cell) : undefined;
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  const names = new Set(entries.map(([name]) => name));
  return names.size === entries.length && entries.length > 1 ? Object.fromEntries(entries) : undefined;
};

const entryOf = (cell: JsonObject): readonly [string, unknown] | undefined => {
  const names = Object.keys(cell);
  const [only] = names;
  if (names.length === 1 && only !== undefined) {
    const value = cell[only];
    return isObject(value) || Array.isArray(value) ? undefined : [only, value];
  }
  const field = ownField(cell, 'field');
  return typeof field === 'string' && names.length === 2 && Object.hasOwn(cell, 'value')
    ? [field, cell.value]
    : undefined;
};

/** Where answers keep the names of their columns: objects with one of these, or plain texts. */
const NAME_KEYS = ['name', 'Name', 'label', 'text', 'VarCharValue'] as const;

/** `{columns: [...], rows: [[...]]}`, under whichever names. */
const tableIn = (value: JsonObject): readonly JsonObject[] => {
  const lists = Object.values(value).filter(Array.isArray).slice(0, 10);
  const athena = headedRows(lists);
  if (athena.length > 0) return athena;
  const columns = columnsIn(value, lists);
  if (columns === undefined) return [];
  const rows = lists.find(
    (list) => list.length > 0 && list.every((row) => Array.isArray(row) && row.length === columns.length),
  );
  return (rows ?? []).map((row: unknown) => namedRow(columns, row as readonly unknown[]));
};

const columnsIn = (
  value: JsonObject,
  lists: readonly (readonly unknown[])[],
): readonly string[] | undefined => {
  const within = Object.values(value)
    .filter(isObject)
    .flatMap((each) => Object.values(each).filter(Array.isArray));
  for (const list of [...lists, ...within].slice(0, 20)) {
    const names = list.length > MAX_COLUMNS ? [] : list.map(columnName);
    const all = names.filter((name) => name !== undefined);
    if (all.length === names.length && all.length > 1 && new Set(all).size === all.length) return all;
  }
  return undefined;
};

const columnName = (column: unknown): string | undefined => {
  if (typeof column === 'string') return column;
  if (!isObject(column)) return undefined;
  return NAME_KEYS.map((key) => ownField(column, key)).find((name) => typeof name === 'string') as
    | string
    | undefined;
};

/** Athena's `Rows: [{Data: [{VarCharValue}]}]`, whose first row holds the names. */
const headedRows = (lists: readonly (readonly unknown[])[]): readonly JsonObject[] => {
  for (const list of lists) {
    const rows = list.map((row) => (isObject(row) ? ownField(row, 'Data') : undefined));
    const [head, ...rest] = rows;
    if (!Array.isArray(head) || rest.length === 0 || !rest.every(Array.isArray)) continue;
    const names = head.map(columnName);
    const columns = names.filter((name) => name !== undefined);
    if (columns.length !== names.length || columns.length < 2) continue;
    return rest.map((row) => namedRow(columns, row as readonly unknown[]));
  }
  return [];
};

const namedRow = (columns: readonly string[], row: readonly unknown[]): JsonObject =>
  Object.fromEntries(columns.map((column, index) => [column, cellOf(row[index])]));

/** Typed cells bear their value under its type's name: `{VarCharValue: ...}`, `{stringValue: ...}`. */
const cellOf = (cell: unknown): unknown => {
  if (!isObject(cell)) return cell;
  const [only, ...more] = Object.entries(cell);
  return only !== undefined && more.length === 0 && /value$/i.test(only[0]) ? only[1] : cell;
};
