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
