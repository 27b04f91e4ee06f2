import { deadlineIn } from '../../lambda/enrich/deadline';

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
