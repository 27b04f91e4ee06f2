/** A profile as it stands is judged as an alert about it would be, less what only an event can tell. */

import { assess } from '../../lambda/assess/assess';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { headlineOf } from '../../lambda/assess/headline';
import { atLeast } from '../../lambda/assess/severity';
import {
  judgeStanding,
  rolesAheadOf,
  STANDING_CHECKS,
  type StandingProfile,
} from '../../lambda/assess/standing';
import type { Context } from '../../lambda/enrich/context';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  adminRole,
  allow,
  contextOf,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
  trustAnchor,
  trustPolicy,
} from '../support/context';
import { ACCOUNT, ROLE_ARN } from '../support/event';

const OPEN = known(trustPolicy());

/** The standing profile of a context. */
const standingIn = (context: Context): StandingProfile => ({
  now: context.now,
  place: context.change.place,
  profile: context.current.known ? context.current.value : context.change.profile,
  accountAlias: context.accountAlias,
  tags: context.tags,
  managedSessionPolicies: context.managedSessionPolicies,
  trustAnchors: context.trustAnchors,
  roles: context.roles,
  reachableRoles: context.reachableRoles,
});

const unnarrowed = (): Context['change'] => {
  const { sessionPolicy: _none, ...rest } = profile();
  return profileCreated({ profile: rest });
};

const CONTEXTS: readonly (readonly [what: string, context: Context])[] = [
  ['a quiet profile', contextOf()],
  ['an open admin role', contextOf({ change: unnarrowed(), roles: [adminRole({ trustPolicy: OPEN })] })],
  [
    'a role that could not be read',
    contextOf({
      change: unnarrowed(),
      roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied (iam:GetRole)' }],
    }),
  ],
  ['a role that is gone', contextOf({ roles: [{ state: 'missing', arn: ROLE_ARN }] })],
  [
    'anchors that could not be listed',
    contextOf({ trustAnchors: notKnown('throttled by AWS (rolesanywhere:ListTrustAnchors)') }),
  ],
  [
    'an anchor on an outside CA',
    contextOf({
      trustAnchors: known([
        trustAnchor({
          sourceType: 'CERTIFICATE_BUNDLE',
          certificates: notKnown('AWS showed no certificate'),
        }),
      ]),
    }),
  ],
  [
    'a disabled profile',
    contextOf({ change: profileCreated({ profile: profile({ enabled: false }) }), roles: [adminRole()] }),
  ],
];

/**
 * Unread anchors are feared to be the actor's own in an alert; here there is no actor. Both fears are the worst that the
 * checks could have found.
 */
const FEARED: Readonly<Record<string, string>> = { 'critical anchors-unverified': 'high anchors-unverified' };

const ids = (findings: readonly { readonly id: string; readonly severity: string }[]): readonly string[] =>
  findings.map(({ id, severity }) => `${severity} ${id}`);

describe.each(CONTEXTS)('%s', (_what, context) => {
  test('has the findings that an alert about it has, of the checks that need no event', () => {
    const standing = judgeStanding(standingIn(context), defaultSettings);
    const alert = assess(context, defaultSettings);
    const ours = STANDING_CHECKS.map(({ id }) => id);
    const ignorance = standing.findings.filter(({ unread }) => unread !== undefined).map(({ id }) => id);
    const expected = alert.findings.filter(({ id }) => ours.includes(id) || ignorance.includes(id));
    expect(ids(standing.findings)).toEqual(ids(expected).map((each) => FEARED[each] ?? each));
    expect(headlineOf(standing.facts)).toEqual(alert.headline);
  });
});

test('the checks are some of the catalogue, in its order', () => {
  expect(CATALOGUE.filter((check) => STANDING_CHECKS.includes(check))).toEqual(STANDING_CHECKS);
});

test('no check of those rests on what only an event tells', () => {
  const gone = ['actor-trail', 'anchor-trail', 'session-trail', 'history', 'address', 'country'];
  // A role that somebody has just made does not show yet; one that stands does, or is gone.
  const excused = ['role-missing'];
  const resting = STANDING_CHECKS.filter(
    ({ id, needs }) => !excused.includes(id) && needs.some((need) => gone.includes(need)),
  );
  expect(resting.map(({ id }) => id)).toEqual([]);
});

describe('not knowing never calms', () => {
  const admin = contextOf({ change: unnarrowed(), roles: [adminRole({ trustPolicy: OPEN })] });
  const sure = judgeStanding(standingIn(admin), defaultSettings);

  test.each([
    ['roles', { roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'timed out' } as const] }],
    ['policies', { roles: [adminRole({ trustPolicy: OPEN, attached: notKnown('timed out') })] }],
    ['trust', { roles: [adminRole({ trustPolicy: notKnown('timed out') })] }],
    ['anchors', { trustAnchors: notKnown('timed out') }],
  ])('%s unread', (_what, overrides) => {
    const unsure = judgeStanding({ ...standingIn(admin), ...overrides }, defaultSettings);
    expect(atLeast(unsure.severity, sure.severity)).toBe(true);
    expect(unsure.unknowns).not.toEqual([]);
  });

  test('of the tags, only where some are required', () => {
    const standing = { ...standingIn(contextOf()), tags: notKnown('timed out') };
    expect(judgeStanding(standing, defaultSettings).unknowns).toEqual([]);
    expect(judgeStanding(standing, { ...defaultSettings, requiredTags: ['owner'] }).unknowns).toEqual([
      { what: 'tags', why: 'timed out' },
    ]);
  });
});

test('no allow-list entry excuses what stands', () => {
  const standing = standingIn(contextOf({ change: unnarrowed(), roles: [adminRole({ trustPolicy: OPEN })] }));
  const entry = { principal: 'arn:aws:iam::111122223333:role/platform-*', reason: 'ours' };
  const { severity, disposition } = judgeStanding(standing, { ...defaultSettings, allowList: [entry] });
  expect([severity, disposition]).toEqual(['critical', 'unexpected']);
});

test('roles that its roles can pass are named ahead', () => {
  const passed = `arn:aws:iam::${ACCOUNT}:role/powerful`;
  const role = foundRole({ inline: known([inlinePolicy('pass', allow('iam:PassRole', passed))]) });
  const standing = standingIn(contextOf({ change: unnarrowed(), roles: [role] }));
  expect(rolesAheadOf(standing)).toEqual([passed]);
});
