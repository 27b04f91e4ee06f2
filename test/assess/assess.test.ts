import fc from 'fast-check';
import { assess } from '../../lambda/assess/assess';
import { SEVERITIES, type Severity } from '../../lambda/assess/severity';
import type { Context } from '../../lambda/enrich/context';
import type { RoleFacts } from '../../lambda/enrich/role';
import { partOf } from '../../lambda/event/fields';
import { createSession } from '../../lambda/event/kinds/create-session';
import { readSession } from '../../lambda/event/session';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { activityOf, anchorEvent, trailEvent } from '../support/activity';
import { anyCharacter } from '../support/any-character';
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
  profile,
  profileCreated,
  source,
  trustAnchor,
  trustPolicy,
  UNREAD,
  userActor,
} from '../support/context';
import { ACCOUNT, REGION, ROLE_ARN, record } from '../support/event';
import { session } from '../support/session';

const { sessionPolicy: _narrow, ...open } = profile();
const created = profileCreated({ profile: open });
const DENIED = notKnown('access denied');
const entry = { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/*`, reason: 'planned' };

const assessed = (context: Partial<Context> = {}, settings: Partial<Settings> = {}) =>
  assess(contextOf(context), { ...defaultSettings, ...settings });

const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

describe('calm', () => {
  test('a pinned, narrow role of an actor who does this often is low, and nothing is found', () => {
    expect(assessed()).toMatchObject({
      severity: 'low',
      riskScore: 21,
      disposition: 'unexpected',
      because: 'low, the base severity: no check found anything worse in what could be read',
      findings: [],
      unknowns: [],
    });
  });

  test('what the allow list expects is informational, and says why', () => {
    const assessment = assessed({}, { allowList: [entry] });
    expect(assessment).toMatchObject({ severity: 'informational', riskScore: 0, disposition: 'expected' });
    expect(assessment.facts.expectation).toEqual({ entry, isWeak: true });
  });
});

describe('the ladder', () => {
  test('an admin role that somebody can use is critical, and the reason names the role and the anchor', () => {
    expect(assessed({ change: created, roles: [adminRole()] })).toMatchObject({
      severity: 'critical',
      riskScore: 99,
      because:
        'critical because role deploy is admin, and whoever holds a certificate of trust anchor build-ca can use it now',
    });
  });

  test('the same that nobody can use is high', () => {
    const disabled = profileCreated({ profile: { ...open, enabled: false } });
    expect(assessed({ change: disabled, roles: [adminRole()] }).severity).toBe('high');
  });

  test('the same expected, by an entry whose author named the roles, is high', () => {
    const named = { ...entry, roles: ['*:role/deploy'] };
    expect(assessed({ change: created, roles: [adminRole()] }, { allowList: [named] })).toMatchObject({
      severity: 'high',
      disposition: 'expected',
    });
  });

  // Until entries had to say what they vouch for, this was high: an entry without roles speaks of no power.
  test('the same expected by an entry without roles stays critical', () => {
    expect(assessed({ change: created, roles: [adminRole()] }, { allowList: [entry] })).toMatchObject({
      severity: 'critical',
      disposition: 'expected',
      unvouched: ['role-can-be-admin'],
    });
  });

  test('the same behind a condition is high', () => {
    const condition = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
    const roles = [foundRole({ inline: known([inlinePolicy('p', allow('*', '*', condition))]) })];
    expect(assessed({ change: created, roles }).severity).toBe('high');
  });

  test('a base severity that is set is the least', () => {
    expect(assessed({}, { baseSeverity: 'high' })).toMatchObject({ severity: 'high', riskScore: 73 });
  });
});

/** What an attacker, a fault of AWS or a race could do to make an alert calmer than it should be. */
interface Evasion {
  readonly trick: string;
  readonly context: Partial<Context>;
  readonly settings?: Partial<Settings>;
  readonly atLeast: Severity;
  readonly finding: string;
}

const quiet = (name: string): RoleFacts => foundRole({ arn: roleArn(name), name });
const NAMES = Array.from({ length: 250 }, (_, index) => `r${index}`);
const manyRoles = profileCreated({ profile: { ...open, roleArns: NAMES.map(roleArn) } });
const external = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) });

const EVASIONS: readonly Evasion[] = [
  {
    trick: 'the admin role is the last of 250, past the cap',
    context: {
      change: manyRoles,
      roles: NAMES.map((name, index) =>
        index < 50
          ? quiet(name)
          : { state: 'not-examined', arn: roleArn(name), reason: 'only 50 roles are examined' },
      ),
    },
    atLeast: 'high',
    finding: 'role-not-examined',
  },
  {
    trick: 'the admin role is the last of 250, all examined',
    context: {
      change: manyRoles,
      roles: NAMES.map((name) => (name === 'r249' ? adminRole({ arn: roleArn(name), name }) : quiet(name))),
    },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'a session policy is there until the alert is out',
    context: {
      change: created,
      current: known(profile({ createdAt: '2026-03-04T05:06:07Z', updatedAt: '2026-03-04T05:06:20Z' })),
      roles: [adminRole()],
    },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'the profile is disabled again before anybody looks',
    context: { change: created, current: known({ ...open, enabled: false }), roles: [adminRole()] },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'the profile is created disabled, and GetProfile is flooded until it throttles',
    context: {
      change: profileCreated({ profile: { ...open, enabled: false } }),
      current: notKnown('throttled'),
      roles: [adminRole()],
    },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'ListTrustAnchors is flooded until it throttles',
    context: { change: created, trustAnchors: notKnown('throttled') },
    atLeast: 'high',
    finding: 'anchors-unverified',
  },
  {
    trick: 'the role allows everything from tomorrow on',
    context: {
      change: created,
      roles: [
        foundRole({
          inline: known([
            inlinePolicy(
              'p',
              allow('*', '*', {
                Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-03-05T00:00:00Z' } },
              }),
            ),
          ]),
        }),
      ],
    },
    atLeast: 'high',
    finding: 'role-may-be-admin',
  },
  {
    trick: 'the date is hidden behind an escape',
    context: {
      change: created,
      roles: [
        foundRole({
          inline: known([
            {
              name: 'p',
              kind: 'inline',
              document: known(
                document(
                  allow('*', '*', {
                    Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-03-05T00:00:00Z' } },
                  }),
                ).replace('CurrentTime', '\\u0043urrentTime'),
              ),
            },
          ]),
        }),
      ],
    },
    atLeast: 'high',
    finding: 'role-may-be-admin',
  },
  {
    trick: 'the admin policy is an inline one that cannot be read',
    context: { change: created, roles: [foundRole({ inline: DENIED })] },
    atLeast: 'high',
    finding: 'role-unverified',
  },
  {
    trick: 'the policy is no JSON',
    context: {
      change: created,
      roles: [
        foundRole({ inline: known([{ name: 'p', kind: 'inline', document: known('{"Statement":') }]) }),
      ],
    },
    atLeast: 'high',
    finding: 'role-may-be-admin',
  },
  {
    trick: 'the role was made a minute ago and IAM does not show it yet',
    context: {
      change: created,
      roles: [{ state: 'missing', arn: ROLE_ARN }],
      activity: activityOf(trailEvent({ targets: ['deploy'] })),
    },
    atLeast: 'high',
    finding: 'role-missing',
  },
  {
    trick: 'the rogue anchor is so new that CloudTrail does not show it yet',
    context: {
      change: created,
      trustAnchors: known([
        { ...external, createdAt: '2026-03-04T05:05:00Z', updatedAt: '2026-03-04T05:05:00Z' },
      ]),
    },
    atLeast: 'critical',
    finding: 'new-external-anchor-by-actor',
  },
  {
    trick: 'the rogue anchor is made under another session name of the same role',
    context: {
      change: created,
      trustAnchors: known([{ ...external, createdAt: '2026-03-04T05:05:00Z' }]),
      anchorChanges: known([
        anchorEvent({
          time: '2026-03-04T05:05:00Z',
          targets: [ANCHOR_ARN],
          actorArn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/bob`,
          accessKeyId: 'ASIAOTHER',
        }),
      ]),
    },
    atLeast: 'critical',
    finding: 'new-external-anchor-by-actor',
  },
  {
    trick: 'the rogue anchor is a private CA of an account of the attacker, shared',
    context: {
      change: created,
      trustAnchors: known([
        trustAnchor({
          acmPcaArn: `arn:aws:acm-pca:${REGION}:444455556666:certificate-authority/x`,
          createdAt: '2026-03-04T05:05:00Z',
        }),
      ]),
    },
    atLeast: 'critical',
    finding: 'new-external-anchor-by-actor',
  },
  {
    trick: 'the certificate of an old, approved anchor is swapped',
    context: {
      change: created,
      trustAnchors: known([{ ...external, updatedAt: '2026-03-04T05:05:00Z' }]),
    },
    settings: { approvedTrustAnchors: [ANCHOR_ARN] },
    atLeast: 'critical',
    finding: 'new-external-anchor-by-actor',
  },
  {
    trick: 'the profile is created empty and the admin role added a second later',
    context: {
      change: profileCreated({ profile: { ...open, roleArns: [] } }),
      current: known(open),
      roles: [adminRole()],
    },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'the admin role is taken out again before anybody looks',
    context: { change: created, current: known({ ...open, roleArns: [] }), roles: [adminRole()] },
    atLeast: 'critical',
    finding: 'role-can-be-admin',
  },
  {
    trick: 'the session is named like the pipeline that the allow list expects',
    context: {
      change: profileCreated({
        profile: open,
        actor: actor({
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/evil/pipeline`,
          sessionIssuerArn: roleArn('evil'),
        }),
      }),
      roles: [foundRole({ trustPolicy: known(trustPolicy()), inline: DENIED })],
    },
    settings: { allowList: [{ principal: '*pipeline*', reason: 'pipelines' }] },
    atLeast: 'high',
    finding: 'allow-list-problem',
  },
  {
    trick: 'the record says nothing of roles',
    context: {
      change: profileCreated({
        profile: profile({ roleArns: [], id: null, arn: null }),
        gaps: [{ what: 'x', why: 'absent' }],
      }),
      current: DENIED,
      roles: [],
    },
    atLeast: 'high',
    finding: 'event-incomplete',
  },
];

test.each(EVASIONS)('not calmer: $trick', ({ context, settings, atLeast, finding }) => {
  const { severity, findings } = assessed(context, settings);
  expect(SEVERITIES.indexOf(severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(atLeast));
  expect(findings.map(({ id }) => id)).toContain(finding);
});

/** A context in which no question got an answer. */
const blind = (over: Partial<Context> = {}): Partial<Context> => ({
  change: created,
  accountAlias: DENIED,
  current: DENIED,
  tags: DENIED,
  trustAnchors: DENIED,
  roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied' }],
  country: DENIED,
  history: DENIED,
  activity: [{ region: REGION, windowHours: 24, by: 'access-key', events: DENIED, coverage: UNREAD }],
  anchorChanges: DENIED,
  sessions: DENIED,
  ...over,
});

describe('when AWS does not answer', () => {
  // It was high until ignorance had to be as loud as what it can hide: an unread role counts as admin.
  test('the alert is critical, and says what is not known', () => {
    const { severity, findings, unknowns, facts } = assessed(blind());
    const { roles } = facts;
    expect(severity).toBe('critical');
    expect(findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['role-unverified', 'anchors-unverified']),
    );
    expect(unknowns.length).toBeGreaterThanOrEqual(10);
    expect(roles).toMatchObject([{ arn: ROLE_ARN, power: 'unknown', possiblePower: 'admin' }]);
  });

  const UNANSWERED: readonly (keyof Context)[] = [
    'accountAlias',
    'current',
    'tags',
    'trustAnchors',
    'country',
    'history',
    'anchorChanges',
    'sessions',
  ];

  test.each(UNANSWERED)('an unknown %s never makes an alert calmer', (question) => {
    for (const context of [
      {},
      { change: created, roles: [adminRole()] },
      { change: created, roles: [foundRole({ inline: DENIED })] },
    ]) {
      const before = assessed(context).severity;
      const after = assessed({ ...context, [question]: DENIED }).severity;
      expect(SEVERITIES.indexOf(after)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(before));
    }
  });
});

describe('when a session has been given and its role was not read', () => {
  const shown = () => readSession(partOf(record(session()), '', []));
  /** Trusts no service any more, so that nothing else makes it critical that it was not read. */
  const shut = (role: Parameters<typeof foundRole>[0] = {}): RoleFacts =>
    foundRole({ trustPolicy: known(document()), ...role });
  const unread = shut({ attached: DENIED });
  const used: Partial<Context> = {
    change: { ...profileCreated({ profile: open, kind: createSession }), session: shown() },
    firstAlert: known({ alertId: 'the-first-alert', severity: 'low', at: '2026-03-04T05:00:00Z' }),
  };
  const another = roleArn('another');

  test.each<[string, Severity, Partial<Context>]>([
    ['critical, as it can have been admin', 'critical', { ...used, roles: [unread] }],
    [
      'critical, whatever the alert about the profile was',
      'critical',
      { ...used, roles: [unread], firstAlert: DENIED },
    ],
    [
      'high, where it is not the role of the session',
      'high',
      { ...used, roles: [shut(), shut({ attached: DENIED, arn: another, name: 'another' })] },
    ],
    ['high, where only that alert is not known', 'high', { ...used, roles: [shut()], firstAlert: DENIED }],
  ])('%s', (_, severity, context) => {
    expect(assessed(context).severity).toBe(severity);
  });
});

describe('whatever the record holds', () => {
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 200 }),
    fc.constantFrom(
      '',
      '__proto__',
      'constructor',
      '\n\n',
      '<!channel>',
      '\u202e',
      '*'.repeat(5000),
      'arn:::::',
      `$${'{x}'}`,
    ),
  );

  test('an alert is made, its lists stay short, and each finding is one of the catalogue', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 12, maxLength: 12 }), fc.boolean(), (texts, user) => {
        const [
          name = '',
          arn = '',
          role = '',
          agent = '',
          ip = '',
          session = '',
          policy = '',
          key = '',
          a = '',
          b = '',
          c = '',
          d = '',
        ] = texts;
        const event = profileCreated({
          eventTime: a,
          region: b,
          account: c,
          actor: user
            ? userActor({ arn, accessKeyId: key, accountId: d })
            : actor({ arn, sessionName: session }),
          source: source({ ip, userAgent: agent, client: { family: 'unknown', name: agent } }),
          profile: profile({
            name,
            roleArns: [role, role, arn],
            sessionPolicy: policy,
            managedPolicyArns: [key],
          }),
        });
        const context = contextOf({
          change: event,
          trustAnchors: known([
            trustAnchor({
              name,
              arn: key,
              createdAt: a,
              certificates: known([certificate({ subject: name, notAfter: b })]),
            }),
          ]),
          roles: [
            foundRole({
              arn: role,
              name: role,
              trustPolicy: known(policy),
              inline: known([{ name, kind: 'inline', document: known(policy) }]),
            }),
          ],
          activity: activityOf(trailEvent({ eventName: name, targets: [role, name], time: a, errorCode: b })),
          anchorChanges: known([anchorEvent({ targets: [name], actorArn: arn, time: a })]),
          tags: known([{ key: name, value: policy }]),
        });
        const { findings, because, severity } = assess(context, {
          ...defaultSettings,
          allowList: [{ principal: arn === '' ? '?' : arn, reason: 'x' }],
          trustedNetworks: ['192.0.2.0/24'],
          expectedCountries: ['FR'],
          requiredTags: ['owner'],
        });
        expect(SEVERITIES).toContain(severity);
        expect(because).not.toBe('');
        for (const { title, evidence } of findings) {
          expect(title).not.toMatch(/^Check .* failed/);
          expect(title.length).toBeLessThan(1000);
          expect(evidence.length).toBeLessThanOrEqual(11);
          for (const line of evidence) expect(line.length).toBeLessThanOrEqual(600);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('250 roles of 250 kinds of trouble make a bounded number of findings', () => {
    const roles = NAMES.map((name, index): RoleFacts => {
      const arn = roleArn(name);
      if (index % 5 === 0) return { state: 'missing', arn };
      if (index % 5 === 1) return { state: 'unreadable', arn, reason: `reason ${index}` };
      if (index % 5 === 2) return adminRole({ arn, name, trustPolicy: known(trustPolicy()) });
      if (index % 5 === 3) return foundRole({ arn, name, attached: DENIED });
      return { state: 'other-account', arn, accountId: '444455556666' };
    });
    const { findings } = assessed({ change: manyRoles, roles });
    expect(findings.length).toBeLessThanOrEqual(25);
  });
});
