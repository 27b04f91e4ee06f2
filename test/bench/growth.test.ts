import { growthOf } from './growth';

describe('growth', () => {
  const samplesOf = (...bytes: readonly number[]) =>
    bytes.map((each, index) => ({ events: (index + 1) * 1000, bytes: each }));

  it.each([
    ['none', [500, 500, 500], 0],
    ['steady', [1000, 3000, 5000], 2],
    ['falling', [5000, 4000, 3000], -1],
    ['noise around a level', [500, 600, 500, 600, 500], 0],
    ['a leak under noise', [1000, 2100, 2900, 4000], 0.98],
  ])('%s', (_, bytes, slope) => {
    const growth = growthOf(samplesOf(...bytes));
    expect(growth.bytesAnEvent).toBeCloseTo(slope, 10);
    expect(growth).toMatchObject({ first: bytes[0], last: bytes.at(-1) });
  });

  it('needs two samples', () => {
    expect(() => growthOf(samplesOf(1))).toThrow('no line through one sample');
  });
});
