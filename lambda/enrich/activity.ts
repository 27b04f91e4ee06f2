import type { Lookup } from '../lookup';
import type { Count } from './history';

/** One CloudTrail event that LookupEvents returned. Its texts are its caller's. */
export interface TrailEvent {
  readonly eventId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly region: string;
  /** iam.amazonaws.com ... */
  readonly eventSource: string;
  readonly eventName: string;
  readonly actorArn?: string;
  readonly accessKeyId?: string;
  readonly sourceIp?: string;
  /** Present where the call failed. */
  readonly errorCode?: string;
  /** What it was done to: role, policy, trust anchor or user names and ARNs from the request and the response. */
  readonly targets: readonly string[];
}

/** What the actor did in one Region within the window before the event, and since. */
export interface RegionActivity {
  readonly region: string;
  /** Hours looked back from the event. */
  readonly windowHours: number;
  /** How the events were found: by access key (sessions told apart) or by user name (they are not). */
  readonly by: 'access-key' | 'user-name';
  readonly events: Lookup<{ readonly events: readonly TrailEvent[]; readonly atLeast: boolean }>;
}

/** Sessions created with this profile so far, where CloudTrail shows them. */
export interface SessionUse {
  readonly count: Count;
  /** The newest few, newest first. */
  readonly newest: readonly TrailEvent[];
}
