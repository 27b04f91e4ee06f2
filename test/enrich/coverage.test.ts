import { shownUntil, TRAIL_LAG_MS } from '../../lambda/enrich/coverage';

const NOON = new Date('2026-03-04T12:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

describe('up to when the trail shows what happened', () => {
  it.each([
    ['now', NOON, new Date(NOON.getTime() - TRAIL_LAG_MS)],
    ['a moment ago', minutes(-1), new Date(NOON.getTime() - TRAIL_LAG_MS)],
    ['long ago', minutes(-600), minutes(-600)],
  ])('asked about what was until %s', (_, until, expected) => {
    expect(shownUntil(NOON, until)).toEqual(expected);
  });
});
