import type { Context } from '../enrich/context';
import type { TrailEvent } from '../enrich/trail-event';
import type { TrustAnchor } from '../enrich/trust-anchors';
import type { Settings } from '../settings';
import { actorEvents, isByActor, succeeded } from './actor-events';
import { isAround, momentOf } from './around';
import { isExternal, isIn, usableAnchors } from './usable-anchors';

/** A trust anchor that was made or changed shortly before the profile, or since. */
export interface AnchorChange {
  /** The anchor as it is now; absent where it is gone or the anchors are not known: see `isGone`. */
  readonly anchor?: TrustAnchor;
  /** The anchor's name, or the best name there is. */
  readonly name: string;
  readonly how: 'created' | 'changed' | 'enabled';
  /** ISO 8601. */
  readonly time: string;
  /** Who: the profile's creator, somebody else, or nobody knows (CloudTrail lags by minutes). */
  readonly maker: 'actor' | 'other' | 'unknown';
  /** Who else, where CloudTrail says so. */
  readonly makerArn?: string;
  /** Whether its CA is outside this account; one of which nothing is known any more may have been on any. */
  readonly isExternal: boolean;
  /** Whether the anchors are known, and it is not among them any more. */
  readonly isGone: boolean;
}

/** The calls that decide whose certificates an anchor accepts, or that open it. */
const HOW: ReadonlyMap<string, AnchorChange['how']> = new Map([
  ['CreateTrustAnchor', 'created'],
  ['UpdateTrustAnchor', 'changed'],
  ['EnableTrustAnchor', 'enabled'],
]);

const isAbout = (event: TrailEvent, { arn, id, name }: TrustAnchor): boolean => {
  if (event.targets.some((target) => target === arn || target === id)) return true;
  // Names are not unique, so a name counts only where the event names no anchor by its id.
  return !event.targets.some((target) => target.includes(':trust-anchor/')) && event.targets.includes(name);
};

const nameOf = ({ targets }: TrailEvent): string =>
  targets.find((target) => !target.startsWith('arn:')) ?? targets[0] ?? 'of unknown name';

const fromEvents = (context: Context, events: readonly TrailEvent[]): readonly AnchorChange[] => {
  const anchors = usableAnchors(context);
  return events.flatMap((event) => {
    const how = HOW.get(event.eventName);
    if (how === undefined) return [];
    const anchor = anchors.find((each) => isAbout(event, each));
    const nobody = event.actorArn === undefined && event.accessKeyId === undefined;
    return [
      {
        ...(anchor === undefined ? {} : { anchor }),
        name: anchor?.name ?? nameOf(event),
        how,
        time: event.time,
        maker: isByActor(event, context.change.record.actor)
          ? ('actor' as const)
          : nobody
            ? ('unknown' as const)
            : ('other' as const),
        ...(event.actorArn === undefined ? {} : { makerArn: event.actorArn }),
        isExternal: anchor === undefined || isExternal(anchor, context.change.place),
        isGone: anchor === undefined && context.trustAnchors.known,
      },
    ];
  });
};

/** CloudTrail's times and an anchor's own may differ by this much and still mean the same call. */
const SAME_CALL_MS = 60_000;

/** Changes that an anchor's own times tell of, and no event does: who made them is not known. */
const fromTimes = (
  context: Context,
  settings: Settings,
  seen: readonly AnchorChange[],
): readonly AnchorChange[] => {
  const { now, change } = context;
  return usableAnchors(context).flatMap((anchor): readonly AnchorChange[] => {
    const { name, createdAt, updatedAt } = anchor;
    const lastSeen = Math.max(
      ...seen.filter((change) => change.anchor?.arn === anchor.arn).map(({ time }) => Date.parse(time) || 0),
    );
    const isNews = (time: string | undefined): time is string =>
      time !== undefined &&
      isAround(time, { when: change.record.time, now, settings }) &&
      !(Date.parse(time) <= lastSeen + SAME_CALL_MS);
    const told = {
      anchor,
      name,
      maker: 'unknown' as const,
      isExternal: isExternal(anchor, change.place),
      isGone: false,
    };
    if (isNews(createdAt)) return [{ ...told, how: 'created', time: createdAt }];
    return isNews(updatedAt) ? [{ ...told, how: 'changed', time: updatedAt }] : [];
  });
};

/** Whether a change that an anchor's own times tell of is the alert's own, and so no other. */
const isOwn = ({ anchor, time }: AnchorChange, { change, now }: Context): boolean => {
  const { opening, record } = change;
  return (
    opening?.by === 'trust-anchor' &&
    anchor !== undefined &&
    anchor.arn === opening.anchor.arn &&
    Math.abs(Date.parse(time) - momentOf(record.time, now)) <= SAME_CALL_MS
  );
};

/**
 * Trust anchors created, changed or enabled within the window before the profile, and since: by CloudTrail, and by the
 * anchors' own times where CloudTrail does not show the event yet.
 */
export const anchorChangesOf = (context: Context, settings: Settings): readonly AnchorChange[] => {
  const events = [
    ...(context.anchorChanges.known ? context.anchorChanges.value : []),
    ...actorEvents(context).map((event) => ({
      ...event,
      // What a look-up by the actor's key returned is the actor's, also where the event names nobody.
      actorArn: event.actorArn ?? context.change.record.actor.arn,
    })),
  ].filter(
    (event) =>
      event.eventSource === 'rolesanywhere.amazonaws.com' &&
      isIn(event.region, context.change.place) &&
      succeeded(event),
  );
  const distinct = [...new Map(events.map((event) => [event.eventId, event])).values()];
  const seen = fromEvents(
    context,
    distinct.filter(({ eventId }) => eventId !== context.change.record.id),
  );
  return [...seen, ...fromTimes(context, settings, seen).filter((change) => !isOwn(change, context))];
};
