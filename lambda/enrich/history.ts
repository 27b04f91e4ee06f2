import type { Actor } from '../event/actor';
import type { Change } from '../event/change';
import { known, type Lookup, notKnown } from '../lookup';
import { type TrailCoverage, trailCoverage } from './coverage';
import type { TrailRecord } from './trail';
import { DAY_MS, type SearchTrail, TRAIL_DAYS, type TrailSearchResult, type Underway } from './trail-search';

/** A number that may be a lower bound, because reading stopped at a limit. */
export interface Count {
  readonly count: number;
  /** True where there may be more: say "at least". */
  readonly atLeast: boolean;
}

/** Earlier changes of the same kind in this account and Region, this event left out: of CreateProfile, earlier profiles. */
export interface ProfileHistory {
  /** Days looked back from the event; 90, or fewer for an event that is itself some days old. */
  readonly days: number;
  readonly byActor: Count;
  readonly inAccount: Count;
  readonly coverage: TrailCoverage;
}

/**
 * 200 events. Other services have a CreateProfile of their own (Transfer Family, Customer Profiles), and CloudTrail
 * takes either the event's name or its source. The name is the better one: asked by source, an account whose servers
 * fetch credentials every hour would answer with thousands of CreateSession events.
 */
const PAGES = 4;
/** Asked last: a first time alone is no high severity. */
const RANK = 9;

/** Successful calls of one name before the change, underway. */
export interface EarlierCalls {
  /** Days looked back from the event. */
  readonly days: number;
  readonly from: Date;
  readonly to: Date;
  readonly found: Underway<TrailSearchResult>;
}

/** Begins to look up earlier calls of the change's service; `undefined` where CloudTrail no longer keeps any. */
export const earlierCalls = (
  search: SearchTrail,
  change: Change,
  region: string,
  to: Date,
  now: Date,
  { eventName, rank }: { readonly eventName: string; readonly rank: number } = {
    eventName: change.eventName,
    rank: change.kind.before?.from === 'told-by-trail' ? 0 : RANK,
  },
): EarlierCalls | undefined => {
  // Those of a session would be a fleet's hourly ones, and cost CloudTrail's two requests a second.
  if (change.session !== undefined) return undefined;
  const ageDays = Math.max(0, Math.ceil((now.getTime() - to.getTime()) / DAY_MS));
  // The first day is the day of the event itself, so that an event of minutes ago is looked at over all 90.
  const days = TRAIL_DAYS - Math.max(0, ageDays - 1);
  if (days <= 0) return undefined;
  const from = new Date(to.getTime() - days * DAY_MS);
  const query = { attribute: 'EventName', value: eventName, from, to } as const;
  const keep = (record: TrailRecord) => isEarlier(record, change, [eventName]);
  return { days, from, to, found: search(region, query, { pages: PAGES, keep, rank }) };
};

const NOT_OF_A_SESSION = notKnown('not looked up for a session');

/**
 * Counts earlier changes of the same kind, by this actor and by anybody: of CreateProfile, the earlier profiles.
 * @param earlier what was looked up
 */
export const readHistory = (
  search: SearchTrail,
  change: Change,
  region: string,
  eventTime: Date,
  now: Date,
  earlier: EarlierCalls | undefined = earlierCalls(search, change, region, eventTime, now),
): Underway<Lookup<ProfileHistory>> => {
  if (change.session !== undefined) return { done: Promise.resolve(), soFar: () => NOT_OF_A_SESSION };
  if (earlier === undefined) {
    const tooOld = notKnown(`CloudTrail keeps ${TRAIL_DAYS} days, and the event is older`);
    return { done: Promise.resolve(), soFar: () => tooOld };
  }
  const { days, from, to } = earlier;
  const soFar = (): Lookup<ProfileHistory> => {
    const found = earlier.found.soFar();
    const { records, more, failure } = found;
    // "At least none" tells nobody anything; the reason does.
    if (failure !== undefined && records.length === 0) return failure;
    return known({
      days,
      byActor: {
        count: records.filter((record) => isBy(record, change)).length,
        // An actor without any name may have made all of them.
        atLeast: more || namesOf(change.record.actor).length === 0,
      },
      inAccount: { count: records.length, atLeast: more },
      coverage: trailCoverage([found], { at: now, from, to }),
    });
  };
  return { done: earlier.found.done, soFar };
};

/** Whether a record tells of another change of the same kind, made with success. */
export const isEarlierChange = (record: TrailRecord, change: Change): boolean =>
  isEarlier(record, change, change.kind.eventNames);

const isEarlier = (
  record: TrailRecord,
  { kind, record: { id } }: Change,
  names: readonly string[],
): boolean =>
  record.eventSource === kind.eventSource &&
  names.includes(record.eventName) &&
  record.errorCode === undefined &&
  record.eventId !== id;

/** The sessions of one role count as one actor: their names change with every run of a pipeline. */
const isBy = (record: TrailRecord, { record: { actor } }: Change): boolean =>
  (actor.sessionIssuerArn !== undefined && record.issuerArn === actor.sessionIssuerArn) ||
  isOfOwner(record, actor) ||
  isNamed(record, actor);

/** Whether a record is of the user behind a federated session, or of a federated session of the user. */
export const isOfOwner = (record: TrailRecord, actor: Actor): boolean =>
  (actor.kind === 'federated' &&
    actor.sessionIssuerArn !== undefined &&
    (record.actorArn === actor.sessionIssuerArn || record.issuerArn === actor.sessionIssuerArn)) ||
  (actor.kind === 'iam-user' && record.issuerArn === actor.arn);

/** Whether a record names its caller as the event names the actor: by ARN, or by the best name it has instead. */
export const isNamed = (record: TrailRecord, actor: Actor): boolean =>
  namesOf(actor).some((name) => record.actorNames.includes(name));

const namesOf = (actor: Actor): readonly string[] =>
  actor.arn.startsWith('arn:')
    ? [actor.arn]
    : [actor.principalId, actor.invokedBy, actor.userName].filter((name) => name !== undefined);
