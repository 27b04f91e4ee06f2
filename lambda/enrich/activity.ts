import { lastPart } from '../arn';
import type { Actor } from '../event/actor';
import type { Change } from '../event/change';
import { sensitiveActionOf } from '../iam/sensitive-actions/table';
import { known, type Lookup, type NotKnown, notKnown } from '../lookup';
import { type ActorCoverage, nothingRead, ofActor, type TrailCoverage, trailCoverage } from './coverage';
import { type Count, isNamed, isOfOwner } from './history';
import { isAbout, namesOf, type ProfileNames } from './profile-names';
import type { TrailRecord } from './trail';
import { type TrailEvent, trailEvent } from './trail-event';
import { DAY_MS, HOUR_MS, type SearchTrail, TRAIL_DAYS, type Underway } from './trail-search';

/** What the actor did in one Region within the window before the event, and since. */
export interface RegionActivity {
  readonly region: string;
  /** Hours looked back from the event. */
  readonly windowHours: number;
  /** How the events were found: by access key (sessions told apart) or by user name (they are not). */
  readonly by: 'access-key' | 'user-name';
  /** Changes, failed attempts and reads of secrets, oldest first; other successful reads are left out. */
  readonly events: Lookup<{ readonly events: readonly TrailEvent[]; readonly atLeast: boolean }>;
  /** How far that goes back, also where reading failed on the way. */
  readonly coverage: ActorCoverage;
}

/** Sessions created with this profile so far, where CloudTrail shows them. */
export interface SessionUse {
  readonly count: Count;
  /** The newest few, newest first. */
  readonly newest: readonly TrailEvent[];
  readonly coverage: TrailCoverage;
}

/** The time around the event that is looked at. */
export interface Window {
  readonly hours: number;
  readonly from: Date;
  readonly to: Date;
}

/**
 * From some hours before the event until now, but never later than as many hours after it: a replay of an old event
 * asks about that event, not about everything since. Undefined where CloudTrail no longer keeps any of it.
 */
export const windowAround = (eventTime: Date, hours: number, now: Date): Window | undefined => {
  const length = hours * HOUR_MS;
  const from = new Date(eventTime.getTime() - length);
  if (now.getTime() - from.getTime() > TRAIL_DAYS * DAY_MS) return undefined;
  const to = Math.min(Math.max(now.getTime(), eventTime.getTime()), eventTime.getTime() + length);
  return { hours, from, to: new Date(to) };
};

const TOO_OLD = notKnown(`CloudTrail keeps ${TRAIL_DAYS} days, and the event is older`);

/**
 * 300 events of one access key in one Region. A pipeline's key may have more in a day; what is read are then the newest,
 * those around the profile's creation.
 */
const ACTIVITY_PAGES = 6;

/**
 * The partition's global Region, where IAM's own events are, whatever Region the caller thought to be in.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
const GLOBAL_REGIONS: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
]);

/**
 * The Regions in which the actor's calls are looked up: the event's, for IAM the partition's global one, and the one in
 * which what the change opens is used.
 */
export const activityRegions = (
  region: string,
  partition: string,
  usedIn: string = region,
): readonly string[] => [...new Set([region, GLOBAL_REGIONS.get(partition) ?? region, usedIn])];

/**
 * What the actor changed, or failed to, in one Region. One query, a page or two for a person, six for a busy pipeline.
 * @param handle by what the actor's calls are found, one of {@link actorHandles}; undefined where there is none
 */
export const readActivity = (
  search: SearchTrail,
  change: Change,
  region: string,
  hours: number,
  window: Window | undefined,
  now: Date,
  handle: Handle | undefined = actorHandles(change.record.actor)[0],
): Underway<RegionActivity> & { readonly records: () => readonly TrailRecord[] } => {
  const by = handle?.by ?? 'access-key';
  const unread = (failure: NotKnown): RegionActivity => ({
    region,
    windowHours: hours,
    by,
    events: failure,
    coverage: nothingRead(failure.reason, now),
  });
  if (handle === undefined) {
    return nothing(unread(notKnown('the event names neither an access key nor a user')));
  }
  if (window === undefined) return nothing(unread(TOO_OLD));
  const keep = (record: TrailRecord) =>
    isChangeOrFailure(record) &&
    record.eventId !== change.record.id &&
    (by === 'access-key' || isSameActor(record, change.record.actor));
  const query = {
    attribute: by === 'access-key' ? 'AccessKeyId' : 'Username',
    value: handle.value,
    from: window.from,
    to: window.to,
  } as const;
  const calls = search(region, query, { pages: ACTIVITY_PAGES, keep, rank: RANKS.activity });
  const soFar = (): RegionActivity => {
    const found = calls.soFar();
    return {
      region,
      windowHours: hours,
      by,
      events:
        found.failure !== undefined && found.records.length === 0
          ? found.failure
          : known({ events: oldestFirst(found.records), atLeast: found.more }),
      coverage: ofActor(
        trailCoverage([found], { at: now, ...window }),
        handle.beyondSession === true ? undefined : change.record.actor.sessionCreatedAt,
      ),
    };
  };
  return { done: calls.done, soFar, records: () => calls.soFar().records };
};

const nothing = <T>(answer: T) => ({ done: Promise.resolve(), soFar: () => answer, records: () => [] });

/** By what an actor's calls are looked up. */
export interface Handle {
  readonly by: RegionActivity['by'];
  readonly value: string;
  /** Whether it also finds calls from outside the actor's session, so that where that began is no bound. */
  readonly beyondSession?: boolean;
}

/**
 * By which attributes the actor's calls are found. The access key tells sessions apart. A console session is asked for by
 * name, because the console fetches keys of its own for each service it shows: one key would be one console page. A user
 * in a session of its own (GetFederationToken, GetSessionToken) also has the key that it asked with, so its calls are
 * found by its name beside those of the session.
 */
export const actorHandles = (actor: Actor): readonly Handle[] => {
  const byKey: readonly Handle[] = actor.accessKeyId ? [{ by: 'access-key', value: actor.accessKeyId }] : [];
  const name = actor.userName ?? actor.sessionName ?? (actor.kind === 'root' ? 'root' : undefined);
  const byName: readonly Handle[] = name ? [{ by: 'user-name', value: name }] : [];
  const owner = ownerName(actor);
  const byOwner: readonly Handle[] = owner ? [{ by: 'user-name', value: owner, beyondSession: true }] : [];
  const [first, second] = actor.fromConsole === true ? [byName, byKey] : [byKey, byName];
  const found = first.length > 0 ? first : second;
  return [...found, ...byOwner.filter(({ value }) => !found.some((other) => other.value === value))];
};

/** The user, or root, in whose name a session acts that it asked for itself. */
const ownerName = (actor: Actor): string | undefined => {
  if (actor.kind === 'iam-user' && actor.longLivedKey === false) return actor.userName;
  if (actor.kind !== 'federated' || actor.sessionIssuerArn === undefined) return undefined;
  if (actor.sessionIssuerArn.endsWith(':root')) return 'root';
  return actor.sessionIssuerName ?? lastPart(actor.sessionIssuerArn);
};

/** A user name is not unique: a user and the sessions of any role may share it. A record without an ARN is kept. */
const isSameActor = (record: TrailRecord, actor: Actor): boolean =>
  record.actorArn === undefined || isNamed(record, actor) || isOfOwner(record, actor);

/** A record that does not say whether it only read is kept, and so is a read that got a credential or a secret. */
const isChangeOrFailure = (record: TrailRecord): boolean =>
  record.readOnly !== true ||
  record.errorCode !== undefined ||
  sensitiveActionOf(record)?.subject === 'credential';

/**
 * The calls that make a trust anchor usable or change whom it trusts. Asked by name, one page each: three small exact
 * answers, where asking by event source would bring every CreateSession of the account first.
 */
const ANCHOR_CHANGES = ['CreateTrustAnchor', 'UpdateTrustAnchor', 'EnableTrustAnchor'] as const;
const ANCHOR_PAGES = 2;

/** What is asked first in a Region, where each has to wait for its turn: what can raise the severity most. */
const RANKS = {
  activity: 0,
  CreateTrustAnchor: 1,
  CreateSession: 2,
  UpdateTrustAnchor: 3,
  EnableTrustAnchor: 4,
} as const;

/** Trust anchors that anybody created, changed or enabled, and how far back each of these calls was looked up. */
export interface AnchorChanges {
  /** Oldest first; unknown where a look-up failed and the others found nothing. */
  readonly events: Lookup<readonly TrailEvent[]>;
  readonly coverage: TrailCoverage;
}

/**
 * Trust anchors that anybody created, changed or enabled in the event's Region within the window.
 * @param actorCalls the records of the actor's own calls in that Region, some of which may be such changes
 */
export const readAnchorChanges = (
  search: SearchTrail,
  region: string,
  window: Window | undefined,
  now: Date,
  actorCalls: () => readonly TrailRecord[] = () => [],
): Underway<AnchorChanges> => {
  if (window === undefined) {
    return nothing({ events: TOO_OLD, coverage: nothingRead(TOO_OLD.reason, now) });
  }
  const searches = ANCHOR_CHANGES.map((value) =>
    search(
      region,
      { attribute: 'EventName', value, from: window.from, to: window.to },
      { pages: ANCHOR_PAGES, keep: isRolesAnywhereSuccess, rank: RANKS[value] },
    ),
  );
  const soFar = (): AnchorChanges => {
    const results = searches.map((each) => each.soFar());
    const records = [...results.flatMap((result) => result.records), ...actorCalls().filter(isAnchorChange)];
    const failure = results.find((result) => result.failure !== undefined)?.failure;
    const each = [...new Map(records.map((record) => [record.eventId, record])).values()];
    return {
      // What was found is worth more than the reason why there may be more of it, which the coverage says.
      events: failure !== undefined && each.length === 0 ? failure : known(oldestFirst(each)),
      coverage: trailCoverage(results, { at: now, ...window }),
    };
  };
  return { done: Promise.all(searches.map(({ done }) => done)).then(() => undefined), soFar };
};

const isAnchorChange = (record: TrailRecord): boolean =>
  isRolesAnywhereSuccess(record) && ANCHOR_CHANGES.some((name) => name === record.eventName);

const isRolesAnywhereSuccess = (record: TrailRecord): boolean =>
  record.eventSource === 'rolesanywhere.amazonaws.com' && record.errorCode === undefined;

/** 100 CreateSession events since the profile was made: for a live alert, those of a few minutes. */
const SESSION_PAGES = 2;
const NEWEST_SESSIONS = 5;

const nameless = (opening: Change['opening']): string =>
  `the event names no ${opening === undefined ? 'profile id' : 'trust anchor or role that a session could name'}`;

/**
 * Sessions that CloudTrail shows for this profile since it was created. CloudTrail lags by minutes.
 * @param names what the profile is called, as far as that is known when the answer is asked for
 */
export const readSessions = (
  search: SearchTrail,
  { profile, opening }: Change,
  region: string,
  eventTime: Date,
  now: Date,
  names: () => ProfileNames = () => namesOf([profile]),
): Underway<Lookup<SessionUse>> => {
  if (now.getTime() - eventTime.getTime() > TRAIL_DAYS * DAY_MS) return nothing(TOO_OLD);
  const query = {
    attribute: 'EventName',
    value: 'CreateSession',
    from: eventTime,
    to: new Date(Math.max(now.getTime(), eventTime.getTime())),
  } as const;
  const limits = { pages: SESSION_PAGES, keep: isRolesAnywhereSuccess, rank: RANKS.CreateSession };
  const sessions = search(region, query, limits);
  const soFar = (): Lookup<SessionUse> => {
    const called = names();
    if (Object.values(called).every((each) => each.length === 0)) return notKnown(nameless(opening));
    const found = sessions.soFar();
    const records = found.records.filter((record) => isAbout(record, called));
    if (found.failure !== undefined && records.length === 0) return found.failure;
    return known({
      count: { count: records.length, atLeast: found.more },
      newest: oldestFirst(records).reverse().slice(0, NEWEST_SESSIONS),
      coverage: trailCoverage([found], { at: now, from: query.from, to: query.to }),
    });
  };
  return { done: sessions.done, soFar };
};

/** Records as events by time; those of the same second in the order CloudTrail has them, its newest-first reversed. */
const oldestFirst = (records: readonly TrailRecord[]): TrailEvent[] =>
  [...records]
    .reverse()
    .map(trailEvent)
    .sort((a, b) => timeOf(a) - timeOf(b));

const timeOf = ({ time }: TrailEvent): number => {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? 0 : ms;
};
