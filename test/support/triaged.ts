import type { Alert } from '../../lambda/alert/schema';
import { triage } from '../../lambda/triage';

/** The alert that an event comes to. */
export const triaged = async (...asked: Parameters<typeof triage>): Promise<Alert> => {
  const alert = await triage(...asked);
  if (alert === undefined) throw new Error('the event came to no alert');
  return alert;
};
