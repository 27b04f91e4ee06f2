/**
 * Whole worlds for properties: a change, all that AWS answers about it, and how this installation judges. The answers of
 * one world agree with each other, as AWS's do: an anchor that CloudTrail shows being made bears that time itself.
 */

import fc from 'fast-check';
import type { SourceId } from '../../lambda/assess/sources';
import type { RegionActivity } from '../../lambda/enrich/activity';
import type { RegionAnswers } from '../../lambda/enrich/concern';
import type { Context } from '../../lambda/enrich/context';
import { nothingRead, type TrailCoverage } from '../../lambda/enrich/coverage';
import type { FoundRole, RoleFacts } from '../../lambda/enrich/role';
import type { TrailEvent } from '../../lambda/enrich/trail-event';
import type { TrustAnchor } from '../../lambda/enrich/trust-anchors';
import type { Actor } from '../../lambda/event/actor';
import { type Change, readChange } from '../../lambda/event/change';
import { partOf } from '../../lambda/event/fields';
import { createSession } from '../../lambda/event/kinds/create-session';
import { enableProfile } from '../../lambda/event/kinds/enable-profile';
import { updateProfile } from '../../lambda/event/kinds/update-profile';
import type { Profile } from '../../lambda/event/profile';
import { readSession } from '../../lambda/event/session';
import type { Source } from '../../lambda/event/source';
import { known, notKnown } from '../../lambda/lookup';
import type { AllowListEntry, Settings } from '../../lambda/settings';
import { defaultSettings } from '../../lambda/settings-file';
import {
  ANCHOR_ARN,
  actor,
  adminRole,
  allow,
  certificate,
  contextOf,
  document,
  foundRole,
  inlinePolicy,
  NOW,
  profile,
  profileCreated,
  source,
  trustAnchor,
  trustPolicy,
  userActor,
  WHOLE,
} from './context';
import { ACCOUNT, OTHER_ACCOUNT, PROFILE_ARN, REGION, record, USER_ARN } from './event';
import { anchorCreated, anchorEnabled, anchorUpdated, bundle, crlCall, trustUpdated } from './openings';
import { session } from './session';

/** One change with all answers, and the settings it is judged by. */
export interface World {
  readonly context: Context;
  readonly settings: Settings;
}

const roleArn = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;
const anchorArn = (name: string): string =>
  `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/bbbbbbbb-0000-4000-8000-${name.padStart(12, '0')}`;

/** The published key of the CA of a public attack tool. */
const PUBLISHED = 'f9836c632c21fab97e77fe60f8a75168554a0437cf08eb59cd47e425b30678bf';

/** Minutes before the event: the moment itself, within the hour, further back. */
const near = fc.constantFrom('2026-03-04T05:01:07Z', '2026-03-04T04:31:07Z');
const far = fc.constantFrom('2026-03-04T02:31:07Z', '2026-03-03T20:00:00Z');
const recent = fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: far });
const OLD = '2025-01-02T03:04:05.000Z';

const maybe = <T>(value: fc.Arbitrary<T>, weight = 1, otherwise = 3): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: value }, { weight: otherwise, arbitrary: fc.constant(undefined) });

const TRUSTS = [
  trustPolicy(),
  trustPolicy({ ArnEquals: { 'aws:SourceArn': ANCHOR_ARN } }),
  trustPolicy({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build' } }),
  document({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  document(
    {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    },
    { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
  ),
] as const;

/** A role beside the profile's, that some of them can pass or assume. */
const BOSS = roleArn('boss');

const PERMISSIONS = [
  [allow('s3:GetObject', 'arn:aws:s3:::artifacts/*')],
  [allow('*')],
  [allow('iam:AttachRolePolicy')],
  [allow('secretsmanager:GetSecretValue')],
  [allow('*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': REGION } } })],
  [allow('iam:PassRole')],
  [allow(['iam:PassRole', 'lambda:CreateFunction'])],
  [allow('lambda:InvokeFunction')],
  [allow('iam:PassRole', BOSS)],
  [allow('sts:AssumeRole', BOSS)],
] as const;

/** What IAM says of one role name. */
const role = (name: string): fc.Arbitrary<RoleFacts> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .record({
          permissions: fc.constantFrom(...PERMISSIONS),
          trust: fc.constantFrom(...TRUSTS),
          createdAt: fc.oneof({ weight: 3, arbitrary: fc.constant(OLD) }, { weight: 1, arbitrary: recent }),
          maxSessionSeconds: fc.constantFrom(3600, 43_200),
          isBounded: fc.boolean(),
        })
        .map(({ permissions, trust, createdAt, maxSessionSeconds, isBounded }) =>
          foundRole({
            arn: roleArn(name),
            name,
            createdAt,
            maxSessionSeconds,
            trustPolicy: known(trust),
            inline: known([inlinePolicy('own', ...permissions)]),
            ...(isBounded ? { boundary: inlinePolicy('boundary', allow('*')) } : {}),
          }),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constant(adminRole({ arn: roleArn(name), name, trustPolicy: known(TRUSTS[0]) })),
    },
    { weight: 3, arbitrary: fc.constant<RoleFacts>({ state: 'missing', arn: roleArn(name) }) },
  );

/** Two roles that are a path to admin only together: one makes a function that runs as any role, the other runs it. */
const PAIR: readonly RoleFacts[] = [
  foundRole({
    arn: roleArn('deploy'),
    name: 'deploy',
    trustPolicy: known(TRUSTS[0]),
    inline: known([inlinePolicy('own', allow(['iam:PassRole', 'lambda:CreateFunction']))]),
  }),
  foundRole({
    arn: roleArn('build'),
    name: 'build',
    trustPolicy: known(TRUSTS[0]),
    inline: known([inlinePolicy('own', allow('lambda:InvokeFunction'))]),
  }),
];

const OTHERS_ROLE: RoleFacts = {
  state: 'other-account',
  arn: roleArn('theirs', OTHER_ACCOUNT),
  accountId: OTHER_ACCOUNT,
};

/** What IAM says of the role that others lead to. */
const boss: fc.Arbitrary<RoleFacts> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        permissions: fc.constantFrom(
          [allow('*')],
          [allow('*')],
          [allow('iam:AttachRolePolicy')],
          [allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } })],
          [allow('s3:GetObject')],
        ),
        trusted: fc.constantFrom({ AWS: ACCOUNT }, { AWS: '*' }, { AWS: OTHER_ACCOUNT }),
        isBounded: fc.boolean(),
      })
      .map(({ permissions, trusted, isBounded }) =>
        foundRole({
          arn: BOSS,
          name: 'boss',
          trustPolicy: known(document({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' })),
          inline: known([inlinePolicy('own', ...permissions)]),
          ...(isBounded ? { boundary: inlinePolicy('boundary', allow('*')) } : {}),
        }),
      ),
  },
  { weight: 1, arbitrary: fc.constant<RoleFacts>({ state: 'missing', arn: BOSS }) },
);

/** Names that no role of the profile bears in the trail by chance. */
const NAMES = ['deploy', 'build', 'audit'] as const;

const someRoles: fc.Arbitrary<readonly RoleFacts[]> = fc
  .tuple(
    fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
    fc.tuple(role('deploy'), role('build'), role('audit')),
    maybe(fc.constant(OTHERS_ROLE), 1, 15),
  )
  .map(([names, facts, other]) => [
    ...NAMES.flatMap((name, index) => (names.includes(name) ? [facts[index] as RoleFacts] : [])),
    ...(other === undefined ? [] : [other]),
  ]);

const roles: fc.Arbitrary<readonly RoleFacts[]> = fc.oneof(
  { weight: 9, arbitrary: someRoles },
  { weight: 1, arbitrary: fc.constant(PAIR) },
);

/** How an anchor came about, for the anchor and for the trail. */
interface MadeAnchor {
  readonly anchor?: TrustAnchor;
  readonly events: readonly TrailEvent[];
}

const anchorOf = (id: string): fc.Arbitrary<MadeAnchor> =>
  fc
    .record({
      isExternal: fc.boolean(),
      enabled: fc.constantFrom(true, true, true, false),
      made: fc.constantFrom('old', 'old', 'created', 'changed', 'enabled', 'gone'),
      time: recent,
      maker: fc.constantFrom('actor', 'other', 'not-shown'),
      ca: fc.constantFrom<keyof typeof CAS>('sound', 'sound', 'weak', 'published', 'young', 'long'),
    })
    .map(({ isExternal, enabled, made, time, maker, ca }) => {
      const arn = anchorArn(id);
      const certificates = [certificate(CAS[ca])];
      const anchor = trustAnchor({
        arn,
        id: arn.split('/')[1] ?? id,
        name: `anchor-${id}`,
        enabled,
        createdAt: made === 'created' ? time : OLD,
        updatedAt: made === 'old' || made === 'gone' ? OLD : time,
        ...(isExternal ? { sourceType: 'CERTIFICATE_BUNDLE', certificates: known(certificates) } : {}),
      });
      const told = call(`anchor-${id}`, ANCHOR_CALLS[made], time, {
        eventSource: 'rolesanywhere.amazonaws.com',
        targets: [arn, anchor.name],
        ...(maker === 'other' ? { actorArn: `${USER_ARN}-other`, accessKeyId: 'AKIAOTHERPERSON00000' } : {}),
      });
      const events = made === 'old' || maker === 'not-shown' ? [] : [told];
      return made === 'gone' ? { events } : { anchor, events };
    });

const CAS = {
  sound: {},
  weak: { key: 'RSA 1024' },
  published: { publicKeySha256: PUBLISHED },
  young: { notBefore: '2026-03-04T05:00:00.000Z' },
  long: { notAfter: '2055-01-01T00:00:00.000Z' },
} as const;

/** The call that made an anchor what it is; of an old one, none is told. */
const ANCHOR_CALLS = {
  old: 'none',
  created: 'CreateTrustAnchor',
  gone: 'CreateTrustAnchor',
  changed: 'UpdateTrustAnchor',
  enabled: 'EnableTrustAnchor',
} as const;

const call = (
  eventId: string,
  eventName: string,
  time: string,
  overrides: Partial<TrailEvent> = {},
): TrailEvent => ({
  eventId,
  time,
  region: REGION,
  eventSource: 'iam.amazonaws.com',
  eventName,
  actorArn: 'the actor',
  accessKeyId: 'the key',
  sourceIp: '203.0.113.7',
  targets: [],
  ...overrides,
});

/** Calls of the actor, each of a kind that some check looks for. */
const CALLS: readonly ((time: string, index: number) => TrailEvent)[] = [
  (time, index) => call(`c${index}`, 'CreateAccessKey', time, { targets: ['bob'] }),
  (time, index) => call(`c${index}`, 'PutRolePolicy', time, { targets: ['deploy'] }),
  (time, index) => call(`c${index}`, 'CreateRole', time, { targets: ['build'] }),
  (time, index) => call(`c${index}`, 'CreatePolicy', time, { targets: ['unrelated'] }),
  (time, index) =>
    call(`c${index}`, 'StopLogging', time, { eventSource: 'cloudtrail.amazonaws.com', targets: ['trail'] }),
  (time, index) =>
    call(`c${index}`, 'DisableCrl', time, { eventSource: 'rolesanywhere.amazonaws.com', targets: ['crl'] }),
  (time, index) =>
    call(`c${index}`, 'CreateProfile', time, {
      eventSource: 'rolesanywhere.amazonaws.com',
      targets: ['more'],
    }),
  (time, index) => call(`c${index}`, 'CreateUser', time, { errorCode: 'AccessDenied', targets: ['eve'] }),
];

const calls: fc.Arbitrary<readonly TrailEvent[]> = fc
  .array(fc.tuple(fc.constantFrom(...CALLS), recent), { maxLength: 2 })
  .map((made) => made.map(([make, time], index) => make(time, index)));

const ACTORS: readonly Actor[] = [
  actor(),
  actor({ mfa: false }),
  userActor(),
  userActor({ mfa: false }),
  actor({ kind: 'identity-center' }),
  {
    kind: 'root',
    type: 'Root',
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAROOTSESSION00000',
  },
  actor({ accountId: OTHER_ACCOUNT, kind: 'other-account' }),
  { kind: 'unknown', type: 'Unknown', arn: 'somebody' },
  actor({ issuedTo: { kind: 'ec2-instance', name: 'i-0123456789abcdef0' } }),
];

const { ip: _ip, ...placeless } = source();

const SOURCES: readonly Source[] = [
  source(),
  source({ ip: '198.51.100.9' }),
  { ...placeless, service: 'cloudformation.amazonaws.com' },
  source({ userAgent: 'stratus-red-team_1', client: { family: 'attack-tool', name: 'Stratus Red Team' } }),
  source({ userAgent: 'curl/8', client: { family: 'http-client', name: 'curl 8' } }),
];

const settings: fc.Arbitrary<Settings> = fc
  .record({
    trustedNetworks: fc.constantFrom<string[][]>([], ['203.0.113.0/24']),
    expectedCountries: fc.constantFrom<string[][]>([], ['DE']),
    expectedRegions: fc.constantFrom<string[][]>([], [REGION], ['us-east-1']),
    requiredTags: fc.constantFrom<string[][]>([], ['owner'], ['cost-centre']),
    approvedTrustAnchors: fc.constantFrom<string[][]>([], [], [ANCHOR_ARN]),
    workingHoursUtc: maybe(fc.constantFrom({ start: 8, end: 18 }, { start: 4, end: 12 })),
    manyRoles: fc.constantFrom(1, 3),
    allowList: fc.array(
      fc.record(
        {
          principal: fc.constantFrom(`arn:aws:iam::${ACCOUNT}:role/platform-admin`, USER_ARN, USER_ARN, '*'),
          reason: fc.constant('planned'),
          roles: fc.constantFrom(['*:role/deploy'], ['*']),
          profileNames: fc.constantFrom(['build-*'], ['other']),
          regions: fc.constant([REGION]),
          sourceNetworks: fc.constant(['203.0.113.0/24']),
          expires: fc.constantFrom('2020-01-01', '2030-01-01'),
        },
        { requiredKeys: ['principal', 'reason'] },
      ) as fc.Arbitrary<AllowListEntry>,
      { maxLength: 2 },
    ),
  })
  .map(({ workingHoursUtc, ...given }) => ({
    ...defaultSettings,
    ...given,
    ...(workingHoursUtc === undefined ? {} : { workingHoursUtc }),
  }));

const SESSION_POLICIES: readonly (string | undefined)[] = [
  undefined,
  undefined,
  document(allow('s3:GetObject', 'arn:aws:s3:::artifacts/*')),
  document(allow('*')),
  'HIDDEN_DUE_TO_SECURITY_REASONS',
];

const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;

/** The profile as the record shows it, without its roles. */
const asked = fc
  .record({
    name: fc.constantFrom('build-farm', 'other', 'AWSServiceRoleForX', 'pacu'),
    enabled: fc.constantFrom(true, true, true, false),
    durationSeconds: fc.constantFrom(3600, 43_200),
    sessionPolicy: fc.constantFrom(...SESSION_POLICIES),
    isManaged: fc.constantFrom(false, false, false, true),
    acceptRoleSessionName: fc.boolean(),
    isMapped: fc.constantFrom(false, false, true),
  })
  .map(({ sessionPolicy, isManaged, isMapped, ...given }): Profile => {
    const { sessionPolicy: _narrow, ...bare } = profile();
    return {
      ...bare,
      ...given,
      ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
      ...(isManaged ? { managedPolicyArns: [LIMIT] } : {}),
      ...(isMapped
        ? { attributeMappings: [{ certificateField: 'x509Subject', specifiers: ['OU', '*'] }] }
        : {}),
    };
  });

/** Another way of making the profile what it is, and what it was before. */
type Making = (made: Profile) => Pick<Context, 'change' | 'before'>;

const HELD: Partial<Profile> = { updatedAt: '2026-02-03T04:05:06Z', createdAt: '2026-01-02T03:04:05Z' };

const updatedFrom =
  (before: (made: Profile) => Partial<Profile>): Making =>
  (made) => {
    const { sessionPolicy, ...rest } = { ...made, ...HELD, ...before(made) };
    return {
      change: profileCreated({ kind: updateProfile, profile: made }),
      before: known({
        was: 'recorded',
        profile: { ...rest, ...(sessionPolicy === undefined ? {} : { sessionPolicy }) },
        eventName: 'CreateProfile',
        time: '2026-01-02T03:04:05Z',
      }),
    };
  };

const created: Making = (made) => ({
  change: profileCreated({ profile: made }),
  before: known({ was: 'absent' }),
});

/** How the profile came to be what it is, most often because it was made. */
const changed = fc.constantFrom<Making[]>(
  ...Array.from({ length: 12 }, () => created),
  updatedFrom(() => ({})),
  updatedFrom(({ roleArns }) => ({ roleArns: roleArns.slice(1) })),
  updatedFrom(({ roleArns }) => ({ roleArns: [...roleArns, roleArn('gone')] })),
  updatedFrom(() => ({ sessionPolicy: document(allow('s3:GetObject', 'arn:aws:s3:::artifacts/*')) })),
  updatedFrom(() => ({ sessionPolicy: document(allow('*')) })),
  updatedFrom(({ managedPolicyArns }) => ({
    managedPolicyArns: managedPolicyArns.length > 0 ? [] : [LIMIT],
  })),
  updatedFrom(() => ({ durationSeconds: 900, name: 'before', acceptRoleSessionName: false })),
  (made) => ({
    change: profileCreated({ kind: enableProfile, profile: { ...made, enabled: true } }),
    before: known({ was: 'disabled' }),
  }),
);

/** What was done to the profile since; each in a way that GetProfile shows. */
const since = fc.constantFrom<((was: Profile) => Partial<Profile>)[]>(
  () => ({}),
  () => ({}),
  () => ({ enabled: true, updatedAt: '2026-03-04T05:07:00Z' }),
  () => ({ enabled: false, updatedAt: '2026-03-04T05:07:00Z' }),
  ({ roleArns }) => ({ roleArns: roleArns.slice(1), updatedAt: '2026-03-04T05:07:00Z' }),
  ({ roleArns }) => ({
    roleArns: [...new Set([...roleArns, roleArn('audit')])],
    updatedAt: '2026-03-04T05:07:00Z',
  }),
  () => ({ durationSeconds: 43_200, updatedAt: '2026-03-04T05:07:00Z' }),
);

const byActor = ({ arn, accessKeyId }: Actor, event: TrailEvent): TrailEvent => ({
  ...event,
  ...(event.actorArn === 'the actor' ? { actorArn: arn } : {}),
  ...(event.accessKeyId === 'the key' ? { accessKeyId: accessKeyId ?? 'ASIANOTRECORDED00000' } : {}),
});

const isOfIam = ({ eventSource }: TrailEvent): boolean => eventSource === 'iam.amazonaws.com';

const regionActivity = (region: string, events: readonly TrailEvent[]): RegionActivity => ({
  region,
  windowHours: 24,
  by: 'access-key',
  events: known({ events, atLeast: false }),
  coverage: WHOLE,
});

const byTime = (one: TrailEvent, other: TrailEvent): number => one.time.localeCompare(other.time);

/** A world in which every answer is known. */
export const fullWorld: fc.Arbitrary<World> = fc
  .record({
    actor: fc.constantFrom(...ACTORS),
    source: fc.constantFrom(...SOURCES),
    asked,
    changed,
    since,
    roles,
    boss,
    extra: role('audit'),
    anchors: fc.tuple(maybe(anchorOf('1'), 2, 1), maybe(anchorOf('2'))),
    pinned: maybe(fc.constant(trustAnchor()), 3, 1),
    calls,
    history: fc.constantFrom(0, 0, 3),
    others: fc.constantFrom([], [], ['2026-03-04T05:04:07.000Z'], [OLD]),
    used: maybe(near),
    country: fc.constantFrom('DE', 'NL', undefined),
    tags: fc.constantFrom([{ key: 'owner', value: 'platform' }], []),
    hasGaps: fc.constantFrom(false, false, true),
    isCorrected: fc.constantFrom(false, false, false, false, true),
    settings,
  })
  .map((world): World => {
    const told = world.changed({
      ...world.asked,
      roleArns: world.roles.map(({ arn }) => arn),
      createdBy: world.actor.arn,
    });
    const created = told.change.profile;
    const current = { ...created, ...world.since(created) };
    const facts = [...world.roles];
    for (const arn of current.roleArns) {
      if (!facts.some((each) => each.arn === arn)) facts.push(world.extra);
    }
    const made = world.anchors.filter((anchor) => anchor !== undefined);
    const anchors = [
      ...(world.pinned === undefined ? [] : [world.pinned]),
      ...made.flatMap(({ anchor }) => anchor ?? []),
    ];
    const anchorEvents = made.flatMap(({ events }) => events).map((event) => byActor(world.actor, event));
    const actorCalls = [
      ...world.calls.map((event) => byActor(world.actor, event)),
      ...anchorEvents.filter(({ actorArn }) => actorArn === world.actor.arn),
    ].sort(byTime);
    const session =
      world.used === undefined
        ? []
        : [call('session', 'CreateSession', world.used, { eventSource: 'rolesanywhere.amazonaws.com' })];
    return {
      settings: world.settings,
      context: contextOf({
        now: NOW,
        before: told.before,
        change: profileCreated({
          kind: told.change.kind,
          actor: world.actor,
          source: world.source,
          profile: created,
          gaps: world.hasGaps ? [{ what: 'userAgent', why: 'missing from the CloudTrail record' }] : [],
          ...(world.isCorrected ? { addendum: { reason: 'UPDATED_DATA' } } : {}),
        }),
        current: known(current),
        profiles: known([
          current,
          ...world.others.map((createdAt, index) => ({
            ...created,
            id: `cccccccc-0000-4000-8000-${String(index).padStart(12, '0')}`,
            createdBy: world.actor.arn,
            createdAt,
            updatedAt: createdAt,
          })),
        ]),
        roles: facts,
        reachableRoles: [world.boss],
        trustAnchors: known(anchors),
        managedSessionPolicies: [LIMIT].map((arn) => ({
          name: 'limit',
          arn,
          kind: 'managed' as const,
          document: known(document(allow('s3:GetObject'))),
        })),
        tags: known(world.tags),
        country: known(world.country),
        history: known({
          days: 90,
          byActor: { count: world.history, atLeast: false },
          inAccount: { count: world.history, atLeast: false },
          coverage: WHOLE,
        }),
        activity: [
          regionActivity(
            REGION,
            actorCalls.filter((event) => !isOfIam(event)),
          ),
          regionActivity('us-east-1', actorCalls.filter(isOfIam)),
        ],
        anchorChanges: known([...anchorEvents].sort(byTime)),
        sessions: known({
          count: { count: session.length, atLeast: false },
          newest: session,
          coverage: WHOLE,
        }),
      }),
    };
  });

/** What was done to something else than a profile. */
const OPENINGS = [
  'CreateTrustAnchor',
  'CreateTrustAnchor',
  'EnableTrustAnchor',
  'another CA',
  'another CA',
  'another CA',
  'another name',
  'no revocation lists',
  'DisableCrl',
  'DeleteCrl',
  'UpdateCrl',
  'ImportCrl',
  'UpdateAssumeRolePolicy',
  'UpdateAssumeRolePolicy',
] as const;

const updateOf = (request: object): object => ({
  ...anchorUpdated({}),
  requestParameters: { trustAnchorId: 'it', ...request },
});

const recordOf = (done: (typeof OPENINGS)[number], trust: string): object => {
  switch (done) {
    case 'CreateTrustAnchor':
      return anchorCreated();
    case 'EnableTrustAnchor':
      return anchorEnabled();
    case 'another CA':
      return updateOf({ source: bundle() });
    case 'another name':
      return updateOf({ name: 'renamed' });
    case 'no revocation lists':
      return updateOf({ crlDpRevocationEnabled: false });
    case 'UpdateAssumeRolePolicy':
      return trustUpdated(trust);
    default:
      return crlCall(done);
  }
};

/** The change in the place of the world's own, about one of its trust anchors, or its role deploy. */
const openingOf = (
  { change }: Context,
  done: (typeof OPENINGS)[number],
  anchor: TrustAnchor,
  trust: string,
): Change => {
  const read = readChange(recordOf(done, trust));
  const named = { name: anchor.name, id: anchor.id, arn: anchor.arn, enabled: anchor.enabled };
  const { opening } = read;
  const about =
    opening?.by === 'trust-anchor'
      ? { opening: { ...opening, anchor: { ...opening.anchor, ...named } } }
      : opening?.by === 'crl'
        ? { opening: { ...opening, crl: { ...opening.crl, trustAnchorArn: anchor.arn } } }
        : {};
  return { ...read, ...about, record: change.record, place: change.place };
};

/** A world in which something else than a profile was changed, and the world's profile is one of those that it may open. */
export const openedWorld: fc.Arbitrary<World> = fc
  .record({
    world: fullWorld,
    done: fc.constantFrom(...OPENINGS),
    trust: fc.constantFrom(TRUSTS[0], TRUSTS[1], TRUSTS[2], 'no policy'),
    more: fc.constantFrom<Partial<Profile>[]>({}, { enabled: false }, { roleArns: [] }),
  })
  .map(({ world: { context, settings }, done, trust, more }): World => {
    const anchors = context.trustAnchors.known ? context.trustAnchors.value : [];
    const [anchor = trustAnchor()] = anchors;
    const change = openingOf(context, done, anchor, trust);
    const current = context.current.known ? [context.current.value] : [];
    const { sessionPolicy: _narrow, ...bare } = profile({
      id: 'wide',
      name: 'wide',
      arn: `${PROFILE_ARN}-wide`,
    });
    const profiles = [...current, { ...bare, roleArns: context.roles.map(({ arn }) => arn), ...more }];
    const own = roleArn('deploy');
    const ofRole = change.opening?.by === 'role';
    return {
      settings,
      context: {
        ...context,
        change,
        before: known({ was: 'absent' }),
        current: notKnown('no profile was changed'),
        tags: known([]),
        profiles: known(profiles),
        roles:
          change.opening?.calm !== undefined
            ? []
            : ofRole
              ? context.roles.filter(({ arn }) => arn === own)
              : context.roles,
        concern: {
          regions: [{ region: REGION, profiles, unclear: [], trustAnchors: context.trustAnchors }],
          ...(ofRole ? { roleArn: own } : {}),
          ...(change.opening?.by === 'trust-anchor' ? { anchor } : {}),
        },
      },
    };
  });

/** A world in which a certificate has used the world's profile for the first time, after an alert about it. */
export const usedWorld: fc.Arbitrary<World> = fc
  .record({ world: fullWorld, severity: fc.constantFrom('low', 'medium', 'high', 'critical') })
  .map(({ world: { context, settings }, severity }): World => {
    const { change } = context;
    return {
      settings,
      context: {
        ...context,
        change: {
          ...change,
          kind: createSession,
          profileIsWhole: false,
          session: readSession(partOf(record(session()), '', [])),
        },
        firstAlert: known({ alertId: 'the-first-alert', severity, at: '2026-03-04T05:00:00Z' }),
      },
    };
  });

const WHY = 'throttled by AWS';
const UNKNOWN = notKnown(WHY);

/** The sources of knowledge that a loss takes away, as findings of ignorance name them. */
export interface Loss {
  readonly name: string;
  readonly sources: readonly SourceId[];
  readonly of: (context: Context) => Context;
}

const ofRoles = (name: string, lose: (role: FoundRole) => RoleFacts): Loss => ({
  name,
  sources: ['roles'],
  of: (context) => ({
    ...context,
    roles: context.roles.map((each) => (each.state === 'found' ? lose(each) : each)),
  }),
});

const ofReachable = (name: string, lose: (role: FoundRole) => readonly RoleFacts[]): Loss => ({
  name: `${name} of a role that others lead to`,
  sources: ['reachable-roles'],
  of: (context) => ({
    ...context,
    reachableRoles: context.reachableRoles.flatMap((each) => (each.state === 'found' ? lose(each) : [each])),
  }),
});

/** A trail that is cut twice reaches back no further than each of the cuts. */
const laterOf = ({ complete, reachesBackTo }: TrailCoverage, cut: string): string =>
  complete || reachesBackTo === undefined || reachesBackTo < cut ? cut : reachesBackTo;

const cutActivity = (entry: RegionActivity, cut: string): RegionActivity => {
  const reachesBackTo = laterOf(entry.coverage, cut);
  return {
    ...entry,
    events: entry.events.known
      ? known({
          events: entry.events.value.events.filter(({ time }) => time >= reachesBackTo),
          atLeast: true,
        })
      : entry.events,
    coverage: { ...entry.coverage, complete: false, reachesBackTo, failure: WHY },
  };
};

const cutTrail = (name: string, cut: string): Loss => ({
  name,
  sources: ['actor-trail', 'anchor-trail'],
  of: (context) => ({
    ...context,
    activity: context.activity.map((entry) => cutActivity(entry, cut)),
    anchorChanges: context.anchorChanges.known
      ? known(context.anchorChanges.value.filter(({ time }) => time >= cut))
      : context.anchorChanges,
    anchorCoverage: {
      ...context.anchorCoverage,
      complete: false,
      reachesBackTo: laterOf(context.anchorCoverage, cut),
      failure: WHY,
    },
  }),
});

/** The answers about the Regions that a change to something else than a profile may open something in. */
const inRegions = (
  { concern }: Context,
  lose: (region: RegionAnswers) => Partial<RegionAnswers>,
): Pick<Context, 'concern'> =>
  concern === undefined
    ? {}
    : { concern: { ...concern, regions: concern.regions.map((region) => ({ ...region, ...lose(region) })) } };

const withoutCertificates = (anchors: Context['trustAnchors']): Context['trustAnchors'] =>
  anchors.known
    ? known(
        anchors.value.map((anchor) =>
          anchor.sourceType === 'AWS_ACM_PCA' ? anchor : { ...anchor, certificates: UNKNOWN },
        ),
      )
    : anchors;

/** Every way to know less of a world. */
export const LOSSES: readonly Loss[] = [
  {
    name: 'the first alert',
    sources: ['first-alert'],
    of: (context) => (context.firstAlert === undefined ? context : { ...context, firstAlert: UNKNOWN }),
  },
  { name: 'GetProfile', sources: ['profile-now'], of: (context) => ({ ...context, current: UNKNOWN }) },
  {
    name: 'ListProfiles',
    sources: ['other-profiles'],
    of: (context) => ({
      ...context,
      profiles: UNKNOWN,
      ...inRegions(context, () => ({ profiles: [], missing: WHY })),
    }),
  },
  {
    name: 'a later page of ListProfiles',
    sources: ['other-profiles'],
    of: (context) => ({
      ...context,
      profiles: UNKNOWN,
      ...inRegions(context, ({ profiles }) => ({ profiles: profiles.slice(0, 1), missing: WHY })),
    }),
  },
  {
    name: 'the profile before',
    sources: ['profile-before'],
    of: (context) => ({
      ...context,
      before: context.before.known && context.before.value.was === 'recorded' ? UNKNOWN : context.before,
    }),
  },
  { name: 'tags', sources: ['tags'], of: (context) => ({ ...context, tags: UNKNOWN }) },
  { name: 'country', sources: ['country'], of: (context) => ({ ...context, country: UNKNOWN }) },
  { name: 'alias', sources: [], of: (context) => ({ ...context, accountAlias: UNKNOWN }) },
  {
    name: 'trust anchors',
    sources: ['trust-anchors'],
    of: (context) => ({
      ...context,
      trustAnchors: UNKNOWN,
      ...inRegions(context, () => ({ trustAnchors: UNKNOWN })),
    }),
  },
  {
    name: 'certificates',
    sources: ['certificates'],
    of: (context) => ({
      ...context,
      trustAnchors: withoutCertificates(context.trustAnchors),
      ...inRegions(context, ({ trustAnchors }) => ({ trustAnchors: withoutCertificates(trustAnchors) })),
    }),
  },
  ofRoles('GetRole', ({ arn }) => ({ state: 'unreadable', arn, reason: WHY })),
  ofRoles('roles past a limit', ({ arn }) => ({ state: 'not-examined', arn, reason: WHY })),
  ofRoles('ListAttachedRolePolicies', (role) => ({ ...role, attached: UNKNOWN })),
  ofRoles('ListRolePolicies', (role) => ({ ...role, inline: UNKNOWN })),
  ofRoles('GetRolePolicy', (role) => ({
    ...role,
    inline: role.inline.known
      ? known(role.inline.value.map((policy) => ({ ...policy, document: UNKNOWN })))
      : role.inline,
  })),
  ofRoles('trust policy', (role) => ({ ...role, trustPolicy: UNKNOWN })),
  ofRoles('boundary', ({ boundary, ...role }) =>
    boundary === undefined ? role : { ...role, boundary: { ...boundary, document: UNKNOWN } },
  ),
  ofReachable('GetRole', ({ arn }) => [{ state: 'unreadable', arn, reason: WHY }]),
  ofReachable('any reading', () => []),
  ofReachable('ListRolePolicies', (role) => [{ ...role, inline: UNKNOWN }]),
  ofReachable('the trust policy', (role) => [{ ...role, trustPolicy: UNKNOWN }]),
  ofReachable('the boundary', ({ boundary, ...role }) => [
    boundary === undefined ? role : { ...role, boundary: { ...boundary, document: UNKNOWN } },
  ]),
  {
    name: 'managed session policies',
    sources: ['session-policies'],
    of: (context) => ({
      ...context,
      managedSessionPolicies: context.managedSessionPolicies.map((policy) => ({
        ...policy,
        document: UNKNOWN,
      })),
    }),
  },
  {
    name: "the actor's calls",
    sources: ['actor-trail'],
    of: (context) => ({
      ...context,
      activity: context.activity.map((entry) => ({
        ...entry,
        events: UNKNOWN,
        coverage: nothingRead(WHY, context.now),
      })),
    }),
  },
  {
    name: "the actor's calls in IAM's Region",
    sources: ['actor-trail'],
    of: (context) => ({
      ...context,
      activity: context.activity.map((entry) =>
        entry.region === REGION
          ? entry
          : { ...entry, events: UNKNOWN, coverage: nothingRead(WHY, context.now) },
      ),
    }),
  },
  {
    name: 'anchor changes',
    sources: ['anchor-trail'],
    of: (context) => ({
      ...context,
      anchorChanges: UNKNOWN,
      anchorCoverage: nothingRead(WHY, context.now),
    }),
  },
  cutTrail('the trail, cut within the hour', '2026-03-04T04:50:00Z'),
  cutTrail('the trail, cut before the hour', '2026-03-04T03:50:00Z'),
  { name: 'sessions', sources: ['session-trail'], of: (context) => ({ ...context, sessions: UNKNOWN }) },
  { name: 'history', sources: ['history'], of: (context) => ({ ...context, history: UNKNOWN }) },
];
