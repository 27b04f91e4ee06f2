import fc from 'fast-check';
import { concernedBy, type Door } from '../../lambda/assess/concerned';
import { factsOf } from '../../lambda/assess/facts';
import type { JudgedRole } from '../../lambda/assess/judged-role';
import { worstFirst } from '../../lambda/assess/role-order';
import type { Context } from '../../lambda/enrich/context';
import type { FoundRole } from '../../lambda/enrich/role';
import type { Profile } from '../../lambda/event/profile';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  adminRole,
  allow,
  contextOf,
  document,
  foundRole,
  profile,
  profileCreated,
  trustAnchor,
  trustPolicy,
} from '../support/context';
import { ACCOUNT, REGION } from '../support/event';

const anchorArn = (name: string) =>
  `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/aaaaaaaa-0000-4000-8000-${name.padStart(12, '0')}`;
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const anchor = (name: string, overrides = {}) =>
  trustAnchor({ arn: anchorArn(name), id: anchorArn(name).split('/')[1] ?? '', name, ...overrides });
const NEW = anchor('new');
const OLD = anchor('old');

const pinnedTo = (name: string) => known(trustPolicy({ ArnEquals: { 'aws:SourceArn': anchorArn(name) } }));
const ANY = known(trustPolicy());

const admin = (name: string, trust: FoundRole['trustPolicy'] = ANY) =>
  adminRole({ arn: roleArn(name), name, trustPolicy: trust });
const reader = (name: string, trust: FoundRole['trustPolicy'] = ANY) =>
  foundRole({ arn: roleArn(name), name, trustPolicy: trust });

const { sessionPolicy: _narrow, ...open } = profile();
const named = (name: string, roles: readonly string[], overrides: Partial<Profile> = {}): Profile => ({
  ...open,
  name,
  id: name,
  arn: `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:profile/${name}`,
  roleArns: roles.map(roleArn),
  ...overrides,
});

const DOOR: Door = { anchors: known([NEW]) };

const concerned = (
  profiles: readonly Profile[],
  roles: Context['roles'],
  { door = DOOR, anchors = known([NEW, OLD]) }: { door?: Door; anchors?: Context['trustAnchors'] } = {},
) =>
  concernedBy(door, {
    context: contextOf({ roles, trustAnchors: anchors }),
    profiles,
    calls: [],
  });

const told = (result: ReturnType<typeof concerned>) => ({
  ways: result.ways.map(
    ({ profile: { name }, role }) =>
      `${name}: ${role.facts.arn.split('/')[1]} ${role.power} ${role.usableNow}`,
  ),
  already: result.already.known ? result.already.value.map(({ name }) => name) : 'unknown',
});

describe('what a new trust anchor opens', () => {
  test.each<[string, readonly Profile[], Context['roles'], object]>([
    [
      'an admin role that trusts any anchor',
      [named('a', ['boss'])],
      [admin('boss')],
      { ways: ['a: boss admin yes'], already: ['old'] },
    ],
    [
      'nothing, where the role is pinned to another',
      [named('a', ['boss'])],
      [admin('boss', pinnedTo('old'))],
      { ways: [], already: [] },
    ],
    [
      'one that is pinned to it',
      [named('a', ['boss'])],
      [admin('boss', pinnedTo('new'))],
      { ways: ['a: boss admin yes'], already: [] },
    ],
    [
      'nothing through a disabled profile',
      [named('a', ['boss'], { enabled: false })],
      [admin('boss')],
      { ways: [], already: [] },
    ],
    [
      'perhaps through one whose state is not known',
      [named('a', ['boss'], { enabled: null })],
      [admin('boss')],
      { ways: ['a: boss admin unknown'], already: ['old'] },
    ],
    ['nothing, where no profile is there', [], [admin('boss')], { ways: [], already: [] }],
    [
      'the worst role first',
      [named('a', ['reader', 'boss'])],
      [reader('reader'), admin('boss')],
      { ways: ['a: boss admin yes', 'a: reader limited yes'], already: ['old'] },
    ],
    [
      'a role by the widest of its profiles',
      [
        named('narrow', ['boss'], { sessionPolicy: document(allow('s3:GetObject')) }),
        named('wide', ['boss']),
      ],
      [admin('boss')],
      { ways: ['wide: boss admin yes'], already: ['old'] },
    ],
    [
      'a role by the profile that is enabled for certain',
      [
        named('wide', ['boss'], { enabled: null }),
        named('narrow', ['boss'], { sessionPolicy: document(allow('*')) }),
      ],
      [admin('boss')],
      { ways: ['narrow: boss admin yes'], already: ['old'] },
    ],
    [
      'a role that nobody looked up is not ruled out',
      [named('a', ['boss'])],
      [],
      { ways: ['a: boss unknown unknown'], already: [] },
    ],
    [
      'a role that could not be read is not ruled out',
      [named('a', ['boss'])],
      [{ state: 'unreadable', arn: roleArn('boss'), reason: 'throttled' }],
      { ways: ['a: boss unknown unknown'], already: [] },
    ],
    [
      'nothing by a role that does not exist',
      [named('a', ['boss'])],
      [{ state: 'missing', arn: roleArn('boss') }],
      { ways: [], already: [] },
    ],
    [
      'nothing by a role that does not trust the service',
      [named('a', ['boss'])],
      [
        admin(
          'boss',
          known(
            document({
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            }),
          ),
        ),
      ],
      { ways: [], already: [] },
    ],
  ])('%s', (_, profiles, roles, expected) => {
    expect(told(concerned(profiles, roles))).toEqual(expected);
  });

  test('an anchor that is disabled leads nowhere now, and is told what it would', () => {
    const door = { anchors: known([{ ...NEW, enabled: false }]) };
    expect(told(concerned([named('a', ['boss'])], [admin('boss')], { door })).ways).toEqual([
      'a: boss admin no',
    ]);
  });

  test('who could already is not known where the anchors are not', () => {
    const anchors = notKnown('throttled');
    expect(told(concerned([named('a', ['boss'])], [admin('boss')], { anchors }))).toEqual({
      ways: ['a: boss admin yes'],
      already: 'unknown',
    });
  });

  test('a door of unknown anchors leads wherever the service may', () => {
    const door = { anchors: notKnown('throttled') };
    const roles = [
      admin('boss', pinnedTo('old')),
      reader(
        'none',
        known(document({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' })),
      ),
    ];
    expect(told(concerned([named('a', ['boss', 'none'])], roles, { door })).ways).toEqual([
      'a: boss admin unknown',
    ]);
  });

  test('more narrowings than are judged count as none', () => {
    const narrow = (index: number) =>
      named(`p${index}`, ['boss'], {
        sessionPolicy: document(allow('s3:GetObject', `arn:aws:s3:::b${index}/*`)),
      });
    const few = Array.from({ length: 6 }, (_, index) => narrow(index));
    expect(concerned(few, [admin('boss')]).ways[0]?.role.power).toBe('limited');
    expect(concerned([...few, narrow(6)], [admin('boss')]).ways[0]?.role.power).toBe('admin');
  });

  test('the longest session of profiles alike', () => {
    const profiles = [named('short', ['boss']), named('long', ['boss'], { durationSeconds: 43_200 })];
    const { ways } = concerned(profiles, [admin('boss', ANY)]);
    expect(ways[0]?.role.sessionSeconds).toBe(3600);
    const long = adminRole({
      arn: roleArn('boss'),
      name: 'boss',
      trustPolicy: ANY,
      maxSessionSeconds: 43_200,
    });
    expect(concerned(profiles, [long]).ways[0]?.role.sessionSeconds).toBe(43_200);
  });
});

describe('other doors', () => {
  test('a mapping of one profile', () => {
    const profiles = [named('a', ['boss']), named('b', ['reader'])];
    const door = { anchors: known([NEW, OLD]), profileId: 'b' };
    expect(told(concerned(profiles, [admin('boss'), reader('reader')], { door })).ways).toEqual([
      'b: reader limited yes',
    ]);
  });

  test('one role, through every profile that names it', () => {
    const profiles = [named('a', ['boss', 'reader']), named('b', ['boss'], { enabled: false })];
    const door = { anchors: known([NEW, OLD]), roleArn: roleArn('boss') };
    const result = concerned(profiles, [admin('boss'), reader('reader')], { door });
    expect(told(result).ways).toEqual(['a: boss admin yes']);
    expect(result.profiles.map(({ name }) => name)).toEqual(['a']);
    expect(result.disabled.map(({ name }) => name)).toEqual(['b']);
  });
});

test('roles of several profiles together, each under what narrows its own', () => {
  const deploy = foundRole({
    arn: roleArn('deploy'),
    name: 'deploy',
    trustPolicy: ANY,
    inline: known([
      {
        name: 'own',
        kind: 'inline',
        document: known(document(allow(['iam:PassRole', 'lambda:CreateFunction']))),
      },
    ]),
  });
  const build = foundRole({
    arn: roleArn('build'),
    name: 'build',
    trustPolicy: ANY,
    inline: known([
      { name: 'own', kind: 'inline', document: known(document(allow('lambda:InvokeFunction'))) },
    ]),
  });
  const power = (policy?: string) =>
    concerned(
      [named('a', ['deploy']), named('b', ['build'], policy === undefined ? {} : { sessionPolicy: policy })],
      [deploy, build],
    ).together.power;
  expect(power()).toBe('escalation');
  expect(power(document(allow('s3:GetObject')))).toBe('limited');
});

/** A role as the alert of one profile has it, where only the door's anchor is there. */
const alone = (one: Profile, roles: Context['roles']): readonly JudgedRole[] =>
  factsOf(
    contextOf({
      change: profileCreated({ profile: one }),
      roles: roles.filter(({ arn }) => one.roleArns.includes(arn)),
      trustAnchors: known([NEW]),
    }),
    defaultSettings,
  ).roles.filter(({ trust }) => trust.trust === 'unknown' || trust.reachableFrom.length > 0);

const someProfile = fc
  .record({
    roles: fc.subarray(['boss', 'reader', 'pinned']),
    enabled: fc.constantFrom(true, true, null, false),
    sessionPolicy: fc.constantFrom(undefined, undefined, document(allow('s3:GetObject')), 'no JSON'),
    acceptRoleSessionName: fc.boolean(),
  })
  .map(({ roles, sessionPolicy, ...rest }) =>
    named('p', roles, { ...rest, ...(sessionPolicy === undefined ? {} : { sessionPolicy }) }),
  );

test('no role is calmer than the alert of any one of the profiles would have it', () => {
  const chosen = known(trustPolicy({ StringLike: { 'sts:RoleSessionName': 'ci-*' } }));
  fc.assert(
    fc.property(
      fc.array(someProfile, { maxLength: 8 }),
      fc.constantFrom(ANY, chosen, notKnown('denied')),
      (made, trust) => {
        const profiles = made.map((each, index) => ({ ...each, name: `p${index}`, id: `p${index}` }));
        const roles = [admin('boss', trust), reader('reader'), admin('pinned', pinnedTo('old'))];
        const { ways } = concerned(profiles, roles);
        const each = profiles.filter(({ enabled }) => enabled !== false).flatMap((one) => alone(one, roles));
        for (const role of each) {
          const way = ways.find(({ role: { arn } }) => arn === role.arn);
          expect(way).toBeDefined();
          if (way === undefined) continue;
          // Of two, the worse comes first; the one that was chosen comes before, or is as bad.
          const [worst] = worstFirst([way.role, role]);
          expect(worst).toBe(way.role);
        }
        expect(ways.length).toBe(new Set(each.map(({ arn }) => arn)).size);
      },
    ),
    { numRuns: 150 },
  );
});
