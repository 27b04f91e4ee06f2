/** Rows of a sweep: a quiet profile that each test makes worse in one way. */

import { known } from '../../lambda/lookup';
import type { SweepResult } from '../../lambda/sweep/digest';
import type {
  AccountRow,
  LooseRoleRow,
  ProfileRow,
  RegionRow,
  RoleSummary,
  SweepRow,
} from '../../lambda/sweep/row';
import { ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN } from '../support/event';

export const roleSummary = (overrides: Partial<RoleSummary> = {}): RoleSummary => ({
  arn: ROLE_ARN,
  power: 'limited',
  possiblePower: 'limited',
  trust: 'pinned',
  usableNow: 'yes',
  ...overrides,
});

export const profileRow = (overrides: Partial<ProfileRow> = {}): ProfileRow => ({
  kind: 'profile',
  account: ACCOUNT,
  region: REGION,
  arn: PROFILE_ARN,
  id: PROFILE_ID,
  name: 'build-farm',
  enabled: true,
  severity: 'low',
  riskScore: 21,
  because: 'low, the base severity: no check found anything worse in what could be read',
  power: 'limited',
  isCertain: true,
  usableNow: 'yes',
  roles: [roleSummary()],
  sessionSeconds: 3600,
  findings: [],
  unknowns: [],
  certificates: known({ count: 0, atLeast: false, newest: [] }),
  createdBy: `arn:aws:iam::${ACCOUNT}:role/platform-pipeline`,
  createdAt: '2025-06-01T00:00:00.000Z',
  updatedAt: '2025-06-01T00:00:00.000Z',
  judgedAt: '2026-03-09T02:05:00.000Z',
  ...overrides,
});

export const looseRow = (overrides: Partial<LooseRoleRow> = {}): LooseRoleRow => ({
  kind: 'role',
  account: ACCOUNT,
  ...roleSummary({ arn: `arn:aws:iam::${ACCOUNT}:role/spare` }),
  unknowns: [],
  judgedAt: '2026-03-09T02:05:00.000Z',
  ...overrides,
});

export const accountRow = (overrides: Partial<AccountRow> = {}): AccountRow => ({
  kind: 'account',
  account: ACCOUNT,
  alias: 'example-prod',
  gaps: [],
  ...overrides,
});

export const regionRow = (
  profileArns: readonly string[] | null,
  overrides: Partial<RegionRow> = {},
): RegionRow => ({
  kind: 'region',
  account: ACCOUNT,
  region: REGION,
  profiles: profileArns === null ? null : profileArns.length,
  profileArns,
  trustAnchors: 1,
  gaps:
    profileArns === null ? [{ what: 'the profiles', why: 'access denied (rolesanywhere:ListProfiles)' }] : [],
  ...overrides,
});

/** A finished sweep of one account and Region with these profiles. */
export const resultOf = (
  profiles: readonly ProfileRow[],
  startedAt: string,
  others: readonly SweepRow[] = [],
): SweepResult => ({
  startedAt,
  finishedAt: new Date(Date.parse(startedAt) + 1_200_000).toISOString(),
  rows: [
    accountRow(),
    ...(others.some(({ kind }) => kind === 'region') ? [] : [regionRow(profiles.map(({ arn }) => arn))]),
    ...profiles,
    ...others,
  ],
  listedAt: { [`${ACCOUNT} ${REGION}`]: startedAt },
});
