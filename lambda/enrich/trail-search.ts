import type { NotKnown } from '../lookup';
import type { Ask } from './lookup-of';
import type { LookUpTrail, TrailQuery, TrailRecord } from './trail';

/** What a search brought: everything, or what came before it stopped. */
export interface TrailSearchResult {
  /** Newest first. */
  readonly records: readonly TrailRecord[];
  /** True where there may be more: the pages ran out, or a later page failed. */
  readonly more: boolean;
  /** Why a page could not be had. */
  readonly failure?: NotKnown;
  /** ISO 8601; the oldest record read: all newer ones were. Absent where no record was read. */
  readonly reachesBackTo?: string;
  /** Records read, those not kept included. */
  readonly recordsRead: number;
}

/** Asks one Region's CloudTrail, page after page. Never rejects. */
export type SearchTrail = (
  region: string,
  query: TrailQuery,
  limits: SearchLimits,
) => Promise<TrailSearchResult>;

export interface SearchLimits {
  /** Pages of 50 events to read at most. */
  readonly pages: number;
  /** Which records to keep; the others are let go page by page. */
  readonly keep: (record: TrailRecord) => boolean;
}

/**
 * @param account keeps only records of this account's trail, so that credentials of another account cannot answer for it
 */
export const trailSearch =
  (lookUp: LookUpTrail, ask: Ask, account: string): SearchTrail =>
  async (region, query, { pages, keep }) => {
    const records: TrailRecord[] = [];
    let nextToken: string | undefined;
    let recordsRead = 0;
    let reachesBackTo: string | undefined;
    const result = (more: boolean, failure?: NotKnown): TrailSearchResult => ({
      records,
      more,
      recordsRead,
      ...(failure === undefined ? {} : { failure }),
      ...(reachesBackTo === undefined ? {} : { reachesBackTo }),
    });
    for (let count = 0; count < pages; count += 1) {
      const token = nextToken;
      const page = await ask('cloudtrail:LookupEvents', (signal) => lookUp(region, query, token, signal));
      if (!page.known) return result(true, page);
      recordsRead += page.value.records.length;
      reachesBackTo = oldestOf(page.value.records) ?? reachesBackTo;
      const ours = page.value.records.filter(
        ({ accountId }) => accountId === undefined || accountId === account,
      );
      records.push(...ours.filter(keep));
      nextToken = page.value.nextToken;
      if (nextToken === undefined) return result(false);
    }
    return result(true);
  };

/** The time of the last record that has one: a page is newest first, too. */
const oldestOf = (records: readonly TrailRecord[]): string | undefined => {
  const times = records.map(({ time }) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  const oldest = times.at(-1);
  return oldest === undefined ? undefined : new Date(oldest).toISOString();
};

/** CloudTrail keeps its event history this long; LookupEvents reaches no further. */
export const TRAIL_DAYS = 90;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
