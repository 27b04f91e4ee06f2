import type { Lookup } from '../lookup';
import type { Settings } from '../settings';

const HOUR = 3_600_000;

/** The moment of a change; one whose record tells no time has just arrived, so it is taken to be of now. */
export const momentOf = (when: Lookup<string>, now: Date): number =>
  when.known ? Date.parse(when.value) : now.getTime();

/**
 * Whether something happened around the change: within the activity window before it, or as long after it. A time that
 * cannot be read might be any, so it counts.
 */
export const isAround = (
  time: string,
  { when, now, settings }: { readonly when: Lookup<string>; readonly now: Date; readonly settings: Settings },
): boolean => {
  const at = Date.parse(time);
  return Number.isNaN(at) || Math.abs(at - momentOf(when, now)) <= settings.activityWindowHours * HOUR;
};
