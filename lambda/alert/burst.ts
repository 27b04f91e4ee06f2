import type { Assessment } from '../assess/assessment';
import type { Alert } from './schema';
import { clock, ordinal } from './words';

/** The burst that an alert belongs to. */
export const burstIn = ({ burst }: Assessment): Alert['burst'] => {
  if (burst === undefined) return undefined;
  const { name, id, arn, createdAt = '' } = burst.first;
  return { nth: burst.nth, first: { name, id, arn, createdAt } };
};

/** Whether the first alert of a burst has told what this one would tell again. An update is always told in full. */
export const isFolded = ({ burst, update }: Pick<Alert, 'burst' | 'update'>): boolean =>
  burst !== undefined && update === undefined;

/** "3rd of a burst"; nothing in an alert that stands by itself. */
export const burstTag = (alert: Pick<Alert, 'burst' | 'update'>): string | undefined =>
  isFolded(alert) && alert.burst !== undefined ? `${ordinal(alert.burst.nth)} of a burst` : undefined;

/** What it shares with which alert. Not escaped. */
export const burstLine = ({ burst }: Alert): string => {
  if (burst === undefined) return '';
  const { nth, first } = burst;
  return `${ordinal(nth)} of a burst by this actor since ${clock(first.createdAt)}: same roles and settings as the first, "${first.name}"${first.id === null ? '' : ` (${first.id})`}, and no worse verdict. The alert about that one tells why, who can use it and what else happened; this one is short`;
};
