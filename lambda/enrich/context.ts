import type { Change } from '../event/change';
import type { Profile, Tag } from '../event/profile';
import type { Lookup } from '../lookup';
import type { RegionActivity, SessionUse } from './activity';
import type { Concern } from './concern';
import type { TrailCoverage } from './coverage';
import type { FirstAlert } from './first-alert';
import type { ProfileHistory } from './history';
import type { PolicyText } from './policies';
import type { ProfileBefore } from './profile-before';
import type { RoleFacts } from './role';
import type { TrailEvent } from './trail-event';
import type { TrustAnchor } from './trust-anchors';

/** Everything known about one change: its record, and what AWS answered when asked about it. */
export interface Context {
  /** The time of triage; nothing after this step looks at a clock. */
  readonly now: Date;
  readonly change: Change;
  /** The account's alias; `undefined` where it has none. */
  readonly accountAlias: Lookup<string | undefined>;
  /** The profile as GetProfile shows it now. */
  readonly current: Lookup<Profile>;
  /** All profiles of the event's Region that can be read, the one of the event among them. */
  readonly profiles: Lookup<readonly Profile[]>;
  readonly tags: Lookup<readonly Tag[]>;
  /** The documents of the profile's managed session policies, in the profile's order, and of those that it had before. */
  readonly managedSessionPolicies: readonly PolicyText[];
  readonly trustAnchors: Lookup<readonly TrustAnchor[]>;
  /** One entry for every role ARN of the profile, as created and as it is now, in that order. */
  readonly roles: readonly RoleFacts[];
  /** Roles that those can hand to services, or assume, and that policies name. */
  readonly reachableRoles: readonly RoleFacts[];
  /** ISO 3166-1 alpha-2 code of the source address; `undefined` where the database has no entry for it. */
  readonly country: Lookup<string | undefined>;
  readonly history: Lookup<ProfileHistory>;
  /** What the profile was before the change. */
  readonly before: Lookup<ProfileBefore>;
  /** What the actor did around the event, one entry per Region asked. */
  readonly activity: readonly RegionActivity[];
  /** Trust anchors created, changed or enabled by anybody in the event's Region within the window. */
  readonly anchorChanges: Lookup<readonly TrailEvent[]>;
  /** How far back those were looked up: also where some were found, others may be missing. */
  readonly anchorCoverage: TrailCoverage;
  readonly sessions: Lookup<SessionUse>;
  /** Of a change to something else than a profile: what there is that it may open. */
  readonly concern?: Concern;
  /** Of a session: the alert about its profile. */
  readonly firstAlert?: Lookup<FirstAlert>;
}
