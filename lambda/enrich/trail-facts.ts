import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../event/change';
import type { Profile } from '../event/profile';
import {
  activityRegions,
  actorHandles,
  readActivity,
  readAnchorChanges,
  readSessions,
  windowAround,
} from './activity';
import type { Context } from './context';
import { unlessCallsShowMore } from './contradictions';
import { earlierCalls, isEarlierChange, readHistory } from './history';
import { readProfileBefore } from './profile-before';
import { namesGiven, namesOf, namesOfOpening } from './profile-names';
import type { TrailRecord } from './trail';
import type { SearchTrail, Underway } from './trail-search';

/** What only CloudTrail can tell about one change. */
export type TrailFacts = Pick<
  Context,
  'history' | 'before' | 'activity' | 'anchorChanges' | 'anchorCoverage' | 'sessions'
>;

export interface TrailUnderway extends Underway<TrailFacts> {
  /** Resolves when one more of the questions is answered, or all are. */
  readonly next: () => Promise<void>;
  readonly isDone: () => boolean;
  /** Whether it is settled what the profile was before: not knowing it is worse than any answer. */
  readonly isBeforeDone: () => boolean;
}

export interface TrailQuestions {
  readonly change: Change;
  /** The Region of the change. */
  readonly region: string;
  /** The Region in which what it opens is used: another one where the change is IAM's. */
  readonly usedIn: string;
  readonly eventTime: Date;
  readonly now: Date;
  /** Hours before the event in which calls are looked up. */
  readonly hours: number;
  /** The profile as it is now, once that is known: it may have got another alias. */
  readonly current: () => Profile | undefined;
}

/** Begins all look-ups of one alert, what can raise its severity most first. */
export const readTrail = (
  search: SearchTrail,
  { change, region, usedIn, eventTime, now, hours, current }: TrailQuestions,
): TrailUnderway => {
  const window = windowAround(eventTime, hours, now);
  const handles = actorHandles(change.record.actor);
  const activityIn = (each: string) =>
    (handles.length === 0 ? [undefined] : handles).map((handle) =>
      readActivity(search, change, each, hours, window, now, handle),
    );
  const [inRegion = [], ...elsewhere] = activityRegions(region, change.place.partition, usedIn).map(
    activityIn,
  );
  const activity = [...inRegion, ...elsewhere.flat()];
  const actorCalls = () => inRegion.flatMap((each) => each.records());
  const names = () => {
    const shown = current();
    if (change.opening !== undefined) return namesOfOpening(change.opening);
    return namesGiven(namesOf([change.profile, ...(shown === undefined ? [] : [shown])]), actorCalls());
  };
  const anchorChanges = readAnchorChanges(search, usedIn, window, now, actorCalls);
  const sessions = readSessions(search, change, usedIn, eventTime, now, names);
  const isEarlier = (record: TrailRecord) =>
    isEarlierChange(record, change) && Date.parse(record.time) <= eventTime.getTime();
  const earlier = earlierCalls(search, change, region, eventTime, now);
  const history = readHistory(search, change, region, eventTime, now, earlier);
  const before = readProfileBefore(search, change, region, eventTime, now, earlier);

  let isBeforeDone = false;
  void before.done.then(() => {
    isBeforeDone = true;
  });
  const open = new Set<Promise<void>>();
  for (const { done } of [...activity, anchorChanges, sessions, history, before]) {
    const closed: Promise<void> = done.then(() => {
      open.delete(closed);
    });
    open.add(closed);
  }
  return {
    done: Promise.all(open).then(() => undefined),
    next: () => (open.size === 0 ? Promise.resolve() : Promise.race(open)),
    isDone: () => open.size === 0,
    isBeforeDone: () => isBeforeDone,
    soFar: () => {
      const changes = anchorChanges.soFar();
      return {
        history: unlessCallsShowMore(history.soFar(), actorCalls().filter(isEarlier).length),
        activity: activity.map((each) => each.soFar()),
        anchorChanges: changes.events,
        anchorCoverage: changes.coverage,
        sessions: sessions.soFar(),
        before: before.soFar(),
      };
    },
  };
};

/** Waits until something is answered, or so many milliseconds have passed. */
export const answeredWithin = async (done: Promise<unknown>, ms: number): Promise<void> => {
  const timer = new AbortController();
  const passed = sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([done, passed]);
  timer.abort();
};

/**
 * Waits until all is answered, or what is still open cannot matter any more.
 * @param isSettled whether it cannot; asked at once, and with each answer
 */
export const answeredUntil = async (trail: TrailUnderway, isSettled: () => boolean): Promise<void> => {
  while (!trail.isDone() && !(trail.isBeforeDone() && isSettled())) await trail.next();
};
