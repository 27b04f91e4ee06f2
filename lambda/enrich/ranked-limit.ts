/** Runs calls a few at a time; of those that wait the lowest rank goes first, and of one rank the one that came first. */
export type RankedLimit = <T>(rank: number, call: () => Promise<T>) => Promise<T>;

/** A burst that comes before the calm. */
export interface Burst {
  /** Calls that begin when they come, however many are under way. */
  readonly calls: number;
  /** Whether the burst is over before it is used up. */
  readonly isOver: () => boolean;
}

interface Waiting {
  readonly rank: number;
  readonly begin: () => void;
}

const NO_BURST: Burst = { calls: 0, isOver: () => true };

/** @param concurrency calls under way at a time, once the burst is over */
export const rankedLimit = (concurrency: number, burst: Burst = NO_BURST): RankedLimit => {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let begun = 0;

  const hasRoom = (): boolean => underWay < concurrency || (begun < burst.calls && !burst.isOver());

  const beginNext = (): void => {
    if (!hasRoom()) return;
    const next = waiting.shift();
    if (next === undefined) return;
    underWay += 1;
    begun += 1;
    next.begin();
  };

  const enqueue = (entry: Waiting): void => {
    const behind = waiting.findIndex(({ rank }) => rank > entry.rank);
    waiting.splice(behind < 0 ? waiting.length : behind, 0, entry);
  };

  return async (rank, call) => {
    await new Promise<void>((begin) => {
      enqueue({ rank, begin });
      beginNext();
    });
    try {
      return await call();
    } finally {
      underWay -= 1;
      beginNext();
    }
  };
};
