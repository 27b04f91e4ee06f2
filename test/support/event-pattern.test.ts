import { matchesPattern } from './event-pattern';

const cases: readonly (readonly [pattern: object, event: unknown, matches: boolean])[] = [
  [{ a: ['x'] }, { a: 'x' }, true],
  [{ a: ['x'] }, { a: 'X' }, false],
  [{ a: ['x', 'y'] }, { a: 'y', b: 1 }, true],
  [{ a: ['x'] }, { a: ['w', 'x'] }, true],
  [{ a: ['x'] }, {}, false],
  [{ a: ['x'] }, null, false],
  [{ a: [7] }, { a: '7' }, false],
  [{ a: ['x'], b: ['y'] }, { a: 'x' }, false],
  [{ a: { b: ['x'] } }, { a: { b: 'x' } }, true],
  [{ a: { b: ['x'] } }, { a: 'x' }, false],
  [{ a: [{ exists: false }] }, {}, true],
  [{ a: [{ exists: false }] }, { a: '' }, false],
  [{ a: [{ exists: false }] }, { a: null }, false],
  [{ a: { b: [{ exists: false }] } }, {}, true],
  [{ a: [{ exists: true }] }, { a: 0 }, true],
  [{ a: [{ exists: true }] }, {}, false],
  [{ a: [{ prefix: 'x' }] }, { a: 'xy' }, true],
  [{ a: [{ prefix: 'x' }] }, { a: ['y', 'xy'] }, true],
  [{ a: [{ prefix: 'x' }] }, { a: 'yx' }, false],
  [{ a: [{ prefix: 'x' }] }, {}, false],
  [{ a: [{ wildcard: '*x.y*' }] }, { a: 'vwx.yz' }, true],
  [{ a: [{ wildcard: '*x.y*' }] }, { a: 'x,y' }, false],
  [{ a: [{ wildcard: 'x*' }] }, { a: 'yx' }, false],
  [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
  [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
  [{ a: [{ 'anything-but': ['x', 'y'] }] }, {}, false],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
  [{ c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, false],
];
test.each(cases)('%j on %j: %s', (pattern, event, matches) => {
  expect(matchesPattern(pattern, event)).toBe(matches);
});

test.each([
  [{ a: 'x' }],
  [{ a: [{ suffix: 'x' }] }],
  [{ a: [{ prefix: 7 }] }],
  [{ a: [{ exists: true, prefix: 'x' }] }],
  ['x'],
])('what it cannot judge is an error: %j', (pattern) => {
  expect(() => matchesPattern(pattern, { a: 'x' })).toThrow();
});
