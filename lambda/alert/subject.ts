import { isFolded } from './burst';
import { clean, cut } from './plain';
import type { Alert } from './schema';
import { ordinal } from './words';

/** SNS: under 100 characters, no line breaks or control characters; printable ASCII is safest. */
export const SUBJECT_MAX = 99;

/** Printable ASCII, whatever came in. */
export const ascii = (text: string): string =>
  clean(text, 1000)
    .replaceAll('…', '...')
    .replace(/[^\x20-\x7e]/gu, '?');

/** "CRITICAL", "HIGH, expected", "UPDATE HIGH", "LOW, 3rd alike", or for what the allow list alone decides "EXPECTED". */
const tagOf = (alert: Alert): string => {
  const { burst } = alert;
  return `${alert.update === undefined ? '' : 'UPDATE '}${verdictOf(alert)}${isFolded(alert) && burst !== undefined ? `, ${ordinal(burst.nth)} alike` : ''}`;
};

const verdictOf = ({ severity, disposition }: Pick<Alert, 'severity' | 'disposition'>): string => {
  if (disposition === 'unexpected') return severity.toUpperCase();
  return severity === 'informational' ? 'EXPECTED' : `${severity.toUpperCase()}, expected`;
};

/** Characters of a name that tell it from others. */
const NAME_MIN = 16;

/** "[CRITICAL] Roles Anywhere profile build-farm can become admin - 111122223333 eu-central-1". */
export const renderSubject = (alert: Alert): string => {
  const { subject, words } = alert.event;
  const name = ascii(subject.name);
  const after = ascii(`${alert.claim} - ${alert.account.id} ${alert.region}`);
  const tag = `[${tagOf(alert)}]`;
  const roomAfter = (before: string) => SUBJECT_MAX - before.length - after.length - 1;
  const inFull = `${tag} ${words.title} `;
  const before = roomAfter(inFull) >= Math.min(name.length, NAME_MIN) ? inFull : `${tag} ${words.short} `;
  // The name gives way first: it is the attacker's, the rest is ours.
  return cut(`${before}${cut(name, Math.max(8, roomAfter(before)), '...')} ${after}`, SUBJECT_MAX, '...');
};
