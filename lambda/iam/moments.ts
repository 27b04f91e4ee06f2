/**
 * When what policies allow changes. What is past cannot come again; what begins or ends later is looked at then.
 */

import { type PolicyLayers, readLayers, testsByKey } from './access';
import { dateOf, type Test } from './conditions';

/** A time from which on something may be different. */
export interface Moment {
  /** As the policy has it. */
  readonly at: Date;
  /** A request shortly after it. */
  readonly after: Date;
}

const TIMES = ['aws:currenttime', 'aws:epochtime', 'aws:tokenissuetime'];

/** The last time that a Date can hold. Source: ECMAScript, "Time Values and Time Range". */
const LAST_MS = 8.64e15;

const SECOND_MS = 1_000;

/** Moments looked at, one after the other; policies that name more than a few dates to come are no ordinary ones. */
const MOST_MOMENTS = 8;

/**
 * The moments after `now` at which conditions of the policies begin or cease to hold, the earliest first; undefined where
 * they are too many.
 */
export const momentsAfter = (now: Date, all: readonly PolicyLayers[]): readonly Moment[] | undefined =>
  momentsOf(
    now,
    all.flatMap((layers) => {
      const tests = testsByKey(readLayers(layers));
      return TIMES.flatMap((key) => tests.get(key) ?? []);
    }),
  );

/** Whether what the policies allow may hang on when it is asked. */
export const looksAtTime = (layers: PolicyLayers): boolean => {
  const tests = testsByKey(readLayers(layers));
  return TIMES.some((key) => tests.has(key));
};

/** The same for some tests, whatever their keys. */
export const momentsOf = (now: Date, tests: readonly Test[]): readonly Moment[] | undefined => {
  const dates = new Set<number>();
  for (const { key, values } of tests) {
    if (!TIMES.includes(key.toLowerCase())) continue;
    for (const value of values) {
      const date = dateOf(value);
      // What lies beyond what a date can hold never comes.
      if (date !== undefined && date >= now.getTime() && date + SECOND_MS <= LAST_MS) dates.add(date);
    }
  }
  if (dates.size > MOST_MOMENTS) return undefined;
  return [...dates]
    .sort((a, b) => a - b)
    .map((date) => ({ at: new Date(date), after: new Date(date + SECOND_MS) }));
};

/** "2026-04-01T00:00:00Z": without fractions of a second where there are none. */
export const momentText = ({ at }: Moment): string => at.toISOString().replace('.000Z', 'Z');
