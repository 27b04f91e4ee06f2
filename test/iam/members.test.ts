import fc from 'fast-check';
import { commonMember, memberOf, membersOf } from '../../lambda/iam/capabilities/members';

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);

test.each([
  ['ec2:describe*', 'ec2:*instances', 'ec2:describeinstances'],
  ['ec2:*', 'ec2:runinstances', 'ec2:runinstances'],
  ['*', '*', ''],
  ['a?c', 'ab?', 'abc'],
  ['a*b*c', 'a*c', 'abc'],
  ['s3:get*', 's3:put*', undefined],
  ['s3:*', 'ec2:*', undefined],
  ['a?', 'a', undefined],
])('%s and %s share %s', (left, right, expected) => {
  expect(commonMember(left, right)).toBe(expected);
});

const pattern = fc
  .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 })
  .map((parts) => parts.join(''));

test('whatever the patterns, what they share matches both', () => {
  fc.assert(
    fc.property(pattern, pattern, (left, right) => {
      const shared = commonMember(left, right);
      expect(commonMember(right, left) === undefined).toBe(shared === undefined);
      if (shared !== undefined) expect([matches(left, shared), matches(right, shared)]).toEqual([true, true]);
      expect(matches(left, memberOf(left))).toBe(true);
      if (matches(left, memberOf(right))) expect(shared).toBeDefined();
    }),
  );
});

test('there is one of each kind that the patterns tell apart', () => {
  const { actions, complete } = membersOf([
    'EC2:Describe*',
    'ec2:*Instances',
    'ec2:describe*',
    'ec2:RunInstances',
  ]);
  expect(complete).toBe(true);
  expect(actions).toEqual([
    'ec2:runinstances',
    'ec2:describezzqxprobe',
    'ec2:zzqxprobeinstances',
    'ec2:describeinstances',
  ]);
});
