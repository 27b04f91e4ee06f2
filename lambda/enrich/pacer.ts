import { unlessAborted } from './deadline';

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
 * Begins a call in its queue no sooner than the spacing after the one before it began, whether or not that one has
 * ended: AWS limits how many begin in a second, not how many are under way. Of those that wait, the lowest rank begins
 * first, and of one rank the one that came first.
 *
 * Rejects without calling where the signal aborts first.
 * @param rank how long it may wait for others
 */
export type Pace = <T>(
  queue: string,
  signal: AbortSignal,
  call: () => Promise<T>,
  rank?: number,
) => Promise<T>;

interface Waiting {
  readonly rank: number;
  readonly signal: AbortSignal;
  readonly begin: () => void;
}

interface Queue {
  readonly waiting: Waiting[];
  lastBegan?: number;
  isServed: boolean;
}

/** @param spacingMs milliseconds between the beginnings of two calls of the same queue */
export const pacer = (spacingMs: number, clock: Clock = wallClock): Pace => {
  const queues = new Map<string, Queue>();

  const serve = async (queue: Queue): Promise<void> => {
    if (queue.isServed) return;
    queue.isServed = true;
    // Those that ask in the same turn are ranked before the first begins.
    await Promise.resolve();
    while (queue.waiting.length > 0) {
      const wait = queue.lastBegan === undefined ? 0 : queue.lastBegan + spacingMs - clock.now();
      if (wait > 0) await clock.sleep(wait);
      const next = takeNext(queue.waiting);
      if (next === undefined) continue;
      queue.lastBegan = clock.now();
      next.begin();
    }
    queue.isServed = false;
  };

  return async <T>(name: string, signal: AbortSignal, call: () => Promise<T>, rank = 0): Promise<T> => {
    signal.throwIfAborted();
    const queue = queues.get(name) ?? { waiting: [], isServed: false };
    queues.set(name, queue);
    const begun = new Promise<T>((resolve) => {
      // An async function turns what a call throws before it has made a promise into a rejection.
      queue.waiting.push({ rank, signal, begin: () => resolve((async () => call())()) });
    });
    void serve(queue);
    return unlessAborted(begun, signal);
  };
};

/** Takes the next one out; those that nobody waits for any more are dropped. */
const takeNext = (waiting: Waiting[]): Waiting | undefined => {
  const open = waiting.filter(({ signal }) => !signal.aborted);
  const next = open.reduce<Waiting | undefined>(
    (best, each) => (best === undefined || each.rank < best.rank ? each : best),
    undefined,
  );
  waiting.splice(0, waiting.length, ...open.filter((each) => each !== next));
  return next;
};
