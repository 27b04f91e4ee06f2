import type { Alert } from '../alert/schema';
import { reasonOf } from '../aws/errors';
import type { FirstAlert } from '../enrich/first-alert';
import type { Change } from '../event/change';
import type { RecordedSession } from '../event/session';
import { ifKnown, known, type Lookup, notKnown } from '../lookup';
import { certificateKey } from './certificate-key';
import type { AlertedProfile, FirstUseTable, UseRow } from './table';

/**
 * The watch over profiles that an alert was about: it remembers them, and tells which of their sessions are news.
 *
 * A certificate is told of at least once, and hardly ever twice: an event takes it upon itself before its alert goes out,
 * and the table says that it is told only afterwards. Where the publish fails, the same event is tried again and finds its
 * own claim; where it fails for good, the next session of the certificate finds the claim run out.
 */
export interface Watch {
  /**
   * Before the alert: remembers the profile of a change, or finds out whether a session is news.
   * @param signal aborts when there is no more time to ask
   */
  readonly begin: (change: Change, now: Date, signal: AbortSignal) => Promise<Watched>;
  /** The alert about a session's profile, by a session that is known to be news. */
  readonly firstAlert: (change: Change, now: Date, signal: AbortSignal) => Promise<Lookup<FirstAlert>>;
}

export interface Watched {
  /** False where a session asks for no alert. */
  readonly isNews: boolean;
  /** Of a session: the alert about its profile. */
  readonly firstAlert?: Lookup<FirstAlert>;
  /**
   * Once the alert is out: writes down what it came to, or that the certificate is told.
   * @throws where the table did not take it
   */
  readonly published: (alert: Alert, now: Date, signal: AbortSignal) => Promise<void>;
}

/** Milliseconds in which an event whose publish failed is tried again: by Lambda, after one minute and two more. */
const CLAIM_MS = 900_000;
/**
 * New certificates of one profile that are told of. Whoever owns a CA makes as many as they like, ten sessions a second, and
 * SNS switches off an e-mail subscription that gets more messages than that.
 */
export const MOST_CERTIFICATES = 20;
/** Certificates that one warm function remembers to have told of, for the time that the table does not answer. */
const MOST_REMEMBERED = 1_000;
const DAY_MS = 86_400_000;

/** Severities as the machine JSON has them, the worst last. */
const ORDER: readonly string[] = ['informational', 'low', 'medium', 'high', 'critical'];

const worse = (one: AlertedProfile, other: AlertedProfile): AlertedProfile => {
  if (one.isWatched !== other.isWatched) return one.isWatched ? one : other;
  // One whose severity is not known may have been the worst.
  const rank = ({ severity }: AlertedProfile) =>
    severity === undefined ? ORDER.length : ORDER.indexOf(severity);
  return rank(other) > rank(one) ? other : one;
};

const GET = 'dynamodb:GetItem';
const NO_PROFILE = 'the record names no profile';

/**
 * @param table what remembers
 * @param days how long a profile is watched after the last alert about it
 */
export const watchOver = (table: FirstUseTable, days: number): Watch => {
  const until = (now: Date): Date => new Date(now.getTime() + days * DAY_MS);
  const toldHere = new Set<string>();
  const keyOf = ({ profileArn, certificate }: UseRow): string => `${profileArn} ${certificate}`;
  const remember = (use: UseRow): void => {
    if (toldHere.size >= MOST_REMEMBERED) toldHere.clear();
    toldHere.add(keyOf(use));
  };

  const firstAlert: Watch['firstAlert'] = async ({ session }, now, signal) => {
    if (session === undefined || session.profileArn === null) return notKnown(NO_PROFILE);
    try {
      const row = await table.profile(session.profileArn, now, signal);
      return row === undefined ? notKnown('the profile is no longer watched') : known(alertIn(row));
    } catch (error) {
      return notKnown(reasonOf(error, GET));
    }
  };

  const beginChange = (change: Change, now: Date, signal: AbortSignal): Watched => {
    const at = ifKnown(change.record.time);
    const row = (arn: string): AlertedProfile => ({
      arn,
      alertId: change.record.id,
      ...(at === undefined ? {} : { at }),
      isWatched: true,
      expires: until(now),
    });
    // Whoever uses the profile within the minute that its alert takes is noticed, too. What cannot be written yet is
    // written, or fails, when the alert is out.
    const early = Promise.allSettled(
      arnsOf(change.profile, change).map((arn) => table.addProfile(row(arn), now, signal)),
    );
    return {
      isNews: true,
      published: async (alert, later, within) => {
        await early;
        const isWatched = !(alert.disposition === 'expected' && alert.severity === 'informational');
        await Promise.all(
          arnsOf(alert.profile, change).map(async (arn) => {
            const own = { ...row(arn), severity: alert.severity, isWatched, expires: until(later) };
            const before = await table.profile(arn, later, within);
            const kept = before === undefined || before.alertId === own.alertId ? own : worse(before, own);
            await table.putProfile({ ...kept, expires: own.expires }, within);
          }),
        );
      },
    };
  };

  const beginSession = async (change: Change, now: Date, signal: AbortSignal): Promise<Watched> => {
    const { session, record } = change;
    if (session === undefined) throw new Error('not a session');
    const use: UseRow = {
      // A session of a profile that the record does not name cannot be told from one of a watched profile.
      profileArn: session.profileArn ?? NO_PROFILE,
      certificate: certificateKey(session, record.source.ip),
      eventId: record.id,
      claimedUntil: new Date(now.getTime() + CLAIM_MS),
      expires: until(now),
    };
    const news = (alert: Lookup<FirstAlert>): Watched => ({
      isNews: true,
      firstAlert: alert,
      published: async (_, later, within) => {
        remember(use);
        await table.told({ ...use, claimedUntil: later, expires: until(later) }, within);
        await table.count(use.profileArn, within);
      },
    });
    const unlessTold = (alert: Lookup<FirstAlert>): Watched =>
      toldHere.has(keyOf(use)) ? QUIET : news(alert);

    const claim = async (row: AlertedProfile | undefined): Promise<boolean> => {
      if (row === undefined) await table.addProfile({ ...NAMELESS_ROW, expires: until(now) }, now, signal);
      return table.claim(use, now, signal);
    };

    let row: AlertedProfile | undefined;
    try {
      row = await table.profile(use.profileArn, now, signal);
    } catch (error) {
      // Nobody knows whether the profile is watched: that must not pass for that it is not.
      return unlessTold(notKnown(reasonOf(error, GET)));
    }
    const told = row?.certificatesTold ?? 0;
    if (!mayBeNews(session, row) || told >= MOST_CERTIFICATES) return QUIET;
    const alert = alertOf(session, row);
    try {
      if (!(await claim(row))) return QUIET;
    } catch {
      return unlessTold(alert);
    }
    return news(countedAtLast(alert, told + 1));
  };

  return {
    begin: async (change, now, signal) =>
      change.session === undefined ? beginChange(change, now, signal) : beginSession(change, now, signal),
    firstAlert,
  };
};

/**
 * Where nothing remembers anything, and somebody asks about a session all the same: each is news.
 * @param reason why nothing is known of an alert, in words for the alert
 */
export const everySessionIsNews = (reason: string): Watch => {
  const firstAlert = notKnown(reason);
  return {
    begin: async ({ session }) => ({
      isNews: true,
      ...(session === undefined ? {} : { firstAlert }),
      published: async () => undefined,
    }),
    firstAlert: async () => firstAlert,
  };
};

/** Holds the count of certificates of sessions whose records name no profile. */
const NAMELESS_ROW = { arn: NO_PROFILE, alertId: NO_PROFILE, isWatched: true } as const;

const QUIET: Watched = { isNews: false, published: async () => undefined };

/** A session of no named profile may be of a watched one. */
const mayBeNews = ({ profileArn }: RecordedSession, row: AlertedProfile | undefined): boolean =>
  profileArn === null || row?.isWatched === true;

const alertOf = ({ profileArn }: RecordedSession, row: AlertedProfile | undefined): Lookup<FirstAlert> =>
  profileArn === null || row === undefined ? notKnown(NO_PROFILE) : known(alertIn(row));

/** With the count of certificates where this is the last that is told of. */
const countedAtLast = (alert: Lookup<FirstAlert>, certificatesTold: number): Lookup<FirstAlert> =>
  alert.known && certificatesTold === MOST_CERTIFICATES ? known({ ...alert.value, certificatesTold }) : alert;

const alertIn = ({ alertId, severity, at }: AlertedProfile): FirstAlert => ({
  alertId,
  ...(severity === undefined ? {} : { severity }),
  ...(at === undefined ? {} : { at }),
});

/** The ARNs that a session can name a profile by: its own and its alias's. Whether a record resolves an alias is not known. */
const arnsOf = (
  { arn, aliasName }: { readonly arn: string | null; readonly aliasName?: string | undefined },
  { place }: Change,
): readonly string[] => {
  const [account, region] = [ifKnown(place.account), ifKnown(place.region)];
  const alias =
    aliasName === undefined || account === undefined || region === undefined
      ? []
      : [`arn:${place.partition}:rolesanywhere:${region}:${account}:alias/profile/${aliasName}`];
  return [...(arn === null ? [] : [arn]), ...alias];
};
