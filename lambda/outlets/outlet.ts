import type { Channels } from '../alert/channels';
import type { Alert } from '../alert/schema';
import { unlessAborted } from '../enrich/deadline';

/** A place besides the topic where an alert goes as well, once it is published. */
export interface Outlet {
  /** As the log names it. */
  readonly name: string;
  /**
   * @param signal aborts when there is no more time
   * @throws where the alert was not taken
   */
  readonly tell: (channels: Channels, alert: Alert, signal: AbortSignal) => Promise<void>;
}

/** A service answered, and did not take the alert. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError';

  constructor(service: string, code: unknown) {
    super(`${service} did not take it (${typeof code === 'string' ? code.slice(0, 80) : 'no reason given'})`);
  }
}

/** An outlet that did not take an alert. */
export interface Untold {
  readonly outlet: string;
  readonly error: unknown;
}

/**
 * Tells an alert that is published to further places. Never rejects: whatever fails here must neither stop an alert nor
 * have it sent again.
 * @param signal aborts when there is no more time; what has not taken the alert by then has failed
 * @returns those that did not take it
 */
export type AlsoTell = (channels: Channels, alert: Alert, signal?: AbortSignal) => Promise<readonly Untold[]>;

/** Tells all of them at once, so that one that hangs keeps none of the others from it. */
export const tellingAll =
  (outlets: readonly Outlet[]): AlsoTell =>
  async (channels, alert, signal = new AbortController().signal) => {
    const untold = await Promise.all(
      outlets.map(async ({ name, tell }): Promise<readonly Untold[]> => {
        try {
          await unlessAborted(tell(channels, alert, signal), signal);
          return [];
        } catch (error) {
          return [{ outlet: name, error }];
        }
      }),
    );
    return untold.flat();
  };
