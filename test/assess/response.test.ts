import { assess } from '../../lambda/assess/assess';
import type { SessionsLeft } from '../../lambda/assess/response';
import type { Context } from '../../lambda/enrich/context';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings-file';
import { activityOf, anchorEvent, trailEvent } from '../support/activity';
import {
  adminRole,
  contextOf,
  foundRole,
  NOW,
  profile,
  profileCreated,
  trustAnchor,
  UNREAD,
} from '../support/context';
import { ACCOUNT, ROLE_ARN } from '../support/event';

const DENIED = notKnown('access denied');
const missing = [{ state: 'missing', arn: ROLE_ARN }] as const;
const noAnchor = { trustAnchors: known([trustAnchor({ enabled: false })]) };
const [activity] = activityOf();
const unreadActivity = activity === undefined ? [] : [{ ...activity, events: DENIED, coverage: UNREAD }];

const none: SessionsLeft = { kind: 'none' };
const upTo = (seconds: number): SessionsLeft => ({
  kind: 'possible',
  seconds,
  issuedBy: NOW.toISOString(),
  until: new Date(NOW.getTime() + seconds * 1000).toISOString(),
});

/** What disabling the profile leaves of sessions: that there is none is said only where nothing can hide one. */
test.each<readonly [string, Partial<Context>, SessionsLeft]>([
  ['the role is open', {}, upTo(3600)],
  ['no anchor is enabled', noAnchor, none],
  ['the role does not exist', { roles: missing }, none],
  [
    "the role does not exist, and the actor's calls could not be read",
    { roles: missing, activity: unreadActivity },
    upTo(3600),
  ],
  [
    'the role does not show, and the actor has just made it',
    { roles: missing, activity: activityOf(trailEvent({ eventName: 'CreateRole' })) },
    upTo(3600),
  ],
  [
    'the role does not exist, since the actor has deleted it',
    { roles: missing, activity: activityOf(trailEvent({ eventName: 'DeleteRole' })) },
    none,
  ],
  [
    'no anchor is enabled, and one that was made just before is gone',
    { ...noAnchor, anchorChanges: known([anchorEvent({ targets: ['late-ca'] })]) },
    upTo(3600),
  ],
  [
    'no anchor is enabled, and changes of anchors could not be read',
    { ...noAnchor, anchorChanges: DENIED, anchorCoverage: UNREAD },
    upTo(3600),
  ],
  [
    'neither the record nor GetProfile tells how long sessions last',
    {
      change: profileCreated({
        gaps: [{ what: 'responseElements.profile.durationSeconds', why: 'left out' }],
      }),
      current: DENIED,
      roles: [foundRole({ maxSessionSeconds: 43_200 })],
    },
    upTo(43_200),
  ],
  [
    'the profile was shortened since',
    {
      change: profileCreated({ profile: profile({ durationSeconds: 43_200 }) }),
      current: known(profile({ durationSeconds: 900 })),
      roles: [foundRole({ maxSessionSeconds: 43_200 })],
    },
    upTo(43_200),
  ],
])('sessions left where %s', (_when, context, left) => {
  expect(assess(contextOf(context), defaultSettings).response.sessionsLeft).toEqual(left);
});

/** The other profiles through which a dangerous role stays open, and whether they are yet to be looked for. */
describe('other profiles with the role', () => {
  const other = (name: string, overrides = {}) => profile({ id: `id-${name}`, name, ...overrides });
  const many = ['a', 'b', 'c', 'd'].map((name) => other(name));
  const told = (names: readonly string[]) =>
    known(names.map((name) => ({ name, id: `id-${name}`, enabled: true })));

  test.each<readonly [string, Partial<Context>, unknown, boolean]>([
    ['there is none', {}, undefined, false],
    ['there is one', { profiles: known([profile(), other('a')]) }, told(['a']), false],
    [
      'there are more than are told by name',
      { profiles: known([profile(), ...many]) },
      told(['a', 'b', 'c', 'd']),
      true,
    ],
    ['they could not be listed', { profiles: DENIED }, DENIED, true],
    ['they are disabled', { profiles: known([profile(), other('a', { enabled: false })]) }, undefined, false],
    [
      'they name other roles',
      { profiles: known([profile(), other('a', { roleArns: [`arn:aws:iam::${ACCOUNT}:role/other`] })]) },
      undefined,
      false,
    ],
    [
      'the role is harmless',
      { roles: [foundRole()], profiles: known([profile(), other('a')]) },
      undefined,
      false,
    ],
  ])('%s', (_when, context, open, areToFind) => {
    const { sessionPolicy: _narrows, ...wide } = profile();
    const base = { change: profileCreated({ profile: wide }), roles: [adminRole()] };
    const { response } = assess(contextOf({ ...base, ...context }), defaultSettings);
    const found = response.stillOpen.find((each) => each.kind === 'other-profiles');
    expect(found?.kind === 'other-profiles' ? found.profiles : undefined).toEqual(open);
    expect(response.steps.some(({ kind }) => kind === 'find-profiles')).toBe(areToFind);
  });
});

/** What was made just now is deleted later; what was there before is needed by somebody. */
test.each([
  ['created', true],
  ['changed', false],
] as const)('a suspicious trust anchor that was %s just now is deleted later: %s', (how, isDeleted) => {
  const recent = '2026-03-04T05:03:07.000Z';
  const anchor = trustAnchor({
    sourceType: 'CERTIFICATE_BUNDLE',
    updatedAt: recent,
    ...(how === 'created' ? { createdAt: recent } : {}),
  });
  const { steps } = assess(contextOf({ trustAnchors: known([anchor]) }), defaultSettings).response;
  expect(steps.some(({ kind }) => kind === 'disable-anchor')).toBe(true);
  expect(steps.some(({ kind }) => kind === 'delete-anchor')).toBe(isDeleted);
});
