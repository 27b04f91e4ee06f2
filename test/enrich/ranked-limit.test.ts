import { rankedLimit } from '../../lambda/enrich/ranked-limit';

const turn = (): Promise<void> => new Promise(setImmediate);

describe('calls a few at a time', () => {
  it('go in the order of their ranks, and of one rank in that of their coming', async () => {
    const limit = rankedLimit(1);
    const begun: string[] = [];
    const call = (name: string, rank: number) =>
      limit(rank, async () => {
        begun.push(name);
        await turn();
      });
    await Promise.all([call('first', 9), call('last', 5), call('second', -1), call('third', -1)]);
    expect(begun).toEqual(['first', 'second', 'third', 'last']);
  });

  it('are never more than allowed, and go on after one that fails', async () => {
    const limit = rankedLimit(3);
    let open = 0;
    let most = 0;
    const calls = Array.from({ length: 50 }, (_, index) =>
      limit(index % 7, async () => {
        open += 1;
        most = Math.max(most, open);
        await turn();
        open -= 1;
        if (index % 5 === 0) throw new Error('once');
        return index;
      }),
    );
    const results = await Promise.allSettled(calls);
    expect(most).toBe(3);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
  });
});

describe('a burst', () => {
  const CALLS = 40;

  /** A limit of three, and how many calls were open as each began, itself included. */
  const watched = (burst: number, isOver: () => boolean) => {
    const limit = rankedLimit(3, { calls: burst, isOver });
    const openWith: number[] = [];
    let open = 0;
    const call = () =>
      limit(0, async () => {
        open += 1;
        openWith.push(open);
        await turn();
        open -= 1;
      });
    return { call, openWith };
  };

  it.each([
    ['of none', 0, false, 3],
    ['smaller than what may be open anyway', 2, false, 3],
    ['larger', 10, false, 10],
    ['of more than there is', 100, false, CALLS],
    ['that is over before it begins', 10, true, 3],
  ])('%s lets so many begin at once, and then three at a time', async (_, burst, isOver, atOnce) => {
    const { call, openWith } = watched(burst, () => isOver);
    const calls = Array.from({ length: CALLS }, call);
    await Promise.resolve();
    expect(openWith).toHaveLength(atOnce);
    await Promise.all(calls);
    expect(openWith).toHaveLength(CALLS);
    expect(Math.max(0, ...openWith.slice(atOnce))).toBeLessThanOrEqual(3);
  });

  it('that is over in the midst lets no more begin than may be open', async () => {
    let isOver = false;
    const { call, openWith } = watched(100, () => isOver);
    const first = Array.from({ length: 10 }, call);
    await Promise.resolve();
    isOver = true;
    await Promise.all([...first, ...Array.from({ length: 10 }, call)]);
    expect(openWith[9]).toBe(10);
    expect(openWith).toHaveLength(20);
    expect(Math.max(...openWith.slice(10))).toBeLessThanOrEqual(3);
  });
});
