import type { Context } from '../enrich/context';
import type { ProfileHistory } from '../enrich/history';
import type { TrailEvent } from '../enrich/trail-event';
import type { Actor } from '../event/actor';
import type { Alert } from './schema';

/** Who made a call, seen from the actor of the alert: 'the same key', 'the same actor', or another's ARN. */
export const madeBy = (event: TrailEvent, actor: Actor): string => {
  if (event.accessKeyId !== undefined && event.accessKeyId === actor.accessKeyId) return 'the same key';
  if (event.actorArn !== undefined && event.actorArn === actor.arn) return 'the same actor';
  return event.actorArn ?? 'an unnamed caller';
};

const time = (iso: string): number => {
  const at = new Date(iso).getTime();
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
};

/** Everything CloudTrail showed around the event, each call once, oldest first. */
const events = (context: Context): TrailEvent[] => {
  const found = [
    ...context.activity.flatMap(({ events }) => (events.known ? events.value.events : [])),
    ...(context.anchorChanges.known ? context.anchorChanges.value : []),
    ...(context.sessions.known ? context.sessions.value.newest : []),
  ];
  const byId = new Map(found.map((event) => [event.eventId, event]));
  byId.delete(context.change.record.id);
  return [...byId.values()].sort((a, b) => {
    const [left, right] = [time(a.time), time(b.time)];
    return left === right ? 0 : left - right;
  });
};

/** How far back the trail was read is not part of the machine JSON's history. */
const shown = ({ coverage: _, ...history }: ProfileHistory): Omit<ProfileHistory, 'coverage'> => history;

/** What the actor, and whoever changed trust anchors or used the profile, did around the event. */
export const activityOf = (context: Context): Alert['activity'] => {
  const { actor } = context.change.record;
  return {
    ...(context.history.known ? { history: shown(context.history.value) } : {}),
    windowHours: Math.max(0, ...context.activity.map(({ windowHours }) => windowHours)),
    by: context.activity.map(({ by }) => by).includes('user-name') ? 'user-name' : 'access-key',
    regionsRead: context.activity.filter(({ events }) => events.known).length,
    unread: context.activity.flatMap(({ region, events }) =>
      events.known ? [] : [{ region, why: events.reason }],
    ),
    timeline: events(context).map((event) => ({
      time: event.time,
      region: event.region,
      eventSource: event.eventSource,
      eventName: event.eventName,
      by: madeBy(event, actor),
      targets: [...event.targets],
      ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode }),
    })),
    more: 0,
    complete:
      context.activity.length > 0 &&
      context.activity.every(({ events }) => events.known && !events.value.atLeast) &&
      context.anchorChanges.known &&
      context.sessions.known,
    ...(context.sessions.known ? { sessions: context.sessions.value.count } : {}),
  };
};
