import { assess } from '../../lambda/assess/assess';
import { namedAhead } from '../../lambda/assess/reached-roles';
import type { Severity } from '../../lambda/assess/severity';
import type { RoleFacts } from '../../lambda/enrich/role';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  adminRole,
  allow,
  contextOf,
  document,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
} from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/event';

const role = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/${name}`;

const { sessionPolicy: _, ...unnarrowed } = profile();

const withStatements = (...statements: object[]) =>
  contextOf({
    change: profileCreated({ profile: unnarrowed }),
    roles: [foundRole({ inline: known([inlinePolicy('own', ...statements)]) })],
  });

describe('the roles to read after the profile’s own', () => {
  const CASES: readonly (readonly [string, readonly object[], readonly string[]])[] = [
    ['none where none is named', [allow('s3:GetObject')], []],
    ['those to pass', [allow('iam:PassRole', [role('a'), role('b')])], [role('a'), role('b')]],
    ['those to assume', [allow('sts:AssumeRole', role('a'))], [role('a')]],
    ['each once', [allow('sts:AssumeRole', role('a')), allow('iam:PassRole', role('a'))], [role('a')]],
    ['not those of other accounts', [allow('sts:AssumeRole', role('a', OTHER_ACCOUNT))], []],
    ['not the profile’s own', [allow('iam:PassRole', role('deploy'))], []],
    ['not those that patterns mean', [allow('iam:PassRole', [role('app-*'), '*'])], []],
    [
      'not those that are denied',
      [allow('iam:PassRole', [role('a'), role('b')]), { ...allow('iam:*', role('b')), Effect: 'Deny' }],
      [role('a')],
    ],
  ];
  test.each(CASES)('%s', (_when, statements, expected) => {
    expect(namedAhead(withStatements(...statements))).toEqual(expected);
  });

  test('are those that the session policy leaves', () => {
    const narrowed = profileCreated({
      profile: profile({ sessionPolicy: document(allow('iam:PassRole', role('a'))) }),
    });
    const context = withStatements(allow('iam:PassRole', [role('a'), role('b')]));
    expect(namedAhead({ ...context, change: narrowed, current: known(narrowed.profile) })).toEqual([
      role('a'),
    ]);
  });

  test('are those of an unread role’s policies never', () => {
    const roles: readonly RoleFacts[] = [{ state: 'unreadable', arn: role('deploy'), reason: 'throttled' }];
    expect(namedAhead(contextOf({ roles }))).toEqual([]);
  });
});

describe('a role ahead that was not read', () => {
  const findingOf = (statement: object, ...reachableRoles: RoleFacts[]) =>
    assess({ ...withStatements(statement), reachableRoles }, defaultSettings).findings.find(
      ({ id }) => id === 'reachable-role-unverified',
    );
  const PASS = allow('iam:PassRole', role('a'));
  const ASSUME = allow('sts:AssumeRole', role('a'));
  const boss = (overrides: object) =>
    adminRole({
      arn: role('a'),
      name: 'a',
      trustPolicy: known(
        document({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
      ),
      ...overrides,
    });

  const CASES: readonly (readonly [string, object, readonly RoleFacts[], Severity | undefined])[] = [
    ['to pass', PASS, [{ state: 'unreadable', arn: role('a'), reason: 'throttled' }], 'medium'],
    ['to assume', ASSUME, [{ state: 'not-examined', arn: role('a'), reason: 'too many' }], 'high'],
    ['that nobody looked up', ASSUME, [], 'high'],
    ['whose policies were not read', PASS, [boss({ attached: notKnown('denied') })], 'medium'],
    ['whose trust was not read', ASSUME, [boss({ trustPolicy: notKnown('denied') })], 'high'],
    [
      'whose trust does not matter to passing it',
      PASS,
      [boss({ trustPolicy: notKnown('denied') })],
      undefined,
    ],
    [
      'that keeps the role out',
      ASSUME,
      [
        boss({
          attached: notKnown('denied'),
          trustPolicy: known(
            document({ Effect: 'Allow', Principal: { AWS: OTHER_ACCOUNT }, Action: 'sts:AssumeRole' }),
          ),
        }),
      ],
      undefined,
    ],
    ['but that does not exist', ASSUME, [{ state: 'missing', arn: role('a') }], undefined],
    [
      'whatever it is called, of many',
      allow(
        'iam:PassRole',
        Array.from({ length: 57 }, (_, i) => role(`r-${i}`)),
      ),
      [],
      'medium',
    ],
  ];
  test.each(CASES)('%s', (_when, statement, reachableRoles, expected) => {
    expect(findingOf(statement, ...reachableRoles)?.severity).toBe(expected);
  });

  test('is named with how it is reached, and the reason', () => {
    const finding = findingOf(PASS, { state: 'unreadable', arn: role('a'), reason: 'throttled' });
    expect(finding?.title).toBe(
      'Role a that role deploy can pass could not be read, so that it is admin cannot be ruled out',
    );
    expect(finding?.evidence[0]).toBe('role a that role deploy can pass: throttled');
  });
});
