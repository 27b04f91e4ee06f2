import type { Actor } from '../actor';
import type { Part } from '../fields';
import type { Opening } from '../opening';
import type { Profile } from '../profile';
import type { RecordedSession } from '../session';

/**
 * One kind of change to IAM Roles Anywhere that an alert can be about: which records tell of it, what is read from them,
 * which checks ask about it, and its words. All that the rest of the program needs to know of a kind stands here, so that
 * a new one is a file, its case table and a line in the list.
 *
 * The question an alert answers is always the same: what does a profile let the holder of a certificate do, and who can?
 * So every kind leads to a profile. For a kind whose subject is a profile, it is the record's. For any other subject (a
 * trust anchor, a role) `read` gives the subject and what it opens; what the account has is asked first, and the facts go
 * on with the worst of the profiles concerned, while the others are counted and listed.
 */
export interface Kind<Name extends string = string> {
  /** The API's operation, or what several of them have in common. It stands in the machine JSON: a contract. */
  readonly name: Name;
  /** The service, as CloudTrail has it: "rolesanywhere.amazonaws.com". */
  readonly eventSource: string;
  /** The operations, as CloudTrail names them. */
  readonly eventNames: readonly [string, ...string[]];
  /**
   * Whether a record of these names is such a change; one that is not passes without an alert. Asked of what an attacker
   * writes, so that what it cannot read must count as one.
   * @default - each is
   */
  readonly concerns?: (record: Part) => boolean;
  /**
   * The setting that asks for it: only then is there a rule that matches it, of its own.
   * @default - none: it is always alerted on
   */
  readonly askedFor?: 'firstUse';
  /** What the record tells, read so that whatever it lacks is noted among the gaps. */
  readonly read: (record: Part) => Reading;
  /** Whether the profile came into being by it: before, there was none. */
  readonly makesProfile: boolean;
  /**
   * What the profile was before, which is what the change is judged against.
   *
   * - `none`: there was none.
   * - `disabled`: the same, and nobody could use it.
   * - `told-by-trail`: what the last record of one of these operations shows; unknown where none is found, and then
   *   everything counts as new.
   * @default - none
   */
  readonly before?:
    | { readonly from: 'none' }
    | { readonly from: 'disabled' }
    | {
        readonly from: 'told-by-trail';
        readonly eventNames: readonly [string, ...string[]];
        /** What the operation can set; all else it leaves as it is. */
        readonly sets: readonly (keyof Profile)[];
      };
  /** Checks that do not ask about it, by their ids, each with the reason. */
  readonly withoutChecks: Readonly<Record<string, string>>;
  readonly words: KindWords;
}

/** What a record tells of the change. */
export interface Reading {
  readonly subject: Subject;
  /** The profile as it is after the change, as far as the record shows it. */
  readonly profile: Profile;
  /** Whether the record shows what the profile is set to beside its roles: what it does not name is then not there. */
  readonly isWhole: boolean;
  /** What the change touches, where its subject is no profile. */
  readonly opening?: Opening;
  /**
   * Who made the call.
   * @default - whom the record's `userIdentity` names
   */
  readonly actor?: Actor;
  /** The session, where the call is one that gives one. */
  readonly session?: RecordedSession;
}

/** What was changed. */
export type SubjectType = 'profile' | 'trust-anchor' | 'crl' | 'role';

export interface Subject {
  readonly type: SubjectType;
  /** Whatever the record holds here. */
  readonly name: string;
  readonly arn: string | null;
}

/** A kind in words. None of them is anybody's but ours. */
export interface KindWords {
  /** What the subject's name follows in a title: "Roles Anywhere profile", "Updated Roles Anywhere profile". */
  readonly title: string;
  /** The same where there is little room: "Profile", "Updated profile". */
  readonly short: string;
  /** What the subject is: "profile". */
  readonly noun: string;
  /** What was done to it: "created". */
  readonly done: string;
  /** What is counted of the actor: "profile", as in "first profile by this actor". */
  readonly once: string;
}
