import type { Alert } from './schema';

/** How much of the document one step keeps. */
interface Budget {
  /** Characters of one text. */
  readonly text: number;
  /** Entries of a list at the top: roles, findings. */
  readonly list: number;
  /** Entries of a list within an entry: a role's capabilities, a finding's evidence. */
  readonly inner: number;
}

/** From everything to the least that still tells what happened. */
const STEPS: readonly Budget[] = [
  { text: Number.POSITIVE_INFINITY, list: Number.POSITIVE_INFINITY, inner: Number.POSITIVE_INFINITY },
  { text: 8000, list: 250, inner: 20 },
  { text: 2048, list: 250, inner: 6 },
  { text: 2048, list: 120, inner: 4 },
  { text: 1100, list: 60, inner: 3 },
  { text: 1100, list: 30, inner: 3 },
  { text: 500, list: 15, inner: 2 },
  { text: 300, list: 10, inner: 2 },
  { text: 160, list: 8, inner: 1 },
  { text: 80, list: 6, inner: 1 },
  { text: 80, list: 3, inner: 1 },
  { text: 60, list: 3, inner: 0 },
];

/** A command cut short does something else: too long, and it goes as a whole. */
const isCommand = (value: unknown): value is { readonly command: string } =>
  typeof value === 'object' && value !== null && 'command' in value && typeof value.command === 'string';

/**
 * A copy within the budget. Lists keep their first entries: the document has the worst roles, findings and anchors first,
 * but its timeline runs from old to new and keeps the newest.
 */
const within = (alert: Alert, budget: Budget): Alert => {
  const omitted = new Map<string, number>();
  const omit = (what: string, count: number): void => {
    if (count > 0) omitted.set(what, (omitted.get(what) ?? 0) + count);
  };
  const shortText = (value: string, path: string): string => {
    if (value.length <= budget.text) return value;
    omit(`${path} (characters)`, value.length - budget.text + 1);
    return `${value.slice(0, budget.text - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  };
  const shortList = (list: readonly unknown[], path: string, depth: number): unknown => {
    const whole = list.filter((item) => !isCommand(item) || item.command.length <= budget.text);
    const limit = depth === 0 ? budget.list : budget.inner;
    const kept = path === 'activity.timeline' ? whole.slice(-budget.list) : whole.slice(0, limit);
    omit(path, list.length - kept.length);
    return kept.map((item) => shortened(item, path, depth + 1));
  };
  const shortened = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value === 'string') return shortText(value, path);
    if (Array.isArray(value)) return shortList(value, path, depth);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [
        key,
        shortened(field, path === '' ? key : `${path}.${key}`, depth),
      ]),
    );
  };
  const copy = shortened(alert, '', 0) as Alert;
  return omitted.size === 0
    ? copy
    : { ...copy, omitted: [...omitted].map(([what, count]) => ({ what, count })) };
};

/** Whether a document holds more than `limit` characters of text; stops counting there, however much follows. */
const exceeds = (document: unknown, limit: number): boolean => {
  let left = limit;
  const open: unknown[] = [document];
  while (open.length > 0 && left >= 0) {
    const value = open.pop();
    if (typeof value === 'string') left -= value.length;
    else if (typeof value === 'object' && value !== null) {
      for (const field of Object.values(value)) {
        left -= 1;
        if (left < 0) break;
        open.push(field);
      }
    }
  }
  return left < 0;
};

/**
 * The JSON of the largest copy of an alert that takes at most `maxBytes` as a JSON string within a JSON document, quotes
 * and escapes included: step by step down to the least that tells what happened. An alert goes out in any case.
 */
export const fittedJson = (alert: Alert, maxBytes: number): string => {
  let json = '';
  for (const step of STEPS) {
    const candidate = step === STEPS[0] ? alert : within(alert, step);
    // An enormous document is not written out only to find that it does not fit.
    if (exceeds(candidate, maxBytes)) continue;
    json = JSON.stringify(candidate);
    if (Buffer.byteLength(JSON.stringify(json)) <= maxBytes) break;
  }
  return json;
};
