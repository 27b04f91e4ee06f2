import { type Channels, renderChannels } from './alert/channels';
import { composeAlert } from './alert/compose';
import type { Alert } from './alert/schema';
import { assess } from './assess/assess';
import type { Assessment } from './assess/assessment';
import type { ContainableProfile, Containment, NotDone } from './assess/containment';
import { namedAhead } from './assess/reached-roles';
import { firstLookOf, updateOf } from './assess/second-look';
import { blind } from './enrich/blind';
import type { Context } from './enrich/context';
import type { Deadline } from './enrich/deadline';
import { enrich } from './enrich/enrich';
import type { Readers } from './enrich/readers';
import { type Change, readChange } from './event/change';
import type { Watch } from './first-use/watch';
import { asObject } from './json';
import { type Gap, ifKnown } from './lookup';
import type { AlsoTell } from './outlets/outlet';
import type { Publish } from './publish/publish';
import type { AskAgain } from './second-look/queue';
import type { SecondLookRequest } from './second-look/request';
import type { Heartbeat } from './self-test';
import type { Settings } from './settings';

/** What triage needs from the world: the questions it can ask, how to judge, and where the alert goes. */
export interface World {
  readonly readers: Readers;
  /**
   * The same of another account that forwards its events, by a twelve-digit id.
   * @default - nothing of other accounts is read
   */
  readonly readersFor?: (account: string) => Readers;
  readonly settings: Settings;
  /** What was already not known before any event came. */
  readonly gaps: readonly Gap[];
  readonly publish: Publish;
  /**
   * Has the change looked at again later.
   * @default - nobody looks again, and no alert says so
   */
  readonly askAgain?: AskAgain;
  /**
   * Disables a profile. Never rejects.
   * @default - nothing is ever changed
   */
  readonly contain?: (profile: ContainableProfile, signal?: AbortSignal) => Promise<Containment>;
  /**
   * Tells further places, once the alert is published.
   * @default - there are none
   */
  readonly alsoTell?: AlsoTell;
  /**
   * Remembers the profiles of alerts, and tells which of their sessions are news.
   * @default - nothing is remembered, and whoever asks about a session is told of it
   */
  readonly watch?: Watch;
  /**
   * Answers a self-test.
   * @default - self-tests are left unanswered
   */
  readonly heartbeat?: Heartbeat;
  /**
   * The time of triage, for events told of later than they happened.
   * @default - the time it is
   */
  readonly now?: () => Date;
  /**
   * Told of a fault of this program that an alert had to go out without triage for.
   * @default - nobody is told
   */
  readonly onFault?: (error: unknown) => void;
}

/**
 * The way of one event, from what CloudTrail recorded to what people read.
 * @returns the alert; `undefined` for a session that is no news
 * @throws NotAChangeError where the event is no CloudTrail record of a successful change
 * @throws whatever the publish throws: the one failure that must be retried
 */
export const triage = async (
  event: unknown,
  world: World,
  deadline: Deadline,
): Promise<Alert | undefined> => {
  const { settings, gaps, askAgain } = world;
  const looksAgain = settings.secondLook && askAgain !== undefined;
  const change = readChange(event);
  const watched = await world.watch?.begin(change, nowIn(world), deadline.signal);
  if (watched?.isNews === false) return undefined;
  const context = await contextIn(event, change, watched, world, deadline);
  const judged = evenBlind(context, world.onFault, (known) => {
    const assessment = assess(known, settings, gaps, looksAgain);
    return { assessment, ...written(assessment), first: firstLookOf(assessment) };
  });
  const { first } = judged;
  const { alert, channels } = await contained(judged, event, world);
  await world.publish(channels, alert);
  await watched?.published(alert, nowIn(world), deadline.signal);
  if (looksAgain) await askAgain(alert.alertId, { event, first });
  await world.alsoTell?.(channels, alert);
  return alert;
};

/**
 * The way of the same event a quarter of an hour later: everything is asked again, and published only where the first alert
 * did not know of it.
 * @returns the update; `undefined` where there is nothing to tell
 * @throws NotAChangeError where the event is no CloudTrail record of a successful change
 * @throws whatever the publish throws: the one failure that must be retried
 */
export const lookAgain = async (
  { event, first }: SecondLookRequest,
  world: World,
  deadline: Deadline,
): Promise<Alert | undefined> => {
  const change = readChange(event);
  const firstAlert = change.session && (await world.watch?.firstAlert(change, nowIn(world), deadline.signal));
  const context = await contextIn(event, change, { firstAlert }, world, deadline);
  const told = evenBlind(context, world.onFault, (known) => {
    const assessment = assess(known, world.settings, world.gaps, false);
    const update = updateOf(first, assessment);
    return update === undefined ? undefined : written({ ...uncontained(assessment, 'second-look'), update });
  });
  if (told === undefined) return undefined;
  await world.publish(told.channels, told.alert);
  await world.alsoTell?.(told.channels, told.alert);
  return told.alert;
};

const nowIn = ({ now }: World): Date => now?.() ?? new Date();

const contextIn = async (
  event: unknown,
  change: Change,
  watched: { readonly firstAlert?: Context['firstAlert'] | undefined } | undefined,
  world: World,
  deadline: Deadline,
): Promise<Context> => {
  const readers = readersOf(world, event, change);
  const judging = { isSettled: isSettled(world), rolesAhead: rolesAhead(world) };
  const context = await enrich(change, readers, world.settings, deadline, world.now?.(), judging);
  return watched?.firstAlert === undefined ? context : { ...context, firstAlert: watched.firstAlert };
};

interface Written {
  readonly alert: Alert;
  readonly channels: Channels;
}

const written = (assessment: Assessment): Written => {
  const alert = composeAlert(assessment);
  return { alert, channels: renderChannels(alert) };
};

/**
 * Disables the profile where that is due, and has the alert say what came of it. Before the publish, and in a few seconds at
 * most, so that one message tells the truth; in the account that EventBridge says the event is of, or not at all.
 */
const contained = async (
  { assessment, ...before }: Written & { readonly assessment: Assessment },
  event: unknown,
  { contain, onFault }: World,
): Promise<Written> => {
  const { containment } = assessment;
  if (containment?.kind !== 'due') return before;
  const isCertain = senderOf(event) === containment.profile.account;
  const after =
    contain !== undefined && isCertain
      ? { ...assessment, containment: await contain(containment.profile) }
      : uncontained(assessment, contain === undefined ? 'not-here' : 'profile-not-certain');
  try {
    return written(after);
  } catch (error) {
    // What was written before says that nobody knows.
    onFault?.(error);
    return before;
  }
};

/** The assessment, with the reason why nothing was done where something was due. */
const uncontained = (assessment: Assessment, because: NotDone): Assessment =>
  assessment.containment?.kind === 'due'
    ? { ...assessment, containment: { kind: 'not-done', because } }
    : assessment;

/**
 * Whether an alert is as severe as it can get, whatever is yet to be learned. One that is expected is not: there may
 * still be something that nobody can vouch for.
 */
const isSettled =
  ({ settings, gaps }: World) =>
  (soFar: Context): boolean => {
    try {
      const { severity, disposition } = assess(soFar, settings, gaps);
      return severity === 'critical' && disposition === 'unexpected';
    } catch {
      // A fault of this program is told of when the alert is made.
      return false;
    }
  };

/** The roles that the profile's roles lead to; none where a fault is in the way, and then they are told of as not read. */
const rolesAhead =
  ({ onFault }: World) =>
  (soFar: Context): readonly string[] => {
    try {
      return namedAhead(soFar);
    } catch (error) {
      onFault?.(error);
      return [];
    }
  };

/**
 * The readers for the account that EventBridge says the event is of, which nobody but EventBridge writes. Where the record
 * names another, they are still that account's, and `enrich` asks them nothing.
 */
const readersOf = (world: World, event: unknown, { place }: Change): Readers => {
  const account = senderOf(event) ?? ifKnown(place.account);
  const home = world.readers.account === undefined || world.readers.account === account;
  if (home || account === undefined || !/^\d{12}$/.test(account)) return world.readers;
  return world.readersFor?.(account) ?? world.readers;
};

const senderOf = (event: unknown): string | undefined => {
  const { account } = asObject(event);
  return typeof account === 'string' ? account : undefined;
};

/**
 * What can be told of the context or, where a fault of this program is in the way, of the event alone: a fault must cost
 * the triage, not the alert.
 */
const evenBlind = <Told>(
  context: Context,
  onFault: World['onFault'],
  tell: (context: Context) => Told,
): Told => {
  try {
    return tell(context);
  } catch (error) {
    onFault?.(error);
    const fault = error instanceof Error ? error.name : 'Error';
    return tell(blind(context, `a fault of the alerting itself (${fault})`));
  }
};
