import { setTimeout as sleep } from 'node:timers/promises';
import { inSimulatedTime } from './simulated-time';

const START = Date.parse('2026-03-04T05:06:07Z');
const MINUTE = 60_000;

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const run = (body: (elapsedMs: () => number) => Promise<void>) =>
  inSimulatedTime(START, MINUTE, () => 0, body);

describe('simulated time', () => {
  it('begins when it is told to, and passes by waiting alone', async () => {
    const times: string[] = [];
    const { outcome, ms } = await run(async (elapsedMs) => {
      times.push(new Date().toISOString());
      await wait(20_000);
      await sleep(5_000);
      times.push(new Date(Date.now()).toISOString(), String(elapsedMs()));
    });
    expect({ outcome, ms, times }).toEqual({
      outcome: { ended: 'well' },
      ms: 25_000,
      times: ['2026-03-04T05:06:07.000Z', '2026-03-04T05:06:32.000Z', '25000'],
    });
  });

  it('lets timers fire in order, the earlier set first, and none that was cleared', async () => {
    const fired: string[] = [];
    await run(async () => {
      setTimeout(() => fired.push('late'), 2_000);
      setTimeout(() => fired.push('first'), 1_000);
      setTimeout(() => fired.push('second'), 1_000);
      clearTimeout(setTimeout(() => fired.push('cleared'), 500));
      await wait(3_000);
    });
    expect(fired).toEqual(['first', 'second', 'late']);
  });

  it('lets a wait be given up', async () => {
    const stop = new AbortController();
    const { outcome, ms } = await run(async () => {
      setTimeout(() => stop.abort(new Error('enough')), 2_000);
      await sleep(5_000, undefined, { signal: stop.signal });
    });
    expect({ outcome, ms }).toEqual({ outcome: { ended: 'thrown', error: new Error('enough') }, ms: 2_000 });
  });

  it.each<[string, () => Promise<void>]>([
    ['what takes longer than it may', () => wait(MINUTE + 1)],
    ['what waits for nothing', () => new Promise(() => undefined)],
  ])('stops %s', async (_, body) => {
    expect(await run(body)).toEqual({ outcome: { ended: 'stopped' }, ms: MINUTE });
  });

  it('hands back what was thrown, and puts the clock back', async () => {
    const clocks = [globalThis.setTimeout, globalThis.Date, Math.random];
    const error = new Error('no');
    const { outcome } = await run(() => Promise.reject(error));
    expect(outcome).toEqual({ ended: 'thrown', error });
    expect([globalThis.setTimeout, globalThis.Date, Math.random]).toEqual(clocks);
  });

  it('is a date like any other to a date that is given a time', async () => {
    const given: string[] = [];
    await run(async () => {
      given.push(
        new Date(0).toISOString(),
        new Date('2026-01-02').toISOString(),
        new Date(2026, 0).toString(),
      );
    });
    expect(given).toEqual([
      '1970-01-01T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      new Date(2026, 0).toString(),
    ]);
  });
});
