import { letsRoleIn } from '../../lambda/iam/role-trust';
import type { Truth } from '../../lambda/iam/truth';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ci/deploy`;

const statement = (principal: object | string, changes: object = {}): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...changes,
});

const { Principal: _, ...unnamed } = statement('*') as Record<string, unknown>;

const CASES: readonly (readonly [string, readonly object[], Truth])[] = [
  ['the account by its id', [statement({ AWS: ACCOUNT })], 'yes'],
  ['the account by its root', [statement({ AWS: `arn:aws:iam::${ACCOUNT}:root` })], 'yes'],
  ['everyone', [statement('*')], 'yes'],
  ['the role, among others', [statement({ AWS: [`arn:aws:iam::${ACCOUNT}:user/alice`, ROLE] })], 'yes'],
  ['any action of STS', [statement({ AWS: ACCOUNT }, { Action: 'sts:*' })], 'yes'],
  ['one session of the role', [statement({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/x` })], 'maybe'],
  ['a session of another role', [statement({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/x/deploy` })], 'no'],
  ['another role', [statement({ AWS: `arn:aws:iam::${ACCOUNT}:role/deploy` })], 'no'],
  ['another account', [statement({ AWS: OTHER_ACCOUNT })], 'no'],
  [
    'a role of that name in another account',
    [statement({ AWS: ROLE.replace(ACCOUNT, OTHER_ACCOUNT) })],
    'no',
  ],
  ['a service', [statement({ Service: 'ec2.amazonaws.com' })], 'no'],
  ['web identities alone', [statement({ AWS: ACCOUNT }, { Action: 'sts:AssumeRoleWithWebIdentity' })], 'no'],
  [
    'the account under a condition',
    [statement({ AWS: ACCOUNT }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    'maybe',
  ],
  ['all but some', [{ ...unnamed, NotPrincipal: { AWS: OTHER_ACCOUNT } }], 'maybe'],
  ['and denies', [statement({ AWS: ACCOUNT }), statement({ AWS: ROLE }, { Effect: 'Deny' })], 'no'],
  [
    'and denies under a condition',
    [
      statement({ AWS: ACCOUNT }),
      statement('*', {
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      }),
    ],
    'maybe',
  ],
  [
    'and denies somebody else',
    [statement({ AWS: ACCOUNT }), statement({ AWS: OTHER_ACCOUNT }, { Effect: 'Deny' })],
    'yes',
  ],
  ['nobody', [], 'no'],
];

test.each(CASES)('a trust policy that names %s', (_when, statements, expected) => {
  expect(letsRoleIn({ Version: '2012-10-17', Statement: statements }, ROLE)).toBe(expected);
});

test.each([
  ['nothing', undefined],
  ['no policy', '{"Version": '],
])('of %s, it is not known', (_when, document) => {
  expect(letsRoleIn(document, ROLE)).toBe('maybe');
});
