import fc from 'fast-check';
import { letsServiceIn, shuttingOut } from '../../lambda/iam/service-trust';
import type { Truth } from '../../lambda/iam/truth';

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const SERVICE = 'rolesanywhere.amazonaws.com';

const statement = (principal: unknown, changes: object = {}): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: ACTIONS,
  ...changes,
});
const { Principal: _, ...unnamed } = statement('') as Record<string, unknown>;
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const deny = (principal: unknown, changes: object = {}): object =>
  statement(principal, { Effect: 'Deny', ...changes });
const anchor = (operator: string) => ({
  Condition: {
    [operator]: {
      'aws:SourceArn': 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/not-there-yet',
    },
  },
});

const CASES: readonly (readonly [string, string, Truth])[] = [
  ['the service', policy(statement({ Service: SERVICE })), 'yes'],
  ['the service in a list', policy(statement({ Service: ['ec2.amazonaws.com', SERVICE] })), 'yes'],
  ['the service in another case', policy(statement({ Service: 'RolesAnywhere.AmazonAWS.com' })), 'yes'],
  ['the service of China', policy(statement({ Service: `${SERVICE}.cn` })), 'yes'],
  ['everyone', policy(statement('*')), 'yes'],
  ['everyone as an account', policy(statement({ AWS: '*' })), 'yes'],
  ['everyone in a list', policy(statement({ AWS: ['*'] })), 'yes'],
  [
    'everyone but one',
    policy({ ...unnamed, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/a' } }),
    'yes',
  ],
  ['one statement, not in a list', JSON.stringify({ Statement: statement({ Service: SERVICE }) }), 'yes'],
  ['any action', policy(statement({ Service: SERVICE }, { Action: '*' })), 'yes'],
  [
    'all but another action',
    policy(statement({ Service: SERVICE }, { Action: undefined, NotAction: 's3:*' })),
    'yes',
  ],
  [
    'its actions in several statements',
    policy(...ACTIONS.map((Action) => statement({ Service: SERVICE }, { Action }))),
    'yes',
  ],
  ['an anchor that is not there yet', policy(statement({ Service: SERVICE }, anchor('ArnEquals'))), 'yes'],
  [
    'a Deny of another anchor',
    policy(statement({ Service: SERVICE }), deny('*', anchor('ArnEquals'))),
    'yes',
  ],
  [
    'the service by its escapes',
    policy(statement({ Service: SERVICE })).replace('rolesanywhere', '\\u0072olesanywhere'),
    'yes',
  ],
  [
    'an element by its escapes',
    policy(statement({ Service: SERVICE })).replace('"Service"', '"\\u0053ervice"'),
    'yes',
  ],
  ['URL-encoded', encodeURIComponent(policy(statement({ Service: SERVICE }))), 'yes'],

  ['another service', policy(statement({ Service: 'ec2.amazonaws.com' })), 'no'],
  ['the account', policy(statement({ AWS: 'arn:aws:iam::111122223333:root' })), 'no'],
  ['no statement', policy(), 'no'],
  ['without one of its actions', policy(statement({ Service: SERVICE }, { Action: ACTIONS.slice(1) })), 'no'],
  ['the service denied', policy(statement({ Service: SERVICE }), deny({ Service: SERVICE })), 'no'],
  ['everyone but the service', policy({ ...unnamed, NotPrincipal: { Service: SERVICE } }), 'no'],

  ['no JSON', 'not a policy', 'maybe'],
  ['nothing', '', 'maybe'],
  [
    'an element that nobody knows',
    policy({ ...statement({ Service: 'ec2.amazonaws.com' }), Extra: 1 }),
    'maybe',
  ],
  [
    'one element twice',
    policy(statement({ Service: 'a' })).replace('"Service":"a"', `"Service":"a","Service":"${SERVICE}"`),
    'maybe',
  ],
];

test.each(CASES)('%s', (_, document, truth) => {
  expect(letsServiceIn(document, ROLE)).toBe(truth);
});

test('no document at all', () => {
  expect(letsServiceIn(undefined, ROLE)).toBe('maybe');
});

/** A text of JSON with some of its characters written as escapes. */
const escaped = (text: string, at: readonly number[]): string =>
  [...text]
    .map((char, index) =>
      at.includes(index) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char,
    )
    .join('');

test('no spelling of the service gets past', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: SERVICE.length - 1 }), { maxLength: 8 }),
      fc.array(fc.nat({ max: SERVICE.length - 1 }), { maxLength: 8 }),
      fc.constantFrom(0, 2),
      (upper, codes, space) => {
        const cased = [...SERVICE].map((char, index) => (upper.includes(index) ? char.toUpperCase() : char));
        const document = JSON.stringify(
          { Version: '2012-10-17', Statement: [statement({ Service: 'SPELLED' })] },
          undefined,
          space,
        ).replace('SPELLED', () => escaped(cased.join(''), codes));
        expect(letsServiceIn(document, ROLE)).toBe('yes');
      },
    ),
  );
});

describe('shutting the service out', () => {
  test.each(
    CASES.filter(([, , truth]) => truth === 'yes').map(([what, document]) => [what, document] as const),
  )('%s', (_, document) => {
    const shut = shuttingOut(document, ROLE);
    expect(shut).toBeDefined();
    expect(letsServiceIn(shut, ROLE)).toBe('no');
  });

  test('leaves everybody else in', () => {
    const others = statement({ AWS: 'arn:aws:iam::111122223333:root' });
    const shut = shuttingOut(policy(statement({ Service: SERVICE }), others), ROLE);
    expect(JSON.parse(shut ?? '').Statement).toHaveLength(3);
    expect(JSON.parse(shut ?? '').Statement).toContainEqual(others);
  });

  test.each([
    ['no JSON', 'not a policy'],
    ['what nobody can read', policy({ ...statement({ Service: SERVICE }), Extra: 1 })],
    ['more than IAM takes', policy(...Array.from({ length: 20 }, () => statement({ Service: SERVICE })))],
  ])('is not for %s', (_, document) => {
    expect(shuttingOut(document, ROLE)).toBeUndefined();
  });
});
