import { ifKnown, type Lookup, type NotKnown, notKnown } from '../lookup';
import type { Ask } from './lookup-of';
import type { LookUpTrail, TrailPage, TrailQuery, TrailRecord } from './trail';

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

/** An answer that comes in parts: what there is of it so far, and when there will be no more. */
export interface Underway<T> {
  /** Never rejects. */
  readonly done: Promise<void>;
  readonly soFar: () => T;
}

/** The whole of an answer that comes in parts. */
export const wholeOf = async <T>({ done, soFar }: Underway<T>): Promise<T> => {
  await done;
  return soFar();
};

/** Begins to ask one Region's CloudTrail, page after page. */
export type SearchTrail = (
  region: string,
  query: TrailQuery,
  limits: SearchLimits,
) => Underway<TrailSearchResult>;

export interface SearchLimits {
  /** Pages of 50 events to read at most. */
  readonly pages: number;
  /** Which records to keep; the others are let go page by page. */
  readonly keep: (record: TrailRecord) => boolean;
  /** What is asked before what: the lower first, where several wait for their turn in one Region. Below 100. */
  readonly rank: number;
}

const NOT_WAITED_FOR = notKnown('not waited for, as nothing in it could make this alert more severe');

const NOTHING_READ: TrailSearchResult = { records: [], more: true, recordsRead: 0, failure: NOT_WAITED_FOR };

const OTHER_ACCOUNT = notKnown('the answer is about another account');
const UNREADABLE = notKnown("some of CloudTrail's records could not be read");
const EMPTY_PAGES = notKnown('CloudTrail answered with empty pages, and more to come');

/** CloudTrail says of every event what, where and when it was. */
const isReadable = ({ eventName, eventSource, time }: TrailRecord): boolean =>
  eventName !== '' && eventSource !== '' && time !== '';

/** Each question's first page, which is its newest, comes before anybody's second. */
const PAGE_RANK = 100;

/**
 * @param account keeps only records of this account's trail; where there are others, credentials of another account
 *   answer, and what they do not show proves nothing
 */
export const trailSearch =
  (lookUp: LookUpTrail, ask: Ask, account: string): SearchTrail =>
  (region, query, { pages, keep, rank }) => {
    let soFar = NOTHING_READ;
    const askPage: AskPage = (nextToken, count) =>
      ask('cloudtrail:LookupEvents', (signal) =>
        lookUp(region, query, nextToken, signal, rank + count * PAGE_RANK),
      );

    const read = async (): Promise<void> => {
      const kept = (record: TrailRecord): boolean => isOf(account, record) && keep(record);
      for await (const result of resultsBy(askPage, pages, account, kept)) soFar = result;
    };
    return { done: read(), soFar: () => soFar };
  };

type AskPage = (nextToken: string | undefined, count: number) => Promise<Lookup<TrailPage>>;

/** What is known after each page, up to the last, to one that could not be had, or to so many. */
async function* resultsBy(
  askPage: AskPage,
  pages: number,
  account: string,
  keep: SearchLimits['keep'],
): AsyncGenerator<TrailSearchResult> {
  let result = NOTHING_READ;
  let nextToken: string | undefined;
  for (let count = 0; count < pages; count += 1) {
    const page = await askPage(nextToken, count);
    if (page.known) result = withPage(result, page.value, keep);
    const failure = page.known ? failureIn(page.value.records, account) : page;
    if (failure !== undefined) return yield { ...result, more: true, failure };
    nextToken = ifKnown(page)?.nextToken;
    if (nextToken === undefined) break;
    yield result;
  }
  const { failure: _, ...whole } = result;
  yield whole.more && whole.recordsRead === 0 ? { ...whole, failure: EMPTY_PAGES } : whole;
}

const withPage = (
  before: TrailSearchResult,
  { records, nextToken }: TrailPage,
  keep: SearchLimits['keep'],
): TrailSearchResult => {
  const reachesBackTo = oldestOf(records) ?? before.reachesBackTo;
  return {
    ...before,
    records: [...before.records, ...records.filter(keep)],
    recordsRead: before.recordsRead + records.length,
    more: nextToken !== undefined,
    ...(reachesBackTo === undefined ? {} : { reachesBackTo }),
  };
};

const isOf = (account: string, { accountId }: TrailRecord): boolean =>
  accountId === undefined || accountId === account;

/** A page that is not what was asked for may stand for one that is full. */
const failureIn = (records: readonly TrailRecord[], account: string): NotKnown | undefined => {
  if (!records.every((record) => isOf(account, record))) return OTHER_ACCOUNT;
  return records.every(isReadable) ? undefined : UNREADABLE;
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
