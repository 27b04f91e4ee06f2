import {
  accountLabel,
  counted,
  day,
  duration,
  listed,
  moment,
  plural,
  relative,
  shortName,
} from '../../lambda/alert/words';

test.each([
  [0, '0 s'],
  [45, '45 s'],
  [60, '1 min'],
  [3600, '1 h'],
  [5400, '1 h 30 min'],
  [43_200, '12 h'],
  [90_061, '1 d 1 h'],
  [-5, '0 s'],
])('%i seconds are %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

test.each([
  ['2026-03-04T05:06:07Z', '2026-03-04 05:06:07 UTC', '2026-03-04'],
  ['2026-03-04T05:06:07.123456Z', '2026-03-04 05:06:07 UTC', '2026-03-04'],
  ['no time', 'no time', 'no time'],
])('%s is %s, on %s', (iso, inFull, date) => {
  expect(moment(iso)).toBe(inFull);
  expect(day(iso)).toBe(date);
});

test.each([
  ['2026-03-04T05:01:12Z', '4 min before'],
  ['2026-03-04T02:00:00Z', '3 h before'],
  ['2026-03-04T05:06:09Z', '2 s after'],
  ['2026-03-04T05:06:07.4Z', 'at the same time'],
  ['no time', ''],
])('%s stands %j to the event', (iso, expected) => {
  expect(relative(iso, '2026-03-04T05:06:07Z')).toBe(expected);
});

test('counts, lists and names', () => {
  expect(plural(1, 'role')).toBe('1 role');
  expect(plural(2, 'role')).toBe('2 roles');
  expect(counted({ count: 3, atLeast: true })).toBe('at least 3');
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b, +1 more');
  expect(listed(['a', 'b'], 2)).toBe('a, b');
  expect(shortName('arn:aws:iam::111122223333:role/path/deploy')).toBe('deploy');
  expect(shortName('ends/')).toBe('ends/');
  expect(accountLabel({ id: '1' })).toBe('1');
  expect(accountLabel({ id: '1', alias: 'prod' })).toBe('prod (1)');
});
