import type { Lookup } from '../lookup';
import { lower, type Severity } from './severity';

/** Milliseconds before the event within which a call counts in full. */
const NEAR_MS = 3_600_000;

/**
 * Whether something happened more than an hour before the event. A time that cannot be read, and any time beside an event
 * without one, might be near.
 * @param time ISO 8601
 */
export const isLongBefore = (time: string, when: Lookup<string>, now: Date): boolean => {
  const moment = when.known ? Date.parse(when.value) : now.getTime();
  return moment - Date.parse(time) > NEAR_MS;
};

/**
 * What a call of such a severity contributes at its distance from the event: one more than an hour before contributes at
 * most medium. Without that, no trail that was cut short could ever be calm, since any call may stand in what was cut off.
 */
export const atDistance = (severity: Severity, time: string, when: Lookup<string>, now: Date): Severity =>
  isLongBefore(time, when, now) ? lower(severity, 'medium') : severity;
