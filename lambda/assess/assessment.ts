import type { Profile } from '../event/profile';
import type { Gap } from '../lookup';
import type { AllowListEntry } from '../settings';
import type { Finding } from './check';
import type { JudgedRole, JudgedTogether } from './judged-role';
import type { Severity } from './severity';

export type Disposition = 'unexpected' | 'expected';

/** What is wrong with the profile, and how bad it is. */
export interface Assessment {
  readonly severity: Severity;
  /** Elastic's scale, 0 to 99. */
  readonly riskScore: number;
  readonly disposition: Disposition;
  /** Why the severity is what it is, one sentence. */
  readonly because: string;
  /** The allow-list entry that matched, with its reason. */
  readonly expectedBy?: AllowListEntry;
  /** ARNs of those trust anchors in the context that the settings approve; absent where no approved list is set. */
  readonly approvedTrustAnchors?: readonly string[];
  readonly profile: Profile;
  readonly roles: readonly JudgedRole[];
  readonly together: JudgedTogether;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** Everything that could not be learned or decided. */
  readonly unknowns: readonly Gap[];
}
