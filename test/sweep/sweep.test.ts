/** A sweep of accounts made up: real SDK clients, the services' wire protocols, no network and no waiting. */

import type { Scenario } from '../../bin/sandbox/scenario';
import { ESTATE_ACCOUNT, estate, SMALL } from '../../bin/sweep/estate';
import { type Simulated, simulate } from '../../bin/sweep/simulation';
import { virtualClock } from '../../bin/sweep/virtual-clock';
import { known } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import { IAM_QUOTA, ROLES_ANYWHERE_QUOTAS } from '../../lambda/sweep/quotas';
import {
  currentRows,
  isAccount,
  isLooseRole,
  isProfile,
  isRegion,
  type ProfileRow,
  type SweepRow,
  worstProfilesFirst,
} from '../../lambda/sweep/row';
import { sweepAccount } from '../../lambda/sweep/sweep';
import { awsError, fakeIam } from '../enrich/fakes';
import { allow, document, PINNED_TRUST, profile, trustAnchor, trustPolicy } from '../support/context';
import { ACCOUNT, REGION, ROLE_ARN } from '../support/event';

// Each sweep judges a dozen profiles; on a busy computer several of them take longer than a test has by default.
jest.setTimeout(60_000);

const REGIONS = Object.keys(SMALL.profiles);
/** Waits alone count: how busy this computer is must not. */
const waitsAlone = () => virtualClock(() => 0);

const withoutTime = (rows: readonly SweepRow[]): readonly unknown[] =>
  [...currentRows(rows)]
    .map((row) => ({ ...row, judgedAt: '' }))
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

describe('an account of twelve profiles', () => {
  const scenario = estate(SMALL);
  let whole: Simulated;

  beforeAll(async () => {
    whole = await simulate(scenario, REGIONS, waitsAlone());
  });

  test('every profile is judged, every role that lets Roles Anywhere in told, every Region said', () => {
    const { rows, end } = whole;
    expect(end).toBe('finished');
    expect(rows.filter(isProfile)).toHaveLength(12);
    expect(rows.filter(isLooseRole).map(({ arn }) => arn.slice(-4))).toEqual(['0037', '0038', '0039']);
    expect(rows.filter(isRegion).map(({ region, profiles }) => [region, profiles])).toEqual([
      ['eu-central-1', 6],
      ['eu-west-1', 4],
      ['us-east-1', 2],
    ]);
    expect(rows.filter(isAccount)).toEqual([
      { kind: 'account', account: ESTATE_ACCOUNT, alias: 'example-prod', gaps: [] },
    ]);
    const [worst] = worstProfilesFirst(rows.filter(isProfile));
    expect([worst?.name, worst?.severity, worst?.power]).toEqual(['farm-0011', 'critical', 'escalation']);
  });

  test('each role is read once, though several profiles hold it', () => {
    const { rows, loads } = whole;
    const holders = rows.filter(isProfile).flatMap(({ roles }) => roles.map(({ arn }) => arn));
    expect(holders.length).toBeGreaterThan(new Set(holders).size);
    const iam = loads.find(({ group }) => group === 'iam')?.requests ?? 0;
    // Three for each role, one for each inline policy, two for each managed one, the list and the alias.
    const documents = scenario.roles.reduce((sum, { inline }) => sum + Object.keys(inline).length, 0);
    const managed = new Set(
      scenario.roles.flatMap(({ attached, boundary }) => [...attached, ...(boundary ? [boundary] : [])]),
    );
    managed.delete('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(iam).toBe(3 * scenario.roles.length + documents + 2 * managed.size + 2);
  });

  test.each([1, 5, 11])(
    'stopped after %i profiles, nothing that was judged is lost or judged again',
    async (count) => {
      const stop = new AbortController();
      let judged = 0;
      const first = await simulate(scenario, REGIONS, waitsAlone(), {
        stop: stop.signal,
        keep: (row) => {
          if (isProfile(row)) judged += 1;
          if (judged === count) stop.abort();
        },
      });
      expect(first.end).toBe('stopped');
      const kept = first.rows.filter(isProfile);
      expect(kept.length).toBeGreaterThanOrEqual(count);
      expect(kept.every(({ unknowns }) => !JSON.stringify(unknowns).includes('no time left'))).toBe(true);
      const second = await simulate(scenario, REGIONS, waitsAlone(), { before: first.rows });
      const again = second.rows.filter(isProfile).map(({ arn }) => arn);
      expect(kept.filter(({ arn }) => again.includes(arn))).toEqual([]);
      expect(withoutTime([...first.rows, ...second.rows])).toEqual(withoutTime(whole.rows));
    },
  );

  test('a profile that was changed since is judged again', async () => {
    const [changed, ...others] = scenario.profiles;
    const later = { ...scenario, profiles: [{ ...changed, updatedAt: '2026-03-01T00:00:00Z' }, ...others] };
    const second = await simulate(later as Scenario, REGIONS, waitsAlone(), { before: whole.rows });
    expect(second.rows.filter(isProfile).map(({ name }) => name)).toEqual(['farm-0000']);
  });

  test('a profile that is gone is not in the result any more', async () => {
    const later = { ...scenario, profiles: scenario.profiles.slice(1) };
    const second = await simulate(later, REGIONS, waitsAlone(), { before: whole.rows });
    const left = currentRows([...whole.rows, ...second.rows]).filter(isProfile);
    expect(left.map(({ name }) => name)).not.toContain('farm-0000');
    expect(left).toHaveLength(11);
  });

  test('keeps to the quotas, and takes at most a fifth more than they allow', async () => {
    const large = estate({
      ...SMALL,
      profiles: { 'eu-central-1': 24, 'us-east-1': 8 },
      roles: 90,
      subjects: 120,
    });
    const { loads, boundSeconds, seconds } = await simulate(
      large,
      ['eu-central-1', 'us-east-1'],
      waitsAlone(),
      {
        requiredTags: ['owner'],
      },
    );
    expect(loads.map(({ throttled }) => throttled)).toEqual(loads.map(() => 0));
    expect(loads.map(({ group }) => group)).toEqual(expect.arrayContaining(['iam', 'tags', 'subjects']));
    expect(boundSeconds).toBeGreaterThan(20);
    expect(seconds / boundSeconds).toBeLessThanOrEqual(1.2);
    expect(seconds).toBeGreaterThanOrEqual(boundSeconds);
  });

  test('progress says how far it is, up to the end', async () => {
    const told: (readonly [number, number])[] = [];
    await simulate(scenario, REGIONS, waitsAlone(), {
      onProgress: ({ judged, profiles }) => told.push([judged, profiles]),
    });
    expect(told[0]).toEqual([0, 12]);
    expect(told.at(-1)).toEqual([12, 12]);
  });
});

describe('the quotas', () => {
  test.each([
    ['/profiles', 'profiles'],
    ['/profile/00000002-0000-4000-8000-000000000001', 'profiles'],
    ['/trustanchors', 'trust anchors'],
    ['/subjects', 'subjects'],
    ['/ListTagsForResource', 'tags'],
  ])('%s counts as %s', (path, group) => {
    expect(
      ROLES_ANYWHERE_QUOTAS.filter((quota) => quota.path.test(path)).map((quota) => quota.group),
    ).toEqual([group]);
  });

  test('each has a source', () => {
    for (const { source } of [...ROLES_ANYWHERE_QUOTAS, IAM_QUOTA]) expect(source).toMatch(/^https:/);
  });
});

/** A sweep of one Region whose AWS is plain data. */
const swept = async (
  overrides: {
    readonly roles?: Parameters<typeof fakeIam>[0];
    readonly profiles?: readonly ReturnType<typeof profile>[];
    readonly readers?: Partial<Parameters<typeof sweepAccount>[0]['readers']>;
  } = {},
): Promise<readonly SweepRow[]> => {
  const rows: SweepRow[] = [];
  const { sessionPolicy: _none, ...bare } = profile();
  const { iam } = fakeIam(
    overrides.roles ?? { deploy: { arn: ROLE_ARN, trustPolicy: PINNED_TRUST, inline: {} } },
  );
  await sweepAccount({
    account: ACCOUNT,
    partition: 'aws',
    regions: [REGION],
    readers: {
      accountAlias: async () => 'example-prod',
      profiles: async () => ({ profiles: overrides.profiles ?? [bare], unreadable: 0 }),
      trustAnchors: async () => [trustAnchor()],
      subjects: async () => ({ subjects: [], more: false }),
      tags: async () => [],
      iam,
      roles: async () => [],
      ...overrides.readers,
    },
    settings: defaultSettings,
    now: () => new Date('2026-03-04T05:08:00Z'),
    before: [],
    keep: (row) => rows.push(row),
    stop: new AbortController().signal,
  });
  return rows;
};

const only = (rows: readonly SweepRow[]): ProfileRow => {
  const [row] = rows.filter(isProfile);
  if (row === undefined) throw new Error('no profile was judged');
  return row;
};

describe('what is not known shows, and calms nothing', () => {
  test('profiles that could not be listed', async () => {
    const rows = await swept({
      readers: { profiles: () => Promise.reject(awsError('AccessDeniedException')) },
    });
    expect(rows.filter(isRegion)).toMatchObject([
      {
        profiles: null,
        gaps: [{ what: 'the profiles', why: 'access denied (rolesanywhere:ListProfiles)' }],
      },
    ]);
  });

  test('profiles that are not as AWS documents are counted', async () => {
    const rows = await swept({
      readers: { profiles: async () => ({ profiles: [profile()], unreadable: 2 }) },
    });
    expect(rows.filter(isRegion)).toMatchObject([{ profiles: 3, gaps: [{ what: '2 of the profiles' }] }]);
  });

  test.each([
    [
      'a role',
      { iam: fakeIam({}, {}, { role: () => Promise.reject(awsError('AccessDenied')) }).iam },
      'critical',
    ],
    ['the anchors', { trustAnchors: () => Promise.reject(awsError('AccessDeniedException')) }, 'high'],
  ] as const)('%s that could not be read', async (_what, readers, severity) => {
    const row = only(await swept({ readers }));
    expect(row.severity).toBe(severity);
    expect(row.unknowns.map(({ why }) => why).join()).toContain('access denied');
  });

  test('certificates that could not be listed', async () => {
    const rows = await swept({
      readers: { subjects: () => Promise.reject(awsError('AccessDeniedException')) },
    });
    expect(only(rows).certificates).toEqual({
      known: false,
      reason: 'access denied (rolesanywhere:ListSubjects)',
    });
  });

  test('roles that could not be listed, so that none in no profile is told', async () => {
    const rows = await swept({ readers: { roles: () => Promise.reject(awsError('AccessDenied')) } });
    expect(rows.filter(isAccount)).toMatchObject([
      { gaps: [{ what: 'the roles in no profile', why: 'access denied (iam:ListRoles)' }] },
    ]);
  });

  test('what AWS was too busy for is asked again', async () => {
    let asked = 0;
    const rows = await swept({
      readers: {
        trustAnchors: async () => {
          asked += 1;
          if (asked < 3) throw awsError('ThrottlingException');
          return [trustAnchor()];
        },
      },
    });
    expect(asked).toBe(3);
    expect(rows.filter(isRegion)).toMatchObject([{ trustAnchors: 1, gaps: [] }]);
  });
});

describe('certificates first seen since a profile was made', () => {
  const made = '2026-03-04T05:06:07.000Z';
  const subjects = [
    { x509Subject: 'CN=before', firstSeen: '2026-03-04T05:06:06.000Z' },
    { x509Subject: 'CN=then', firstSeen: made },
    { x509Subject: 'CN=after', firstSeen: '2026-03-05T00:00:00.000Z', lastSeen: '2026-03-06T00:00:00.000Z' },
    { x509Subject: 'CN=some time' },
  ];

  test('are counted, the newest named; one of no known time might be one', async () => {
    const rows = await swept({
      profiles: [profile({ createdAt: made })],
      readers: { subjects: async () => ({ subjects, more: false }) },
    });
    expect(only(rows).certificates).toMatchObject(known({ count: 3, atLeast: false }));
    expect(JSON.stringify(only(rows).certificates)).not.toContain('CN=before');
  });

  test('are at least as many where not all were read', async () => {
    const rows = await swept({ readers: { subjects: async () => ({ subjects, more: true }) } });
    expect(only(rows).certificates).toMatchObject(known({ atLeast: true }));
  });
});

describe('roles in no profile', () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/spare`;
  const others = document({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const roles = {
    spare: { arn, trustPolicy: trustPolicy(), inline: { all: document(allow('*')) } },
    deploy: { arn: ROLE_ARN, trustPolicy: PINNED_TRUST, inline: {} },
  };

  test.each([
    ['lets it in', trustPolicy(), 1],
    ['lets in every principal', document({ Effect: 'Allow', Principal: '*', Action: ['sts:*'] }), 1],
    ['cannot be understood, so may let it in', '{', 1],
    ['lets in another service', others, 0],
  ])('one whose trust policy %s', async (_what, policy, count) => {
    const rows = await swept({ roles, readers: { roles: async () => [{ arn, trustPolicy: policy }] } });
    expect(rows.filter(isLooseRole)).toHaveLength(count);
  });

  test('one that a profile names is none', async () => {
    const rows = await swept({
      roles,
      readers: { roles: async () => [{ arn: ROLE_ARN, trustPolicy: trustPolicy() }] },
    });
    expect(rows.filter(isLooseRole)).toEqual([]);
  });

  test('is judged as in a profile that narrows nothing', async () => {
    const rows = await swept({
      roles,
      readers: { roles: async () => [{ arn, trustPolicy: trustPolicy() }] },
    });
    expect(rows.filter(isLooseRole)).toMatchObject([{ arn, power: 'admin', trust: 'any-anchor' }]);
  });
});
