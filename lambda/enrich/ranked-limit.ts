/** Runs calls a few at a time; of those that wait the lowest rank goes first, and of one rank the one that came first. */
export type RankedLimit = <T>(rank: number, call: () => Promise<T>) => Promise<T>;

interface Waiting {
  readonly rank: number;
  readonly begin: () => void;
}

/** @param concurrency calls under way at a time */
export const rankedLimit = (concurrency: number): RankedLimit => {
  const waiting: Waiting[] = [];
  let underWay = 0;

  const beginNext = (): void => {
    if (underWay >= concurrency) return;
    const next = waiting.shift();
    if (next === undefined) return;
    underWay += 1;
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
