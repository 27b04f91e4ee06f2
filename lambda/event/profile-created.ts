import type { Gap } from '../lookup';
import { type Actor, readActor } from './actor';
import { profileCreationIn } from './cloudtrail-call';
import { inner, moment, partOf, text } from './fields';
import { accountInArn, partitionOf, regionInArn } from './place';
import { type Profile, readProfile } from './profile';
import { readSource, type Source } from './source';

export { NotAProfileCreationError } from './cloudtrail-call';

/** What happened: one successful CreateProfile call, read from its CloudTrail record. */
export interface ProfileCreated {
  /** The CloudTrail `eventID`, the identity of the event; EventBridge may deliver it more than once. */
  readonly eventId: string;
  /** ISO 8601. */
  readonly eventTime: string;
  /** The account the profile was made in. */
  readonly account: string;
  readonly region: string;
  /** aws, aws-cn, aws-us-gov ... */
  readonly partition: string;
  readonly actor: Actor;
  readonly source: Source;
  /** The profile as the record shows it: the response, and the request where the response is silent. */
  readonly profile: Profile;
  /** What the record should have held and did not. */
  readonly gaps: readonly Gap[];
}

/** Stands in for a time that nothing in the event tells: plainly wrong to people, and a date to programs. */
const NO_TIME = '1970-01-01T00:00:00Z';
const NO_ID = 'event-without-id';
const UNKNOWN = 'unknown';

/**
 * Reads EventBridge's "AWS API Call via CloudTrail" event, or the CloudTrail record by itself. Whatever the record
 * lacks is said in `gaps`; it never keeps the rest from being read.
 * @throws NotAProfileCreationError where the event is no successful CreateProfile call of IAM Roles Anywhere
 */
export const readProfileCreated = (event: unknown): ProfileCreated => {
  const { record: fields, envelope } = profileCreationIn(event);
  const gaps: Gap[] = [];
  const record = partOf(fields, '', gaps);
  const bridge = partOf(envelope, 'EventBridge event', gaps);
  const response = inner(inner(record, 'responseElements', 'expected'), 'profile', 'expected');
  const profile = readProfile(inner(record, 'requestParameters', 'expected'), response);
  const actor = readActor(record);

  /** The first value that is there; where none is, the gap says so and `last` stands in. */
  const settle = (what: string, last: string, ...values: readonly (string | undefined)[]): string => {
    const value = values.find((candidate) => candidate !== undefined);
    if (value === undefined) gaps.push({ what, why: 'nothing in the event tells it' });
    return value ?? last;
  };

  const region = settle(
    'Region',
    UNKNOWN,
    text(record, 'awsRegion', 'expected'),
    text(bridge, 'region'),
    regionInArn(profile.arn),
  );
  return {
    eventId: settle(
      'event ID',
      NO_ID,
      text(record, 'eventID', 'expected'),
      text(record, 'requestID'),
      text(bridge, 'id'),
    ),
    eventTime: settle(
      'time of the event',
      NO_TIME,
      moment(record, 'eventTime', 'expected'),
      profile.createdAt,
      moment(bridge, 'time'),
    ),
    account: settle(
      'account',
      UNKNOWN,
      text(record, 'recipientAccountId', 'expected'),
      text(bridge, 'account'),
      accountInArn(profile.arn),
    ),
    region,
    partition: partitionOf([profile.arn, actor.arn], region),
    actor,
    source: readSource(record),
    profile,
    gaps,
  };
};
