import { renderChannels } from './alert/channels';
import { composeAlert } from './alert/compose';
import type { Alert } from './alert/schema';
import { assess } from './assess/assess';
import { blind } from './enrich/blind';
import type { Context } from './enrich/context';
import type { Deadline } from './enrich/deadline';
import { enrich } from './enrich/enrich';
import type { Readers } from './enrich/readers';
import { readChange } from './event/change';
import type { Gap } from './lookup';
import type { Publish } from './publish/publish';
import type { Settings } from './settings';

/** What triage needs from the world: the questions it can ask, how to judge, and where the alert goes. */
export interface World {
  readonly readers: Readers;
  readonly settings: Settings;
  /** What was already not known before any event came. */
  readonly gaps: readonly Gap[];
  readonly publish: Publish;
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
 * @throws NotAProfileCreationError where the event is no CloudTrail record of CreateProfile
 * @throws whatever the publish throws: the one failure that must be retried
 */
export const triage = async (event: unknown, world: World, deadline: Deadline): Promise<Alert> => {
  const change = readChange(event);
  const { readers, settings } = world;
  const context = await enrich(change, readers, settings, deadline, world.now?.(), isSettled(world));
  const { alert, channels } = evenBlind(context, world.onFault, (known) => {
    const assessment = assess(known, world.settings, world.gaps);
    const composed = composeAlert(assessment);
    return { alert: composed, channels: renderChannels(composed) };
  });
  await world.publish(channels, alert);
  return alert;
};

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
