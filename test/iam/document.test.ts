import fc from 'fast-check';
import { readDocument } from '../../lambda/iam/document';
import { anyCharacter } from '../support/any-character';

const statement = (changes: object = {}): object => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  ...changes,
});
const without = (element: string, changes: object = {}): object =>
  Object.fromEntries(Object.entries({ ...statement(), ...changes }).filter(([name]) => name !== element));
const policy = (...statements: unknown[]): object => ({ Version: '2012-10-17', Statement: statements });
const text = JSON.stringify(policy(statement()));

describe('readable', () => {
  test.each<[string, unknown, number]>([
    ['an object', policy(statement()), 1],
    ['JSON text', text, 1],
    ['JSON text with spaces around', ` \n${text}\n`, 1],
    ['URL-encoded JSON text', encodeURIComponent(text), 1],
    ['JSON text that holds a percent sign', JSON.stringify(policy(statement({ Sid: '100%' }))), 1],
    ['a statement without a list', { Statement: statement() }, 1],
    ['no statements', policy(), 0],
    ['several statements', policy(statement(), statement({ Effect: 'Deny' })), 2],
    [
      'the same names in different objects, and in texts',
      policy(
        statement({ Sid: '"Sid":{', Condition: { StringEquals: { a: 'a' }, StringLike: { a: '\\"a":' } } }),
        statement({ Sid: 'b' }),
      ),
      2,
    ],
    ['an Id', { ...policy(statement()), Id: 'mine' }, 1],
    ['lists', policy(statement({ Action: ['s3:*', 'iam:*'], Resource: ['*'] })), 1],
    ['NotAction and NotResource', policy({ Effect: 'Deny', NotAction: 's3:*', NotResource: '*' }), 1],
    ['an odd condition, which is the condition’s matter', policy(statement({ Condition: 7 })), 1],
    ['the older version', { Version: '2008-10-17', Statement: [statement()] }, 1],
  ])('%s', (_, document, statements) => {
    const read = readDocument(document, 'permissions');
    expect(read.readable && read.statements.length).toBe(statements);
    if (typeof document === 'object')
      expect(readDocument(JSON.stringify(document), 'permissions')).toEqual(read);
  });

  test('keeps order, effect and Sid', () => {
    const read = readDocument(policy(statement(), statement({ Effect: 'Deny', Sid: 'No' })), 'permissions');
    expect(read).toMatchObject({
      statements: [
        { index: 0, effect: 'Allow' },
        { index: 1, effect: 'Deny', sid: 'No' },
      ],
    });
  });
});

describe('unreadable', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 42],
    ['a list', [statement()]],
    ['an empty text', ''],
    ['cut-off JSON', text.slice(0, -3)],
    ['invalid percent-encoding', '%7B%ZZ'],
    ['an element twice', text.replace('"Effect"', '"Effect":"Deny","Effect"')],
    ['an element twice, once with an escape', text.replace('"Action"', '"\\u0041ction":"*","Action"')],
    [
      'Statement twice, URL-encoded',
      encodeURIComponent(text.replace('"Statement"', '"Statement":[],"Statement"')),
    ],
    [
      'a condition operator twice',
      text.replace('"Effect"', '"Condition":{"StringEquals":{"a":"1"},"StringEquals":{"b":"1"}},"Effect"'),
    ],
    ['text encoded twice', encodeURIComponent(encodeURIComponent(text))],
    ['JSON of a text', JSON.stringify(text)],
    ['no Statement', { Version: '2012-10-17' }],
    ['Statement null', { Statement: null }],
    ['a statement that is a text', policy('Allow')],
    ['a statement in a list in a list', policy([statement()])],
    ['one bad statement among good ones', policy(statement(), {})],
    ['an unknown version', { Version: '2012-10-18', Statement: [] }],
    ['a version that is no text', { Version: 2012, Statement: [] }],
    ['an unknown element', { ...policy(statement()), Rules: [] }],
    ['an unknown element of a statement', policy(statement({ Unless: {} }))],
    ['an element in another case', policy(without('Action', { action: 's3:*' }))],
    ['an effect in another case', policy(statement({ Effect: 'allow' }))],
    ['no effect', policy(without('Effect'))],
    ['an effect that is a list', policy(statement({ Effect: ['Allow'] }))],
    ['a Sid that is no text', policy(statement({ Sid: 1 }))],
    ['no action', policy(without('Action'))],
    ['Action and NotAction', policy(statement({ NotAction: 'iam:*' }))],
    ['an action that is a number', policy(statement({ Action: 7 }))],
    ['actions with a number', policy(statement({ Action: ['s3:*', 7] }))],
    ['an empty list of actions', policy(statement({ Action: [] }))],
    ['an empty action', policy(statement({ Action: '' }))],
    ['actions in a list in a list', policy(statement({ Action: [['s3:*']] }))],
    ['no resource', policy(without('Resource'))],
    ['Resource and NotResource', policy(statement({ NotResource: '*' }))],
    ['an empty list of resources', policy(statement({ Resource: [] }))],
    ['a resource that is an object', policy(statement({ Resource: { 'Fn::Sub': '*' } }))],
    ['a principal', policy(statement({ Principal: '*' }))],
    ['__proto__ as an element', JSON.parse('{"__proto__": {}, "Statement": []}')],
    ['elements that are only inherited', Object.create(policy(statement()))],
  ])('%s', (_, document) => {
    expect(readDocument(document, 'permissions')).toEqual({ readable: false });
  });

  test('an object that throws when it is looked at', () => {
    const trap = {
      get Statement(): never {
        throw new Error('looked at');
      },
    };
    expect(readDocument(trap, 'permissions')).toEqual({ readable: false });
  });
});

describe('hostile documents', () => {
  test.each<[string, string]>([
    ['lists nested a million deep', '['.repeat(1_000_000)],
    ['closed lists nested deep', `{"Statement":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    [
      'a condition nested deep',
      JSON.stringify(policy(statement({ Condition: 'x' }))).replace(
        '"x"',
        `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      ),
    ],
    ['a hundred thousand statements', JSON.stringify(policy(...Array(100_000).fill(statement())))],
  ])('%s', (_, document) => {
    expect(typeof readDocument(document, 'permissions').readable).toBe('boolean');
  });

  test('anything gets an answer', () => {
    const almost = fc.record(
      {
        Effect: fc.constantFrom('Allow', 'Deny'),
        Action: fc.oneof(fc.string({ unit: anyCharacter }), fc.anything()),
        Resource: fc.oneof(fc.string(), fc.anything()),
        Condition: fc.anything(),
      },
      { requiredKeys: ['Effect'] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string(),
          fc.json(),
          almost.map((one) => policy(one)),
        ),
        (document) => {
          for (const kind of ['permissions', 'trust'] as const) {
            expect(typeof readDocument(document, kind).readable).toBe('boolean');
          }
        },
      ),
      { seed: 6, numRuns: 150 },
    );
  });
});
