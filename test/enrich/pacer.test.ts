import { type Clock, pacer } from '../../lambda/enrich/pacer';
import { never } from './fakes';

/** A clock that moves only when somebody sleeps. */
const fakeClock = () => {
  let time = 0;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { clock, slept, pass };
};

const { signal } = new AbortController();

describe('a pacer', () => {
  it('starts the calls of one queue in order, each a spacing after the one before', async () => {
    const { clock } = fakeClock();
    const pace = pacer(500, clock);
    const starts: [number, number][] = [];
    const call = (id: number) => async () => {
      starts.push([id, clock.now()]);
      return id;
    };
    const answers = await Promise.all([1, 2, 3].map((id) => pace('eu-central-1', signal, call(id))));
    expect(answers).toEqual([1, 2, 3]);
    expect(starts).toEqual([
      [1, 0],
      [2, 500],
      [3, 1000],
    ]);
  });

  it('does not wait for the one before to end, and waits no longer than it must', async () => {
    const { clock, slept, pass } = fakeClock();
    const pace = pacer(500, clock);
    const begun: number[] = [];
    const silent = (): Promise<never> => {
      begun.push(clock.now());
      return never();
    };
    void pace('q', signal, silent);
    void pace('q', signal, silent);
    expect(await pace('q', signal, async () => clock.now())).toBe(1000);
    expect(begun).toEqual([0, 500]);
    pass(10_000);
    await pace('q', signal, async () => 1);
    expect(slept).toEqual([500, 500]);
  });

  it('begins the lowest rank first, and of one rank the one that came first', async () => {
    const { clock } = fakeClock();
    const pace = pacer(500, clock);
    const begun: string[] = [];
    const call = (name: string, rank: number) =>
      pace(
        'q',
        signal,
        async () => {
          begun.push(name);
        },
        rank,
      );
    await Promise.all([call('late', 9), call('first', 1), call('second', 1), call('between', 5)]);
    expect(begun).toEqual(['first', 'second', 'between', 'late']);
  });

  it('lets another queue go at once', async () => {
    const { clock, slept } = fakeClock();
    const pace = pacer(500, clock);
    await Promise.all([pace('a', signal, async () => 1), pace('b', signal, async () => 2)]);
    expect(slept).toEqual([]);
  });

  it('goes on after a call that failed', async () => {
    const { clock } = fakeClock();
    const pace = pacer(500, clock);
    const failed = pace('q', signal, async () => {
      throw new Error('once');
    });
    const next = pace('q', signal, async () => 'next');
    await expect(failed).rejects.toThrow('once');
    await expect(next).resolves.toBe('next');
  });

  it('lets the next go where nobody waits for one any more', async () => {
    const { clock } = fakeClock();
    const pace = pacer(500, clock);
    const controller = new AbortController();
    const stuck = pace('q', controller.signal, never);
    const waiting = jest.fn(async () => 1);
    const behind = pace('q', controller.signal, waiting);
    controller.abort();
    await expect(stuck).rejects.toThrow('aborted');
    await expect(behind).rejects.toThrow('aborted');
    await expect(pace('q', controller.signal, waiting)).rejects.toThrow();
    expect(waiting).not.toHaveBeenCalled();
    await expect(pace('q', signal, async () => 'later')).resolves.toBe('later');
  });

  it('stops waiting for its turn when the deadline passes', async () => {
    const pace = pacer(500, { now: () => 0, sleep: never });
    const controller = new AbortController();
    await pace('q', controller.signal, async () => 1);
    const second = pace('q', controller.signal, async () => 2);
    controller.abort();
    await expect(second).rejects.toThrow('aborted');
  });
});
