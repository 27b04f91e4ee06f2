import { rolesNamed } from '../../lambda/assess/role-names';
import {
  beforeOrAfter,
  counted,
  durationText,
  evidenceLines,
  listed,
  midSentence,
  shortened,
} from '../../lambda/assess/wording';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
  [Array.from({ length: 250 }, (_, index) => `r${index}`), 'r0, r1, r2 and 247 more'],
])('%j is listed as "%s"', (names, text) => {
  expect(listed(names)).toBe(text);
});

test.each([
  [3600, '1 h'],
  [5400, '1 h 30 min'],
  [43_200, '12 h'],
  [900, '15 min'],
  [3601, '3601 s'],
  [30, '30 s'],
])('%d seconds are "%s"', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test.each([
  ['2026-03-04T05:06:07Z', 'less than a minute before'],
  ['2026-03-04T05:01:07Z', '5 min before'],
  ['2026-03-04T05:09:07Z', '3 min after'],
  ['2026-03-04T01:06:07Z', '4 h before'],
  ['2026-02-22T05:06:07Z', '10 days before'],
  ['whenever', ''],
])('%s is "%s"', (time, text) => {
  expect(beforeOrAfter(time, '2026-03-04T05:06:07Z')).toBe(text);
});

test.each([
  ['Role deploy is admin', 'role deploy is admin'],
  ['A role belongs', 'a role belongs'],
  ['AWS is mentioned', 'AWS is mentioned'],
  ['IAM does not answer', 'IAM does not answer'],
  ['', ''],
])('"%s" goes on as "%s"', (title, text) => {
  expect(midSentence(title)).toBe(text);
});

test('what is left out of the evidence is counted, and one line more is as short as the count', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
  expect(evidenceLines(lines(10))).toEqual(lines(10));
  expect(evidenceLines(lines(11))).toEqual(lines(11));
  expect(evidenceLines(lines(12))).toEqual([...lines(10), 'and 2 more']);
  expect(evidenceLines(['x'.repeat(5000)])[0]).toHaveLength(600);
});

test('a long text ends in an ellipsis', () => {
  expect(shortened('abcdef', 4)).toBe('abc…');
  expect(shortened('abcd', 4)).toBe('abcd');
});

test.each([
  [['arn:aws:iam::111122223333:role/deploy'], 'Role deploy'],
  [['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/path/b'], 'Roles a and path/b'],
  [['arn:aws:iam::111122223333:user/role/x'], 'Role arn:aws:iam::111122223333:user/role/x'],
  [['nonsense'], 'Role nonsense'],
])('%j: "%s"', (arns, text) => {
  expect(rolesNamed(arns.map((arn) => ({ arn })))).toBe(text);
});

test('one and several', () => {
  expect([counted(1, 'role'), counted(2, 'role'), counted(0, 'session')]).toEqual([
    '1 role',
    '2 roles',
    '0 sessions',
  ]);
});
