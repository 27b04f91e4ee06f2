/** Numbers, times and names in the words people read. All texts stay raw: channels escape. */

import type { Count } from '../enrich/history';

/** A time as "2026-03-04 05:06:07 UTC"; a text that is no time is given back as it is. */
export const dayAndTime = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/** The time of day as "05:22 UTC"; a text that is no time is given back as it is. */
export const clock = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(11, 16)} UTC`;
};

/** Up to when CloudTrail shows what happened: "shown up to 04:53 UTC". */
export const shownUpTo = (iso: string | undefined): string =>
  iso === undefined ? 'CloudTrail lags by minutes' : `shown up to ${clock(iso)}`;

/** A day as "2026-03-04"; a text that is no time is given back as it is. */
export const day = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toISOString().slice(0, 10);
};

/** "1st", "2nd", "13th". */
export const ordinal = (count: number): string => {
  const tail = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10;
  return `${count}${['th', 'st', 'nd', 'rd'][tail] ?? 'th'}`;
};

/** "at least 3" where reading stopped at a limit. */
export const countText = ({ count, atLeast }: Count): string => `${atLeast ? 'at least ' : ''}${count}`;

/** The first `limit` items, and how many are left: "a, b, +3 more". */
export const abridged = (items: readonly string[], limit: number, separator = ', '): string => {
  const rest = items.length - limit;
  return [...items.slice(0, limit), ...(rest > 0 ? [`+${rest} more`] : [])].join(separator);
};

export { lastPart as shortName } from '../arn';

/** "example-prod (111122223333)", or the id alone. */
export const accountLabel = (account: {
  readonly id: string;
  readonly alias?: string | undefined;
}): string =>
  account.alias === undefined || account.alias === '' ? account.id : `${account.alias} (${account.id})`;

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A reason, without the severity it may begin with: "critical because role deploy is admin" under "Why critical". */
export const withoutSeverity = (because: string, severity: string): string =>
  [`${severity}, `, `${severity} because `].reduce(
    (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    because,
  );
