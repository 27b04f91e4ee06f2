/** Numbers, times and names in the words people read. All texts stay raw: channels escape. */

import type { Count } from '../enrich/history';

const UNITS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const;

/** Seconds as "45 s", "15 min", "1 h 30 min", "12 h": at most the two largest units, rounded down. */
export const duration = (seconds: number): string => {
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(' ') || '0 s';
};

/** A time as "2026-03-04 05:06:07 UTC"; a text that is no time is given back as it is. */
export const moment = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/** A day as "2026-03-04"; a text that is no time is given back as it is. */
export const day = (iso: string): string => {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toISOString().slice(0, 10);
};

/** Seconds in the largest unit that fits, rounded down: "4 min", "3 h". */
const coarse = (seconds: number): string => {
  const unit = UNITS.find((one) => seconds >= one.seconds) ?? UNITS[3];
  return `${Math.floor(seconds / unit.seconds)} ${unit.name}`;
};

/** How `iso` stands to `reference`: "5 min before", "2 h after", "at the same time"; empty where either is no time. */
export const relative = (iso: string, reference: string): string => {
  const seconds = (new Date(iso).getTime() - new Date(reference).getTime()) / 1000;
  if (Number.isNaN(seconds)) return '';
  if (Math.abs(seconds) < 1) return 'at the same time';
  return `${coarse(Math.abs(seconds))} ${seconds < 0 ? 'before' : 'after'}`;
};

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** "at least 3" where reading stopped at a limit. */
export const counted = ({ count, atLeast }: Count): string => `${atLeast ? 'at least ' : ''}${count}`;

/** The first `limit` items, and how many are left: "a, b, +3 more". */
export const listed = (items: readonly string[], limit: number, separator = ', '): string => {
  const rest = items.length - limit;
  return [...items.slice(0, limit), ...(rest > 0 ? [`+${rest} more`] : [])].join(separator);
};

/** The last part of an ARN's path, the name people call the thing by. */
export const shortName = (arn: string): string => arn.split('/').at(-1) || arn;

/** "example-prod (111122223333)", or the id alone. */
export const accountLabel = (account: {
  readonly id: string;
  readonly alias?: string | undefined;
}): string =>
  account.alias === undefined || account.alias === '' ? account.id : `${account.alias} (${account.id})`;

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
