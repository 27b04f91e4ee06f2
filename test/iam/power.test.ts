import fc from 'fast-check';
import type { PolicyLayers } from '../../lambda/iam/access';
import {
  type Capability,
  comparePower,
  POWERS,
  type Power,
  type PowerOptions,
  type PowerVerdict,
  powerOf,
  togetherOf,
  worstPower,
} from '../../lambda/iam/power';
import { allow, document } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, REGION, ROLE_ARN } from '../support/event';

const NOW = new Date('2026-03-04T05:06:07Z');
const OPTIONS: PowerOptions = { partition: 'aws', account: ACCOUNT, roleArn: ROLE_ARN, now: NOW };

const deny = (action: string | string[], resource: string | string[] = '*', extra: object = {}): object => ({
  ...allow(action, resource, extra),
  Effect: 'Deny',
});
const allowBut = (notAction: string | string[]): object => ({
  Effect: 'Allow',
  NotAction: notAction,
  Resource: '*',
});
const denyBut = (notAction: string | string[]): object => ({ ...allowBut(notAction), Effect: 'Deny' });
const when = (operator: string, key: string, value: string | string[]): object => ({
  Condition: { [operator]: { [key]: value } },
});
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

/** A policy variable that sessions of roles have no value for. */
const USER_NAME = ['$', '{aws:username}'].join('');
/** A condition that nobody here can decide. */
const PERHAPS = when('StringEquals', 'aws:ResourceOrgID', 'o-example');
const IN_FORCE = when('DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z');
const EXPIRED = when('DateLessThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z');

const identity = (...statements: object[]): PolicyLayers => ({ identity: [document(...statements)] });
const within = (
  statements: object[],
  narrowing: Partial<Record<'boundary' | 'session', object[]>>,
): PolicyLayers => ({
  identity: [document(...statements)],
  ...Object.fromEntries(Object.entries(narrowing).map(([layer, list]) => [layer, [document(...list)]])),
});

const ids = ({ capabilities }: Pick<PowerVerdict, 'capabilities'>): readonly string[] =>
  capabilities.map(({ id }) => id);
const find = (verdict: PowerVerdict, id: string): Capability | undefined =>
  verdict.capabilities.find((capability) => capability.id === id);

interface PowerCase {
  readonly layers: PolicyLayers;
  readonly power: PowerVerdict['power'];
  readonly possible?: Power;
}

const runCases = (cases: Readonly<Record<string, PowerCase>>): void => {
  test.each(Object.entries(cases))('%s', (_, { layers, power, possible }) => {
    const verdict = powerOf(layers, OPTIONS);
    expect({ power: verdict.power, possible: verdict.possiblePower }).toEqual({
      power,
      possible: possible ?? power,
    });
  });
};

const MANY_SERVICES = [
  'ec2',
  's3',
  'lambda',
  'rds',
  'dynamodb',
  'kms',
  'sts',
  'sns',
  'sqs',
  'ecs',
  'glue',
  'ssm',
].map((service) => `${service}:*`);

describe('full admin', () => {
  runCases({
    'everything on everything': { layers: identity(allow('*')), power: 'admin' },
    'everything, by another spelling': {
      layers: identity(allow(['*:*', 'IAM:*'], ['arn:aws:s3:::x', '*'])),
      power: 'admin',
    },
    'IAM in one policy and all but IAM in another': {
      layers: { identity: [document(allow('iam:*')), document(allowBut('iam:*'))] },
      power: 'admin',
    },
    'one service and all but that service': {
      layers: { identity: [document(allow('s3:*')), document(allowBut('s3:*'))] },
      power: 'admin',
    },
    'all of IAM': { layers: identity(allow('iam:*')), power: 'admin' },
    'many services with IAM': { layers: identity(allow([...MANY_SERVICES, 'iam:*'])), power: 'admin' },
    'a few unimportant actions denied': {
      layers: identity(
        allow('*'),
        deny(['support:*', 'aws-portal:*', 'ec2:PurchaseReservedInstancesOffering']),
      ),
      power: 'admin',
    },
    'a few resources denied': {
      layers: identity(
        allow('*'),
        deny('s3:*', 'arn:aws:s3:::audit/*'),
        deny('iam:*', iam('role/protected-*')),
      ),
      power: 'admin',
    },
    'a boundary and a session policy that allow everything': {
      layers: within([allow('*')], { boundary: [allow('*')], session: [allow('*')] }),
      power: 'admin',
    },
    'a condition on the date that holds now': { layers: identity(allow('*', '*', IN_FORCE)), power: 'admin' },
    'a deny for sessions issued long ago': {
      layers: identity(
        allow('*'),
        deny('*', '*', when('DateLessThan', 'aws:TokenIssueTime', '2026-01-01T00:00:00Z')),
      ),
      power: 'admin',
    },
    'a deny for other accounts': {
      layers: identity(allow('*'), deny('*', '*', when('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT))),
      power: 'admin',
    },
    'a deny for other roles': {
      layers: identity(allow('*'), deny('*', '*', when('ArnNotEquals', 'aws:PrincipalArn', ROLE_ARN))),
      power: 'admin',
    },
  });
});

describe('not full admin', () => {
  runCases({
    'no policy at all': { layers: { identity: [] }, power: 'none' },
    'everything denied': { layers: identity(allow('*'), deny('*')), power: 'none' },
    'IAM and all but IAM denied': {
      layers: identity(allow('*'), deny('iam:*'), denyBut('iam:*')),
      power: 'none',
    },
    'all but one harmless action denied': {
      layers: identity(allow('*'), denyBut('ec2:DescribeInstances')),
      power: 'limited',
    },
    'the services people know denied one by one': {
      layers: identity(allow('*'), deny([...MANY_SERVICES, 'iam:*', 'cloudformation:*', 'sagemaker:*'])),
      power: 'escalation',
    },
    'a boundary that denies everything': {
      layers: within([allow('*')], { boundary: [deny('*')] }),
      power: 'none',
    },
    'a boundary that holds nothing': {
      layers: { identity: [document(allow('*'))], boundary: [] },
      power: 'admin',
    },
    'a boundary of one harmless action': {
      layers: within([allow('*')], { boundary: [allow('ec2:DescribeInstances')] }),
      power: 'limited',
    },
    'a boundary that allows all but all': {
      layers: within([allow('*')], { boundary: [allowBut('*')] }),
      power: 'none',
    },
    'a boundary that has nothing in common with the policy': {
      layers: within([allowBut('iam:*')], { boundary: [allow('iam:*')] }),
      power: 'none',
    },
    'a session policy of one harmless action': {
      layers: within([allow('*')], { session: [allow('ec2:DescribeInstances')] }),
      power: 'limited',
    },
    'a session policy past the policy': {
      layers: within([allow('s3:ListBucket')], { session: [allow('*')] }),
      power: 'limited',
    },
    'a condition on the date that is over': { layers: identity(allow('*', '*', EXPIRED)), power: 'none' },
    'everything under a condition nobody can decide': {
      layers: identity(allow('*', '*', PERHAPS)),
      power: 'none',
      possible: 'admin',
    },
    'everything denied under a condition nobody can decide': {
      layers: identity(allow('*'), deny('*', '*', PERHAPS)),
      power: 'none',
      possible: 'admin',
    },
    'one bucket for certain, everything under a condition': {
      layers: identity(allow('*', 'arn:aws:s3:::artifacts/*'), allow('*', '*', PERHAPS)),
      power: 'limited',
      possible: 'admin',
    },
    'everything on named resources': {
      layers: identity(allow('*', [`arn:aws:s3:::artifacts/*`, `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`])),
      power: 'limited',
    },
    'all but IAM': { layers: identity(allowBut('iam:*')), power: 'escalation' },
    'a name that only looks like admin': {
      layers: identity(allow('iam:Get*'), allow('iam:List*')),
      power: 'limited',
    },
    'user names in a role session': {
      layers: identity(allow('iam:CreateAccessKey', iam(`user/${USER_NAME}`))),
      power: 'none',
    },
  });

  test('a power user is told from an admin', () => {
    const verdict = powerOf(identity(allowBut('iam:*')), OPTIONS);
    expect(verdict.capabilities[0]).toMatchObject({
      id: 'everything-but-iam',
      kind: 'admin',
      level: 'escalation',
    });
    expect(ids(powerOf(identity(allow('*')), OPTIONS))).toEqual(['full-admin']);
  });

  test('a power user for certain may be an admin under a condition', () => {
    const verdict = powerOf(identity(allow('*'), deny('iam:*', '*', PERHAPS)), OPTIONS);
    expect(verdict).toMatchObject({ power: 'escalation', possiblePower: 'admin' });
    expect(find(verdict, 'everything-but-iam')?.verdict).toBe('granted');
    expect(find(verdict, 'full-admin')?.verdict).toBe('conditional');
  });
});

describe('what could not be read', () => {
  runCases({
    'the only policy': { layers: { identity: [undefined] }, power: 'unknown', possible: 'admin' },
    'every policy': {
      layers: { identity: ['{', 7, { Statement: 'x' }] },
      power: 'unknown',
      possible: 'admin',
    },
    'every policy, within a boundary that can be read': {
      layers: { identity: [undefined], boundary: [document(allow('s3:*'))] },
      power: 'unknown',
      possible: 'sensitive',
    },
    'every policy, within a session policy that allows nothing': {
      layers: { identity: [undefined], session: [document(deny('*'))] },
      power: 'none',
    },
    'one of two policies': {
      layers: { identity: [undefined, document(allow('s3:ListBucket'))] },
      power: 'none',
      possible: 'admin',
    },
    'the boundary': {
      layers: { identity: [document(allow('s3:GetObject'))], boundary: [undefined] },
      power: 'none',
      possible: 'sensitive',
    },
    'the session policy': {
      layers: { identity: [document(allow('*'))], session: ['%7B'] },
      power: 'none',
      possible: 'admin',
    },
  });

  test('only what some policy speaks for is listed', () => {
    const verdict = powerOf({ identity: [undefined, document(allow('iam:AttachRolePolicy'))] }, OPTIONS);
    expect(new Set(ids(verdict))).toEqual(new Set(['iam-attach-own-role-policy', 'iam-attach-role-policy']));
    expect(verdict.capabilities.every((one) => one.verdict === 'conditional')).toBe(true);
  });
});

describe('ordinary work', () => {
  runCases({
    'a pipeline that reads its bucket and writes its logs': {
      layers: identity(
        allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'arn:aws:s3:::artifacts/*'),
        allow('logs:PutLogEvents', `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/build/*`),
      ),
      power: 'limited',
    },
    'an application with its own table, queue, key and parameters': {
      layers: identity(
        allow(['dynamodb:*'], `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`),
        allow(['sqs:*'], `arn:aws:sqs:${REGION}:${ACCOUNT}:orders-*`),
        allow(['kms:Decrypt'], `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234`),
        allow(['ssm:GetParameter*'], `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/orders/*`),
        allow('rds-db:connect', `arn:aws:rds-db:${REGION}:${ACCOUNT}:dbuser:db-1/app`),
      ),
      power: 'limited',
    },
    'objects at large': { layers: identity(allow('s3:GetObject')), power: 'sensitive' },
    'all but a few objects': {
      layers: identity(allow('s3:*'), deny('s3:*', 'arn:aws:s3:::secret/*')),
      power: 'sensitive',
    },
    'objects denied but for a few': {
      layers: identity(allow('s3:GetObject'), {
        Effect: 'Deny',
        Action: 's3:*',
        NotResource: 'arn:aws:s3:::artifacts/*',
      }),
      power: 'limited',
    },
    'objects at large under a condition, some for certain': {
      layers: identity(
        allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'),
        allow('s3:GetObject', '*', PERHAPS),
      ),
      power: 'limited',
      possible: 'sensitive',
    },
    'all tables of one Region': {
      layers: identity(allow('dynamodb:Scan', `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/*`)),
      power: 'sensitive',
    },
    'one secret': {
      layers: identity(
        allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db-x`),
      ),
      power: 'sensitive',
    },
    'one trail stopped': {
      layers: identity(allow('cloudtrail:StopLogging', `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`)),
      power: 'sensitive',
    },
    'deploying one named function as one named role': {
      layers: identity(
        allow('iam:PassRole', iam('role/app-function')),
        allow('lambda:*', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:app`),
      ),
      power: 'limited',
      possible: 'escalation',
    },
    'assuming one named role elsewhere': {
      layers: identity(allow('sts:AssumeRole', `arn:aws:iam::${OTHER_ACCOUNT}:role/deploy`)),
      power: 'limited',
      possible: 'sensitive',
    },
    'all views of the bills but one': {
      layers: identity(allow('aws-portal:View*'), deny('aws-portal:*Account')),
      power: 'limited',
    },
    'what two patterns have in common': {
      layers: within([allow('ec2:Describe*')], { boundary: [allow('ec2:*Instances')] }),
      power: 'limited',
    },
    'nothing that two patterns have in common': {
      layers: within([allow('ec2:Describe*')], { boundary: [allow('ec2:Run*')] }),
      power: 'none',
    },
    'actions without a resource, on named resources': {
      layers: identity(allow('macie2:DisableMacie', `arn:aws:macie2:*:${ACCOUNT}:*`)),
      power: 'limited',
    },
  });
});

describe('on some resources', () => {
  test('rewriting what one role may do is certain, taking over what it is depends on it', () => {
    const rewriting = powerOf(identity(allow('iam:PutRolePolicy', iam('role/app-*'))), OPTIONS);
    expect(rewriting.power).toBe('escalation');
    expect(find(rewriting, 'iam-put-role-policy')).toMatchObject({
      phrase: 'write any inline policy into some role',
      scope: 'some',
    });
    const overtaking = powerOf(identity(allow('iam:UpdateAssumeRolePolicy', iam('role/app-*'))), OPTIONS);
    expect(overtaking).toMatchObject({ power: 'sensitive', possiblePower: 'escalation' });
    expect(find(overtaking, 'iam-update-assume-role-policy')?.dependsOn).toBe('what those roles can do');
  });

  test('the means may be few where the target is all', () => {
    const verdict = powerOf(
      identity(
        allow('iam:PassRole', iam('role/*')),
        allow(
          ['lambda:CreateFunction', 'lambda:InvokeFunction'],
          `arn:aws:lambda:${REGION}:${ACCOUNT}:function:dev-*`,
        ),
      ),
      OPTIONS,
    );
    expect(verdict.power).toBe('escalation');
    const capability = find(verdict, 'lambda-new-function-invoke');
    expect(capability).toMatchObject({
      scope: 'some',
      phrase: 'pass any role to a new Lambda function and invoke it',
    });
    expect(capability).not.toHaveProperty('dependsOn');
  });

  test.each([
    ['service-linked roles', iam('role/aws-service-role/*')],
    ['roles of Identity Center', iam('role/aws-reserved/sso.amazonaws.com/*')],
    ['policies of AWS', 'arn:aws:iam::aws:policy/*'],
    ['another account', `arn:aws:iam::${OTHER_ACCOUNT}:*`],
    ['another partition', `arn:aws-cn:iam::${ACCOUNT}:*`],
    ['roles of another account, by wildcards', `arn:aws:iam:*:${OTHER_ACCOUNT}:role/*`],
  ])('%s cannot be changed', (_, resource) => {
    const verdict = powerOf(identity(allow('iam:*', resource)), OPTIONS);
    expect(verdict).toMatchObject({ power: 'limited', possiblePower: 'limited', capabilities: [] });
  });

  test.each([
    ['jobs', `arn:aws:glue:*:${ACCOUNT}:job/*`, 'glue:*'],
    ['jobs of any account', 'arn:aws:glue:*:*:job/*', 'glue:*'],
    ['layers', `arn:aws:lambda:*:${ACCOUNT}:layer:tools*`, 'lambda:*'],
    ['functions of another account', `arn:aws:lambda:*:${OTHER_ACCOUNT}:function:*`, 'lambda:*'],
    ['objects', 'arn:aws:s3:::artifacts/*', 's3:*'],
    ['parameters', `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/app/*`, 'ssm:*'],
  ])('%s are no other kind of resource', (_, resource, action) => {
    const verdict = powerOf(identity(allow(action, resource)), OPTIONS);
    expect(verdict).toMatchObject({ power: 'limited', possiblePower: 'limited', capabilities: [] });
  });

  test('a role beside those of AWS can be changed, by statements of its own', () => {
    const verdict = powerOf(
      identity(allow('iam:AttachRolePolicy', [iam('role/aws-service-role/*'), iam('role/app')])),
      OPTIONS,
    );
    expect(find(verdict, 'iam-attach-role-policy')?.statements).toEqual([
      { layer: 'identity', policy: 0, statement: 0, effect: 'Allow' },
    ]);
  });
});

describe('the role itself', () => {
  const own = identity(allow('iam:AttachRolePolicy', ROLE_ARN));

  test('may attach policies to itself', () => {
    expect(ids(powerOf(own, OPTIONS))).toEqual(['iam-attach-own-role-policy', 'iam-attach-role-policy']);
  });

  test.each(['boundary', 'session'] as const)('gains nothing by it past its %s', (layer) => {
    const verdict = powerOf({ ...own, [layer]: [document(allow('*'))] }, OPTIONS);
    expect(verdict).toMatchObject({ power: 'limited', possiblePower: 'limited', capabilities: [] });
  });

  test.each(['boundary', 'session'] as const)('may rewrite other roles past its %s', (layer) => {
    const verdict = powerOf(
      { ...identity(allow('iam:AttachRolePolicy', iam('role/*'))), [layer]: [document(allow('*'))] },
      OPTIONS,
    );
    expect(ids(verdict)).toEqual(['iam-attach-role-policy']);
    expect(verdict.power).toBe('escalation');
  });

  test('is not guessed where it is not told, or told with wildcards', () => {
    const { roleArn: _, ...nameless } = OPTIONS;
    expect(ids(powerOf(own, nameless))).toEqual(['iam-attach-role-policy']);
    expect(ids(powerOf(own, { ...nameless, roleArn: iam('role/*') }))).toEqual(['iam-attach-role-policy']);
  });

  test('may take off its own boundary', () => {
    const statement = allow('iam:DeleteRolePermissionsBoundary', ROLE_ARN);
    expect(ids(powerOf(within([statement], { boundary: [allow('iam:*')] }), OPTIONS))).toContain(
      'iam-remove-own-boundary',
    );
    expect(ids(powerOf(identity(statement), OPTIONS))).not.toContain('iam-remove-own-boundary');
  });
});

describe('passing a role', () => {
  const passing = (service: string, partition = 'aws'): PowerVerdict =>
    powerOf(
      identity(
        allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', service)),
        allow(['lambda:*', 'ec2:RunInstances']),
      ),
      { ...OPTIONS, partition },
    );

  test('goes to the service it is limited to, and to no other', () => {
    expect(ids(passing('ec2.amazonaws.com'))).toContain('ec2-run-instances');
    expect(ids(passing('ec2.amazonaws.com'))).not.toContain('lambda-new-function-invoke');
    expect(ids(passing('lambda.amazonaws.com'))).toContain('lambda-new-function-invoke');
    expect(ids(passing('lambda.amazonaws.com'))).not.toContain('ec2-run-instances');
  });

  test('knows the names of services in China', () => {
    expect(ids(passing('ec2.amazonaws.com.cn', 'aws-cn'))).toContain('ec2-run-instances');
    expect(ids(passing('ec2.amazonaws.com.cn'))).not.toContain('ec2-run-instances');
  });
});

describe('what a capability says', () => {
  test('the most certain and most powerful comes first, variations last of their kind', () => {
    const { capabilities } = powerOf(
      identity(
        allow(['s3:GetObject', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], '*'),
        allow('iam:PassRole', iam('role/app')),
        allow(['ec2:RunInstances', 'sts:AssumeRole']),
        allow('iam:*', '*', PERHAPS),
      ),
      OPTIONS,
    );
    const ranks = capabilities.map(
      ({ verdict, level, dependsOn }) =>
        (verdict === 'granted' ? 0 : 100) - 10 * POWERS.indexOf(level) + (dependsOn === undefined ? 0 : 1),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(4);
    expect(capabilities[0]?.id).toBe('iam-put-own-role-policy');
    const granted = capabilities.filter(({ verdict }) => verdict === 'granted').map(({ id }) => id);
    expect(granted.indexOf('iam-put-role-policy-and-trust')).toBeGreaterThan(
      granted.indexOf('iam-update-assume-role-policy'),
    );
    expect(granted.indexOf('ec2-run-instances')).toBeLessThan(granted.indexOf('s3-read'));
  });

  test('statements of all its parts, each once, and the keys it hangs on', () => {
    const verdict = powerOf(
      {
        identity: [
          document(allow('lambda:UpdateFunctionCode'), allow('iam:PassRole', '*', PERHAPS)),
          document(allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], '*', { Sid: 'Run' })),
        ],
        boundary: [document(allow('*', '*', when('IpAddress', 'aws:SourceIp', '192.0.2.0/24')))],
      },
      OPTIONS,
    );
    const capability = find(verdict, 'lambda-new-function-invoke');
    expect(capability).toMatchObject({ verdict: 'conditional', kind: 'escalation', level: 'escalation' });
    expect(capability?.actions).toEqual(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']);
    expect([...(capability?.conditionKeys ?? [])].sort()).toEqual(['aws:ResourceOrgID', 'aws:SourceIp']);
    expect(capability?.statements).toHaveLength(3);
    expect(capability?.statements).toEqual(
      expect.arrayContaining([
        { layer: 'identity', policy: 0, statement: 1, effect: 'Allow' },
        { layer: 'identity', policy: 1, statement: 0, sid: 'Run', effect: 'Allow' },
        { layer: 'boundary', policy: 0, statement: 0, effect: 'Allow' },
      ]),
    );
  });

  test('of several ways, those that are allowed', () => {
    const verdict = powerOf(identity(allow(['cloudtrail:StopLogging', 'cloudtrail:UpdateTrail'])), OPTIONS);
    expect(find(verdict, 'cloudtrail-blind')?.actions).toEqual([
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
    ]);
  });
});

describe('several roles together', () => {
  const role = (...statements: object[]) => ({ layers: identity(...statements) });
  const passes = allow(['iam:PassRole', 'lambda:CreateFunction']);

  test('one passes the role to a function, another invokes it', () => {
    const roles = [role(allow('s3:ListBucket')), role(passes), role(allow('lambda:InvokeFunction'))];
    const together = togetherOf(roles, OPTIONS);
    expect(together).toMatchObject({ power: 'escalation', possiblePower: 'escalation' });
    expect(together.capabilities.map(({ id, parts }) => [id, parts])).toEqual([
      [
        'lambda-new-function-invoke',
        [
          {
            role: 1,
            actions: ['iam:PassRole', 'lambda:CreateFunction'],
            statements: [{ layer: 'identity', policy: 0, statement: 0, effect: 'Allow' }],
          },
          {
            role: 2,
            actions: ['lambda:InvokeFunction'],
            statements: [{ layer: 'identity', policy: 0, statement: 0, effect: 'Allow' }],
          },
        ],
      ],
    ]);
  });

  test('what is one call must be one role', () => {
    const together = togetherOf([role(allow('iam:PassRole')), role(allow('lambda:*'))], OPTIONS);
    expect(together.capabilities.map(({ id }) => id)).not.toContain('lambda-new-function-invoke');
    expect(togetherOf([role(allow('iam:PassRole')), role(allow('ec2:RunInstances'))], OPTIONS)).toEqual({
      power: 'limited',
      possiblePower: 'limited',
      capabilities: [],
    });
  });

  test('nothing is said that one of them can do alone, or that is less than one of them is', () => {
    const whole = role(passes, allow('lambda:InvokeFunction'));
    expect(togetherOf([whole, role(passes), role(allow('lambda:InvokeFunction'))], OPTIONS)).toEqual({
      power: 'escalation',
      possiblePower: 'escalation',
      capabilities: [],
    });
    expect(
      togetherOf([role(allow('*')), role(passes), role(allow('lambda:InvokeFunction'))], OPTIONS),
    ).toEqual({
      power: 'admin',
      possiblePower: 'admin',
      capabilities: [],
    });
  });

  test('conditions and depending targets count as possible', () => {
    const invokes = role(allow('lambda:InvokeFunction', '*', PERHAPS));
    expect(togetherOf([role(passes), invokes], OPTIONS)).toMatchObject({
      power: 'limited',
      possiblePower: 'escalation',
      capabilities: [{ id: 'lambda-new-function-invoke', verdict: 'conditional' }],
    });
    const some = role(allow('iam:PassRole', iam('role/app')), allow('lambda:CreateFunction'));
    expect(togetherOf([some, role(allow('lambda:InvokeFunction'))], OPTIONS)).toMatchObject({
      power: 'limited',
      possiblePower: 'escalation',
      capabilities: [{ verdict: 'granted', dependsOn: 'what the roles it may pass can do' }],
    });
  });

  test.each<[string, readonly PolicyLayers[], Power | 'unknown', Power]>([
    ['no role', [], 'none', 'none'],
    ['one role', [identity(allow('s3:GetObject'))], 'sensitive', 'sensitive'],
    ['an unread role among idle ones', [{ identity: [undefined] }, { identity: [] }], 'unknown', 'admin'],
    [
      'an unread role beside a known one',
      [{ identity: [undefined] }, identity(allow('s3:GetObject'))],
      'sensitive',
      'admin',
    ],
  ])('of %s', (_, layers, power, possiblePower) => {
    expect(
      togetherOf(
        layers.map((one) => ({ layers: one })),
        OPTIONS,
      ),
    ).toEqual({ power, possiblePower, capabilities: [] });
  });
});

test('powers are compared by how much they are', () => {
  expect([...POWERS].sort(comparePower)).toEqual(['none', 'limited', 'sensitive', 'escalation', 'admin']);
  expect(comparePower('unknown', 'none')).toBeLessThan(0);
  expect(worstPower('limited', 'admin', 'none')).toBe('admin');
  expect(worstPower()).toBe('none');
});

describe('an examination is remembered for its own question alone', () => {
  const other = iam('role/other');
  const forIt = { identity: [document(allow('*', '*', when('ArnEquals', 'aws:PrincipalArn', ROLE_ARN)))] };
  const unlessTagged = {
    identity: [document(allow('*', '*', when('StringEquals', 'aws:PrincipalTag/team', 'platform')))],
  };
  const sinceMarch = {
    identity: [document(allow('*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2026-03-01T00:00:00Z')))],
  };
  const all = document(allow('*'));
  const reads = document(allow('s3:GetObject'));

  test.each<[what: string, PolicyLayers, PowerOptions, Power, PolicyLayers, PowerOptions, Power]>([
    ['the role', forIt, OPTIONS, 'admin', forIt, { ...OPTIONS, roleArn: other }, 'none'],
    [
      'its tags',
      unlessTagged,
      { ...OPTIONS, tags: [{ key: 'team', value: 'platform' }] },
      'admin',
      unlessTagged,
      { ...OPTIONS, tags: [] },
      'none',
    ],
    [
      'the time, where a policy looks at it',
      sinceMarch,
      OPTIONS,
      'admin',
      sinceMarch,
      { ...OPTIONS, now: new Date('2026-02-01T00:00:00Z') },
      'none',
    ],
    [
      'what narrows it',
      { identity: [all] },
      OPTIONS,
      'admin',
      { identity: [all], boundary: [reads] },
      OPTIONS,
      'sensitive',
    ],
    [
      'the layer that a policy is in',
      { identity: [reads, all] },
      OPTIONS,
      'admin',
      { identity: [reads], boundary: [all] },
      OPTIONS,
      'sensitive',
    ],
  ])('%s', (_, layers, options, power, otherLayers, otherOptions, otherPower) => {
    for (let asked = 0; asked < 2; asked += 1) {
      expect(powerOf(layers, options).power).toBe(power);
      expect(powerOf(otherLayers, otherOptions).power).toBe(otherPower);
    }
  });
});

describe('whatever the policies hold', () => {
  const text = fc.constantFrom(
    '*',
    'iam:*',
    's3:Get*',
    'iam:PassRole',
    '*:*a*',
    'x',
    '',
    USER_NAME,
    'arn:*',
    'lambda:?*',
  );
  const statement = fc.record(
    {
      Effect: fc.constantFrom('Allow', 'Deny', 'allow'),
      Action: fc.oneof(text, fc.array(text, { maxLength: 3 })),
      NotAction: text,
      Resource: fc.oneof(text, fc.constant(iam('role/*')), fc.array(text, { maxLength: 3 })),
      NotResource: text,
      Condition: fc.oneof(fc.constant({}), fc.constant(PERHAPS), fc.jsonValue()),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  );
  const proper = fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Action: text, Resource: text });
  const policy = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        Version: fc.constant('2012-10-17'),
        Statement: fc.array(proper, { maxLength: 4 }),
      }),
    },
    fc.record({ Statement: fc.array(statement, { maxLength: 4 }) }),
    fc.jsonValue(),
    fc.string(),
    fc.constant(undefined),
  );
  const layers: fc.Arbitrary<PolicyLayers> = fc.record(
    {
      identity: fc.array(policy, { maxLength: 3 }),
      boundary: fc.array(policy, { maxLength: 2 }),
      session: fc.array(policy, { maxLength: 2 }),
    },
    { requiredKeys: ['identity'] },
  );

  test('there is an answer, and what is possible is never less than what is certain', () => {
    fc.assert(
      fc.property(layers, fc.oneof(fc.constant(ROLE_ARN), fc.string()), (hostile, roleArn) => {
        const verdict = powerOf(hostile, { ...OPTIONS, roleArn });
        expect(comparePower(verdict.possiblePower, verdict.power)).toBeGreaterThanOrEqual(0);
        const certain = verdict.capabilities.filter(
          (one) => one.verdict === 'granted' && one.dependsOn === undefined,
        );
        expect(verdict.power === 'unknown' ? certain : []).toEqual([]);
        for (const { level, statements } of verdict.capabilities) {
          expect(comparePower(verdict.possiblePower, level)).toBeGreaterThanOrEqual(0);
          for (const { layer, policy: index } of statements)
            expect(hostile[layer]?.length).toBeGreaterThan(index);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('narrowing a role gives it nothing', () => {
    fc.assert(
      fc.property(
        layers,
        policy,
        fc.constantFrom('boundary' as const, 'session' as const),
        (wide, extra, layer) => {
          if (wide[layer] !== undefined) return;
          const before = powerOf(wide, OPTIONS);
          const after = powerOf({ ...wide, [layer]: [extra] }, OPTIONS);
          expect(comparePower(before.possiblePower, after.possiblePower)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('one role together with nobody is that role', () => {
    fc.assert(
      fc.property(layers, (one) => {
        const { power, possiblePower } = powerOf(one, OPTIONS);
        expect(togetherOf([{ layers: one, roleArn: ROLE_ARN }], OPTIONS)).toEqual({
          power,
          possiblePower,
          capabilities: [],
        });
      }),
      { numRuns: 100 },
    );
  });
});
