import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { accessTo, type PolicyLayers } from '../../lambda/iam/access';
import { POWERS, type PowerVerdict, powerOf, togetherOf } from '../../lambda/iam/power';
import { trustOf } from '../../lambda/iam/trust';

const FILE = join(__dirname, '../../docs/evaluation.md');
const page = readFileSync(FILE, 'utf8');

/** Every JSON block of the page, by what the line before it ends with. */
const blocks = [...page.matchAll(/([^\n]*)\n\n(```|~~~)json\n(.*?)\2/gs)].map(
  ([, before = '', , json = '']) => ({ before, value: JSON.parse(json) as unknown }),
);

const blockAfter = (words: string): unknown => {
  const [found, ...more] = blocks.filter(({ before }) => before.includes(words));
  if (found === undefined || more.length > 0) throw new Error(`not one block after "${words}"`);
  return found.value;
};

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** The rows of the table whose first column has this name. */
const tableOf = (heading: string): string[][] => {
  const [, after = ''] = page.split(`\n| ${heading} |`);
  const [rows = ''] = after.split('\n\n');
  return rows.split('\n').slice(2).map(cellsOf);
};

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const OPTIONS = { partition: 'aws', account: ACCOUNT };

const role: PolicyLayers = {
  identity: [blockAfter('An identity policy:')],
  boundary: [blockAfter('and a permissions boundary:')],
};
const narrowed: PolicyLayers = { ...role, session: [blockAfter('Now the profile narrows the session:')] };

const withoutStatements = ({ capabilities, passable, ...verdict }: PowerVerdict) => ({
  ...verdict,
  ...(passable === undefined ? {} : { passable: { ...passable, statements: undefined } }),
  capabilities: capabilities.map(({ statements, ...capability }) => {
    expect(statements).not.toEqual([]);
    return capability;
  }),
});

describe('the example', () => {
  test('has as many blocks as are proven here', () => {
    expect(blocks).toHaveLength(8);
  });

  test.each(tableOf('action'))('%s on %s, given "%s", is %s on %s', (...cells) => {
    const [action = '', resource = '', given = '', verdict, scope, sids, keys] = cells;
    const known = given === '' ? {} : Object.fromEntries([given.split('=')]);
    const access = accessTo(action, resource, role, known);
    expect({
      verdict: access.verdict,
      scope: access.scope,
      sids: access.statements.map(({ sid }) => sid).join(', '),
      keys: access.conditionKeys.join(', '),
    }).toEqual({ verdict, scope, sids, keys });
  });

  test('has the power it says', () => {
    expect(withoutStatements(powerOf(role, OPTIONS))).toEqual(
      blockAfter('without the statements of each capability:'),
    );
  });

  test('has the power it says, also with the ARN of the role', () => {
    expect(powerOf(role, { ...OPTIONS, roleArn: ROLE })).toEqual(powerOf(role, OPTIONS));
  });

  test('is narrowed by the session policy as it says', () => {
    const [question] = tableOf('action');
    const [action = '', resource = ''] = question ?? [];
    expect(accessTo(action, resource, narrowed)).toEqual(blockAfter('`accessTo` now answers'));
    expect(withoutStatements(powerOf(narrowed, OPTIONS))).toEqual(blockAfter('and `powerOf`:'));
  });

  test('is reached as it says', () => {
    const answer = blockAfter('and what `trustOf` answers');
    const { reachableFrom } = answer as { readonly reachableFrom: readonly string[] };
    expect(reachableFrom).toHaveLength(1);
    expect(
      trustOf(blockAfter("The role's trust policy:"), { roleArn: ROLE, anchors: reachableFrom }),
    ).toEqual(answer);
  });
});

describe('what the page says', () => {
  test('of the levels is the order of the code', () => {
    expect(tableOf('level').map(([level]) => level)).toEqual([...POWERS]);
  });

  test.each(tableOf('check'))('of the severity of %s is what the check has: %s', (id, severities) => {
    expect(CATALOGUE.find((check) => check.id === id)?.severities.join(', ')).toBe(severities);
  });

  test('of files names files that there are', () => {
    const linked = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => join(dirname(FILE), path));
    const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => join(FILE, '../..', path));
    expect(linked.length + named.length).toBeGreaterThan(5);
    expect([...linked, ...named].filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('an answer of several verdicts that the page explains', () => {
  const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
  const allow = (action: string | readonly string[], more: object = {}) => ({
    Effect: 'Allow',
    Action: action,
    Resource: '*',
    ...more,
  });
  const verdictOf = (layers: PolicyLayers) => accessTo('sqs:SendMessage', '*', layers).verdict;

  test.each([
    ['an empty boundary does not narrow', { identity: [policy(allow('*'))], boundary: [] }, 'granted'],
    ['no identity policies allow nothing', { identity: [] }, 'denied'],
    [
      'nothing is granted beside an unread policy',
      { identity: [policy(allow('*')), undefined] },
      'conditional',
    ],
    [
      'a Deny that was read still denies',
      { identity: [policy({ ...allow('sqs:*'), Effect: 'Deny' }), undefined] },
      'denied',
    ],
    [
      'two conditions are not weighed against each other',
      {
        identity: [
          policy(
            allow('*', { Condition: { StringLike: { 'aws:SourceVpc': 'vpc-1' } } }),
            allow('*', { Condition: { StringNotLike: { 'aws:SourceVpc': 'vpc-1' } } }),
          ),
        ],
      },
      'conditional',
    ],
  ] as const)('%s', (_name, layers, verdict) => {
    expect(verdictOf(layers)).toBe(verdict);
  });

  test('a session of the role is certain of what the page lists, and of nothing else', () => {
    const when = (key: string, value: string) =>
      powerOf(
        {
          identity: [
            policy(allow('secretsmanager:GetSecretValue', { Condition: { StringEquals: { [key]: value } } })),
          ],
        },
        { ...OPTIONS, roleArn: ROLE },
      ).power;
    expect(when('aws:PrincipalAccount', ACCOUNT)).toBe('sensitive');
    expect(when('aws:PrincipalArn', ROLE)).toBe('sensitive');
    expect(when('aws:ResourceAccount', ACCOUNT)).toBe('sensitive');
    expect(when('aws:MultiFactorAuthPresent', 'true')).toBe('none');
    expect(when('aws:SourceVpc', 'vpc-1')).toBe('none');
  });

  test('reading objects is ordinary in named buckets and sensitive at large', () => {
    const readsFrom = (...buckets: string[]) =>
      powerOf(
        {
          identity: [
            policy(allow('s3:GetObject', { Resource: buckets.map((one) => `arn:aws:s3:::${one}/*`) })),
          ],
        },
        OPTIONS,
      ).power;
    expect([readsFrom('own'), readsFrom('*')]).toEqual(['limited', 'sensitive']);
  });

  test('a role that something narrows must have another role to rewrite', () => {
    const writes = (resource: string, boundary?: readonly unknown[]) =>
      powerOf(
        {
          identity: [policy(allow('iam:PutRolePolicy', { Resource: resource }))],
          ...(boundary === undefined ? {} : { boundary }),
        },
        { ...OPTIONS, roleArn: ROLE },
      ).power;
    const open = [policy(allow('*'))];
    expect([writes(ROLE), writes(ROLE, open), writes('*', open)]).toEqual([
      'escalation',
      'limited',
      'escalation',
    ]);
  });

  test('roles share the steps of a path, but not what AWS checks in one call', () => {
    const together = (...roles: (readonly string[])[]) =>
      togetherOf(
        roles.map((actions) => ({ layers: { identity: [policy(allow(actions))] } })),
        OPTIONS,
      );
    const shared = together(['iam:PassRole', 'lambda:CreateFunction'], ['lambda:InvokeFunction']);
    expect(shared.power).toBe('escalation');
    expect(shared.capabilities.map(({ id, parts }) => [id, parts.map(({ role: at }) => at)])).toEqual([
      ['lambda-new-function-invoke', [0, 1]],
    ]);
    expect(together(['iam:PassRole'], ['lambda:CreateFunction', 'lambda:InvokeFunction']).power).toBe(
      'limited',
    );
  });
});
