// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import fc from 'fast-check';
import { type Access, accessTo, type PolicyLayers, readLayers } from '../../lambda/iam/access';
import { anyCharacter } from '../support/any-character';
import { cpuMilliseconds } from './cpu';

type Fields = Readonly<Record<string, unknown>>;

const ROLES = 'arn:aws:iam::111122223333:role/';
const ANY_ROLE = `${ROLES}*`;
const PASS = 'iam:PassRole';

const allow = (Resource: unknown, changes: Fields = {}): Fields => ({
  Effect: 'Allow',
  Action: 'iam:*',
  Resource,
  ...changes,
});
const deny = (Resource: unknown, changes: Fields = {}): Fields =>
  allow(Resource, { Effect: 'Deny', ...changes });
const not = (element: string, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name === element ? `Not${name}` : name, value]),
  );
const document = (...statements: Fields[]): Fields => ({ Version: '2012-10-17', Statement: statements });
const older = (...statements: Fields[]): Fields => ({ Version: '2008-10-17', Statement: statements });
const only = (...statements: Fields[]): PolicyLayers => ({ identity: [document(...statements)] });
const variable = (name: string): string => `\${${name}}`;
const onlyIf = (key: string, value: unknown = 'x'): Fields => ({
  Condition: { StringEquals: { [key]: value } },
});

type Summary = 'denied' | 'conditional some' | 'conditional all' | 'granted some' | 'granted all';
const summary = ({ verdict, scope }: Access): string =>
  verdict === 'denied' && scope === 'none' ? verdict : `${verdict} ${scope}`;

interface Question {
  readonly action?: string;
  readonly resource?: string;
  readonly known?: Readonly<Record<string, string>>;
}

type Row = readonly [name: string, layers: PolicyLayers, expected: Summary, question?: Question];

/** One runner for every table: the same question, passing some role of the account, unless the row asks another. */
const check = (rows: readonly Row[]): void => {
  test.each(rows.map(([name, layers, expected, question = {}]) => ({ name, layers, expected, question })))(
    '$name: $expected',
    ({ layers, expected, question: { action = PASS, resource = ANY_ROLE, known } }) => {
      expect(summary(accessTo(action, resource, layers, known))).toBe(expected);
    },
  );
};

const app = `${ROLES}app-*`;
const dev = `${ROLES}*-dev`;
const one = `${ROLES}app-1`;

describe('resources', () => {
  check([
    ['everything', only(allow('*')), 'granted all'],
    ['exactly the shape', only(allow(ANY_ROLE)), 'granted all'],
    ['more than the shape', only(allow('arn:aws:iam::*:*')), 'granted all'],
    ['a part of the shape', only(allow(app)), 'granted some'],
    ['one of the shape', only(allow(one)), 'granted some'],
    ['one resource asked for by name', only(allow(app)), 'granted all', { resource: one }],
    ['another resource asked for by name', only(allow(app)), 'denied', { resource: `${ROLES}db-1` }],
    ['another kind of resource', only(allow('arn:aws:iam::111122223333:user/*')), 'denied'],
    ['another account', only(allow('arn:aws:iam::444455556666:role/*')), 'denied'],
    ['another case', only(allow(`${ROLES}App-1`)), 'denied', { resource: one }],
    ['a list', only(allow(['arn:aws:s3:::b', app])), 'granted some'],
    [
      'a wildcard across slashes and colons',
      only(allow('arn:aws:*:role/*app-1*')),
      'granted all',
      { resource: `${ROLES}a/b/app-1` },
    ],
    ['one character', only(allow(`${ROLES}app-?`)), 'granted all', { resource: one }],
    ['one character, not two', only(allow(`${ROLES}app-?`)), 'denied', { resource: `${ROLES}app-12` }],
    ['one character, not none', only(allow(`${ROLES}app-?`)), 'denied', { resource: `${ROLES}app-` }],
    ['any resource, where one is allowed', only(allow(one)), 'granted some', { resource: '*' }],
    ['two parts that make up the whole', only(allow([`${ROLES}?*`, ROLES])), 'granted all'],
    [
      'patterns that meet in the middle',
      only(allow('arn:aws:iam::*:role/*-prod')),
      'granted some',
      { resource: `${ROLES}app-*` },
    ],
    [
      'the same wildcards in another order',
      only(allow(`${ROLES}*?`)),
      'granted all',
      { resource: `${ROLES}?*` },
    ],
    ['an ARN cut short, as IAM completes it', only(allow('arn:aws:iam')), 'conditional all'],
    ['NotResource beside the shape', only(not('Resource', allow('arn:aws:s3:::*'))), 'granted all'],
    ['NotResource on a part', only(not('Resource', allow(app))), 'granted some'],
    ['NotResource on the whole', only(not('Resource', allow(ANY_ROLE))), 'denied'],
    ['NotResource on everything', only(not('Resource', allow('*'))), 'denied'],
    [
      'NotResource on parts that make up the whole',
      only(not('Resource', allow([`${ROLES}?*`, ROLES]))),
      'denied',
    ],
    ['NotResource and the rest', only(not('Resource', allow(app)), allow(app)), 'granted all'],
  ]);
});

describe('actions', () => {
  check([
    ['any', only(allow('*', { Action: '*' })), 'granted all'],
    ['any of any service', only(allow('*', { Action: '*:*' })), 'granted all'],
    ['in another case', only(allow('*', { Action: 'IAM:passrole' })), 'granted all'],
    ['asked in another case', only(allow('*', { Action: PASS })), 'granted all', { action: 'IAM:PASSROLE' }],
    ['with wildcards', only(allow('*', { Action: 'iam:P*s?ole' })), 'granted all'],
    ['another', only(allow('*', { Action: 'iam:PassRoles' })), 'denied'],
    ['another service', only(allow('*', { Action: 's3:*' })), 'denied'],
    ['a list', only(allow('*', { Action: ['s3:*', PASS] })), 'granted all'],
    ['a dot is a dot', only(allow('*', { Action: 'iam.PassRole' })), 'denied'],
    ['NotAction on another', only(not('Action', allow('*', { Action: 's3:*' }))), 'granted all'],
    ['NotAction on it', only(not('Action', allow('*', { Action: ['s3:*', 'iam:pass*'] }))), 'denied'],
    ['deny of every other', only(allow('*'), not('Action', deny('*', { Action: PASS }))), 'granted all'],
    [
      'deny of every other, asked for another',
      only(allow('*'), not('Action', deny('*', { Action: PASS }))),
      'denied',
      { action: 'iam:GetRole' },
    ],
    [
      'some action of a shape',
      only(allow('*', { Action: 'iam:PassRole' })),
      'conditional all',
      { action: 'iam:Pass*' },
    ],
    [
      'every action of a shape',
      only(allow('*', { Action: 'iam:*' })),
      'granted all',
      { action: 'iam:Pass*' },
    ],
    [
      'an action nobody has invented',
      only(allow('*', { Action: '*' })),
      'granted all',
      { action: 'nimbus:Conjure' },
    ],
  ]);
});

describe('denies', () => {
  check([
    ['of everything', only(allow('*'), deny('*')), 'denied'],
    ['of the whole shape', only(allow('*'), deny('arn:aws:iam::*')), 'denied'],
    ['of a part', only(allow('*'), deny(app)), 'granted some'],
    ['of one', only(allow('*'), deny(one)), 'granted some'],
    ['of what is allowed, though not of the shape', only(allow(app), deny(`${ROLES}a*`)), 'denied'],
    ['of exactly what is allowed', only(allow([one, `${ROLES}db`]), deny([`${ROLES}db`, one])), 'denied'],
    ['that leave one', only(allow([one, `${ROLES}db`]), deny(one)), 'granted some'],
    ['that together leave nothing', only(allow('*'), deny(`${ROLES}?*`), deny(ROLES)), 'denied'],
    ['of another resource', only(allow('*'), deny('arn:aws:s3:::*')), 'granted all'],
    ['of all but a part', only(allow('*'), not('Resource', deny(app))), 'granted some'],
    ['of all but something else', only(allow('*'), not('Resource', deny('arn:aws:s3:::*'))), 'denied'],
    ['behind a condition', only(allow('*'), deny('*', onlyIf('aws:SourceVpc'))), 'conditional all'],
    ['of a part behind a condition', only(allow('*'), deny(app, onlyIf('aws:SourceVpc'))), 'granted some'],
    [
      'of a part behind a condition, of what is allowed',
      only(allow(one), deny(app, onlyIf('aws:SourceVpc'))),
      'conditional some',
    ],
    [
      'in the boundary',
      { identity: [document(allow('*'))], boundary: [document(allow('*'), deny('*'))] },
      'denied',
    ],
    [
      'in a session policy',
      { identity: [document(allow('*'))], session: [document(allow('*')), document(deny('*'))] },
      'denied',
    ],
  ]);
});

describe('layers', () => {
  const layers = (identity: Fields, boundary?: Fields, session?: Fields): PolicyLayers => ({
    identity: [document(identity)],
    ...(boundary === undefined ? {} : { boundary: [document(boundary)] }),
    ...(session === undefined ? {} : { session: [document(session)] }),
  });
  check([
    ['no policy at all', { identity: [] }, 'denied'],
    ['a boundary grants nothing by itself', { identity: [], boundary: [document(allow('*'))] }, 'denied'],
    ['a boundary that allows nothing', layers(allow('*'), allow('*', { Action: 's3:*' })), 'denied'],
    ['a boundary without a document', { identity: [document(allow('*'))], boundary: [] }, 'granted all'],
    ['a session policy that allows a part', layers(allow('*'), undefined, allow(app)), 'granted some'],
    ['all three the same', layers(allow('*'), allow('*'), allow('*')), 'granted all'],
    ['parts that meet', layers(allow(app), allow(dev)), 'granted some'],
    ['parts that meet in one', layers(allow(app), undefined, allow(one)), 'granted some'],
    ['parts that do not meet', layers(allow(app), allow(`${ROLES}db-*`)), 'denied'],
    ['three parts of which only two meet', layers(allow(app), allow(dev), allow(`${ROLES}*-prod`)), 'denied'],
    ['three parts that meet', layers(allow(app), allow(dev), allow(`${ROLES}*1*`)), 'granted some'],
    [
      'parts that meet where only a name without a middle is not denied',
      { identity: [document(allow(app))], boundary: [document(allow(dev), deny(`${ROLES}app-*-dev`))] },
      'granted some',
    ],
    [
      'parts that meet only where it is denied',
      { identity: [document(allow(app))], boundary: [document(allow(dev), deny(`${ROLES}app-*dev`))] },
      'denied',
    ],
    ['what the boundary leaves out', layers(allow(app), not('Resource', allow(app))), 'denied'],
    [
      'session policies add up',
      {
        identity: [document(allow('*'))],
        session: [document(allow('arn:aws:s3:::*')), document(allow(ANY_ROLE))],
      },
      'granted all',
    ],
    [
      'identity policies add up',
      { identity: [document(allow('arn:aws:s3:::*')), document(allow(ANY_ROLE))] },
      'granted all',
    ],
    [
      'a condition in the boundary',
      layers(allow('*'), allow('*', onlyIf('aws:SourceVpc'))),
      'conditional all',
    ],
    [
      'a part of the boundary behind a condition',
      layers(allow('*'), allow(app, onlyIf('aws:SourceVpc'))),
      'conditional some',
    ],
  ]);
});

describe('conditions', () => {
  const condition = (Condition: unknown): PolicyLayers => only(allow('*', { Condition }));
  check([
    ['none in it', condition({}), 'granted all'],
    ['an undecidable one', condition({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), 'conditional all'],
    ['on a part', only(allow(app, onlyIf('aws:SourceVpc'))), 'conditional some'],
    ['beside an unconditional part', only(allow('*', onlyIf('aws:SourceVpc')), allow(app)), 'granted some'],
    ['beside an unconditional whole', only(allow('*', onlyIf('aws:SourceVpc')), allow('*')), 'granted all'],
    [
      'known to hold',
      only(allow('*', onlyIf('iam:PassedToService', 'lambda.amazonaws.com'))),
      'granted all',
      { known: { 'IAM:passedtoservice': 'lambda.amazonaws.com' } },
    ],
    [
      'known not to hold',
      only(allow('*', onlyIf('iam:PassedToService', 'ec2.amazonaws.com'))),
      'denied',
      { known: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    ],
    [
      'half known',
      condition({ StringEquals: { 'aws:PrincipalAccount': '111122223333', 'aws:SourceVpc': 'vpc-1' } }),
      'conditional all',
      { known: { 'aws:PrincipalAccount': '111122223333' } },
    ],
    [
      'a deny known not to hold',
      only(allow('*'), deny('*', onlyIf('aws:PrincipalAccount', '444455556666'))),
      'granted all',
      { known: { 'aws:PrincipalAccount': '111122223333' } },
    ],
    [
      'a deny known to hold',
      only(allow('*'), deny('*', onlyIf('aws:PrincipalAccount', '111122223333'))),
      'denied',
      { known: { 'aws:PrincipalAccount': '111122223333' } },
    ],
    [
      'sessions revoked before the session began',
      only(
        allow('*'),
        deny('*', { Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-04T05:00:00Z' } } }),
      ),
      'granted all',
      { known: { 'aws:TokenIssueTime': '2026-03-04T05:08:00Z' } },
    ],
    [
      'sessions revoked',
      only(
        allow('*'),
        deny('*', { Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-04T05:10:00Z' } } }),
      ),
      'denied',
      { known: { 'aws:TokenIssueTime': '2026-03-04T05:08:00Z' } },
    ],
    ['an operator nobody knows', condition({ StringResembles: { 'aws:SourceVpc': 'x' } }), 'conditional all'],
    [
      'a deny with an operator nobody knows',
      only(allow('*'), deny('*', { Condition: { StringResembles: { k: 'x' } } })),
      'conditional all',
    ],
    ['no object', condition('aws:SourceVpc'), 'conditional all'],
  ]);
});

describe('policy variables', () => {
  const own = `${ROLES}${variable('aws:username')}`;
  const alice = `${ROLES}alice`;
  check([
    ['without a value', only(allow(own)), 'conditional some'],
    ['without a value, one resource', only(allow(own)), 'conditional all', { resource: alice }],
    [
      'with its value',
      only(allow(own)),
      'granted all',
      { resource: alice, known: { 'aws:userName': 'alice' } },
    ],
    ['with another value', only(allow(own)), 'denied', { resource: alice, known: { 'aws:username': 'bob' } }],
    [
      'with a value that looks like a wildcard',
      only(allow(own)),
      'denied',
      { resource: alice, known: { 'aws:username': '*' } },
    ],
    ['in a deny', only(allow('*'), deny(own)), 'granted some', { resource: `${ROLES.slice(0, -5)}*` }],
    ['in a deny that may be this', only(allow('*'), deny(own)), 'conditional all', { resource: alice }],
    ['in NotResource', only(not('Resource', allow(own))), 'conditional all', { resource: alice }],
    [
      'in NotResource of a deny',
      only(allow('*'), not('Resource', deny(own))),
      'conditional all',
      { resource: alice },
    ],
    ['in version 2008-10-17', { identity: [older(allow(own))] }, 'denied', { resource: alice }],
    [
      'in version 2008-10-17, as it stands',
      { identity: [older(allow(own))] },
      'granted all',
      { resource: own },
    ],
    ['in no version', { identity: [{ Statement: [allow(own)] }] }, 'denied', { resource: alice }],
    [
      'with a default',
      only(allow(`${ROLES}${variable("aws:PrincipalTag/team, 'none'")}`)),
      'conditional all',
      { resource: `${ROLES}none` },
    ],
    ['an escaped star', only(allow(`${ROLES}${variable('*')}`)), 'denied', { resource: alice }],
    [
      'an escaped star, literally',
      only(allow(`${ROLES}${variable('*')}${variable('$')}${variable('?')}`)),
      'granted some',
    ],
    ['never closed', only(allow(`${ROLES}${'$'}{aws:username`)), 'conditional all', { resource: alice }],
    [
      'in a condition',
      only(allow('*', onlyIf('aws:PrincipalTag/team', variable('aws:username')))),
      'conditional all',
      { known: { 'aws:PrincipalTag/team': 'a' } },
    ],
  ]);

  test('are named as condition keys', () => {
    expect(accessTo(PASS, ANY_ROLE, only(allow(own))).conditionKeys).toEqual(['aws:username']);
  });
});

describe('documents that cannot be read', () => {
  const readable = document(allow('*'));
  const rows = (broken: unknown): Row[] => [
    ['alone', { identity: [broken] }, 'conditional all'],
    ['beside an allow, since it may deny', { identity: [readable, broken] }, 'conditional all'],
    ['beside a deny', { identity: [document(allow('*'), deny('*')), broken] }, 'denied'],
    ['beside a deny of a part', { identity: [document(deny(app)), broken] }, 'conditional some'],
    ['as the boundary', { identity: [readable], boundary: [broken] }, 'conditional all'],
    ['as the boundary of nothing', { identity: [], boundary: [broken] }, 'denied'],
    ['as a session policy', { identity: [document(allow(app))], session: [broken] }, 'conditional some'],
    [
      'as one session policy of two',
      { identity: [readable], session: [document(allow(app)), broken] },
      'conditional all',
    ],
  ];
  describe('not fetched', () => check(rows(undefined)));
  describe('malformed', () => check(rows('{"Version"')));
  describe('invalid', () =>
    check(rows({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*' }] })));

  test('no identity layer at all is one nobody read', () => {
    const layers = {} as PolicyLayers;
    expect(accessTo(PASS, ANY_ROLE, layers)).toMatchObject({
      verdict: 'conditional',
      unresolved: ['identity'],
    });
  });

  test('are named by their layer', () => {
    const layers = { identity: [readable, undefined], boundary: [readable], session: ['no JSON'] };
    expect(accessTo(PASS, ANY_ROLE, layers).unresolved).toEqual(['identity', 'session']);
  });
});

describe('evidence', () => {
  const layers: PolicyLayers = {
    identity: [
      document(allow('arn:aws:s3:::*'), allow(app, { Sid: 'Apps' })),
      document(allow('*', { ...onlyIf('aws:SourceVpc'), Sid: 'InVpc' }), deny(one, { Sid: 'NotOne' })),
    ],
    boundary: [document(allow('*'))],
  };
  const refs = (access: Access): string[] =>
    access.statements.map(
      ({ layer, policy, statement, sid, effect }) =>
        `${layer} ${policy}.${statement} ${sid ?? '-'} ${effect}`,
    );

  test('of a grant: the allows that are certain, and the denies that narrow it', () => {
    const access = accessTo(PASS, ANY_ROLE, layers);
    expect(summary(access)).toBe('granted some');
    expect(refs(access)).toEqual([
      'identity 0.1 Apps Allow',
      'identity 1.1 NotOne Deny',
      'boundary 0.0 - Allow',
    ]);
    expect(access.conditionKeys).toEqual([]);
  });

  test('of a conditional answer: also what may allow it, and its keys', () => {
    const access = accessTo(PASS, `${ROLES}db-1`, layers);
    expect(summary(access)).toBe('conditional all');
    expect(refs(access)).toEqual(['identity 1.0 InVpc Allow', 'boundary 0.0 - Allow']);
    expect(access.conditionKeys).toEqual(['aws:SourceVpc']);
  });

  test('of a denial: the denies behind it', () => {
    expect(refs(accessTo(PASS, one, layers))).toEqual(['identity 1.1 NotOne Deny']);
    expect(refs(accessTo('iam:GetRole', `${ROLES}x`, only(allow(app))))).toEqual([]);
  });
});

describe('layers read beforehand', () => {
  const text = JSON.stringify(document(allow(app)));
  test('answer as the layers themselves', () => {
    const layers = { identity: [encodeURIComponent(text)], boundary: [document(allow('*'))] };
    expect(accessTo(PASS, ANY_ROLE, readLayers(layers))).toEqual(accessTo(PASS, ANY_ROLE, layers));
  });

  test('are kept apart from other layers of the same documents', () => {
    const wide = JSON.stringify(document(allow('*')));
    expect(summary(accessTo(PASS, ANY_ROLE, { identity: [wide], boundary: [text] }))).toBe('granted some');
    expect(summary(accessTo(PASS, ANY_ROLE, { identity: [wide], session: [text] }))).toBe('granted some');
    expect(summary(accessTo(PASS, ANY_ROLE, { identity: [wide, text] }))).toBe('granted all');
    expect(
      accessTo(PASS, ANY_ROLE, { identity: [wide], session: [text] }).statements.map(({ layer }) => layer),
    ).toEqual(['identity', 'session']);
  });

  test('an object that changed is read again', () => {
    const changing: { Version: string; Statement: Fields[] } = {
      Version: '2012-10-17',
      Statement: [allow('*')],
    };
    expect(summary(accessTo(PASS, ANY_ROLE, { identity: [changing] }))).toBe('granted all');
    changing.Statement = [];
    expect(summary(accessTo(PASS, ANY_ROLE, { identity: [changing] }))).toBe('denied');
  });
});

describe('hostile policies', () => {
  test('always get an answer', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom('*', ANY_ROLE, '${aws:username}', '%', '\ud800'),
    );
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.oneof(text, fc.array(text)),
      Resource: fc.oneof(text, fc.array(text)),
    });
    const anyDocument = fc.oneof(
      fc.anything(),
      fc.json(),
      statement.map((one) => document(one)),
    );
    const layer = fc.array(anyDocument, { maxLength: 3 });
    fc.assert(
      fc.property(text, text, layer, layer, layer, (action, resource, identity, boundary, session) => {
        const access = accessTo(action, resource, { identity, boundary, session }, { [action]: resource });
        expect(['denied', 'conditional', 'granted']).toContain(access.verdict);
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  const stars = (text: string): string => text.repeat(3_000);
  const many = (count: number, name: (index: number) => string): string[] =>
    Array.from({ length: count }, (_, index) => ROLES + name(index));
  test.each<[string, PolicyLayers]>([
    ['a long pattern', only(allow(stars('*a')))],
    ['long patterns in allow and deny', only(allow(stars('*a')), deny(`${stars('*a')}?`), deny(stars('?*')))],
    [
      'long patterns in two layers',
      { identity: [document(allow(stars('*a')))], boundary: [document(allow(`${stars('*b')}*`))] },
    ],
    [
      'patterns made to multiply states',
      only(
        ...many(8, (index) => `*${'ab'[index % 2]}${'?'.repeat(10 + index)}`).map((name) => allow(name)),
        ...many(8, (index) => `*a*${index}*b*`).map((name) => deny(name)),
      ),
    ],
    [
      'many patterns',
      {
        identity: [
          document(allow(many(400, (index) => `*${index}`)), deny(many(400, (index) => `${index}*`))),
        ],
        boundary: [document(allow(many(400, (index) => `*${index}*`)))],
      },
    ],
    ['a long action', only(allow('*', { Action: stars('*i') }))],
    ['many documents', { identity: Array(2_000).fill(JSON.stringify(document(allow(app)))) }],
  ])('%s takes a moment only', (_, layers) => {
    expect(cpuMilliseconds(() => accessTo(PASS, ANY_ROLE, layers))).toBeLessThan(1_500);
  });
});
