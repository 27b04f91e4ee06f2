import type { Channels } from '../alert/channels';
import type { Severity } from '../assess/severity';
import { reasonOf } from '../aws/errors';
import { ChangedMeanwhileError, NONE, type ObjectStore } from '../aws/object-store';
import { isObject } from '../json';
import { known, type Lookup, notKnown } from '../lookup';
import type { Settings } from '../settings';
import type { ReadAlerted } from './alerted';
import { type Digest, digestOf, missedAlertsOf, resultToKeep, type SweepResult, toBeAlerted } from './digest';
import { digestChannels } from './digest-text';
import { PROGRESS_KEY, RESULT_KEY } from './keys';
import type { SweepRow } from './row';
import { type SweepReaders, sweepAccount } from './sweep';
import { isLastTurn, TURN_SECONDS } from './window';

/** One account to sweep. */
export interface SweptAccount {
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  readonly readers: SweepReaders;
}

/** Publishes one message about what a sweep found. */
export type PublishDigest = (
  channels: Channels,
  about: { readonly severity: Severity; readonly account: string; readonly region: string },
) => Promise<void>;

/** What the weekly sweep says about itself. */
export interface SweepTelemetry {
  readonly turned: (turn: Turn) => void;
  readonly finished: (digest: Digest) => void;
  /** No turn follows this week, and not all was swept. */
  readonly unfinished: (accountsLeft: readonly string[]) => void;
}

export interface Weekly {
  readonly accounts: readonly SweptAccount[];
  readonly settings: Settings;
  readonly store: ObjectStore;
  /** Where the result is, in words for people: "s3://bucket/result.json". */
  readonly whole: string;
  readonly alerted: ReadAlerted;
  readonly publish: PublishDigest;
  /** Where the topic is: what a digest of several places is said to be of. */
  readonly home: { readonly account: string; readonly region: string };
  readonly telemetry: SweepTelemetry;
  readonly now: () => Date;
}

/** How one turn ended. */
export type Turn =
  /** All was swept, and the digest published. */
  | 'finished'
  /** There is more to sweep; the next turn goes on. */
  | 'goes-on'
  /** This week's sweep was finished before. */
  | 'was-finished'
  /** Another turn is under way. */
  | 'taken';

/** A sweep under way, as it is kept between two turns. */
interface SweepProgress {
  /** The day of the window, YYYY-MM-DD. */
  readonly day: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601; until then a turn is under way. */
  readonly takenUntil?: string;
  readonly rows: readonly SweepRow[];
  /** Accounts that were swept to their end. */
  readonly done: readonly string[];
  /** ISO 8601. */
  readonly finishedAt?: string;
}

/** Milliseconds kept back from sweeping: to judge what is under way, and to publish and to write. */
const RESERVE_MS = 120_000;
/** Milliseconds between two times that what was judged is written. */
const SAVE_MS = 60_000;

const isProgress = (value: unknown): value is SweepProgress =>
  isObject(value) && typeof value.day === 'string' && Array.isArray(value.rows) && Array.isArray(value.done);

const isResult = (value: unknown): value is SweepResult =>
  isObject(value) &&
  typeof value.startedAt === 'string' &&
  Array.isArray(value.rows) &&
  isObject(value.listedAt);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The sweep of this window: begun before, or beginning now. */
const begun = (read: unknown, now: Date): SweepProgress => {
  const day = now.toISOString().slice(0, 10);
  return isProgress(read) && read.day === day
    ? read
    : { day, startedAt: now.toISOString(), rows: [], done: [] };
};

/**
 * Takes one turn of the weekly sweep: goes on where the last one stopped, and, where all is swept, publishes what is new or
 * worse and keeps the result.
 *
 * A digest may go out twice where the function ends between publishing and writing, never not at all.
 * @param remainingMs milliseconds that the function has left
 */
export const takeTurn = async (weekly: Weekly, remainingMs: () => number): Promise<Turn> => {
  const turn = await turnOf(weekly, remainingMs);
  weekly.telemetry.turned(turn);
  return turn;
};

const turnOf = async (weekly: Weekly, remainingMs: () => number): Promise<Turn> => {
  const { store, now } = weekly;
  const before = await store.read(PROGRESS_KEY);
  const progress = begun(before === undefined ? undefined : parsed(before.text), now());
  if (progress.finishedAt !== undefined) return 'was-finished';
  if (Date.parse(progress.takenUntil ?? '') > now().getTime()) return 'taken';
  try {
    return await takenTurn(weekly, progress, before?.version ?? NONE, remainingMs);
  } catch (error) {
    // Two turns that began at once: the other one wrote first, and goes on.
    if (error instanceof ChangedMeanwhileError) return 'taken';
    throw error;
  }
};

const takenTurn = async (
  weekly: Weekly,
  progress: SweepProgress,
  version: string,
  remainingMs: () => number,
): Promise<Turn> => {
  const { now, accounts, telemetry } = weekly;
  const saving = saver(weekly, version);
  const taken = { ...progress, takenUntil: new Date(now().getTime() + TURN_SECONDS * 1000).toISOString() };
  await saving.save(taken);
  const swept = await sweptFurther(weekly, taken, saving, remainingMs);
  const left = accounts.filter(({ account }) => !swept.done.includes(account)).map(({ account }) => account);
  const { takenUntil: _until, ...free } = swept;
  if (left.length > 0) {
    await saving.save(free);
    if (isLastTurn(now())) telemetry.unfinished(left);
    return 'goes-on';
  }
  // What follows may fail, and is then all that the next turn has to do.
  await saving.save(swept);
  await conclude(weekly, free);
  await saving.save({ ...free, rows: [], finishedAt: now().toISOString() });
  return 'finished';
};

/** Writes progress, one write after the other, each over the last. */
const saver = ({ store }: Weekly, first: string) => {
  let version = first;
  let last: Promise<void> = Promise.resolve();
  const save = (progress: SweepProgress): Promise<void> => {
    last = last.then(async () => {
      version = await store.write(PROGRESS_KEY, JSON.stringify(progress), version);
    });
    return last;
  };
  return { save };
};

/** Sweeps what is left, account by account, until all is swept or the time is up. */
const sweptFurther = async (
  { accounts, settings, now }: Weekly,
  from: SweepProgress,
  { save }: ReturnType<typeof saver>,
  remainingMs: () => number,
): Promise<SweepProgress> => {
  const rows = [...from.rows];
  const done = [...from.done];
  const stop = new AbortController();
  let savedAt = now().getTime();
  let failure: unknown;
  const soFar = (): SweepProgress => ({ ...from, rows: [...rows], done: [...done] });
  const keep = (row: SweepRow): void => {
    rows.push(row);
    if (remainingMs() < RESERVE_MS) stop.abort();
    if (now().getTime() - savedAt < SAVE_MS) return;
    savedAt = now().getTime();
    save(soFar()).catch((error: unknown) => {
      failure = error;
      stop.abort();
    });
  };
  const timer = setTimeout(() => stop.abort(), Math.max(0, remainingMs() - RESERVE_MS));
  try {
    for (const each of accounts) {
      if (stop.signal.aborted || done.includes(each.account)) continue;
      const own = rows.filter(({ account }) => account === each.account);
      const end = await sweepAccount({ ...each, settings, now, before: own, keep, stop: stop.signal });
      if (end === 'finished') done.push(each.account);
    }
  } finally {
    clearTimeout(timer);
  }
  if (failure !== undefined) throw failure;
  return soFar();
};

/** Tells people what is new or worse, and keeps the result for the next comparison. */
const conclude = async (weekly: Weekly, { startedAt, rows }: SweepProgress): Promise<void> => {
  const { store, publish, home, whole, telemetry, now } = weekly;
  const current: SweepResult = { startedAt, finishedAt: now().toISOString(), rows, listedAt: {} };
  const kept = await store.read(RESULT_KEY);
  const read = kept === undefined ? undefined : parsed(kept.text);
  const previous = isResult(read) ? read : undefined;
  const digest = digestOf(current, previous, await alertedSince(weekly, current, previous));
  for (const alert of missedAlertsOf(digest)) {
    const [profile] = alert.missed;
    const where = { account: profile?.account ?? home.account, region: profile?.region ?? home.region };
    await publish(digestChannels(alert, whole), { severity: alert.severity, ...where });
  }
  await publish(digestChannels(digest, whole), { severity: digest.severity, ...home });
  await store.write(RESULT_KEY, JSON.stringify(resultToKeep(current, previous)));
  telemetry.finished(digest);
};

/** Which of the new profiles were alerted about; asked only where there are some. */
const alertedSince = async (
  { alerted }: Weekly,
  current: SweepResult,
  previous: SweepResult | undefined,
): Promise<Lookup<ReadonlySet<string>>> => {
  const expected = toBeAlerted(current.rows, previous, new Date(current.finishedAt));
  if (expected.length === 0 || previous === undefined) return known(new Set());
  const since = Math.min(...Object.values(previous.listedAt).map((listed) => Date.parse(listed)));
  try {
    return known(await alerted(new Date(since), AbortSignal.timeout(ASKING_MS)));
  } catch (error) {
    return notKnown(reasonOf(error, 'logs:FilterLogEvents'));
  }
};

/** Milliseconds to search the log in at most. */
const ASKING_MS = 60_000;
