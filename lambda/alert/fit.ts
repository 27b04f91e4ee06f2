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
  { text: 300, list: 8, inner: 2 },
  { text: 160, list: 4, inner: 1 },
  { text: 80, list: 2, inner: 1 },
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
  const shortened = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value === 'string') {
      if (value.length <= budget.text) return value;
      omit(`${path} (characters)`, value.length - budget.text + 1);
      return `${value.slice(0, budget.text - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
    }
    if (Array.isArray(value)) {
      const whole = value.filter((item) => !isCommand(item) || item.command.length <= budget.text);
      const limit = depth === 0 ? budget.list : budget.inner;
      const kept = path === 'activity.timeline' ? whole.slice(-budget.list) : whole.slice(0, limit);
      omit(path, value.length - kept.length);
      return kept.map((item) => shortened(item, path, depth + 1));
    }
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

/**
 * The largest copy of an alert that `fits`, step by step down to the least that tells what happened. Whatever fits not
 * even then is the last step's: an alert goes out in any case.
 */
export const fitted = (alert: Alert, fits: (candidate: Alert) => boolean): Alert => {
  let candidate = alert;
  for (const step of STEPS) {
    candidate = within(alert, step);
    if (fits(candidate)) break;
  }
  return candidate;
};
