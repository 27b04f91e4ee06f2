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

  it('runs one call of a queue at a time, and waits no longer than it must', async () => {
    const { clock, slept, pass } = fakeClock();
    const pace = pacer(500, clock);
    let open = 0;
    const slow = async () => {
      open += 1;
      expect(open).toBe(1);
      pass(300);
      await Promise.resolve();
      open -= 1;
    };
    await Promise.all([pace('q', signal, slow), pace('q', signal, slow)]);
    pass(10_000);
    await pace('q', signal, slow);
    expect(slept).toEqual([200]);
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

  it('is not held for ever by a call that never answers', async () => {
    const { clock } = fakeClock();
    const pace = pacer(500, clock);
    const controller = new AbortController();
    const stuck = pace('q', controller.signal, never);
    const waiting = jest.fn(async () => 1);
    const behind = pace('q', controller.signal, waiting);
    setTimeout(() => controller.abort(), 10);
    await expect(stuck).rejects.toThrow('aborted');
    await expect(behind).rejects.toThrow();
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
