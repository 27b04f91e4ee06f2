import { abridged, accountLabel, countText, day, dayAndTime, shortName } from '../../lambda/alert/words';
import { counted } from '../../lambda/assess/wording';

test.each([
  ['2026-03-04T05:06:07Z', '2026-03-04 05:06:07 UTC', '2026-03-04'],
  ['2026-03-04T05:06:07.123456Z', '2026-03-04 05:06:07 UTC', '2026-03-04'],
  ['no time', 'no time', 'no time'],
])('%s is %s, on %s', (iso, inFull, date) => {
  expect(dayAndTime(iso)).toBe(inFull);
  expect(day(iso)).toBe(date);
});

test('counts, lists and names', () => {
  expect(counted(1, 'role')).toBe('1 role');
  expect(counted(2, 'role')).toBe('2 roles');
  expect(countText({ count: 3, atLeast: true })).toBe('at least 3');
  expect(abridged(['a', 'b', 'c'], 2)).toBe('a, b, +1 more');
  expect(abridged(['a', 'b'], 2)).toBe('a, b');
  expect(shortName('arn:aws:iam::111122223333:role/path/deploy')).toBe('deploy');
  expect(shortName('ends/')).toBe('ends/');
  expect(accountLabel({ id: '1' })).toBe('1');
  expect(accountLabel({ id: '1', alias: 'prod' })).toBe('prod (1)');
});
