import { unlessAborted } from './lookup-of';

/** The time, for pacing; a test brings its own. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const wallClock: Clock = {
  now: Date.now,
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/**
 * Runs a call in its queue: one at a time, in order, and no sooner than the spacing after the one before it began.
 * Rejects without calling where the signal aborts first; a call that never settles holds its queue no longer than that.
 */
export type Pace = <T>(queue: string, signal: AbortSignal, call: () => Promise<T>) => Promise<T>;

/** @param spacingMs milliseconds between the beginnings of two calls of the same queue */
export const pacer = (spacingMs: number, clock: Clock = wallClock): Pace => {
  const tails = new Map<string, Promise<void>>();
  const began = new Map<string, number>();

  const inTurn = async <T>(queue: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    const last = began.get(queue);
    const wait = last === undefined ? 0 : last + spacingMs - clock.now();
    if (wait > 0) await unlessAborted(clock.sleep(wait), signal);
    signal.throwIfAborted();
    began.set(queue, clock.now());
    return unlessAborted(call(), signal);
  };

  return (queue, signal, call) => {
    const turn = (tails.get(queue) ?? Promise.resolve()).then(() => inTurn(queue, signal, call));
    tails.set(
      queue,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  };
};
