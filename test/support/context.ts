/** Plain facts to build contexts from: a quiet, pinned, narrow profile that each test makes worse in one way. */

import type { Certificate } from '../../lambda/enrich/certificate';
import type { Context } from '../../lambda/enrich/context';
import { nothingRead, shownUntil, type TrailCoverage } from '../../lambda/enrich/coverage';
import type { PolicyText } from '../../lambda/enrich/policies';
import type { FoundRole } from '../../lambda/enrich/role';
import type { TrustAnchor } from '../../lambda/enrich/trust-anchors';
import type { Actor } from '../../lambda/event/actor';
import type { Addendum } from '../../lambda/event/addendum';
import type { Change } from '../../lambda/event/change';
import { createProfile } from '../../lambda/event/kinds/create-profile';
import type { Kind } from '../../lambda/event/kinds/kind';
import { updateProfile } from '../../lambda/event/kinds/update-profile';
import type { Profile } from '../../lambda/event/profile';
import type { Source } from '../../lambda/event/source';
import { type Gap, known, notKnown } from '../../lambda/lookup';
import {
  ACCOUNT,
  EVENT_ID,
  EVENT_TIME,
  LONG_LIVED_KEY,
  PROFILE_ARN,
  PROFILE_ID,
  REGION,
  ROLE_ARN,
  TEMPORARY_KEY,
  USER_ARN,
} from './event';

export const NOW = new Date('2026-03-04T05:08:00Z');
export const ANCHOR_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001`;

export const document = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const allow = (
  action: string | string[],
  resource: string | string[] = '*',
  extra: object = {},
): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...extra,
});

export const inlinePolicy = (name: string, ...statements: object[]): PolicyText => ({
  name,
  kind: 'inline',
  document: known(document(...statements)),
});

export const managedPolicy = (arn: string, ...statements: object[]): PolicyText => ({
  name: arn.split('/').at(-1) ?? arn,
  arn,
  kind: 'managed',
  document: known(document(...statements)),
});

/** A trust policy that lets Roles Anywhere in; open to any trust anchor unless a condition says otherwise. */
export const trustPolicy = (condition?: object): string =>
  document({
    Effect: 'Allow',
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...(condition === undefined ? {} : { Condition: condition }),
  });

export const PINNED_TRUST = trustPolicy({ ArnEquals: { 'aws:SourceArn': ANCHOR_ARN } });

/** A role that may read one bucket, pinned to {@link ANCHOR_ARN}. */
export const foundRole = (overrides: Partial<FoundRole> = {}): FoundRole => ({
  state: 'found',
  arn: ROLE_ARN,
  name: 'deploy',
  createdAt: '2025-01-02T03:04:05.000Z',
  maxSessionSeconds: 3600,
  tags: [],
  trustPolicy: known(PINNED_TRUST),
  attached: known([]),
  inline: known([inlinePolicy('read-artifacts', allow('s3:GetObject', 'arn:aws:s3:::artifacts/*'))]),
  ...overrides,
});

/** A role whose one policy grants everything. */
export const adminRole = (overrides: Partial<FoundRole> = {}): FoundRole =>
  foundRole({
    attached: known([managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess', allow('*'))]),
    inline: known([]),
    ...overrides,
  });

export const certificate = (overrides: Partial<Certificate> = {}): Certificate => ({
  subject: 'CN=Build CA, O=Example',
  issuer: 'CN=Build CA, O=Example',
  selfSigned: true,
  ca: true,
  notBefore: '2025-01-01T00:00:00.000Z',
  notAfter: '2035-01-01T00:00:00.000Z',
  key: 'RSA 4096',
  sha256: Array.from({ length: 32 }, () => 'AB').join(':'),
  serialNumber: '0102030405',
  ...overrides,
});

/** A trust anchor on a private CA of AWS, a year old. */
export const trustAnchor = (overrides: Partial<TrustAnchor> = {}): TrustAnchor => ({
  arn: ANCHOR_ARN,
  id: 'aaaaaaaa-0000-4000-8000-000000000001',
  name: 'build-ca',
  enabled: true,
  sourceType: 'AWS_ACM_PCA',
  acmPcaArn: `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/11111111-2222-4333-8444-555555555555`,
  certificates: known([]),
  createdAt: '2025-01-02T03:04:05.000Z',
  updatedAt: '2025-01-02T03:04:05.000Z',
  ...overrides,
});

export const actor = (overrides: Partial<Actor> = {}): Actor => ({
  kind: 'role-session',
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/alice`,
  accountId: ACCOUNT,
  principalId: 'AROAEXAMPLEADMIN00001:alice',
  accessKeyId: TEMPORARY_KEY,
  longLivedKey: false,
  mfa: true,
  sessionIssuerArn: `arn:aws:iam::${ACCOUNT}:role/platform-admin`,
  sessionName: 'alice',
  ...overrides,
});

/** An IAM user with a long-lived key and no MFA. */
export const userActor = (overrides: Partial<Actor> = {}): Actor => ({
  kind: 'iam-user',
  type: 'IAMUser',
  arn: USER_ARN,
  accountId: ACCOUNT,
  principalId: 'AIDAEXAMPLEALICE00001',
  userName: 'alice',
  accessKeyId: LONG_LIVED_KEY,
  longLivedKey: true,
  ...overrides,
});

export const source = (overrides: Partial<Source> = {}): Source => ({
  ip: '203.0.113.7',
  userAgent: 'aws-cli/2.15.30 md/awscrt#0.19.19 lang/python#3.11.8',
  client: { family: 'cli', name: 'AWS CLI 2.15.30' },
  ...overrides,
});

export const profile = (overrides: Partial<Profile> = {}): Profile => ({
  name: 'build-farm',
  id: PROFILE_ID,
  arn: PROFILE_ARN,
  enabled: true,
  durationSeconds: 3600,
  roleArns: [ROLE_ARN],
  sessionPolicy: document(allow('s3:GetObject', 'arn:aws:s3:::artifacts/*')),
  managedPolicyArns: [],
  acceptRoleSessionName: false,
  createdAt: EVENT_TIME,
  updatedAt: EVENT_TIME,
  ...overrides,
});

/** What a test says of a change: flat, and `undefined` for a time or a place that the record does not tell. */
export interface ChangeOverrides {
  readonly eventId?: string;
  readonly eventTime?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly partition?: string;
  readonly actor?: Actor;
  readonly source?: Source;
  readonly profile?: Profile;
  readonly gaps?: readonly Gap[];
  readonly addendum?: Addendum;
  readonly kind?: Kind;
}

const told = (value: string | undefined) =>
  value === undefined ? notKnown('nothing in the event tells it') : known(value);

/** A profile created by {@link actor}. */
export const profileCreated = (overrides: ChangeOverrides = {}): Change => {
  const { eventTime, account, region } = {
    eventTime: EVENT_TIME,
    account: ACCOUNT,
    region: REGION,
    ...overrides,
  };
  const gaps = overrides.gaps ?? [];
  const shown = overrides.profile ?? profile();
  return {
    kind: overrides.kind ?? createProfile,
    eventName: (overrides.kind ?? createProfile).eventNames[0],
    record: {
      id: overrides.eventId ?? EVENT_ID,
      time: told(eventTime),
      actor: overrides.actor ?? actor(),
      source: overrides.source ?? source(),
      gaps,
      ...(overrides.addendum === undefined ? {} : { addendum: overrides.addendum }),
    },
    place: { account: told(account), region: told(region), partition: overrides.partition ?? 'aws' },
    subject: { type: 'profile', name: shown.name, arn: shown.arn },
    profile: shown,
    profileIsWhole: !gaps.some(({ what }) => what === 'requestParameters'),
  };
};

/** When {@link profileUpdated} was created and last updated before. */
const BEFORE = { createdAt: '2026-01-02T03:04:05.000Z', updatedAt: '2026-02-03T04:05:06.000Z' };

/**
 * A profile that was updated by {@link actor}, and what the trail shows of it before.
 * @param before `undefined` where the trail does not show it
 */
export const profileUpdated = (
  after: Partial<Profile>,
  before: Partial<Profile> | undefined,
  overrides: ChangeOverrides = {},
): Pick<Context, 'change' | 'current' | 'before'> => {
  const updated = { ...profile(), createdAt: BEFORE.createdAt, ...after };
  return {
    change: profileCreated({ kind: updateProfile, profile: updated, ...overrides }),
    current: known(updated),
    before:
      before === undefined
        ? notKnown('CloudTrail shows neither its creation nor an update in 90 days')
        : known({
            was: 'recorded',
            profile: { ...profile(), ...BEFORE, ...before },
            eventName: 'UpdateProfile',
            time: BEFORE.updatedAt,
          }),
  };
};

/** The trail, read whole, as the base context has it. */
export const WHOLE: TrailCoverage = {
  complete: true,
  reachesBackTo: '2026-03-03T05:06:07.000Z',
  shownUpTo: shownUntil(NOW).toISOString(),
  recordsRead: 0,
};

/** The trail, cut at a limit two hours before the event. */
export const CUT: TrailCoverage = {
  ...WHOLE,
  complete: false,
  reachesBackTo: '2026-03-04T03:06:07.000Z',
  recordsRead: 300,
};

/** The trail, of which nothing could be read. */
export const UNREAD: TrailCoverage = nothingRead('throttled', NOW);

/** A context in which every answer is known and nothing is wrong. */
export const contextOf = (overrides: Partial<Context> = {}): Context => {
  const change = overrides.change ?? profileCreated();
  return {
    now: NOW,
    change,
    accountAlias: known('example-prod'),
    current: known(change.profile),
    profiles: known([change.profile]),
    tags: known([{ key: 'owner', value: 'platform' }]),
    managedSessionPolicies: [],
    trustAnchors: known([trustAnchor()]),
    roles: [foundRole()],
    reachableRoles: [],
    country: known('DE'),
    history: known({
      days: 90,
      byActor: { count: 3, atLeast: false },
      inAccount: { count: 5, atLeast: false },
      coverage: { ...WHOLE, reachesBackTo: '2025-12-04T05:06:07.000Z' },
    }),
    before: known({ was: 'absent' }),
    activity: [
      {
        region: REGION,
        windowHours: 24,
        by: 'access-key',
        events: known({ events: [], atLeast: false }),
        coverage: WHOLE,
      },
      {
        region: 'us-east-1',
        windowHours: 24,
        by: 'access-key',
        events: known({ events: [], atLeast: false }),
        coverage: WHOLE,
      },
    ],
    anchorChanges: known([]),
    anchorCoverage:
      overrides.anchorChanges?.known === false ? nothingRead(overrides.anchorChanges.reason, NOW) : WHOLE,
    sessions: known({
      count: { count: 0, atLeast: false },
      newest: [],
      coverage: { ...WHOLE, reachesBackTo: '2026-03-04T05:06:07.000Z' },
    }),
    ...overrides,
  };
};
