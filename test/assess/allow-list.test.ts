import {
  allowListProblems,
  coversChange,
  expectationOf,
  matchesAny,
  vouchesFor,
} from '../../lambda/assess/allow-list';
import type { Vouching } from '../../lambda/assess/check';
import type { Context } from '../../lambda/enrich/context';
import { known, notKnown } from '../../lambda/lookup';
import type { AllowListEntry } from '../../lambda/settings';
import { defaultSettings } from '../../lambda/settings-file';
import { actor, contextOf, NOW, profile, profileCreated, source, userActor } from '../support/context';
import { ACCOUNT, REGION, ROLE_ARN, USER_ARN } from '../support/event';
import { anchorContext } from '../support/opened';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/platform-admin/*';
const entry = (overrides: Partial<AllowListEntry> = {}): AllowListEntry => ({
  principal: SESSION,
  reason: 'the platform team',
  ...overrides,
});
const withRoles = (...roleArns: string[]): Partial<Context> => ({
  change: profileCreated({ profile: profile({ roleArns }) }),
});

const expectedBy = (allowList: AllowListEntry[], context: Context): AllowListEntry | undefined =>
  expectationOf(context, { ...defaultSettings, allowList }).expectation?.entry;

const { ip: _ip, ...placeless } = source({ service: 'cloudformation.amazonaws.com' });

interface Case {
  readonly when: string;
  readonly entry: Partial<AllowListEntry>;
  readonly context?: Partial<Context>;
  readonly expected: boolean;
}

const ANCHOR = anchorContext();
const ANCHOR_MAKER = ANCHOR.change.record.actor.arn;

const CASES: readonly Case[] = [
  { when: "the pattern is of the actor's ARN", entry: {}, expected: true },
  {
    when: 'the pattern is of the role behind the session',
    entry: { principal: `arn:aws:iam::${ACCOUNT}:role/platform-admin` },
    expected: true,
  },
  {
    when: 'the pattern is of another role',
    entry: { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/platform/*` },
    expected: false,
  },
  {
    when: 'the pattern matches only a part',
    entry: { principal: `${USER_ARN}` },
    context: { change: profileCreated({ actor: userActor({ arn: `${USER_ARN}2` }) }) },
    expected: false,
  },
  {
    when: 'the pattern differs by case',
    entry: { principal: SESSION.replace('platform', 'Platform') },
    expected: false,
  },
  {
    when: 'a dot is a dot and no wildcard',
    entry: { principal: `arn:aws:iam::${ACCOUNT}:user/a.ice` },
    context: { change: profileCreated({ actor: userActor() }) },
    expected: false,
  },
  {
    when: 'the name of the session imitates the pipeline',
    entry: { principal: '*pipeline*' },
    context: {
      change: profileCreated({
        actor: actor({ arn: `arn:aws:sts::${ACCOUNT}:assumed-role/evil/pipeline` }),
      }),
    },
    expected: false,
  },
  { when: 'everyone is allowed', entry: { principal: '*' }, expected: false },

  {
    when: 'the kind of change is named',
    entry: { changes: ['UpdateProfile', 'CreateProfile'] },
    expected: true,
  },
  {
    when: 'other kinds are named',
    entry: { changes: ['UpdateProfile', 'CreateTrustAnchor'] },
    expected: false,
  },
  {
    when: 'no kind is named, and a trust anchor was made',
    entry: { principal: ANCHOR_MAKER },
    context: ANCHOR,
    expected: false,
  },
  {
    when: 'a trust anchor was made, as the entry says',
    entry: { principal: ANCHOR_MAKER, changes: ['CreateTrustAnchor'] },
    context: ANCHOR,
    expected: true,
  },
  { when: 'the list of kinds is empty', entry: { changes: [] }, expected: false },

  {
    when: 'the name matches one of the patterns',
    entry: { profileNames: ['other', 'build-*'] },
    expected: true,
  },
  { when: 'the name matches none', entry: { profileNames: ['build'] }, expected: false },
  {
    when: 'the name was changed after the event',
    entry: { profileNames: ['build-*'] },
    context: { current: known(profile({ name: 'prod' })) },
    expected: false,
  },
  { when: 'the list of names is empty', entry: { profileNames: [] }, expected: false },

  {
    when: 'every role matches',
    entry: { roles: ['*:role/deploy', '*:role/build'] },
    context: withRoles(ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/build`),
    expected: true,
  },
  {
    when: 'one role does not',
    entry: { roles: ['*:role/deploy'] },
    context: withRoles(ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/boss`),
    expected: false,
  },
  {
    when: 'a role was added after the event',
    entry: { roles: ['*:role/deploy'] },
    context: { current: known(profile({ roleArns: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/boss`] })) },
    expected: false,
  },
  {
    when: 'a role was taken out after the event',
    entry: { roles: ['*:role/deploy'] },
    context: { ...withRoles(ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/boss`), current: known(profile()) },
    expected: false,
  },
  {
    when: 'there are no roles, so that any can be added',
    entry: { roles: ['*'] },
    context: withRoles(),
    expected: false,
  },

  { when: 'the account is named', entry: { accounts: [ACCOUNT] }, expected: true },
  { when: 'another account is named', entry: { accounts: ['444455556666'] }, expected: false },
  { when: 'the Region is named', entry: { regions: [REGION] }, expected: true },
  { when: 'another Region is named', entry: { regions: ['us-east-1'] }, expected: false },

  {
    when: 'the profile as it is now is not known, and names are pinned',
    entry: { profileNames: ['build-*'] },
    context: { current: notKnown('throttled') },
    expected: false,
  },
  {
    when: 'the profile as it is now is not known, and roles are pinned',
    entry: { roles: ['*'] },
    context: { current: notKnown('throttled') },
    expected: false,
  },
  {
    when: 'the profile as it is now is not known, and neither is pinned',
    entry: {},
    context: { current: notKnown('throttled') },
    expected: true,
  },
  {
    when: 'the Region is named, and the record does not tell it',
    entry: { regions: [REGION] },
    context: { change: profileCreated({ region: undefined }) },
    expected: false,
  },
  {
    when: 'the address is in a pinned network',
    entry: { sourceNetworks: ['203.0.113.0/24'] },
    expected: true,
  },
  { when: 'the address is in none', entry: { sourceNetworks: ['192.0.2.0/24'] }, expected: false },
  {
    when: 'a network is pinned, and a service stands in the place of the address',
    entry: { sourceNetworks: ['203.0.113.0/24'] },
    context: { change: profileCreated({ source: placeless }) },
    expected: false,
  },
  { when: 'the list of networks is empty', entry: { sourceNetworks: [] }, expected: false },
  { when: 'the client is of a pinned kind', entry: { clients: ['terraform', 'cli'] }, expected: true },
  { when: 'the client is of another kind', entry: { clients: ['terraform'] }, expected: false },

  { when: 'it expires today', entry: { expires: '2026-03-04' }, expected: true },
  { when: 'it expired yesterday', entry: { expires: '2026-03-03' }, expected: false },
];

test.each(CASES)('$when: $expected', ({ entry: overrides, context, expected }) => {
  const list = [entry({ principal: 'arn:aws:iam::444455556666:user/nobody' }), entry(overrides)];
  expect(expectedBy(list, contextOf(context))).toEqual(expected ? list[1] : undefined);
});

test('a last day holds to its end, in UTC', () => {
  const list = [entry({ expires: '2026-03-04' })];
  expect(expectedBy(list, contextOf({ now: new Date('2026-03-04T23:59:59Z') }))).toBe(list[0]);
  expect(expectedBy(list, contextOf({ now: new Date('2026-03-05T00:00:00Z') }))).toBeUndefined();
});

test('each problem is told, with the entry it is of', () => {
  const pinned = { regions: [REGION] };
  const list = [
    entry(pinned),
    entry({ principal: '*', expires: '2020-01-01', ...pinned }),
    entry({ accounts: [], ...pinned }),
    entry(),
    entry({ sourceNetworks: ['0.0.0.0/0'] }),
  ];
  expect(allowListProblems(list, NOW).map(({ index, kind }) => [index, kind])).toEqual([
    [1, 'expired'],
    [1, 'too-broad'],
    [2, 'matches-nothing'],
    [3, 'weak'],
    [4, 'weak'],
  ]);
});

test('whether an entry covers an event has nothing to do with whether it still holds', () => {
  expect(coversChange(entry({ expires: '2020-01-01' }), contextOf())).toBe(true);
});

test.each([
  ['a(b)+[c]^$', 'a(b)+[c]^$', true],
  ['a.c', 'abc', false],
  ['(.*)', 'anything', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*', '', true],
])('the pattern %s and the text %s: %s', (pattern, text, expected) => {
  expect(matchesAny([pattern], text)).toBe(expected);
});

describe('what an entry vouches for', () => {
  const CA = `${'AB:'.repeat(31)}AB`;
  const OTHER_CA = `${'CD:'.repeat(31)}CD`;

  test.each<[Vouching, Partial<AllowListEntry>, readonly string[] | undefined, boolean]>([
    ['entry', {}, undefined, true],
    ['never', { roles: ['*'], regions: [REGION], sourceNetworks: ['203.0.113.0/24'] }, undefined, false],
    ['entry-with-roles', {}, undefined, false],
    ['entry-with-roles', { roles: ['*:role/deploy'] }, undefined, true],
    ['entry-with-roles', { roles: ['*:role/build-*', '*:role/team/*'] }, undefined, true],
    ['entry-with-roles', { roles: ['*'] }, undefined, false],
    ['entry-with-roles', { roles: ['*:role/deploy', `arn:aws:iam::${ACCOUNT}:role/*`] }, undefined, false],
    ['entry-with-networks', { regions: [REGION] }, undefined, false],
    ['entry-with-networks', { sourceNetworks: ['203.0.113.0/24'] }, undefined, true],
    ['entry-with-networks', { sourceNetworks: ['10.0.0.0/8'] }, undefined, true],
    ['entry-with-networks', { sourceNetworks: ['2001:db8::/32'] }, undefined, true],
    ['entry-with-networks', { sourceNetworks: ['0.0.0.0/0'] }, undefined, false],
    ['entry-with-networks', { sourceNetworks: ['203.0.113.0/24', '::/0'] }, undefined, false],
    ['entry-with-networks', { sourceNetworks: ['0.0.0.0/1', '128.0.0.0/1'] }, undefined, false],
    ['entry-with-clients', {}, undefined, false],
    ['entry-with-clients', { clients: ['cli'] }, undefined, true],
    ['entry-with-regions', {}, undefined, false],
    ['entry-with-regions', { regions: [REGION] }, undefined, true],
    ['entry-with-ca', {}, [CA], false],
    ['entry-with-ca', { trustAnchorSha256: [CA] }, [CA], true],
    ['entry-with-ca', { trustAnchorSha256: [CA.replaceAll(':', '').toLowerCase()] }, [CA], true],
    ['entry-with-ca', { trustAnchorSha256: [CA] }, [CA, OTHER_CA], false],
    ['entry-with-ca', { trustAnchorSha256: [CA] }, [], false],
    ['entry-with-ca', { trustAnchorSha256: [CA] }, undefined, false],
  ])('%s with %j about %j: %s', (vouching, overrides, authorities, vouched) => {
    const expectation = { entry: entry(overrides), isWeak: false };
    const finding = { vouching, ...(authorities === undefined ? {} : { authorities }) };
    expect(vouchesFor(expectation, finding)).toBe(vouched);
  });
});
