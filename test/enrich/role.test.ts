import type { IamSource } from '../../lambda/enrich/iam-source';
import { type Ask, NO_TIME_LEFT } from '../../lambda/enrich/lookup-of';
import { managedPolicies } from '../../lambda/enrich/policies';
import { rankedLimit } from '../../lambda/enrich/ranked-limit';
import { parseRoleArn, type RoleFacts } from '../../lambda/enrich/role';
import { type ReadRoles, type RolesReading, roleReader } from '../../lambda/enrich/roles';
import { known, notKnown } from '../../lambda/lookup';
import { PINNED_TRUST } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../support/event';
import { ask, awsError, failing, fakeIam } from './fakes';

const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const reader = (iam: IamSource, options: Partial<RolesReading> = {}): ReadRoles =>
  roleReader({
    called: 'roles',
    iam,
    askAt: () => ask,
    managedPolicy: managedPolicies(iam),
    account: ACCOUNT,
    maxExamined: 50,
    promiseOf: () => 0,
    ...options,
  });

const read = (
  iam: IamSource,
  arns: readonly string[],
  options: Partial<RolesReading> = {},
): Promise<readonly RoleFacts[]> => reader(iam, options)(arns);

describe('a role', () => {
  it('is read whole: trust, limits, boundary, attached and inline policies', async () => {
    const { iam, calls } = fakeIam(
      {
        deploy: {
          createdAt: '2025-01-02T03:04:05.000Z',
          maxSessionSeconds: 7200,
          description: 'deploys',
          tags: [{ key: 'team', value: 'x' }],
          boundaryArn: policyArn('paths/limit'),
          attached: [policyArn('read')],
          inline: { own: '{"own":1}' },
        },
      },
      { [policyArn('paths/limit')]: '{"limit":1}', [policyArn('read')]: '{"read":1}' },
    );
    expect(await read(iam, [ROLE_ARN])).toEqual([
      {
        state: 'found',
        arn: ROLE_ARN,
        name: 'deploy',
        createdAt: '2025-01-02T03:04:05.000Z',
        maxSessionSeconds: 7200,
        description: 'deploys',
        tags: [{ key: 'team', value: 'x' }],
        trustPolicy: known(PINNED_TRUST),
        boundary: {
          name: 'limit',
          arn: policyArn('paths/limit'),
          kind: 'managed',
          document: known('{"limit":1}'),
        },
        attached: known([
          { name: 'read', arn: policyArn('read'), kind: 'managed', document: known('{"read":1}') },
        ]),
        inline: known([{ name: 'own', kind: 'inline', document: known('{"own":1}') }]),
      },
    ]);
    expect(calls).toContain(`GetPolicyVersion ${policyArn('read')} v3`);
  });

  it('has the default of an hour, no boundary and an unknown trust where IAM is silent', async () => {
    const { iam } = fakeIam({ deploy: { trustPolicy: undefined } as never });
    const [role] = await read(iam, [ROLE_ARN]);
    expect(role).toMatchObject({
      maxSessionSeconds: 3600,
      trustPolicy: notKnown('IAM showed no trust policy'),
    });
    expect(role).not.toHaveProperty('boundary');
  });

  it('is asked for by the last segment of its path', async () => {
    const arn = roleArn('ci/build/deploy');
    const { iam, calls } = fakeIam({ deploy: { arn } });
    expect(await read(iam, [arn])).toMatchObject([{ state: 'found', arn, name: 'deploy' }]);
    expect(calls).toContain('GetRole deploy');
  });

  const other = `arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`;
  it.each<[string, string, Partial<IamSource>, RoleFacts]>([
    ['is missing', roleArn('gone'), {}, { state: 'missing', arn: roleArn('gone') }],
    [
      'may not be read',
      ROLE_ARN,
      { role: failing('AccessDenied') },
      {
        state: 'unreadable',
        arn: ROLE_ARN,
        reason: 'access denied (iam:GetRole)',
        policiesByName: { attached: known([]), inline: known([]) },
      },
    ],
    [
      'cannot be read in time',
      ROLE_ARN,
      {
        role: failing('TimeoutError'),
        attachedPolicies: failing('TimeoutError'),
        inlinePolicies: failing('TimeoutError'),
      },
      { state: 'unreadable', arn: ROLE_ARN, reason: 'timed out' },
    ],
    [
      'is missing by one answer and has policies by another',
      ROLE_ARN,
      { role: failing('NoSuchEntityException') },
      {
        state: 'unreadable',
        arn: ROLE_ARN,
        reason: "IAM's answers contradict each other: it knows no such role, but its policies",
      },
    ],
    [
      'has its name under another path',
      roleArn('ci/deploy'),
      {},
      {
        state: 'unreadable',
        arn: roleArn('ci/deploy'),
        reason: `IAM's role of that name is another one: ${ROLE_ARN}`,
        namesakeArn: ROLE_ARN,
      },
    ],
    [
      'is answered for by credentials of another account',
      ROLE_ARN,
      { role: async () => ({ arn: other, tags: [] }) },
      {
        state: 'unreadable',
        arn: ROLE_ARN,
        reason: `IAM's role of that name is another one: ${other}`,
        namesakeArn: other,
      },
    ],
  ])('that %s says so', async (_, arn, overrides, expected) => {
    const { iam } = fakeIam({ deploy: {} }, {}, overrides);
    expect(await read(iam, [arn])).toEqual([expected]);
  });

  it('keeps its trust policy where its policies cannot be listed', async () => {
    const { iam } = fakeIam(
      { deploy: {} },
      {},
      { attachedPolicies: failing('AccessDenied'), inlinePolicies: failing('ThrottlingException') },
    );
    expect(await read(iam, [ROLE_ARN])).toMatchObject([
      {
        state: 'found',
        trustPolicy: known(PINNED_TRUST),
        attached: notKnown('access denied (iam:ListAttachedRolePolicies)'),
        inline: notKnown('throttled by AWS (iam:ListRolePolicies)'),
      },
    ]);
  });

  it.each<[string, Partial<IamSource>, string]>([
    ['GetPolicy', { defaultVersion: failing('AccessDenied') }, 'access denied (iam:GetPolicy)'],
    ['GetPolicyVersion', { policyVersion: failing('AccessDenied') }, 'access denied (iam:GetPolicyVersion)'],
  ])('keeps a managed policy without its document where %s fails', async (_, overrides, reason) => {
    const { iam } = fakeIam(
      { deploy: { attached: [policyArn('read')], boundaryArn: policyArn('read') } },
      { [policyArn('read')]: '{}' },
      overrides,
    );
    const [role] = await read(iam, [ROLE_ARN]);
    const policy = { name: 'read', arn: policyArn('read'), kind: 'managed', document: notKnown(reason) };
    expect(role).toMatchObject({ attached: known([policy]), boundary: policy });
  });

  it('keeps an inline policy without its document where GetRolePolicy fails', async () => {
    const { iam } = fakeIam(
      { deploy: { inline: { own: '{}' } } },
      {},
      { inlinePolicy: failing('AccessDenied') },
    );
    expect(await read(iam, [ROLE_ARN])).toMatchObject([
      { inline: known([{ name: 'own', document: notKnown('access denied (iam:GetRolePolicy)') }]) },
    ]);
  });
});

describe('what is no role of this account', () => {
  it.each([
    ['', 'unreadable'],
    ['deploy', 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:user/alice`, 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:role/`, 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:role/a b`, 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:role/x\ny`, 'unreadable'],
    [`arn:aws:iam::12:role/deploy`, 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:role/${'a'.repeat(1_000_000)}`, 'unreadable'],
    [`arn:aws:iam::${ACCOUNT}:role/${'/'.repeat(600)}`, 'unreadable'],
    [`arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`, 'other-account'],
  ])('%p is %s and not asked for', async (arn, state) => {
    const { iam, calls } = fakeIam({ deploy: {} });
    expect(await read(iam, [arn])).toMatchObject([{ state, arn }]);
    expect(calls).toEqual([]);
  });

  it.each([
    [`arn:aws-cn:iam::${ACCOUNT}:role/a`, 'a'],
    [`arn:aws-us-gov:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/a+=,.@-_b`, 'a+=,.@-_b'],
    [roleArn('x'.repeat(64)), 'x'.repeat(64)],
  ])('but %s is a role named %s', (arn, name) => {
    expect(parseRoleArn(arn)).toEqual({ arn, name, accountId: ACCOUNT });
  });
});

describe('many roles', () => {
  it('are read once each, in the order of their ARNs', async () => {
    const { iam, calls } = fakeIam({ a: {}, b: {} });
    const facts = await read(iam, [roleArn('b'), roleArn('a'), roleArn('b')]);
    expect(facts.map(({ arn }) => arn)).toEqual([roleArn('b'), roleArn('a')]);
    expect(calls.filter((call) => call === 'GetRole b')).toHaveLength(1);
  });

  it('are examined up to the cap, over all of the questions of one alert', async () => {
    const { iam, calls } = fakeIam({ a: {}, b: {}, c: {} });
    const readRoles = reader(iam, { maxExamined: 2 });
    const foreign = `arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`;
    const first = await readRoles([roleArn('a'), foreign]);
    const second = await readRoles([roleArn('a'), roleArn('b'), roleArn('c')]);
    expect([...first, ...second].map(({ state }) => state)).toEqual([
      'found',
      'other-account',
      'found',
      'not-examined',
    ]);
    expect(second[1]).toEqual({
      state: 'not-examined',
      arn: roleArn('c'),
      reason: 'one alert examines at most 2 roles',
    });
    expect(calls).not.toContain('GetRole c');
  });

  it('are answered in the order of their ARNs, but examined up to the cap the most promising first', async () => {
    const { iam, calls } = fakeIam({ a: {}, b: {}, c: {} });
    const promise: Readonly<Record<string, number>> = { [roleArn('b')]: 1, [roleArn('c')]: 2 };
    const facts = await read(iam, ['a', 'b', 'c'].map(roleArn), {
      maxExamined: 2,
      promiseOf: (arn) => promise[arn] ?? 0,
    });
    expect(facts.map(({ arn, state }) => [arn.slice(-1), state])).toEqual([
      ['a', 'not-examined'],
      ['b', 'found'],
      ['c', 'found'],
    ]);
    expect(calls.filter((call) => call.startsWith('GetRole'))).toEqual(['GetRole c', 'GetRole b']);
  });

  it('are read one after the other, so that some are whole where time runs out', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `role-${index}`);
    const policies = Array.from({ length: 20 }, (_, index) => policyArn(`p-${index}`));
    const attached = (name: string) => policies.map((arn) => `${arn}-${name}`);
    const { iam, calls } = fakeIam(
      Object.fromEntries(names.map((name) => [name, { attached: attached(name) }])),
      Object.fromEntries(names.flatMap((name) => attached(name).map((arn) => [arn, '{}']))),
    );
    const limit = rankedLimit(8);
    // As many answers as a slow IAM gives in the time there is.
    const askAt =
      (rank: number): Ask =>
      (operation, call) =>
        limit(rank, async () => (calls.length < 400 ? ask(operation, call) : notKnown(NO_TIME_LEFT)));
    const facts = await read(iam, names.map(roleArn), {
      askAt,
      promiseOf: (arn) => (arn.endsWith('role-42') ? 1 : 0),
    });
    const isWhole = (role: RoleFacts) =>
      role.state === 'found' &&
      role.attached.known &&
      role.attached.value.every(({ document }) => document.known);
    expect(facts.filter(isWhole).length).toBeGreaterThanOrEqual(8);
    expect(facts.filter(isWhole).some(({ arn }) => arn.endsWith('role-42'))).toBe(true);
  });

  it('share the documents of their policies: each is read once, its failure too', async () => {
    const shared = { attached: [policyArn('shared'), policyArn('denied')], boundaryArn: policyArn('shared') };
    const { iam, calls } = fakeIam({ a: shared, b: shared, c: shared }, { [policyArn('shared')]: '{}' });
    const facts = await read(iam, ['a', 'b', 'c'].map(roleArn));
    expect(facts).toHaveLength(3);
    expect(calls.filter((call) => call.startsWith('GetPolicy '))).toHaveLength(2);
    expect(calls.filter((call) => call.startsWith('GetPolicyVersion '))).toHaveLength(1);
  });

  it('250 of them stay within the bound on open requests', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `role-${index}`);
    const { iam, mostOpen } = fakeIam(
      Object.fromEntries(names.map((name) => [name, { inline: { own: '{}' } }])),
    );
    const limit = rankedLimit(8);
    const askAt =
      (rank: number): Ask =>
      (operation, call) =>
        limit(rank, () => ask(operation, call));
    const facts = await read(iam, names.map(roleArn), { maxExamined: 250, askAt });
    expect(facts.every(({ state }) => state === 'found')).toBe(true);
    expect(mostOpen()).toBe(8);
  });

  it('go on where one fails in a way nobody foresaw', async () => {
    const { iam } = fakeIam({ a: {}, b: {} });
    const asking: Ask = (operation, call) => {
      if (operation === 'iam:ListRolePolicies') throw awsError('Bug');
      return ask(operation, call);
    };
    expect(await read(iam, [roleArn('a'), roleArn('b')], { askAt: () => asking })).toEqual(
      ['a', 'b'].map((name) => ({
        state: 'unreadable',
        arn: roleArn(name),
        reason: 'an error of this program',
      })),
    );
  });
});
