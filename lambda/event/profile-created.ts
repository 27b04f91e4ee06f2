import type { Gap } from '../lookup';
import type { Actor } from './actor';
import type { Profile } from './profile';
import type { Source } from './source';

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
