import { nameIn } from '../arn';
import type { Context } from '../enrich/context';
import type { TrailEvent } from '../enrich/trail-event';
import type { Actor } from '../event/actor';
import { ifKnown, type Lookup } from '../lookup';
import { atDistance } from './hour';
import { type SensitiveCall, sensitiveCall } from './sensitive-calls';
import type { Severity } from './severity';
import { beforeOrAfter, listed } from './wording';

/** The role behind an assumed-role ARN: the ARN up to the session name, which its user chooses. */
const roleOfSession = (arn: string): string | undefined =>
  nameIn(arn, 'sts', 'assumed-role') === undefined
    ? undefined
    : arn.slice(0, arn.indexOf('/', arn.indexOf('/') + 1));

const isFederated = (arn: string): boolean => nameIn(arn, 'sts', 'federated-user') !== undefined;

const hasSameKey = (event: TrailEvent, actor: Actor): boolean =>
  event.accessKeyId !== undefined && event.accessKeyId === actor.accessKeyId;

/**
 * The user, or root, whose identity this is: a session from GetFederationToken belongs to whoever asked for it, under
 * whatever name. Source: STS API reference, GetFederationToken.
 */
const ownerOf = (arn: string | undefined, issuerArn: string | undefined): string | undefined =>
  issuerArn !== undefined && isFederated(arn ?? '') ? issuerArn : arn;

/**
 * Whether an event was made by the actor: by the same key, the same identity, another session of the same role, or a
 * session federated by the same user. A session name proves nothing where its user chooses it, so sessions of one role
 * count as one actor; Identity Center sets the session name itself, so there it tells people apart.
 */
export const isByActor = (event: TrailEvent, actor: Actor): boolean => {
  if (hasSameKey(event, actor)) return true;
  if (event.actorArn === undefined) return false;
  if (ownerOf(event.actorArn, event.issuerArn) === ownerOf(actor.arn, actor.sessionIssuerArn)) return true;
  if (actor.kind === 'identity-center') return false;
  const role = roleOfSession(actor.arn);
  return role !== undefined && role === roleOfSession(event.actorArn);
};

/** Who made a call, seen from the actor of the alert: 'the same key', 'the same actor', or another's ARN. */
export const madeBy = (event: TrailEvent, actor: Actor): string => {
  if (hasSameKey(event, actor)) return 'the same key';
  return isByActor(event, actor) ? 'the same actor' : (event.actorArn ?? 'an unnamed caller');
};

/** A refusal, as the services word it: AccessDenied, AccessDeniedException, Client.UnauthorizedOperation ... */
export const isDenied = ({ errorCode }: TrailEvent): boolean =>
  errorCode !== undefined && /denied|unauthorized|not.?authorized|forbidden/i.test(errorCode);

export const isProfileCreation = ({ eventSource, eventName }: TrailEvent): boolean =>
  eventSource === 'rolesanywhere.amazonaws.com' && eventName === 'CreateProfile';

export const succeeded = ({ errorCode }: TrailEvent): boolean => errorCode === undefined || errorCode === '';

/** Each event once, this alert's own left out, oldest first. */
const distinct = (events: readonly TrailEvent[], ownEventId: string): readonly TrailEvent[] =>
  [...new Map(events.map((event) => [event.eventId, event])).values()]
    .filter(({ eventId }) => eventId !== ownEventId)
    .sort((one, other) => one.time.localeCompare(other.time));

/** What the actor is known to have done around the event, oldest first. */
export const actorEvents = ({ activity, anchorChanges, change }: Context): readonly TrailEvent[] => {
  const { actor } = change.record;
  const looked = activity.flatMap(({ events, by }) =>
    events.known
      ? events.value.events.filter(
          // A look-up by user name also returns other identities that bear the name.
          (event) => by === 'access-key' || event.actorArn === undefined || isByActor(event, actor),
        )
      : [],
  );
  const changes = anchorChanges.known ? anchorChanges.value.filter((event) => isByActor(event, actor)) : [];
  return distinct([...looked, ...changes], change.record.id);
};

/** A sensitive call that the actor made. */
export interface ActorCall {
  readonly event: TrailEvent;
  readonly call: SensitiveCall;
  /** What it contributes at its distance from the event. */
  readonly severity: Severity;
}

/** The sensitive calls among what the actor did and succeeded with, in the same order. */
export const sensitiveCallsAmong = (
  events: readonly TrailEvent[],
  when: Lookup<string>,
  now: Date,
): readonly ActorCall[] =>
  events.flatMap((event) => {
    const call = sensitiveCall(event);
    return call !== undefined && succeeded(event)
      ? [{ event, call, severity: atDistance(call.severity, event.time, when, now) }]
      : [];
  });

/** One event in a line of evidence: when, what, on what, and from where. */
export const eventLine = (event: TrailEvent, when: Lookup<string>): string => {
  const apart = beforeOrAfter(event.time, ifKnown(when));
  return [
    `${event.time}${apart === '' ? '' : ` (${apart})`}: ${event.eventName}`,
    event.targets.length === 0 ? '' : ` on ${listed(event.targets, 4)}`,
    event.errorCode === undefined ? '' : ` (${event.errorCode})`,
    event.sourceIp === undefined ? '' : ` from ${event.sourceIp}`,
  ].join('');
};
