import { clean, cut } from './plain';
import type { Alert } from './schema';

/** SNS: under 100 characters, no line breaks or control characters; printable ASCII is safest. */
export const SUBJECT_MAX = 99;

/** Printable ASCII, whatever came in. */
export const ascii = (text: string): string =>
  clean(text, 1000)
    .replaceAll('…', '...')
    .replace(/[^\x20-\x7e]/gu, '?');

/** "[CRITICAL] Roles Anywhere profile build-farm can become admin - 111122223333 eu-central-1". */
export const renderSubject = (alert: Alert): string => {
  const tag = alert.severity.toUpperCase() + (alert.disposition === 'expected' ? ', expected' : '');
  const before = `[${tag}] Roles Anywhere profile `;
  const after = ascii(`${alert.claim} - ${alert.account.id} ${alert.region}`);
  const room = SUBJECT_MAX - before.length - after.length - 1;
  // The name gives way first: it is the attacker's, the rest is ours.
  return cut(
    `${before}${cut(ascii(alert.profile.name), Math.max(8, room), '...')} ${after}`,
    SUBJECT_MAX,
    '...',
  );
};
