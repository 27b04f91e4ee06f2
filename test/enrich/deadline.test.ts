import { getEventListeners } from 'node:events';
import { deadlineIn, unlessAborted } from '../../lambda/enrich/deadline';
import { never } from './fakes';

describe('a deadline', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts down and aborts when its time is up', () => {
    const deadline = deadlineIn(1000);
    jest.advanceTimersByTime(999);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([1, false]);
    jest.advanceTimersByTime(1);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([0, true]);
    jest.advanceTimersByTime(5000);
    expect(deadline.remainingMs()).toBe(0);
  });

  it('leaves no timer behind once cancelled', () => {
    const deadline = deadlineIn(1000);
    deadline.cancel();
    deadline.cancel();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(2000);
    expect(deadline.signal.aborted).toBe(false);
  });

  it.each([0, -5, Number.NaN, Number.NEGATIVE_INFINITY])('has already passed when %p is left', (ms) => {
    const deadline = deadlineIn(ms);
    expect([deadline.remainingMs(), deadline.signal.aborted]).toEqual([0, true]);
    deadline.cancel();
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])('does not fire at once for a time as long as %p', (ms) => {
    const deadline = deadlineIn(ms);
    jest.advanceTimersByTime(10);
    expect(deadline.signal.aborted).toBe(false);
    deadline.cancel();
  });
});

describe('what a promise brings', () => {
  it('is had, and nothing listens any longer', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([
    ['before', true],
    ['while it is awaited', false],
  ])('is given up where the signal aborts %s', async (_when, isEarly) => {
    const controller = new AbortController();
    if (isEarly) controller.abort();
    const given = unlessAborted(never(), controller.signal);
    controller.abort();
    await expect(given).rejects.toThrow('aborted');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('is what it fails with', async () => {
    await expect(
      unlessAborted(Promise.reject(new Error('odd')), new AbortController().signal),
    ).rejects.toThrow('odd');
  });
});
