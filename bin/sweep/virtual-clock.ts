import type { Clock } from '../../lambda/enrich/pacer';

/** A clock on which what waits takes no time: it is computed how long it would have taken. */
export interface VirtualClock extends Clock {
  /** Lets work run to its end, with every wait skipped as soon as nothing else is to be done. */
  readonly through: <T>(work: Promise<T>) => Promise<T>;
}

interface Sleeper {
  readonly at: number;
  /** Those that wake at the same moment do so in the order in which they fell asleep. */
  readonly order: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which nothing falls asleep anew: then all that is left to do is to wait. */
const QUIET_TURNS = 2;

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/**
 * @param worked milliseconds of real work so far, which count as well; a clock that always says 0 counts waits alone
 */
export const virtualClock = (worked: () => number = () => performance.now()): VirtualClock => {
  const began = worked();
  const sleepers: Sleeper[] = [];
  let skippedMs = 0;
  let order = 0;

  const now = (): number => worked() - began + skippedMs;

  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      order += 1;
      const sleeper = { at: now() + ms, order, wake };
      const behind = sleepers.findIndex(({ at }) => at > sleeper.at);
      sleepers.splice(behind < 0 ? sleepers.length : behind, 0, sleeper);
    });

  const quiet = async (): Promise<void> => {
    let before = order;
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await turn();
      if (order !== before) turns = -1;
      before = order;
    }
  };

  return {
    now,
    sleep,
    through: async (work) => {
      let isOver = false;
      const ended = (): void => {
        isOver = true;
      };
      work.then(ended, ended);
      while (!isOver) {
        await quiet();
        const next = sleepers.shift();
        if (next === undefined) continue;
        skippedMs += Math.max(0, next.at - now());
        next.wake();
      }
      return work;
    },
  };
};
