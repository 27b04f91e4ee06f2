import { assess } from '../../lambda/assess/assess';
import { BURST_MS, SHARED } from '../../lambda/assess/burst';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import type { Context } from '../../lambda/enrich/context';
import type { Profile } from '../../lambda/event/profile';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { activityOf, anchorEvent, trailEvent } from '../support/activity';
import {
  actor,
  adminRole,
  contextOf,
  foundRole,
  profile,
  profileCreated,
  source,
  trustAnchor,
  userActor,
  WHOLE,
} from '../support/context';
import { ACCOUNT, EVENT_TIME, PROFILE_ARN, ROLE_ARN } from '../support/event';
import { LOSSES } from '../support/worlds';

const MAKER = actor().arn;

/** So many seconds before the event. */
const ago = (seconds: number): string => new Date(Date.parse(EVENT_TIME) - seconds * 1000).toISOString();

/** A profile like the one of the event, made so many seconds before it. */
const like = (name: string, seconds: number, overrides: Partial<Profile> = {}): Profile =>
  profile({
    id: name,
    arn: PROFILE_ARN.replace(/[^/]*$/, name),
    name,
    createdBy: MAKER,
    createdAt: ago(seconds),
    updatedAt: ago(seconds),
    ...overrides,
  });

const own = profile({ createdBy: MAKER });

const burstIn = (
  listed: readonly Profile[],
  context: Partial<Context> = {},
  settings: Partial<Settings> = {},
  made: Profile = own,
) => {
  const all = contextOf({
    change: profileCreated({ profile: made }),
    profiles: known([made, ...listed]),
    ...context,
  });
  return assess(all, { ...defaultSettings, ...settings }).burst;
};

/** "2 of first": which of the burst it is, and whose alert it refers to; "full" where it stands by itself. */
const told = (...[listed, context, settings, made]: Parameters<typeof burstIn>): string => {
  const burst = burstIn(listed, context, settings, made);
  return burst === undefined ? 'full' : `${burst.nth} of ${burst.first.name}`;
};

const { createdBy: _unnamed, ...ofNobody } = like('one', 5);
const thirty = Array.from({ length: 29 }, (_, index) => like(`site-${index}`, 29 - index));
const twoRoles = [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/second`];

test.each<readonly [string, readonly Profile[], string]>([
  ['it is the only one', [], 'full'],
  ['one like it was made before', [like('one', 5)], '2 of one'],
  ['thirty are made', thirty, '30 of site-0'],
  ['the list is in another order', [...thirty].reverse(), '30 of site-0'],
  ['the others come after it', [like('later', -5), like('last', -9)], 'full'],
  [
    'another maker makes the same in between',
    [like('theirs', 9, { createdBy: userActor().arn }), like('one', 5)],
    '2 of one',
  ],
  ['only another maker made the same', [like('theirs', 9, { createdBy: userActor().arn })], 'full'],
  ['nobody knows who made the others', [ofNobody], 'full'],
  [
    'one with other roles stands in the middle',
    [like('one', 9), like('other', 7, { roleArns: twoRoles }), like('two', 5)],
    '3 of one',
  ],
  ['the one before has other roles', [like('other', 7, { roleArns: twoRoles })], 'full'],
  ['the roles stand in another order', [like('one', 7, { roleArns: [ROLE_ARN, ROLE_ARN] })], '2 of one'],
  ['the first is too old', [like('old', BURST_MS / 1000 + 1)], 'full'],
  ['the first is as old as can be', [like('old', BURST_MS / 1000)], '2 of old'],
  [
    'the row goes on past ten minutes: its next first one is told in full',
    [like('a', 1100), like('b', 700), like('c', 400), like('d', 100)],
    '3 of c',
  ],
  ['this one begins the next ten minutes', [like('a', 601), like('b', 300)], 'full'],
  ['the first was changed since', [like('one', 9, { updatedAt: ago(1) }), like('two', 5)], 'full'],
  [
    'the first was disabled since',
    [like('one', 9, { enabled: false, updatedAt: ago(1) }), like('two', 5)],
    'full',
  ],
  [
    'the second was disabled since',
    [like('one', 9), like('two', 5, { enabled: false, updatedAt: ago(1) })],
    '2 of one',
  ],
  ['the first was made disabled', [like('one', 9, { enabled: false })], 'full'],
  ['the others last longer', [like('one', 9, { durationSeconds: 7200 })], 'full'],
  ['the others accept session names', [like('one', 9, { acceptRoleSessionName: true })], 'full'],
  [
    'the others have another session policy',
    [like('one', 9, { sessionPolicy: '{"Version":"2012-10-17","Statement":[]}' })],
    'full',
  ],
  [
    'the others have a managed session policy',
    [like('one', 9, { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] })],
    'full',
  ],
  ['the others map other certificate fields', [like('one', 9, { attributeMappings: [] })], 'full'],
  [
    'no time tells when the others were made',
    [like('one', 9, { createdAt: 'soon', updatedAt: 'soon' })],
    'full',
  ],
])('by the list of profiles, where %s', (_when, listed, expected) => {
  expect(told(listed)).toBe(expected);
});

const before = [like('one', 9)];
const entry = {
  principal: `arn:aws:iam::${ACCOUNT}:role/platform-admin`,
  reason: 'Planned',
  regions: ['eu-central-1'],
};

type Row = readonly [when: string, context: Partial<Context>, settings: Partial<Settings>, told: string];

const ROWS: readonly Row[] = [
  ['all is read, and nothing is odd', {}, {}, '2 of one'],
  ['the roles are admin', { roles: [adminRole()] }, {}, '2 of one'],
  ['the list is not known', { profiles: notKnown('denied') }, {}, 'full'],
  ['the list lacks this one', { profiles: known(before) }, {}, 'full'],
  ['the profile as it is now is not known', { current: notKnown('throttled') }, {}, 'full'],
  [
    'a role could not be read',
    { roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'denied' }] },
    {},
    'full',
  ],
  ['the trust anchors could not be read', { trustAnchors: notKnown('denied') }, {}, 'full'],
  ['a role was made since the first', { roles: [foundRole({ createdAt: ago(3) })] }, {}, 'full'],
  ['a role was made before the first', { roles: [foundRole({ createdAt: ago(60) })] }, {}, '2 of one'],
  [
    'a trust anchor was made since',
    { trustAnchors: known([trustAnchor({ createdAt: ago(3), updatedAt: ago(3) })]) },
    {},
    'full',
  ],
  [
    'a trust anchor was changed since',
    { trustAnchors: known([trustAnchor({ updatedAt: ago(3) })]) },
    {},
    'full',
  ],
  [
    'a trust anchor that is gone was made since',
    { anchorChanges: known([anchorEvent({ time: ago(3) })]) },
    {},
    'full',
  ],
  [
    'the actor changed a policy since',
    { activity: activityOf(trailEvent({ eventName: 'PutRolePolicy', time: ago(3), targets: ['deploy'] })) },
    {},
    'full',
  ],
  [
    'the actor changed a policy before',
    { activity: activityOf(trailEvent({ eventName: 'PutRolePolicy', time: ago(90), targets: ['deploy'] })) },
    {},
    '2 of one',
  ],
  [
    'the actor was denied something since',
    {
      activity: activityOf(trailEvent({ eventName: 'CreateRole', time: ago(3), errorCode: 'AccessDenied' })),
    },
    {},
    'full',
  ],
  [
    'it was used already',
    {
      sessions: known({ count: { count: 1, atLeast: false }, newest: [], coverage: WHOLE }),
    },
    {},
    'full',
  ],
  [
    'it has been changed since',
    { current: known({ ...own, durationSeconds: 43_200, updatedAt: ago(-9) }) },
    {},
    'full',
  ],
  ['the call comes from a foreign network', {}, { trustedNetworks: ['192.0.2.0/24'] }, 'full'],
  ['the call comes from an unexpected country', {}, { expectedCountries: ['FR'] }, 'full'],
  ['a tag is missing', {}, { requiredTags: ['team'] }, 'full'],
  ['an entry expects both', {}, { allowList: [entry] }, '2 of one'],
  ['an entry expects this one only', {}, { allowList: [{ ...entry, profileNames: ['build-*'] }] }, 'full'],
  ['an entry expects the first one only', {}, { allowList: [{ ...entry, profileNames: ['one'] }] }, 'full'],
  [
    'an expired entry covers this one only',
    {},
    { allowList: [{ ...entry, profileNames: ['build-*'], expires: '2026-01-01' }] },
    'full',
  ],
];

test.each(ROWS)('by what was found, where %s', (_when, context, settings, expected) => {
  expect(told(before, context, settings)).toBe(expected);
});

describe('what CloudTrail shows of the burst', () => {
  const shown = (overrides: object) => ({
    activity: activityOf(
      anchorEvent({
        eventName: 'CreateProfile',
        targets: ['one'],
        time: ago(9),
        sourceIp: source().ip ?? '',
        ...overrides,
      }),
    ),
  });

  test.each<readonly [string, object, string]>([
    ['the same key from the same address', {}, '2 of one'],
    ['another key', { accessKeyId: 'ASIAEXAMPLEOTHERKEY0' }, 'full'],
    ['another address', { sourceIp: '198.51.100.9' }, 'full'],
  ])('%s', (_when, overrides, expected) => {
    const key = { accessKeyId: actor().accessKeyId };
    expect(told(before, shown({ ...key, ...overrides }))).toBe(expected);
  });
});

test('an attack tool is told of in full, whatever was made before', () => {
  const change = profileCreated({
    profile: own,
    source: source({ client: { family: 'attack-tool', name: 'Pacu' } }),
  });
  expect(told(before, { change })).toBe('full');
});

test('folding changes neither severity nor findings, and what can be pasted stays', () => {
  const base = { change: profileCreated({ profile: own }), roles: [adminRole()] };
  const twin = { ...like('one', 9), roleArns: twoRoles };
  const folded = assess(contextOf({ ...base, profiles: known([own, like('one', 9)]) }), defaultSettings);
  const full = assess(contextOf({ ...base, profiles: known([own, twin]) }), defaultSettings);
  expect([folded.burst?.nth, full.burst]).toEqual([2, undefined]);
  expect(folded.severity).toBe(full.severity);
  expect(folded.findings.map(({ id, severity }) => [id, severity])).toEqual(
    full.findings.map(({ id, severity }) => [id, severity]),
  );
  expect(folded.response.steps).toEqual(full.response.steps.filter(({ kind }) => kind !== 'find-profiles'));
});

test('with less knowledge nothing is folded that was not', () => {
  const foldedOnlyWithLess = ROWS.filter(([, , , expected]) => expected === 'full').flatMap(
    ([when, context, settings]) =>
      LOSSES.filter(({ of }) => {
        const all = contextOf({
          change: profileCreated({ profile: own }),
          profiles: known([own, ...before]),
          ...context,
        });
        return assess(of(all), { ...defaultSettings, ...settings }).burst !== undefined;
      }).map(({ name }) => `${when}; without ${name}`),
  );
  expect(foldedOnlyWithLess).toEqual([]);
});

test('every finding that a burst shares is one of a check', () => {
  const ids = CATALOGUE.map(({ id }) => id);
  expect(Object.keys(SHARED).filter((id) => !ids.includes(id))).toEqual([]);
});
