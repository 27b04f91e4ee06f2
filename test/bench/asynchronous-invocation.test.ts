import { inSimulatedTime } from '../faults/simulated-time';
import { type Delivery, invokeAll, type Lambda } from './asynchronous-invocation';

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const invoked = async (events: readonly string[], lambda: Omit<Lambda<string>, 'timeoutMs'>) => {
  let deliveries: readonly Delivery<string>[] = [];
  const { outcome, ms } = await inSimulatedTime(
    0,
    3_600_000,
    () => 0,
    async () => {
      deliveries = await invokeAll(events, { ...lambda, timeoutMs: 120_000 });
    },
  );
  expect(outcome).toEqual({ ended: 'well' });
  return { ended: deliveries.map((delivery) => delivery.ended), ms };
};

describe("Lambda's asynchronous invocation", () => {
  it('handles one event after the other in each environment, and as many side by side as there are', async () => {
    let started = 0;
    let under = 0;
    let most = 0;
    const { ended, ms } = await invoked(['a', 'b', 'c', 'd', 'e'], {
      environments: 2,
      start: () => {
        started += 1;
        return async () => {
          under += 1;
          most = Math.max(most, under);
          await sleep(1_000);
          under -= 1;
        };
      },
    });
    expect({ ended, ms, started, most }).toEqual({
      ended: Array.from({ length: 5 }, () => ['well']),
      ms: 3_000,
      started: 2,
      most: 2,
    });
  });

  it.each([
    ['once', 1, ['thrown', 'well'], 60_000],
    ['twice', 2, ['thrown', 'thrown', 'well'], 180_000],
    ['for good', 9, ['thrown', 'thrown', 'thrown'], 180_000],
  ])('tries again what failed %s', async (_, failures, ended, ms) => {
    let left = failures;
    const start = () => async (): Promise<void> => {
      left -= 1;
      if (left >= 0) throw new Error('not published');
    };
    expect(await invoked(['a'], { environments: 1, start })).toEqual({ ended: [ended], ms });
  });

  it('stops what takes too long, and tries it again in a new environment', async () => {
    let started = 0;
    const start = () => {
      started += 1;
      const isFirst = started === 1;
      return () => sleep(isFirst ? 121_000 : 1_000);
    };
    expect(await invoked(['a'], { environments: 1, start })).toEqual({
      ended: [['timed-out', 'well']],
      ms: 181_000,
    });
    expect(started).toBe(2);
  });

  it('lets other events have the environment while a failed one waits', async () => {
    const seen: string[] = [];
    const start = () => async (event: string) => {
      seen.push(event);
      if (event === 'bad' && seen.length === 1) throw new Error('not published');
    };
    await invoked(['bad', 'good'], { environments: 1, start });
    expect(seen).toEqual(['bad', 'good', 'bad']);
  });
});
