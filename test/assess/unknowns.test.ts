import { factsOf } from '../../lambda/assess/facts';
import { unknownsOf } from '../../lambda/assess/unknowns';
import type { Context } from '../../lambda/enrich/context';
import { type Gap, known, notKnown } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import {
  CUT,
  contextOf,
  foundRole,
  profile,
  profileCreated,
  source,
  trustAnchor,
  UNREAD,
} from '../support/context';
import { ACCOUNT, REGION, ROLE_ARN } from '../support/event';

const DENIED = notKnown('access denied');
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/limit`;

const gapsOf = (overrides: Partial<Context>, settings: Partial<Settings> = {}, before: readonly Gap[] = []) =>
  unknownsOf(factsOf(contextOf(overrides), { ...defaultSettings, ...settings }, before));

test('nothing is unknown where every question was answered', () => {
  expect(gapsOf({})).toEqual([]);
});

const CASES: readonly (readonly [what: string, context: Partial<Context>])[] = [
  ['the profile as it is now', { current: DENIED }],
  ['trust anchors', { trustAnchors: DENIED }],
  [
    'the CA certificate of trust anchor build-ca',
    { trustAnchors: known([trustAnchor({ certificates: DENIED })]) },
  ],
  ['recent changes of trust anchors', { anchorChanges: DENIED }],
  [
    `what else the actor did in ${REGION}`,
    { activity: [{ region: REGION, windowHours: 24, by: 'access-key', events: DENIED, coverage: UNREAD }] },
  ],
  ['earlier profiles', { history: DENIED }],
  ['sessions created with the profile', { sessions: DENIED }],
  ['tags', { tags: DENIED }],
  ['the country of the source address', { country: DENIED }],
  ['the account alias', { accountAlias: DENIED }],
  [
    `managed session policy ${POLICY}`,
    {
      change: profileCreated({ profile: profile({ managedPolicyArns: [POLICY] }) }),
      managedSessionPolicies: [{ name: 'limit', arn: POLICY, kind: 'managed', document: DENIED }],
    },
  ],
  ['role deploy', { roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' }] }],
];

test.each(CASES)('%s', (what, context) => {
  expect(gapsOf(context)).toContainEqual({ what, why: 'access denied' });
});

test('a search that stopped at a limit is said', () => {
  expect(
    gapsOf({
      activity: [
        {
          region: REGION,
          windowHours: 24,
          by: 'access-key',
          events: known({ events: [], atLeast: true }),
          coverage: CUT,
        },
      ],
    }),
  ).toEqual([
    {
      what: `what else the actor did in ${REGION}`,
      why: `reading stopped at a limit, at ${CUT.reachesBackTo}`,
    },
  ]);
});

test('activity that nobody looked up is said', () => {
  expect(gapsOf({ activity: [] })).toEqual([
    { what: 'what else the actor did', why: 'it was not looked up' },
  ]);
});

test('what the record lacks comes first, and what was missing before any event before that', () => {
  const gap = { what: 'requestParameters.name', why: 'not recorded' };
  const before = { what: 'the settings of this installation', why: 'no such file' };
  const context = { change: profileCreated({ gaps: [gap] }), tags: DENIED };
  expect(gapsOf(context, {}, [before]).slice(0, 2)).toEqual([before, gap]);
});

test('250 roles that lack the same answer share one line', () => {
  const roles = Array.from({ length: 250 }, (_, index) => ({
    state: 'unreadable' as const,
    arn: `arn:aws:iam::${ACCOUNT}:role/r${index}`,
    reason: 'throttled',
  }));
  const created = profileCreated({ profile: profile({ roleArns: roles.map(({ arn }) => arn) }) });
  expect(gapsOf({ change: created, roles })).toEqual([
    { what: 'roles r0, r1, r2, r3, r4 and 245 more', why: 'throttled' },
  ]);
});

test('a session policy that cannot be read is said', () => {
  const hidden = profileCreated({ profile: profile({ sessionPolicy: 'HIDDEN_DUE_TO_SECURITY_REASONS' }) });
  expect(gapsOf({ change: hidden })).toContainEqual({
    what: 'the session policy',
    why: 'it could not be understood',
  });
});

test('each gap is listed once', () => {
  const gap = { what: 'tags', why: 'access denied' };
  expect(gapsOf({ change: profileCreated({ gaps: [gap, gap] }), tags: DENIED })).toEqual([gap]);
});

test('each unread part of a role has its own reason', () => {
  const gaps = gapsOf({
    roles: [foundRole({ attached: notKnown('throttled'), trustPolicy: notKnown('no answer') })],
  });
  expect(gaps).toEqual(
    expect.arrayContaining([
      { what: 'role deploy', why: 'attached policies: throttled' },
      { what: 'role deploy', why: 'trust policy: no answer' },
    ]),
  );
});

describe('an address that the record does not show', () => {
  const { ip: _, ...placeless } = source();
  const hidden = {
    change: profileCreated({ source: { ...placeless, service: 'aws-mcp.amazonaws.com' } }),
  };
  const what = 'the network and country the call came from';
  const why = 'aws-mcp.amazonaws.com made the call, and hides the address of whoever asked for it';

  test.each([
    ['networks are trusted', { trustedNetworks: ['192.0.2.0/24'] }, [{ what, why }]],
    ['countries are expected', { expectedCountries: ['DE'] }, [{ what, why }]],
    ['neither is set', {}, []],
  ])('%s', (_when, settings, gaps) => {
    expect(gapsOf(hidden, settings)).toEqual(gaps);
  });

  test('one that it shows leaves nothing unjudged', () => {
    expect(gapsOf({}, { trustedNetworks: ['192.0.2.0/24'] })).toEqual([]);
  });
});
