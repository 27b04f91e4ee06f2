import type { TrailSearchResult } from './trail-search';

/**
 * How far one question to CloudTrail got, whatever it found. The trail is read newest first, so what was not reached is
 * the oldest of it.
 */
export interface TrailCoverage {
  /** True where the trail was read back to the start of the time asked about. */
  readonly complete: boolean;
  /** ISO 8601; all that the trail shows from here to `shownUpTo` was read. Absent where nothing was. */
  readonly reachesBackTo?: string;
  /** ISO 8601; what happened later may not be in the trail yet. That is CloudTrail's lag, and no fault. */
  readonly shownUpTo: string;
  /** Why reading stopped early; absent where it came to its end, or to its limit of pages. */
  readonly failure?: string;
  /** Records read, those that were left out included: that somebody made thousands is a fact, too. */
  readonly recordsRead: number;
}

/** The same of one actor's calls. */
export interface ActorCoverage extends TrailCoverage {
  /**
   * Whether it reaches back to where the actor's session began: nothing of that session is older.
   * Absent where the event does not say when that was.
   */
  readonly coversSession?: boolean;
}

/**
 * Milliseconds after which a call is taken to be in the trail. AWS promises no time: "typically ... within an average of
 * about 5 minutes", and before 2023 "within 15 minutes". The longer one is taken, for a sentence about absence.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const TRAIL_LAG_MS = 15 * 60_000;

/**
 * Up to when a look-up shows what happened.
 * @param asked when it was made
 * @param until the end of the time it asked about
 */
export const shownUntil = (asked: Date, until: Date = asked): Date =>
  new Date(Math.min(asked.getTime() - TRAIL_LAG_MS, until.getTime()));

/** The time one question asked about. */
export interface AskedPeriod {
  readonly at: Date;
  readonly from: Date;
  readonly to: Date;
}

/** How far searches got that answer one question together: no further than each of them. */
export const trailCoverage = (results: readonly TrailSearchResult[], asked: AskedPeriod): TrailCoverage => {
  const reached = results.map((result) => (result.more ? result.reachesBackTo : asked.from.toISOString()));
  const failure = results.find((result) => result.failure !== undefined)?.failure?.reason;
  // ISO times of one form sort as they are ordered; no further than the one that got least far.
  const reachesBackTo = reached.includes(undefined) ? undefined : [...reached].sort().at(-1);
  return {
    complete: results.every(({ more }) => !more),
    shownUpTo: shownUntil(asked.at, asked.to).toISOString(),
    recordsRead: results.reduce((sum, { recordsRead }) => sum + recordsRead, 0),
    ...(reachesBackTo === undefined ? {} : { reachesBackTo }),
    ...(failure === undefined ? {} : { failure }),
  };
};

/** Nothing was read. */
export const nothingRead = (failure: string, at: Date): TrailCoverage => ({
  complete: false,
  shownUpTo: shownUntil(at).toISOString(),
  recordsRead: 0,
  failure,
});

/** @param sessionStart ISO 8601; when the actor's session began */
export const ofActor = (coverage: TrailCoverage, sessionStart: string | undefined): ActorCoverage => {
  const start = Date.parse(sessionStart ?? '');
  if (Number.isNaN(start)) return coverage;
  return { ...coverage, coversSession: Date.parse(coverage.reachesBackTo ?? '') <= start };
};
