import type { Gap } from '../lookup';
import type { Burst } from './burst';
import type { Finding } from './check';
import type { Containment } from './containment';
import type { Facts } from './facts';
import type { Headline } from './headline';
import type { Verdict } from './ladder';
import type { Response } from './response';
import type { Update } from './second-look';

/** What a person should do about an alert. */
export type AdvisedAction =
  | 'act-now'
  | 'check-now'
  | 'check-today'
  /** Nothing to do now if this was planned. */
  | 'nothing-if-planned'
  /** The allow list expects it, and vouches for all that was found. */
  | 'nothing'
  /** The allow list expects it, but cannot vouch for something that was found. */
  | 'check-although-expected';

/** What is known of a change, what is wrong with it, how bad that is and what to do: every sentence is written from this. */
export interface Assessment extends Verdict {
  readonly facts: Facts;
  readonly headline: Headline;
  readonly action: AdvisedAction;
  /** Whether the steps should be taken at once. */
  readonly isUrgent: boolean;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** The finding that decided the severity, where the headline does not tell it already. */
  readonly deciding?: Finding;
  /** Everything that could not be learned or decided. */
  readonly unknowns: readonly Gap[];
  readonly response: Response;
  /** The burst whose first alert has told what this one would tell again; absent where this has anything of its own. */
  readonly burst?: Burst;
  /** What the alerts that belong together share. */
  readonly thread: string;
  /** Automatic containment, where the settings ask for it at this severity. */
  readonly containment?: Containment;
  /** ISO 8601; when the change is looked at again. Absent where the second look is switched off, and on the second. */
  readonly looksAgainAt?: string;
  /** On the second look: what the first did not know. */
  readonly update?: Update;
}
