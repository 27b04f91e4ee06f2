import { createHash } from 'node:crypto';
import { type Gap, known, type Lookup, notKnown } from '../lookup';
import { type Actor, readActor } from './actor';
import { type Addendum, readAddendum } from './addendum';
import { changeIn } from './cloudtrail-call';
import { moment, partOf, present, text } from './fields';
import type { Kind, Subject } from './kinds/kind';
import { KINDS } from './kinds/list';
import type { Opening } from './opening';
import { accountInArn, type Place, partitionOf, regionInArn } from './place';
import type { Profile } from './profile';
import type { RecordedSession } from './session';
import { readSource, type Source } from './source';

export { NotAChangeError } from './cloudtrail-call';

/** What CloudTrail's record says about one call: who made it, from where, and when. */
export interface CallRecord {
  /** The CloudTrail `eventID`, the identity of the event; EventBridge may deliver it more than once. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: Lookup<string>;
  readonly actor: Actor;
  readonly source: Source;
  /** Where the record came late, or corrects an earlier one. */
  readonly addendum?: Addendum;
  /** What the record should have held and did not. */
  readonly gaps: readonly Gap[];
}

/** One successful call that changed who may come in through IAM Roles Anywhere, read from its CloudTrail record. */
export interface Change {
  readonly kind: Kind;
  /** The operation, as CloudTrail names it. */
  readonly eventName: string;
  readonly record: CallRecord;
  /** Where the change was made. */
  readonly place: Place;
  /** What was changed. */
  readonly subject: Subject;
  /**
   * The profile as the record shows it: the response, and the request where the response is silent. Where the subject is
   * none, one of which nothing is known.
   */
  readonly profile: Profile;
  /** Whether the record shows what the profile is set to beside its roles. */
  readonly profileIsWhole: boolean;
  /** What the change touches, where its subject is no profile. */
  readonly opening?: Opening;
  /** The session, of a call that gives one. */
  readonly session?: RecordedSession;
}

/** A record without any id of its own is told from others by what it holds, so that delivered twice it is still one. */
const idOf = (record: unknown): string =>
  `record-${createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32)}`;

/**
 * Reads EventBridge's "AWS API Call via CloudTrail" event, or the CloudTrail record by itself. Whatever the record
 * lacks is said in `record.gaps`; it never keeps the rest from being read.
 * @param kinds the kinds of change there are
 * @throws NotAChangeError where the event is no successful change of one of them
 */
export const readChange = (event: unknown, kinds: readonly Kind[] = KINDS): Change => {
  const { kind, eventName, record: fields, envelope } = changeIn(event, kinds);
  const gaps: Gap[] = [];
  const record = partOf(fields, '', gaps);
  const bridge = partOf(envelope, 'EventBridge event', gaps);
  const { subject, profile, isWhole, opening, actor = readActor(record), session } = kind.read(record);

  /** The first value that is there; where none is, the gap says so. */
  const settle = (what: string, ...values: readonly (string | undefined)[]): Lookup<string> => {
    const value = values.find((candidate) => candidate !== undefined);
    if (value !== undefined) return known(value);
    const why = 'nothing in the event tells it';
    gaps.push({ what, why });
    return notKnown(why);
  };

  const region = settle(
    'Region',
    text(record, 'awsRegion', 'expected'),
    text(bridge, 'region'),
    regionInArn(subject.arn) ?? regionInArn(profile.arn),
  );
  const id = settle(
    'event ID',
    text(record, 'eventID', 'expected'),
    text(record, 'requestID'),
    text(bridge, 'id'),
  );
  const time = settle(
    'time of the event',
    moment(record, 'eventTime', 'expected'),
    profile.createdAt,
    moment(bridge, 'time'),
  );
  const account = settle(
    'account',
    text(record, 'recipientAccountId', 'expected'),
    text(bridge, 'account'),
    accountInArn(subject.arn) ?? accountInArn(profile.arn),
  );
  return {
    kind,
    eventName,
    record: {
      id: id.known ? id.value : idOf(fields),
      time,
      actor,
      source: readSource(record),
      ...present({ addendum: readAddendum(record) }),
      gaps,
    },
    place: { account, region, partition: partitionOf([subject.arn, profile.arn, actor.arn], region) },
    subject,
    profile,
    profileIsWhole: isWhole,
    ...present({ opening, session }),
  };
};
