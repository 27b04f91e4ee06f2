import type { RoleFacts } from '../enrich/role';
import type { Access, StatementRef } from '../iam/access';
import type { RoleReach } from '../iam/capabilities/reach';
import type { Capability, Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import type { Truth } from '../iam/truth';

/** One role of the profile with what its policies amount to. */
export interface JudgedRole {
  readonly arn: string;
  readonly facts: RoleFacts;
  /** What shows that the role is there, where IAM says that it is not: "CloudTrail shows CreateRole at 2026-03-04T04:50:00Z". */
  readonly shownBy?: string;
  /** What is certain; `unknown` where nothing could be read. */
  readonly power: Power | 'unknown';
  /** What cannot be ruled out. */
  readonly possiblePower: Power;
  readonly capabilities: readonly JudgedCapability[];
  /** The roles it can hand to services, whatever it can do with them; absent where none, or not all was read. */
  readonly passable?: RoleReach;
  /** The roles it can assume, where their trust policies let it; absent where none. */
  readonly assumable?: RoleReach;
  /** Those of them that policies name and that belong to this account, the worst first. */
  readonly reached: readonly ReachedRole[];
  /** Set where the policies are too complex to evaluate in full. */
  readonly cutShort?: true;
  readonly trust: TrustVerdict;
  /** The name of the profile through which it is judged, where the change is none of one profile. */
  readonly through?: string;
  /** Whether somebody can use the role through this profile now; `unknown` where a needed answer is missing. */
  readonly usableNow: 'yes' | 'no' | 'unknown';
  /** Why, in words: "profile enabled; trust anchor build-ca enabled and trusted". */
  readonly usableBecause: string;
  /**
   * True where nobody can make a new session, but one made between the profile's creation and a later change of it may
   * live on.
   */
  readonly sessionsMayLiveOn?: boolean;
  /**
   * Where a policy could not be read: what would be certain if it took nothing away. Severity goes by this too, since a
   * read that failed must not make an alert calmer.
   */
  readonly powerAsRead?: Power | 'unknown';
  /** Seconds a session can last: the shorter of the profile's duration and the role's maximum. */
  readonly sessionSeconds?: number;
  /** What of its permissions, its trust or itself could not be read, or not evaluated in full; empty where all was. */
  readonly unreadBecause: readonly string[];
  /** Sensitive or worse, or not ruled out to be. */
  readonly isDangerous: boolean;
  /** What about this role could not be read or decided. */
  readonly unknowns: readonly string[];
}

/** What a role comes to that another can pass or assume, by its own policies: a session policy of the profile's is left behind. */
export type ReachedPower =
  | 'admin'
  | 'can-become-admin'
  /** It hangs on conditions that nobody here can decide. */
  | 'may-become-admin'
  /** Not read, or not all of it: nothing is ruled out. */
  | 'unread'
  /** Short of admin, or it lets nobody in who could use it. */
  | 'less';

/** A role that a role of the profile can hand to a service, or assume. */
export interface ReachedRole {
  readonly arn: string;
  readonly how: 'pass' | 'assume';
  /** Whether policies allow that for certain, of some such role. */
  readonly isCertain: boolean;
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
  /** Of a role to assume: whether its trust policy lets the other in. */
  readonly letsIn?: Truth;
  readonly amountsTo: ReachedPower;
  /** What of it could not be read, or not evaluated in full; empty where all was. */
  readonly unreadBecause: readonly string[];
}

/** A capability whose statements are named in words: "inline policy deploy, statement 2 (AllowAll)". */
export interface JudgedCapability extends Capability {
  readonly grantedBy: readonly string[];
}

/** What the holder of one certificate can do with all examined roles of the profile. */
export interface JudgedTogether {
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
  /** Capabilities of the roles together that no single role has: "role a can pass roles, role b can start functions". */
  readonly statement: string;
  /** Roles past the cap, not looked at. */
  readonly notExamined: readonly string[];
}

export type { Access, StatementRef };
