/**
 * A clock for a whole run of the handler: what waits, waits in simulated time, and what is sent goes over the real
 * sockets. Time stands still while something is under way and then jumps to the next timer. So a function that waits
 * half a minute for an answer that never comes is through in milliseconds, and a busy computer makes nothing late.
 */

import promises from 'node:timers/promises';

interface Waiting {
  readonly at: number;
  /** Timers of the same moment fire in the order in which they were set. */
  readonly order: number;
  readonly fire: () => void;
}

/** What Node returns for a timer, as far as anybody asks of it. */
interface Timer {
  readonly ref: () => Timer;
  readonly unref: () => Timer;
  readonly hasRef: () => boolean;
  readonly [Symbol.toPrimitive]: () => number;
}

/** Turns of the event loop without any traffic after which nothing is under way: on loopback, what is sent is there. */
const QUIET_TURNS = 6;

/** Milliseconds of real time in which a run must end; more is a hang of its own, not of what it waits for. */
const REAL_LIMIT_MS = 60_000;

/** Requests of Node to the operating system that are open: files read, connections made, bytes being written. */
const OPEN_REQUEST = /Req|ConnectWrap|WriteWrap|ShutdownWrap|WORKER/i;

const realSetImmediate = setImmediate;
const RealDate = Date;

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    realSetImmediate(resolve);
  });

const somethingOpen = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => OPEN_REQUEST.test(resource));

/** How a run ended. */
export type Outcome =
  | { readonly ended: 'well' }
  | { readonly ended: 'thrown'; readonly error: unknown }
  /** It had not ended when its time was up, or waited for what never comes. */
  | { readonly ended: 'stopped' };

/** How a run ended, and after how many milliseconds of simulated time. */
export interface Timed {
  readonly outcome: Outcome;
  readonly ms: number;
}

/**
 * Runs something in simulated time. One at a time in a process: the process's own timers and clock are replaced
 * meanwhile, and put back.
 * @param startMs the time at which it begins, milliseconds since 1970
 * @param limitMs milliseconds of simulated time after which it is stopped
 * @param traffic a number that changes whenever something moves on the network of the run
 */
export const inSimulatedTime = async (
  startMs: number,
  limitMs: number,
  traffic: () => number,
  run: (elapsedMs: () => number) => Promise<void>,
): Promise<Timed> => {
  let nowMs = startMs;
  let order = 0;
  const waiting = new Map<number, Waiting>();

  const later = (fire: () => void, ms: unknown): Timer => {
    const delay = typeof ms === 'number' && ms >= 1 ? Math.min(ms, 2 ** 31 - 1) : 1;
    order += 1;
    const id = order;
    waiting.set(id, { at: nowMs + delay, order, fire });
    const timer: Timer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      [Symbol.toPrimitive]: () => id,
    };
    return timer;
  };

  const next = (): readonly [number, Waiting] | undefined =>
    [...waiting].reduce<readonly [number, Waiting] | undefined>(
      (first, entry) =>
        first === undefined ||
        entry[1].at < first[1].at ||
        (entry[1].at === first[1].at && entry[1].order < first[1].order)
          ? entry
          : first,
      undefined,
    );

  const quiet = async (isOver: () => boolean): Promise<void> => {
    const deadline = RealDate.now() + REAL_LIMIT_MS;
    let before = traffic();
    for (let turns = 0; turns < QUIET_TURNS && !isOver(); turns += 1) {
      await turn();
      const moved = traffic();
      if (moved !== before || somethingOpen()) turns = -1;
      before = moved;
      if (RealDate.now() > deadline) throw new Error('The run never comes to rest.');
    }
  };

  const restore = replaceClock(
    () => nowMs,
    later,
    (id) => waiting.delete(id),
  );
  try {
    let outcome: Outcome | undefined;
    run(() => nowMs - startMs).then(
      () => {
        outcome = { ended: 'well' };
      },
      (error: unknown) => {
        outcome = { ended: 'thrown', error };
      },
    );
    for (;;) {
      await quiet(() => outcome !== undefined);
      if (outcome !== undefined) return { outcome, ms: nowMs - startMs };
      const first = next();
      if (first === undefined || first[1].at > startMs + limitMs) {
        return { outcome: { ended: 'stopped' }, ms: limitMs };
      }
      const [id, { at, fire }] = first;
      waiting.delete(id);
      nowMs = Math.max(nowMs, at);
      fire();
    }
  } finally {
    restore();
  }
};

/** Puts the clock in the place of the process's own; what was there is put back by what this returns. */
const replaceClock = (
  now: () => number,
  later: (fire: () => void, ms: unknown) => Timer,
  forget: (id: number) => void,
): (() => void) => {
  const before = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    Date: globalThis.Date,
    random: Math.random,
    sleep: promises.setTimeout,
  };
  const simulated = {
    setTimeout: (callback: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      later(() => callback(...given), ms),
    clearTimeout: (timer: unknown) => forget(Number(timer)),
    Date: class extends RealDate {
      static override now = now;

      constructor(...given: readonly unknown[]) {
        super(...((given.length === 0 ? [now()] : given) as [number]));
      }
    },
  };
  Object.assign(globalThis, simulated);
  // Waits between attempts are drawn by lot, up to a most: here always near the most, so that a run is the same each time.
  Math.random = () => 0.95;
  Object.assign(promises, {
    setTimeout: (ms?: number, value?: unknown, { signal }: { readonly signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const timer = later(() => {
          signal?.removeEventListener('abort', giveUp);
          resolve(value);
        }, ms);
        const giveUp = () => {
          forget(Number(timer));
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
      }),
  });
  return () => {
    const { random, sleep, ...globals } = before;
    Object.assign(globalThis, globals);
    Math.random = random;
    Object.assign(promises, { setTimeout: sleep });
  };
};
