import type { Context } from '../enrich/context';
import type { TrailEvent } from '../enrich/trail-event';
import { madeBy } from './actor-events';

/** One call that CloudTrail shows around the event. */
export interface TimelineEvent extends TrailEvent {
  /** Who made it, seen from the actor of the alert. */
  readonly by: string;
}

/** What CloudTrail shows around the event. */
export interface Timeline {
  /** Hours looked back from the event. */
  readonly windowHours: number;
  /** How the actor's calls were found: by access key (sessions told apart) or by user name (they are not). */
  readonly by: 'access-key' | 'user-name';
  /** Regions whose calls could be read. */
  readonly regionsRead: number;
  readonly regionsUnread: readonly { readonly region: string; readonly why: string }[];
  /** Everything CloudTrail showed, each call once, oldest first. */
  readonly events: readonly TimelineEvent[];
  /** False where reading stopped at a limit or failed. */
  readonly isComplete: boolean;
  /** Whether the actor's calls were read whole, within the window or back to the start of the session. */
  readonly actorIsWhole: boolean;
  /**
   * ISO 8601; what happened later may not be in the trail yet, which is CloudTrail's lag and no fault. Absent where nothing
   * was read.
   */
  readonly shownUpTo?: string;
}

const time = (iso: string): number => {
  const at = new Date(iso).getTime();
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
};

/** Everything CloudTrail showed around the event, each call once, oldest first. */
const events = (context: Context): readonly TimelineEvent[] => {
  const { record } = context.change;
  const found = [
    ...context.activity.flatMap(({ events }) => (events.known ? events.value.events : [])),
    ...(context.anchorChanges.known ? context.anchorChanges.value : []),
    ...(context.sessions.known ? context.sessions.value.newest : []),
  ];
  const byId = new Map(found.map((event) => [event.eventId, event]));
  byId.delete(record.id);
  return [...byId.values()]
    .sort((a, b) => {
      const [left, right] = [time(a.time), time(b.time)];
      return left === right ? 0 : left - right;
    })
    .map((event) => ({ ...event, by: madeBy(event, record.actor) }));
};

/** Up to when every look-up that brought something shows what happened. */
const shownUpTo = (context: Context): string | undefined =>
  [
    ...context.activity.filter(({ events }) => events.known).map(({ coverage }) => coverage),
    ...(context.sessions.known ? [context.sessions.value.coverage] : []),
  ]
    .map((coverage) => coverage.shownUpTo)
    .sort()
    .at(0);

/** What the actor, and whoever changed trust anchors or used the profile, did around the event. */
export const timelineOf = (context: Context): Timeline => {
  const upTo = shownUpTo(context);
  const actorIsWhole =
    context.activity.length > 0 &&
    context.activity.every(
      ({ by, events, coverage }) =>
        events.known && (coverage.complete || (by === 'access-key' && coverage.coversSession === true)),
    );
  return {
    windowHours: Math.max(0, ...context.activity.map(({ windowHours }) => windowHours)),
    by: context.activity.some(({ by }) => by === 'user-name') ? 'user-name' : 'access-key',
    regionsRead: context.activity.filter(({ events }) => events.known).length,
    regionsUnread: context.activity.flatMap(({ region, events }) =>
      events.known ? [] : [{ region, why: events.reason }],
    ),
    events: events(context),
    actorIsWhole,
    isComplete:
      actorIsWhole &&
      context.anchorChanges.known &&
      context.anchorCoverage.complete &&
      context.sessions.known &&
      context.sessions.value.coverage.complete,
    ...(upTo === undefined ? {} : { shownUpTo: upTo }),
  };
};
