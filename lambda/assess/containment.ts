import { parseArn } from '../arn';
import { ifKnown } from '../lookup';
import type { Facts } from './facts';
import type { Verdict } from './ladder';
import { atLeast } from './severity';

/** A profile that can be disabled without asking anybody where it is. */
export interface ContainableProfile {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly arn: string;
}

/** Automatic containment of one change: whether it is due, and what came of it. */
export type Containment =
  /** The profile is to be disabled; whether that works, nobody knows yet. */
  | { readonly kind: 'due'; readonly profile: ContainableProfile }
  /** AWS answered that it is disabled. `at` is ISO 8601. */
  | { readonly kind: 'disabled'; readonly profile: ContainableProfile; readonly at: string }
  /** It was disabled before anything was done. */
  | { readonly kind: 'already-disabled' }
  /** AWS has said no, or was never asked; `why` says why. */
  | { readonly kind: 'failed'; readonly profile: ContainableProfile; readonly why: string }
  /** It was asked for, and no answer came in time. */
  | { readonly kind: 'unanswered'; readonly profile: ContainableProfile }
  | { readonly kind: 'not-done'; readonly because: NotDone };

/** Why nothing was done although the alert is severe enough. */
export type NotDone =
  /** The event does not say for sure which profile it is. */
  | 'profile-not-certain'
  /** What was changed is no profile: the profile of the alert was there before, and others may depend on it. */
  | 'another-subject'
  /** Somebody enabled it, which is how containment is undone: it would never end. */
  | 'enabled-again'
  /** The event is so old that people have lived with the profile, or does not say how old it is. */
  | 'too-late'
  /** Nobody knows whether an alert was about the profile: all sessions would end where the table does not answer. */
  | 'alert-not-known'
  /** The second look contains nothing: whoever reads the first alert has decided by then. */
  | 'second-look'
  /** This is no deployed function, or one that may not. */
  | 'not-here';

/** The call that undoes containment. Source: IAM Roles Anywhere API reference. */
const UNDOES = 'EnableProfile';

/**
 * Milliseconds from the change in which containing it is worth more than asking: as long as EventBridge tries to deliver an
 * event. One that is sent through the function again later, from a dead-letter queue, has a person with it.
 */
const LATEST_MS = 86_400_000;

const isRecent = ({ when, now }: Facts): boolean =>
  when.known && now.getTime() - Date.parse(when.value) <= LATEST_MS;

/** The profile, where the event's own account and Region and its ARN agree on which it is. */
const certainProfile = ({ profile, place }: Facts): ContainableProfile | undefined => {
  const arn = parseArn(profile.arn ?? '');
  const id = /^profile\/([A-Za-z0-9-]{1,64})$/.exec(arn?.resource ?? '')?.[1];
  if (arn === undefined || id === undefined || profile.arn === null) return undefined;
  const isThere =
    arn.service === 'rolesanywhere' &&
    arn.account === ifKnown(place.account) &&
    arn.region === ifKnown(place.region) &&
    (profile.id === null || profile.id === id);
  const { partition, account, region } = arn;
  return isThere ? { partition, account, region, id, arn: profile.arn } : undefined;
};

/**
 * What automatic containment is due. Never of what is expected, even where it is as severe: an entry says that somebody
 * meant it, and a person decides.
 * @returns `undefined` where the setting asks for none
 */
export const containmentOf = (facts: Facts, { severity, disposition }: Verdict): Containment | undefined => {
  const { containAtOrAbove } = facts.settings;
  if (containAtOrAbove === undefined || disposition === 'expected' || !atLeast(severity, containAtOrAbove))
    return undefined;
  if (facts.subject.type !== 'profile') return { kind: 'not-done', because: 'another-subject' };
  if (facts.eventName === UNDOES) return { kind: 'not-done', because: 'enabled-again' };
  if (!isRecent(facts)) return { kind: 'not-done', because: 'too-late' };
  if (facts.use?.firstAlert.known === false) return { kind: 'not-done', because: 'alert-not-known' };
  if (facts.profileIsRead && facts.profile.enabled === false) return { kind: 'already-disabled' };
  const profile = certainProfile(facts);
  return profile === undefined
    ? { kind: 'not-done', because: 'profile-not-certain' }
    : { kind: 'due', profile };
};
