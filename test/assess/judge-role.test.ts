import { factsOf } from '../../lambda/assess/facts';
import { judgeRole } from '../../lambda/assess/judge-role';
import type { JudgedRole } from '../../lambda/assess/judged-role';
import { profileNow } from '../../lambda/assess/profile-now';
import { usabilityOf } from '../../lambda/assess/usability';
import type { Context } from '../../lambda/enrich/context';
import type { RoleFacts } from '../../lambda/enrich/role';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  adminRole,
  allow,
  certificate,
  contextOf,
  foundRole,
  inlinePolicy,
  managedPolicy,
  profile,
  profileCreated,
  trustAnchor,
  trustPolicy,
} from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, ROLE_ARN } from '../support/event';

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const judged = (context: Partial<Context>): JudgedRole => {
  const [role] = factsOf(contextOf({ change: created, ...context }), defaultSettings).roles;
  if (role === undefined) throw new Error('the context has no role');
  return role;
};

const powerOf = (context: Partial<Context>) => {
  const { power, possiblePower } = judged(context);
  return { power, possiblePower };
};

describe('what narrows a session', () => {
  const roles = [adminRole()];

  test('nothing, where the profile has no session policy', () => {
    expect(powerOf({ roles })).toEqual({ power: 'admin', possiblePower: 'admin' });
  });

  test('the session policy', () => {
    expect(powerOf({ change: profileCreated(), roles })).toEqual({
      power: 'limited',
      possiblePower: 'limited',
    });
  });

  const managed = profileCreated({ profile: { ...open, managedPolicyArns: [READ_ONLY] } });

  test('the managed session policies', () => {
    const documents = [managedPolicy(READ_ONLY, allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'))];
    expect(powerOf({ change: managed, managedSessionPolicies: documents, roles }).possiblePower).toBe(
      'limited',
    );
  });

  test('managed ones that could not be read narrow nothing for sure', () => {
    const documents = [{ name: 'x', arn: READ_ONLY, kind: 'managed' as const, document: notKnown('denied') }];
    expect(powerOf({ change: managed, managedSessionPolicies: documents, roles }).possiblePower).toBe(
      'admin',
    );
  });

  test('managed ones that nobody looked up narrow nothing for sure', () => {
    expect(powerOf({ change: managed, managedSessionPolicies: [], roles }).possiblePower).toBe('admin');
  });

  test('the union of both: what one of them allows is allowed', () => {
    const both = profileCreated({ profile: profile({ managedPolicyArns: [READ_ONLY] }) });
    const documents = [managedPolicy(READ_ONLY, allow('*'))];
    expect(powerOf({ change: both, managedSessionPolicies: documents, roles }).power).toBe('admin');
  });

  test('the permissions boundary', () => {
    const boundary = managedPolicy(
      `arn:aws:iam::${ACCOUNT}:policy/limit`,
      allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'),
    );
    expect(powerOf({ roles: [adminRole({ boundary })] }).possiblePower).toBe('limited');
  });

  test('a boundary that could not be read narrows nothing for sure', () => {
    const boundary = { name: 'limit', kind: 'managed' as const, document: notKnown('denied') };
    expect(powerOf({ roles: [adminRole({ boundary })] }).possiblePower).toBe('admin');
  });

  test('a session policy that was taken away no longer does', () => {
    const current = known({ ...open, createdAt: '2026-03-04T05:06:07Z', updatedAt: '2026-03-04T05:06:08Z' });
    expect(powerOf({ change: profileCreated(), current, roles }).power).toBe('admin');
  });

  test('a session policy that GetProfile leaves out of a profile nobody updated still does', () => {
    const { updatedAt: _unsaid, ...unsaid } = open;
    expect(powerOf({ change: profileCreated(), current: known(unsaid), roles }).possiblePower).toBe('admin');
    const untouched = { ...open, createdAt: '2026-03-04T05:06:07Z', updatedAt: '2026-03-04T05:06:07Z' };
    expect(powerOf({ change: profileCreated(), current: known(untouched), roles }).possiblePower).toBe(
      'limited',
    );
  });
});

describe('policies that speak of dates', () => {
  const dated = (operator: string, date: string) => ({
    roles: [
      foundRole({
        inline: known([
          inlinePolicy('p', allow('*', '*', { Condition: { [operator]: { 'aws:CurrentTime': date } } })),
        ]),
      }),
    ],
  });

  test('one that allows today is proven', () => {
    expect(powerOf(dated('DateGreaterThan', '2026-01-01T00:00:00Z')).power).toBe('admin');
  });

  test('one that begins to allow tomorrow is not ruled out', () => {
    expect(powerOf(dated('DateGreaterThan', '2026-03-05T00:00:00Z')).possiblePower).toBe('admin');
  });

  test('the deny of sessions revoked long ago softens nothing', () => {
    const revoked = inlinePolicy('AWSRevokeOlderSessions', {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2025-06-01T00:00:00Z' } },
    });
    expect(powerOf({ roles: [adminRole({ inline: known([revoked]) })] }).power).toBe('admin');
  });
});

describe('what grants it', () => {
  test('is told by the policy, the statement and its Sid', () => {
    const role = foundRole({
      inline: known([inlinePolicy('deploy', allow('s3:GetObject'), { Sid: 'All', ...allow('*') })]),
    });
    expect(judged({ roles: [role] }).capabilities[0]?.grantedBy).toContain(
      'inline policy deploy, statement 2 (All)',
    );
  });

  test('names a managed policy by its full ARN', () => {
    expect(judged({ roles: [adminRole()] }).capabilities[0]?.grantedBy).toEqual([
      'managed policy arn:aws:iam::aws:policy/AdministratorAccess, statement 1',
    ]);
  });
});

interface UseCase {
  readonly when: string;
  readonly context: Partial<Context>;
  readonly usableNow: JudgedRole['usableNow'];
  readonly because: string;
}

const expired = trustAnchor({
  sourceType: 'CERTIFICATE_BUNDLE',
  certificates: known([certificate({ notAfter: '2026-03-04T05:07:59Z' })]),
});
const anchors = (...value: readonly ReturnType<typeof trustAnchor>[]) => ({ trustAnchors: known(value) });
const disabled = { change: profileCreated({ profile: { ...open, enabled: false } }) };

const USE: readonly UseCase[] = [
  {
    when: 'profile and anchor are enabled',
    context: {},
    usableNow: 'yes',
    because: 'profile enabled; trust anchor build-ca enabled and trusted',
  },
  { when: 'the profile is disabled', context: disabled, usableNow: 'no', because: 'the profile is disabled' },
  {
    when: 'the profile was created disabled and cannot be read now',
    context: { ...disabled, current: notKnown('throttled') },
    usableNow: 'unknown',
    because: 'whether it is still could not be read',
  },
  {
    when: 'nothing says whether the profile is enabled',
    context: { change: profileCreated({ profile: { ...open, enabled: null } }) },
    usableNow: 'unknown',
    because: 'whether the profile is enabled is not known',
  },
  { when: 'there is no anchor', context: anchors(), usableNow: 'no', because: 'no trust anchor is enabled' },
  {
    when: 'the anchor is disabled',
    context: anchors(trustAnchor({ enabled: false })),
    usableNow: 'no',
    because: 'no trust anchor is enabled',
  },
  {
    when: 'nothing says whether the anchor is enabled',
    context: anchors(trustAnchor({ enabled: null })),
    usableNow: 'unknown',
    because: 'whether trust anchor build-ca is enabled is not known',
  },
  {
    when: 'nothing says whether one anchor is enabled, and the CA of the other has expired',
    context: {
      ...anchors(trustAnchor({ enabled: null }), { ...expired, arn: `${expired.arn}9` }),
      roles: [foundRole({ trustPolicy: known(trustPolicy()) })],
    },
    usableNow: 'unknown',
    because: 'is enabled is not known',
  },
  {
    when: 'another anchor is enabled only',
    context: anchors(trustAnchor({ arn: `${trustAnchor().arn}9` })),
    usableNow: 'no',
    because: 'no enabled trust anchor reaches the role',
  },
  {
    when: "every certificate of the anchor's CA has expired",
    context: anchors(expired),
    usableNow: 'unknown',
    because: 'has expired',
  },
  {
    when: 'the anchors are not known',
    context: { trustAnchors: notKnown('throttled') },
    usableNow: 'unknown',
    because: 'trust anchors unknown: throttled',
  },
  {
    when: 'the trust policy is not known',
    context: { roles: [foundRole({ trustPolicy: notKnown('denied') })] },
    usableNow: 'unknown',
    because: "the role's trust policy could not be read",
  },
  {
    when: 'the trust policy is not known, and no anchor exists',
    context: { ...anchors(), roles: [foundRole({ trustPolicy: notKnown('denied') })] },
    usableNow: 'no',
    because: 'no trust anchor is enabled',
  },
  {
    when: 'the role trusts no Roles Anywhere',
    context: { roles: [foundRole({ trustPolicy: known(trustPolicy().replace('rolesanywhere', 'ec2')) })] },
    usableNow: 'no',
    because: 'does not trust IAM Roles Anywhere',
  },
  {
    when: 'the role does not exist',
    context: { roles: [{ state: 'missing', arn: ROLE_ARN }] },
    usableNow: 'no',
    because: 'the role does not exist',
  },
  {
    when: 'the role is of another account',
    context: { roles: [{ state: 'other-account', arn: ROLE_ARN, accountId: OTHER_ACCOUNT }] },
    usableNow: 'unknown',
    because: 'another account',
  },
  {
    when: 'the role was taken out',
    context: { current: known({ ...open, roleArns: [] }) },
    usableNow: 'no',
    because: 'taken out of the profile since',
  },
];

test.each(USE)('usable now: $usableNow, where $when', ({ context, usableNow, because }) => {
  const role = judged(context);
  expect(role.usableNow).toBe(usableNow);
  expect(role.usableBecause).toContain(because);
});

describe('roles without policies to read', () => {
  const states: readonly RoleFacts[] = [
    { state: 'other-account', arn: ROLE_ARN, accountId: OTHER_ACCOUNT },
    { state: 'not-examined', arn: ROLE_ARN, reason: 'only 50 roles are examined' },
    { state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' },
  ];

  test.each(states)('of $state nothing is ruled out', (facts) => {
    const role = judged({ roles: [facts] });
    expect(role).toMatchObject({ power: 'unknown', possiblePower: 'admin', trust: { trust: 'unknown' } });
    expect(role.unknowns).toHaveLength(1);
  });

  test('a missing role can do nothing until somebody makes it', () => {
    expect(judged({ roles: [{ state: 'missing', arn: ROLE_ARN }] })).toMatchObject({
      power: 'none',
      possiblePower: 'none',
      trust: { trust: 'unusable' },
    });
  });
});

test('a role whose facts break the judging is unknown, with the reason', () => {
  const context = contextOf({ change: created });
  const scene = { context, profile: profileNow(context), sessionLayers: [undefined], calls: [] };
  const broken = Object.defineProperty({ ...foundRole() }, 'attached', {
    get: () => {
      throw new Error('no such list');
    },
  });
  expect(judgeRole(broken, scene)).toMatchObject({
    power: 'unknown',
    possiblePower: 'admin',
    usableNow: 'unknown',
    unknowns: ['the role could not be judged: no such list'],
  });
});

test('a session lasts as long as the shorter of profile and role', () => {
  const lasting = (durationSeconds: number, maxSessionSeconds: number) =>
    judged({
      change: profileCreated({ profile: { ...open, durationSeconds } }),
      roles: [foundRole({ maxSessionSeconds })],
    }).sessionSeconds;
  expect(lasting(43_200, 3600)).toBe(3600);
  expect(lasting(900, 3600)).toBe(900);
});

test('a missing role that something else shows to be there has a trust policy that nobody has read', () => {
  const trust = {
    trust: 'unknown',
    reachableFrom: [],
    pinnedTo: [],
    otherPrincipals: [],
    conditionKeys: [],
  } as const;
  const missing = { state: 'missing', arn: ROLE_ARN } as const;
  expect(usabilityOf(missing, trust, open, contextOf(), true)).toEqual({
    usableNow: 'unknown',
    usableBecause: "the role's trust policy could not be read",
  });
});
