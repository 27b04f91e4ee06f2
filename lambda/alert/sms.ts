import { burstTag } from './burst';
import { cut } from './plain';
import type { Alert } from './schema';
import { ascii } from './subject';
import { shortName } from './words';

/** One message of the GSM alphabet. */
export const SMS_MAX = 140;

/** Only characters that every phone shows and that count once: GSM's extension characters count twice. */
const gsm = (text: string): string => ascii(text).replace(/[`^{}[\]\\|~]/g, '.');

/** What has changed stands first, and gives way last. */
const renderUpdate = (alert: Alert, changed: string): string => {
  const before = `UPDATE ${alert.severity.toUpperCase()}: `;
  const after = `, account ${gsm(`${alert.account.id} ${alert.region}`)}`;
  const { subject, words } = alert.event;
  const profile = `, ${words.noun} ${cut(gsm(subject.name), 24, '...')}`;
  const room = SMS_MAX - before.length - profile.length - after.length;
  return cut(`${before}${cut(gsm(changed), Math.max(40, room), '...')}${profile}${after}`, SMS_MAX, '...');
};

const isDisabled = ({ containment }: Alert): boolean => containment?.outcome === 'disabled';

/** One line: how bad, which profile, what it can do, where, and by whom. */
export const renderSms = (alert: Alert): string => {
  if (alert.update !== undefined) return renderUpdate(alert, alert.update.changed[0] ?? '');
  const { subject, words } = alert.event;
  const before = `${alert.severity.toUpperCase()}: ${isDisabled(alert) ? 'DISABLED ' : ''}${words.title} `;
  const burst = burstTag(alert);
  const after = gsm(
    `${alert.claim}${burst === undefined ? '' : `, ${burst}`}, account ${alert.account.id} ${alert.region}`,
  );
  const name = cut(gsm(subject.name), Math.max(8, SMS_MAX - before.length - after.length - 1), '...');
  const line = `${before}${name} ${after}`;
  const by = `, by ${gsm(shortName(alert.actor.arn))}`;
  return cut(line.length + by.length <= SMS_MAX ? line + by : line, SMS_MAX, '...');
};
