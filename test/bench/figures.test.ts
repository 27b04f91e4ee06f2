import { type Figure, isWithin, shown, verdictOf } from './figures';

const figure = (value: number, bar?: number): Figure => ({
  name: 'a figure',
  value,
  unit: 'ms',
  ...(bar === undefined ? {} : { bar }),
});

describe('a figure', () => {
  it.each([
    [5, undefined, true],
    [5, 6, true],
    [5, 5, true],
    [5.01, 5, false],
    [0, 0, true],
    [Number.NaN, 5, false],
  ])('of %d with bar %s is within: %s', (value, bar, within) => {
    expect(isWithin(figure(value, bar))).toBe(within);
  });

  it.each<[string, Figure, Figure | undefined, string]>([
    ['within its bar', figure(5, 6), figure(7, 6), 'within'],
    ['over it, and was within', figure(7, 6), figure(5, 6), 'over'],
    ['over it, and new', figure(7, 6), undefined, 'over'],
    ['over it, and was over what was its bar then', figure(7, 6), figure(8, 7), 'over-as-before'],
    ['over a bar that it had not then', figure(7, 6), figure(7), 'over'],
  ])('%s', (_, now, before, verdict) => {
    expect(verdictOf(now, before)).toBe(verdict);
  });

  it.each([
    [0, '0 ms'],
    [0.126, '0.13 ms'],
    [99.5, '99.50 ms'],
    [250.4, '250 ms'],
  ])('of %d shows as %s', (value, text) => {
    expect(shown(figure(value))).toBe(text);
  });
});
