import { execFileSync } from 'node:child_process';
import Ajv from 'ajv/dist/2020';
import { z } from 'zod';
import { alertSchema } from '../../lambda/alert/schema';
import type { JudgedRole, ReachedRole } from '../../lambda/assess/judged-role';
import type { Actor } from '../../lambda/event/actor';
import type { RoleReach } from '../../lambda/iam/capabilities/reach';
import { known, notKnown } from '../../lambda/lookup';
import {
  actor,
  adminRole,
  certificate,
  contextOf,
  foundRole,
  profile,
  profileCreated,
  source,
  trustAnchor,
  userActor,
  WHOLE,
} from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN } from '../support/event';
import {
  assessmentOf,
  attack,
  blind,
  capability,
  composeTold,
  finding,
  judged,
  OPEN_TRUST,
  ROGUE_ARN,
  ROGUE_ID,
  routine,
  type Story,
  type Told,
  trailEvent,
} from './assessments';

const reached = (overrides: Partial<ReachedRole> = {}): ReachedRole => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/boss`,
  how: 'pass',
  isCertain: true,
  power: 'admin',
  possiblePower: 'admin',
  amountsTo: 'admin',
  unreadBecause: [],
  ...overrides,
});

const reach = (overrides: Partial<RoleReach>): RoleReach => ({
  verdict: 'granted',
  all: false,
  arns: [],
  patterns: [],
  more: 0,
  services: [],
  statements: [],
  conditionKeys: [],
  ...overrides,
});

const composed = ({ context, assessment }: Story) => composeTold(context, assessment);

describe('the alert document', () => {
  // Strict: no field beside those the definition names.
  const validate = new Ajv({ strict: false }).compile(z.toJSONSchema(alertSchema));

  test.each([
    ['attack', attack],
    ['routine', routine],
    ['blind', blind],
  ])('of %s follows its schema, and survives JSON', (_, story) => {
    const alert = composed(story());
    expect(validate(alert)).toBe(true);
    expect(JSON.parse(JSON.stringify(alert))).toEqual(alert);
  });

  test('keeps texts of the event raw', () => {
    const name = 'evil\nname <!here>';
    const alert = composeTold(contextOf(), assessmentOf({ profile: profile({ name }) }));
    expect([alert.profile.name, alert.event.subject.name]).toEqual([name, name]);
    expect(alert.title).toContain(name);
  });

  test('is the same for the same input', () => {
    expect(composed(attack())).toEqual(composed(attack()));
  });
});

describe('the actor', () => {
  const cases: readonly (readonly [string, Actor, string])[] = [
    ['a user', userActor(), 'IAM user alice, long-lived key AKIAIOSFODNN7EXAMPLE, no MFA seen'],
    [
      'a role session',
      actor(),
      'role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA',
    ],
    [
      'root in the console',
      { kind: 'root', type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, fromConsole: true, mfa: false },
      'the root user, without MFA, console session',
    ],
    [
      'a person of Identity Center',
      {
        kind: 'identity-center',
        type: 'AssumedRole',
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice@example.com`,
        sessionName: 'alice@example.com',
        sessionIssuerArn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`,
      },
      'Identity Center user alice@example.com',
    ],
    [
      'a federated user',
      {
        kind: 'federated',
        type: 'WebIdentityUser',
        arn: 'x',
        userName: 'ci',
        identityProvider: 'token.example',
      },
      'federated user ci of token.example',
    ],
    [
      'a user in a federated session of its own naming',
      {
        kind: 'federated',
        type: 'FederatedUser',
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
        sessionIssuerArn: `arn:aws:iam::${ACCOUNT}:user/team/build-svc`,
      },
      'IAM user build-svc, in a session federated as "Bob"',
    ],
    [
      'root in a federated session',
      {
        kind: 'federated',
        type: 'FederatedUser',
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
        sessionIssuerArn: `arn:aws:iam::${ACCOUNT}:root`,
      },
      'the root user, in a session federated as "Bob"',
    ],
    [
      'a session of IAM Roles Anywhere',
      actor({
        sessionName: '2a99',
        sourceIdentity: 'CN=sensor-9.example.com',
        certificate: { serial: '2a99', subject: 'CN=sensor-9.example.com' },
      }),
      'role platform-admin, by certificate "CN=sensor-9.example.com", temporary key ASIAIOSFODNN7EXAMPLE, with MFA, which came in through IAM Roles Anywhere by these names, serial 2a99',
    ],
    [
      'a source identity',
      actor({ sourceIdentity: 'alice@example.com' }),
      'role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA, source identity "alice@example.com"',
    ],
    [
      "an EC2 instance's credentials",
      actor({ issuedTo: { kind: 'ec2-instance', name: 'i-01234567', metadataService: '1.0' } }),
      'role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA, with credentials of EC2 instance i-01234567 (from IMDSv1)',
    ],
    [
      'a session of sts:AssumeRoot',
      { kind: 'root', type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, assumedRoot: true, mfa: true },
      'the root user, by sts:AssumeRoot, with MFA',
    ],
    [
      'a service on behalf of a resource, and a product provider for a person',
      actor({
        scope: { sourceAccount: OTHER_ACCOUNT },
        onBehalfOf: 'u-1',
        delegateAccount: OTHER_ACCOUNT,
      }),
      `role platform-admin, session "alice", temporary key ASIAIOSFODNN7EXAMPLE, with MFA, on behalf of Identity Center user u-1, on behalf of account ${OTHER_ACCOUNT}, by a product provider, account ${OTHER_ACCOUNT}`,
    ],
    [
      'a service',
      { kind: 'aws-service', type: 'AWSService', arn: 'x', invokedBy: 'ram.amazonaws.com' },
      'AWS service ram.amazonaws.com',
    ],
    [
      'another account',
      { kind: 'other-account', type: 'AWSAccount', arn: 'x', accountId: OTHER_ACCOUNT },
      `another account, ${OTHER_ACCOUNT}`,
    ],
    [
      'nobody known',
      { kind: 'unknown', type: 'Unknown', arn: 'someone' },
      'an identity of unknown kind, someone',
    ],
    [
      'CloudFormation for a user',
      userActor({ invokedBy: 'cloudformation.amazonaws.com' }),
      'IAM user alice, long-lived key AKIAIOSFODNN7EXAMPLE, no MFA seen, through cloudformation.amazonaws.com',
    ],
  ];

  test.each(cases)('%s', (_, who, expected) => {
    const context = contextOf({ change: profileCreated({ actor: who }) });
    expect(composeTold(context, assessmentOf()).actor.description).toBe(expected);
  });
});

describe('the source', () => {
  test.each([
    [{}, '203.0.113.7 (DE), with AWS CLI 2.15.30, self-declared'],
    [
      { vpcEndpointId: 'vpce-1' },
      '203.0.113.7 (DE), through VPC endpoint vpce-1, with AWS CLI 2.15.30, self-declared',
    ],
    [
      {
        userAgent: 'stratus-red-team_1',
        client: { family: 'attack-tool', name: 'Stratus Red Team' } as const,
      },
      '203.0.113.7 (DE), with Stratus Red Team',
    ],
    [
      { userAgent: `curl/${'8'.repeat(100)}`, client: { family: 'http-client', name: 'curl' } as const },
      `203.0.113.7 (DE), with curl, self-declared: curl/${'8'.repeat(54)}…`,
    ],
    [
      { vpcEndpointId: 'vpce-1', vpcEndpointAccountId: OTHER_ACCOUNT },
      `203.0.113.7 (DE), through VPC endpoint vpce-1 of account ${OTHER_ACCOUNT}, with AWS CLI 2.15.30, self-declared`,
    ],
    [
      { client: { family: 'console', name: 'AWS console' } as const, fromConsole: true },
      '203.0.113.7 (DE), with AWS console',
    ],
    [
      { client: { family: 'console', name: 'AWS console' } as const },
      '203.0.113.7 (DE), with AWS console, self-declared',
    ],
    [
      { client: { family: 'ai-agent', name: 'Claude Code with AWS CLI 2.36.1' } as const },
      '203.0.113.7 (DE), with an AI agent, Claude Code with AWS CLI 2.36.1, self-declared',
    ],
    [
      { userAgent: '', client: { family: 'unknown', name: 'no user agent recorded' } as const },
      '203.0.113.7 (DE), with no user agent recorded',
    ],
    [
      { userAgent: '[ ]', client: { family: 'unknown', name: 'no user agent recorded' } as const },
      '203.0.113.7 (DE), with no user agent recorded',
    ],
  ])('%j', (overrides, expected) => {
    const context = contextOf({ change: profileCreated({ source: source(overrides) }) });
    expect(composeTold(context, assessmentOf()).source.description).toBe(expected);
  });

  test('a service, and nothing at all', () => {
    const { ip: _, ...silent } = source();
    const from = (one: typeof silent & { service?: string }) =>
      composeTold(contextOf({ change: profileCreated({ source: one }) }), assessmentOf()).source.description;
    expect(from({ ...silent, service: 'cloudformation.amazonaws.com' })).toMatch(
      /^cloudformation\.amazonaws\.com, /,
    );
    expect(from(silent)).toMatch(/^an address that the record does not hold, /);
  });
});

describe('a role in one line', () => {
  const open = { trust: OPEN_TRUST };
  const cases: readonly (readonly [string, Partial<JudgedRole>, string])[] = [
    [
      'narrow',
      {},
      'limited: no dangerous permission found; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'a path to admin',
      {
        ...open,
        power: 'escalation',
        possiblePower: 'escalation',
        capabilities: [capability({ grantedBy: ['inline policy X'] })],
        sessionSeconds: 43_200,
      },
      'CAN BECOME ADMIN: attach any policy to itself, via inline policy X; open to any trust anchor; up to 12 h; usable now',
    ],
    [
      'admin only if conditions hold',
      {
        power: 'limited',
        possiblePower: 'admin',
        capabilities: [
          capability({
            level: 'admin',
            phrase: 'do everything',
            verdict: 'conditional',
            conditionKeys: ['aws:SourceIp'],
            grantedBy: [],
          }),
        ],
      },
      'limited for certain; admin cannot be ruled out: do everything if conditions hold (aws:SourceIp); pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'a path for certain, and admin perhaps',
      {
        power: 'escalation',
        possiblePower: 'admin',
        capabilities: [capability({ grantedBy: [] })],
      },
      'CAN BECOME ADMIN: attach any policy to itself; admin cannot be ruled out; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'unread policies',
      { power: 'unknown', possiblePower: 'admin', unknowns: ['inline policies: access denied'] },
      'permissions unknown; admin cannot be ruled out: inline policies: access denied; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'three capabilities, one on some resources',
      {
        power: 'sensitive',
        possiblePower: 'sensitive',
        capabilities: ['read every secret', 'read every bucket', 'share snapshots'].map((phrase, index) =>
          capability({ level: 'sensitive', phrase, scope: index === 0 ? 'some' : 'all', grantedBy: [] }),
        ),
      },
      'SENSITIVE: read every secret (on some resources); read every bucket; +1 more; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'a path that takes two statements',
      {
        power: 'escalation',
        possiblePower: 'escalation',
        capabilities: [
          capability({
            phrase: 'pass a role to a function',
            grantedBy: ['policy a, statement 1', 'policy b, statement 2'],
          }),
        ],
      },
      'CAN BECOME ADMIN: pass a role to a function, via policy a, statement 1 and policy b, statement 2; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'nothing at all, and not usable',
      { power: 'none', possiblePower: 'none', usableNow: 'no', usableBecause: 'profile disabled' },
      'no permissions; pinned to trust anchor "build-ca"; up to 1 h; no new session now (profile disabled)',
    ],
    [
      'open to others',
      {
        trust: {
          ...OPEN_TRUST,
          otherPrincipals: [
            { kind: 'account', principal: OTHER_ACCOUNT, external: true, conditional: true },
            { kind: 'service', principal: 'ec2.amazonaws.com', external: false, conditional: false },
          ],
        },
      },
      `limited: no dangerous permission found; open to any trust anchor; outside Roles Anywhere also open to account ${OTHER_ACCOUNT} (under conditions); up to 1 h; usable now`,
    ],
    [
      'pinned to an anchor that does not exist',
      { trust: { ...OPEN_TRUST, trust: 'pinned', reachableFrom: [], pinnedTo: [ROGUE_ARN] } },
      `limited: no dangerous permission found; pinned to trust anchor ${ROGUE_ID} (no such anchor found); up to 1 h; usable now`,
    ],
    [
      'able to pass one role, with nothing to use it',
      {
        passable: reach({
          arns: [`arn:aws:iam::${ACCOUNT}:role/batch`],
          services: ['ecs-tasks.amazonaws.com'],
        }),
      },
      'limited: can pass role batch to ecs-tasks.amazonaws.com, though nothing that uses it was found; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'able to pass one role, which is admin',
      {
        passable: reach({ arns: [`arn:aws:iam::${ACCOUNT}:role/batch`] }),
        reached: [reached({ arn: `arn:aws:iam::${ACCOUNT}:role/batch` })],
      },
      'limited: can pass role batch, which is admin, though nothing that uses it was found; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'able to pass several roles, one unread and one admin',
      {
        passable: reach({ arns: ['a', 'b', 'c', 'd'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`) }),
        reached: [
          reached({ arn: `arn:aws:iam::${ACCOUNT}:role/d` }),
          reached({ arn: `arn:aws:iam::${ACCOUNT}:role/c`, amountsTo: 'unread' }),
        ],
      },
      'limited: can pass role d (admin), role c (could not be read), role a, +1 more, though nothing that uses it was found; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'able to assume an admin role',
      {
        power: 'limited',
        possiblePower: 'sensitive',
        unknowns: ['what that role can do'],
        reached: [reached({ how: 'assume', letsIn: 'yes' })],
      },
      'limited for certain; dangerous permissions cannot be ruled out: what that role can do; can assume role boss, which is admin; pinned to trust anchor "build-ca"; up to 1 h; usable now',
    ],
    [
      'able to pass any role under conditions, and to assume several',
      {
        passable: reach({ all: true, verdict: 'conditional' }),
        assumable: reach({
          arns: ['a', 'b'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`),
          patterns: [`arn:aws:iam::${ACCOUNT}:role/app-*`],
          more: 4,
        }),
      },
      `limited: can pass any role under conditions, though nothing that uses it was found; can assume role a, role b, roles like arn:aws:iam::${ACCOUNT}:role/app-*, +4 more where they let it in; pinned to trust anchor "build-ca"; up to 1 h; usable now`,
    ],
    [
      'missing',
      { facts: { state: 'missing', arn: ROLE_ARN } },
      'DOES NOT EXIST: whoever creates a role of this name decides what the profile can do',
    ],
    [
      'of another account',
      { facts: { state: 'other-account', arn: ROLE_ARN, accountId: OTHER_ACCOUNT } },
      `IN ANOTHER ACCOUNT (${OTHER_ACCOUNT}): cannot be examined from here, so nothing is ruled out`,
    ],
    [
      'past the cap',
      { facts: { state: 'not-examined', arn: ROLE_ARN, reason: 'more than 50 roles' } },
      'NOT EXAMINED: more than 50 roles; nothing is ruled out',
    ],
    [
      'unreadable',
      { facts: { state: 'unreadable', arn: ROLE_ARN, reason: 'throttled' } },
      'UNKNOWN: throttled; nothing is ruled out',
    ],
  ];

  test('an anchor that is not found is not there only where the anchors are known', () => {
    const trust = { ...OPEN_TRUST, trust: 'pinned' as const, reachableFrom: [], pinnedTo: [ROGUE_ARN] };
    const context = contextOf({ trustAnchors: notKnown('throttled') });
    const alert = composeTold(context, assessmentOf({ roles: [judged({ trust })] }));
    expect(alert.roles[0]?.summary).toContain('(whether it is there is not known)');
  });

  test.each(cases)('%s', (_, overrides, expected) => {
    const alert = composeTold(contextOf(), assessmentOf({ roles: [judged(overrides)] }));
    expect(alert.roles[0]?.summary).toBe(expected);
  });

  test('roles stand worst first, by power, then by trust, then by use', () => {
    const named = (name: string, overrides: Partial<JudgedRole>) =>
      judged({ arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, ...overrides });
    const roles = [
      named('limited', {}),
      named('unknown', { power: 'unknown', possiblePower: 'admin' }),
      named('path', { power: 'escalation', possiblePower: 'escalation' }),
      named('admin-pinned', { power: 'admin', possiblePower: 'admin' }),
      named('admin-open-unused', {
        power: 'admin',
        possiblePower: 'admin',
        trust: OPEN_TRUST,
        usableNow: 'no',
      }),
      named('admin-open', { power: 'admin', possiblePower: 'admin', trust: OPEN_TRUST }),
      named('sensitive', { power: 'sensitive', possiblePower: 'sensitive' }),
    ];
    const alert = composeTold(contextOf(), assessmentOf({ roles }));
    expect(alert.roles.map(({ arn }) => arn.split('/')[1])).toEqual([
      'admin-open',
      'admin-open-unused',
      'admin-pinned',
      'path',
      'unknown',
      'sensitive',
      'limited',
    ]);
  });
});

describe('the decision', () => {
  const admin = { power: 'admin', possiblePower: 'admin' } as const;
  const cases: readonly (readonly [string, Partial<Told>, string])[] = [
    [
      'admin for anyone',
      { severity: 'critical', roles: [judged({ ...admin, trust: OPEN_TRUST })] },
      'Act now. Anyone with a certificate from any trust anchor is admin in account example-prod (111122223333) as role deploy.',
    ],
    [
      'admin, but disabled',
      {
        severity: 'high',
        roles: [judged({ ...admin, usableNow: 'no', usableBecause: 'profile disabled' })],
      },
      'Check this now. A certificate holder of trust anchor "build-ca" is admin in account example-prod (111122223333) as role deploy. No new session can be made right now (profile disabled).',
    ],
    [
      'admin that nobody gets at',
      {
        severity: 'high',
        roles: [judged({ ...admin, trust: { ...OPEN_TRUST, trust: 'unusable', reachableFrom: [] } })],
      },
      'Check this now. Role deploy is admin in account example-prod (111122223333), but its trust policy does not allow Roles Anywhere to assume it.',
    ],
    [
      'admin perhaps',
      { severity: 'high', roles: [judged({ power: 'limited', possiblePower: 'admin', trust: OPEN_TRUST })] },
      'Check this now. Admin rights in account example-prod (111122223333) as role deploy cannot be ruled out for anyone with a certificate from any trust anchor.',
    ],
    [
      'dangerous permissions',
      {
        severity: 'medium',
        roles: [
          judged({
            power: 'sensitive',
            possiblePower: 'sensitive',
            capabilities: ['read every secret', 'share snapshots'].map((phrase) =>
              capability({ level: 'sensitive', phrase }),
            ),
          }),
        ],
      },
      'Check this today. A certificate holder of trust anchor "build-ca" can read every secret (and 1 more) in account example-prod (111122223333) as role deploy.',
    ],
    [
      'nothing found, all known',
      {},
      'Nothing to do now if this was planned. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy.',
    ],
    [
      'nothing found, not all known',
      { unknowns: [{ what: 'tags', why: 'throttled' }] },
      'Nothing to do now if this was planned. Not everything could be checked. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy.',
    ],
    [
      'decided by the actor',
      {
        severity: 'high',
        findings: [finding({ severity: 'high', title: 'The root user made the profile', question: 'actor' })],
      },
      'Check this now. The root user made the profile. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy.',
    ],
    [
      'expected',
      {
        severity: 'informational',
        disposition: 'expected',
        expectedBy: { principal: '*', reason: 'Platform pipeline.' },
      },
      'Expected: Platform pipeline. Nothing to do now. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy.',
    ],
    [
      'expected, yet critical findings',
      {
        severity: 'high',
        disposition: 'expected',
        expectedBy: { principal: '*', reason: 'Platform pipeline' },
        roles: [judged({ ...admin, trust: OPEN_TRUST })],
      },
      'Declared as expected: Platform pipeline. Check it now all the same. Anyone with a certificate from any trust anchor is admin in account example-prod (111122223333) as role deploy.',
    ],
    [
      'a missing role',
      { severity: 'medium', roles: [judged({ facts: { state: 'missing', arn: ROLE_ARN } })] },
      'Check this today. Its role deploy does not exist in account example-prod (111122223333): whoever creates it decides what the profile can do.',
    ],
    [
      'no roles',
      { roles: [] },
      'Nothing to do now if this was planned. The profile names no roles, so it gives nobody access to account example-prod (111122223333).',
    ],
    [
      'roles that are more together',
      {
        severity: 'critical',
        together: {
          power: 'escalation',
          possiblePower: 'escalation',
          statement: 'role a can pass roles, role b can start functions',
          notExamined: [],
        },
      },
      'Act now. A certificate holder of trust anchor "build-ca" gets limited permissions in account example-prod (111122223333) as role deploy. Its roles together: role a can pass roles, role b can start functions.',
    ],
  ];

  test.each(cases)('%s', (_, overrides, expected) => {
    expect(composeTold(contextOf(), assessmentOf(overrides)).decision).toBe(expected);
  });

  test('a profile whose only role does not exist names a missing role', () => {
    const missing = judged({
      facts: { state: 'missing', arn: ROLE_ARN },
      power: 'none',
      possiblePower: 'none',
    });
    expect(composeTold(contextOf(), assessmentOf({ roles: [missing] })).claim).toBe('names a missing role');
  });

  test('the profile is described as it is now, or as it was created where that is all that is known', () => {
    const described = (context = contextOf()) => composeTold(context, assessmentOf()).profile.description;
    expect(described()).toBe(
      'enabled now, 1 role, sessions up to 1 h, narrowed by a session policy, tags owner=platform',
    );
    expect(described(blind().context)).toMatch(/^enabled when created, .*, tags not known$/);
  });

  test.each([
    ['admin', 'admin', 'gives admin'],
    ['escalation', 'escalation', 'can become admin'],
    ['escalation', 'admin', 'can become admin'],
    ['limited', 'admin', 'may give admin'],
    ['unknown', 'escalation', 'may give a path to admin'],
    ['sensitive', 'sensitive', 'gives dangerous permissions'],
    ['limited', 'limited', 'gives limited permissions'],
    ['none', 'none', 'gives no permissions'],
  ] as const)('a role of power %s, possibly %s: the profile %s', (power, possiblePower, claim) => {
    const alert = composeTold(contextOf(), assessmentOf({ roles: [judged({ power, possiblePower })] }));
    expect(alert.claim).toBe(claim);
    expect(alert.title).toBe(
      `Roles Anywhere profile "build-farm" ${claim} in example-prod (111122223333), eu-central-1`,
    );
  });
});

describe('the trust anchors', () => {
  const summaryOf = (overrides: Parameters<typeof trustAnchor>[0], approved?: readonly string[]) => {
    const context = contextOf({ trustAnchors: known([trustAnchor(overrides)]) });
    const assessment = assessmentOf(approved === undefined ? {} : { approvedTrustAnchors: approved });
    return composeTold(context, assessment).trustAnchors[0];
  };
  const external = { sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) };

  test.each([
    [{}, undefined, 'enabled, AWS Private CA, created 2025-01-02', false],
    [
      { acmPcaArn: `arn:aws:acm-pca:${REGION}:${OTHER_ACCOUNT}:certificate-authority/1` },
      undefined,
      'enabled, AWS Private CA of another account, created 2025-01-02',
      false,
    ],
    [
      external,
      undefined,
      'enabled, external CA, created 2025-01-02; "CN=Build CA, O=Example", self-signed, until 2035-01-01',
      false,
    ],
    [
      external,
      [],
      'enabled, external CA, NOT APPROVED, created 2025-01-02; "CN=Build CA, O=Example", self-signed, until 2035-01-01',
      true,
    ],
    [
      { ...external, enabled: false },
      [],
      'disabled, external CA, NOT APPROVED, created 2025-01-02; "CN=Build CA, O=Example", self-signed, until 2035-01-01',
      false,
    ],
    [
      {
        sourceType: 'CERTIFICATE_BUNDLE',
        certificates: known([
          certificate({ selfSigned: false, issuer: 'CN=Root', notAfter: '2026-01-01T00:00:00Z' }),
          certificate(),
        ]),
      },
      undefined,
      'enabled, external CA, created 2025-01-02; "CN=Build CA, O=Example", issued by "CN=Root", EXPIRED 2026-01-01; +1 more in its bundle',
      false,
    ],
    [
      { aliasName: 'farm', crlDpRevocationEnabled: false },
      undefined,
      'enabled, AWS Private CA, alias "farm", revocation by the CA\'s lists OFF, created 2025-01-02',
      false,
    ],
    [
      {
        enabled: null,
        sourceType: 'CERTIFICATE_BUNDLE',
        certificates: { known: false, reason: 'no PEM' } as const,
      },
      undefined,
      'state unknown, external CA, created 2025-01-02; certificates not known (no PEM)',
      false,
    ],
  ])('%j approved by %j', (overrides, approved, summary, suspicious) => {
    expect(summaryOf(overrides, approved)).toMatchObject({ summary, suspicious });
  });

  test('one that the same key has just made on an external CA comes first, and is to be disabled', () => {
    const alert = composed(attack());
    expect(alert.trustAnchors[0]).toMatchObject({ id: ROGUE_ID, suspicious: true });
    expect(alert.trustAnchors[0]?.changes).toEqual([
      { time: '2026-03-04T05:01:12Z', eventName: 'CreateTrustAnchor', by: 'the same key' },
    ]);
    expect(alert.response.commands.map(({ command }) => command)).toContain(
      `aws rolesanywhere disable-trust-anchor --trust-anchor-id='${ROGUE_ID}' --region='${REGION}'`,
    );
  });
});

describe('activity', () => {
  test('every call once, oldest first, without the event itself, and who made it', () => {
    const context = contextOf({
      change: profileCreated({ actor: userActor() }),
      activity: [
        {
          region: REGION,
          windowHours: 24,
          coverage: WHOLE,
          by: 'access-key',
          events: known({
            events: [
              trailEvent({ eventId: 'b', time: '2026-03-04T05:00:00Z' }),
              trailEvent({ eventId: 'a', time: '2026-03-04T04:00:00Z', accessKeyId: 'ASIAOTHER' }),
              trailEvent({ eventId: profileCreated().record.id, eventName: 'CreateProfile' }),
            ],
            atLeast: false,
          }),
        },
      ],
      anchorChanges: known([
        trailEvent({ eventId: 'b', time: '2026-03-04T05:00:00Z' }),
        trailEvent({
          eventId: 'c',
          time: '2026-03-04T05:02:00Z',
          accessKeyId: 'ASIAOTHER',
          actorArn: 'arn:aws:iam::111122223333:user/bob',
        }),
      ]),
    });
    const { activity } = composeTold(context, assessmentOf());
    expect(activity.timeline.map(({ time, by }) => [time, by])).toEqual([
      ['2026-03-04T04:00:00Z', 'the same actor'],
      ['2026-03-04T05:00:00Z', 'the same key'],
      ['2026-03-04T05:02:00Z', 'arn:aws:iam::111122223333:user/bob'],
    ]);
    expect(activity.complete).toBe(true);
  });

  test('is incomplete where anything could not be read', () => {
    expect(composed(blind()).activity).toMatchObject({
      complete: false,
      regionsRead: 0,
      unread: [{ region: REGION, why: 'access denied' }],
    });
    expect(composed(blind()).activity.sessions).toBeUndefined();
  });
});

describe('where the profile has changed since', () => {
  test.each([
    [{}, []],
    [{ enabled: false }, ['created enabled, disabled since']],
    [{ durationSeconds: 43_200 }, ['session duration changed from 1 h to 12 h']],
  ])('%j', (overrides, expected) => {
    const context = contextOf({ current: known(profile(overrides)) });
    expect(composeTold(context, assessmentOf()).profile.changedSince).toEqual(expected);
  });
});

describe('the response', () => {
  const commandsOf = (overrides: Partial<Told>, context = contextOf()) =>
    composeTold(context, assessmentOf(overrides)).response.commands.map(
      ({ step, command }) => [step, command] as const,
    );
  const stepsOf = (overrides: Partial<Told>, context = contextOf()) =>
    commandsOf(overrides, context).map(([step]) => step);
  const admin = judged({ facts: adminRole(), power: 'admin', possiblePower: 'admin' });

  test('a quiet profile: stop, look, remove', () => {
    expect(stepsOf({})).toEqual(['stop', 'investigate', 'remove']);
  });

  test('a profile that is disabled already needs no stopping', () => {
    expect(stepsOf({ profile: profile({ enabled: false }) })).toEqual(['investigate', 'remove']);
  });

  test('a profile whose id is not known: find it', () => {
    expect(stepsOf({ profile: profile({ id: null, arn: null }) })).toEqual(['find']);
    expect(commandsOf({ profile: profile({ id: null, arn: PROFILE_ARN }) })[0]?.[1]).toContain(PROFILE_ID);
  });

  test('a profile that was created disabled, and may have been enabled since, is stopped', () => {
    const context = contextOf({ current: notKnown('throttled') });
    expect(stepsOf({ profile: profile({ enabled: false }) }, context)[0]).toBe('stop');
  });

  const unknown = { power: 'unknown', possiblePower: 'admin' } as const;
  test.each([
    ['admin', admin, true],
    ['unknown', judged({ power: 'unknown', possiblePower: 'admin' }), true],
    ['limited', judged(), false],
    ['missing', judged({ ...admin, facts: { state: 'missing', arn: ROLE_ARN } }), false],
    [
      'of another account',
      judged({ ...admin, facts: { state: 'other-account', arn: ROLE_ARN, accountId: OTHER_ACCOUNT } }),
      false,
    ],
    [
      'not to be read',
      judged({ ...unknown, facts: { state: 'unreadable', arn: ROLE_ARN, reason: 'throttled' } }),
      true,
    ],
    [
      "of another path than IAM's role of that name",
      judged({
        ...unknown,
        arn: `arn:aws:iam::${ACCOUNT}:role/x/deploy`,
        facts: {
          state: 'unreadable',
          arn: `arn:aws:iam::${ACCOUNT}:role/x/deploy`,
          reason: `IAM's role of that name is another one: ${ROLE_ARN}`,
          namesakeArn: ROLE_ARN,
        },
      }),
      false,
    ],
    [
      'no role by its ARN',
      judged({
        ...unknown,
        arn: `arn:aws:iam::${ACCOUNT}:user/deploy`,
        facts: { state: 'unreadable', arn: `arn:aws:iam::${ACCOUNT}:user/deploy`, reason: 'not a role ARN' },
      }),
      false,
    ],
    [
      'that nobody can change',
      judged({
        ...admin,
        arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/X`,
        facts: foundRole(),
      }),
      false,
    ],
  ])('ends the sessions of a role that is %s: %#', (_, role, expected) => {
    expect(stepsOf({ roles: [role] }).includes('end-sessions')).toBe(expected);
  });

  test('the command that ends sessions holds, for a real shell, a policy that denies everything issued before now', () => {
    const found = commandsOf({ roles: [admin] }).find(([step]) => step === 'end-sessions');
    const argumentsOf = execFileSync('sh', ['-c', `aws() { printf '%s\\n' "$@"; }; ${found?.[1] ?? ''}`], {
      encoding: 'utf8',
    }).split('\n');
    const given = (option: string): string =>
      argumentsOf.find((each) => each.startsWith(`${option}=`))?.slice(option.length + 1) ?? '';
    const document = JSON.parse(given('--policy-document')) as {
      Statement: { Effect: string; Condition: { DateLessThan: Record<string, string> } }[];
    };
    expect(document.Statement[0]).toMatchObject({ Effect: 'Deny', Action: '*', Resource: '*' });
    const time = new Date(document.Statement[0]?.Condition.DateLessThan['aws:TokenIssueTime'] ?? '');
    expect(Math.abs(time.getTime() - Date.now())).toBeLessThan(60_000);
    expect(given('--role-name')).toBe('deploy');
  });

  test('switches off a long-lived key of the account, and no other', () => {
    const byUser = (who: Actor) =>
      stepsOf({}, contextOf({ change: profileCreated({ actor: who }) })).includes('actor');
    expect(byUser(userActor())).toBe(true);
    expect(byUser(userActor({ accountId: OTHER_ACCOUNT }))).toBe(false);
    expect(byUser(actor())).toBe(false);
  });

  test.each([
    ['aws', REGION, `https://${REGION}.console.aws.amazon.com/`],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
    ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
  ])('links of partition %s open its console in the Region', (partition, region, base) => {
    const { links } = composeTold(
      contextOf({ change: profileCreated({ partition, region }) }),
      assessmentOf(),
    ).response;
    expect(links.map(({ label }) => label)).toEqual([
      'Profile and anchors',
      'CloudTrail event',
      'Role deploy',
    ]);
    for (const { url } of links) {
      expect(url.startsWith(base)).toBe(true);
      expect(url).toContain(`region=${region}`);
    }
  });

  test.each([
    ['aws-elsewhere', REGION],
    ['aws', 'evil.example/x'],
    ['aws', 'unknown'],
  ])('no link rather than one that leads elsewhere: %s, %s', (partition, region) => {
    const { response } = composeTold(
      contextOf({ change: profileCreated({ partition, region }) }),
      assessmentOf(),
    );
    expect(response.links).toEqual([]);
  });

  test('a link holds no id that is longer than any, whatever the event says it is', () => {
    const id = '<https://evil.example|Click>'.repeat(3000);
    const { links } = composeTold(
      contextOf({ change: profileCreated({ eventId: id }) }),
      assessmentOf({ profile: profile({ id }) }),
    ).response;
    expect(links.slice(0, 2).map(({ url }) => url.replace(/^https:\/\/[^/]+/, ''))).toEqual([
      `/rolesanywhere/home/?region=${REGION}`,
      `/cloudtrailv2/home?region=${REGION}#/events`,
    ]);
  });

  const PORTAL = 'https://example.awsapps.com/start/#/console?account_id={account}&destination=';

  test('links lead through the access portal of the installation, to the account and the place', () => {
    const told = (links: NonNullable<Told['links']>) =>
      composeTold(contextOf(), assessmentOf({ links })).response;
    const plain = told({});
    expect(plain.runbook).toBeUndefined();
    expect(told({ consoleLinkPrefix: PORTAL }).links).toEqual(
      plain.links.map(({ label, url }) => ({
        label,
        url: `${PORTAL.replace('{account}', ACCOUNT)}${encodeURIComponent(url)}`,
      })),
    );
    expect(told({ runbookUrl: 'https://wiki.example.com/keys' }).runbook).toBe(
      'https://wiki.example.com/keys',
    );
  });

  test('a portal cannot be asked for an account that the record does not tell', () => {
    const context = contextOf({ change: profileCreated({ account: undefined }) });
    const [first] = composeTold(context, assessmentOf({ links: { consoleLinkPrefix: PORTAL } })).response
      .links;
    expect(first?.url).toMatch(/^https:\/\/eu-central-1\.console\.aws\.amazon\.com\//);
  });

  test('a link holds nothing of an attacker but encoded', () => {
    const id = 'a/../b?x=1#"<\ud83d';
    const [first] = composeTold(contextOf(), assessmentOf({ profile: profile({ id }) })).response.links;
    expect(first?.url).toContain('/profiles/a%2F..%2Fb%3Fx%3D1%23%22%3C%3F?region=');
  });
});
