import { counted, doneOf, emptyTally, stretchesOf, talliesIn, together } from './tally';
import type { Trial } from './trial';
import { worldOf } from './trial';

const trialOf = (broken: readonly string[], ...cpuMs: readonly number[]): Trial => ({
  world: worldOf(7),
  broken,
  cpuMs,
});

describe('a tally', () => {
  const first = counted(
    counted(emptyTally({ from: 10, count: 2 }), 10, trialOf([], 5, 7)),
    11,
    trialOf(['a law'], 3),
  );
  const second = counted(emptyTally({ from: 12, count: 1 }), 12, trialOf([], 9));

  it('counts events, CPU, outcomes and what was broken', () => {
    expect(first).toMatchObject({
      events: 3,
      cpuMs: 15,
      slowest: { seed: 10, ms: 7 },
      outcomes: { 'no alert is owed': 2 },
      broken: [{ seed: 11, laws: ['a law'] }],
    });
  });

  it('adds up with others', () => {
    expect(together([first, second])).toMatchObject({
      from: 10,
      count: 3,
      events: 4,
      cpuMs: 24,
      slowest: { seed: 12, ms: 9 },
      outcomes: { 'no alert is owed': 3 },
      broken: [{ seed: 11 }],
    });
  });

  it('is read again from the line that keeps it, and one cut off counts as not done', () => {
    const line = JSON.stringify(first);
    expect(talliesIn(`${line}\n${line.slice(0, 40)}`)).toEqual([first]);
    expect(talliesIn('')).toEqual([]);
  });
});

describe('a run that goes on', () => {
  it.each([
    [1, [1]],
    [200, [200]],
    [201, [200, 1]],
    [450, [200, 200, 50]],
    [0, []],
  ])('cuts %d worlds into stretches', (count, counts) => {
    const stretches = stretchesOf({ from: 5, count });
    expect(stretches.map((each) => each.count)).toEqual(counts);
    expect(stretches.map((each) => each.from)).toEqual(counts.map((_, index) => 5 + index * 200));
  });

  it('does what is not done, and counts nothing twice', () => {
    const stretches = stretchesOf({ from: 0, count: 450 });
    const kept = [
      emptyTally({ from: 200, count: 200 }),
      emptyTally({ from: 200, count: 200 }),
      // Of a shorter run, which ended in the middle of a stretch of this one.
      emptyTally({ from: 400, count: 10 }),
      // Of other seeds.
      emptyTally({ from: 9_000, count: 200 }),
    ];
    const { done, left } = doneOf(stretches, kept);
    expect(done).toEqual([emptyTally({ from: 200, count: 200 })]);
    expect(left).toEqual([
      { from: 0, count: 200 },
      { from: 400, count: 50 },
    ]);
  });
});

describe('a seed', () => {
  it('makes the same world each time, and another one than the next seed', () => {
    expect(JSON.stringify(worldOf(31))).toBe(JSON.stringify(worldOf(31)));
    expect(JSON.stringify(worldOf(31))).not.toBe(JSON.stringify(worldOf(32)));
  });
});
