import type { Context } from '../enrich/context';
import type { Settings } from '../settings';

const HOUR = 3_600_000;

/**
 * Whether something happened around the creation of the profile: within the activity window before it, or as long
 * after it. A time that cannot be read might be any, so it counts.
 */
export const isAround = (
  time: string,
  { change, now }: Context,
  { activityWindowHours }: Settings,
): boolean => {
  const at = Date.parse(time);
  const { time: recorded } = change.record;
  // A record without a time has just arrived, so it is taken to be of now.
  const moment = recorded.known ? Date.parse(recorded.value) : now.getTime();
  return Number.isNaN(at) || Math.abs(at - moment) <= activityWindowHours * HOUR;
};
