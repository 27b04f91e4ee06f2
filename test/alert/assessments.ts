/** Assessments and contexts to compose alerts from: the stories whose wording the tests check. */

import { composeAlert } from '../../lambda/alert/compose';
import type { Alert } from '../../lambda/alert/schema';
import { concluded } from '../../lambda/assess/assess';
import type { Assessment } from '../../lambda/assess/assessment';
import type { Finding } from '../../lambda/assess/check';
import { isDangerous } from '../../lambda/assess/danger';
import { factsOf } from '../../lambda/assess/facts';
import type { JudgedCapability, JudgedRole, JudgedTogether } from '../../lambda/assess/judged-role';
import type { Disposition } from '../../lambda/assess/ladder';
import { worstFirst } from '../../lambda/assess/role-order';
import { RISK_SCORE, type Severity } from '../../lambda/assess/severity';
import type { Context } from '../../lambda/enrich/context';
import type { TrailEvent } from '../../lambda/enrich/trail-event';
import type { Profile } from '../../lambda/event/profile';
import { type Gap, known, notKnown } from '../../lambda/lookup';
import type { AllowListEntry, Settings } from '../../lambda/settings';
import { defaultSettings } from '../../lambda/settings-file';
import {
  ANCHOR_ARN,
  adminRole,
  certificate,
  contextOf,
  foundRole,
  profile,
  profileCreated,
  source,
  trustAnchor,
  UNREAD,
  userActor,
  WHOLE,
} from '../support/context';
import { ACCOUNT, LONG_LIVED_KEY, REGION, ROLE_ARN, USER_ARN } from '../support/event';

export const ROGUE_ID = 'bbbbbbbb-0000-4000-8000-000000000002';
export const ROGUE_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/${ROGUE_ID}`;

export const capability = (overrides: Partial<JudgedCapability> = {}): JudgedCapability => ({
  id: 'iam-attach-role-policy',
  kind: 'escalation',
  level: 'escalation',
  technique: 'T1098.003',
  phrase: 'attach any policy to itself',
  verdict: 'granted',
  scope: 'all',
  actions: ['iam:AttachRolePolicy'],
  statements: [{ layer: 'identity', policy: 0, statement: 0, effect: 'Allow' }],
  conditionKeys: [],
  grantedBy: ['inline policy deploy, statement 1'],
  ...overrides,
});

/** A narrow role that one old anchor reaches. */
export const judged = (overrides: Partial<JudgedRole> = {}): JudgedRole => {
  const role = {
    arn: ROLE_ARN,
    facts: foundRole(),
    power: 'limited',
    possiblePower: 'limited',
    capabilities: [],
    trust: {
      trust: 'pinned',
      reachableFrom: [ANCHOR_ARN],
      pinnedTo: [ANCHOR_ARN],
      otherPrincipals: [],
      conditionKeys: [],
    },
    usableNow: 'yes',
    usableBecause: 'profile enabled; trust anchor build-ca enabled and trusted',
    sessionSeconds: 3600,
    unreadBecause: [],
    unknowns: [],
    reached: [],
    ...overrides,
  } satisfies Omit<JudgedRole, 'isDangerous'>;
  return { ...role, isDangerous: isDangerous(role) };
};

export const OPEN_TRUST: JudgedRole['trust'] = {
  trust: 'any-anchor',
  reachableFrom: [ROGUE_ARN, ANCHOR_ARN],
  pinnedTo: [],
  otherPrincipals: [],
  conditionKeys: [],
};

export const finding = (overrides: Partial<Finding> = {}): Finding => ({
  id: 'long-session',
  severity: 'low',
  title: 'Sessions may last 12 h, longer than 1 h',
  evidence: ['durationSeconds is 43200'],
  question: 'session',
  vouching: 'entry',
  techniques: [],
  ...overrides,
});

/** What a test lays over the facts of a context, and what it says was found. */
export interface Told {
  readonly severity: Severity;
  readonly disposition: Disposition;
  readonly because: string;
  readonly profile: Profile;
  readonly roles: readonly JudgedRole[];
  readonly together: JudgedTogether;
  readonly findings: readonly Finding[];
  readonly unknowns: readonly Gap[];
  /** The allow-list entry that matched. */
  readonly expectedBy?: AllowListEntry;
  readonly isWeak?: boolean;
  /** ARNs of the trust anchors that this installation approves. */
  readonly approvedTrustAnchors?: readonly string[];
  /** How people of this installation open the console, and where their runbook is. */
  readonly links?: Pick<Settings, 'consoleLinkPrefix' | 'runbookUrl'>;
  /** Ids of the findings that the entry cannot vouch for. */
  readonly unvouched?: readonly string[];
}

/** What is told of a quiet profile. */
export const assessmentOf = (overrides: Partial<Told> = {}): Told => {
  const severity = overrides.severity ?? 'low';
  const roles = overrides.roles ?? [judged()];
  return {
    severity,
    disposition: 'unexpected',
    because: `${severity}, the base severity: no check found anything worse in what could be read`,
    profile: profile({ roleArns: roles.map(({ arn }) => arn) }),
    roles,
    together: {
      power: roles[0]?.power ?? 'none',
      possiblePower: roles[0]?.possiblePower ?? 'none',
      statement: '',
      notExamined: [],
    },
    findings: [],
    unknowns: [],
    ...overrides,
  };
};

/** An approved list is one that is not empty. */
const NOBODYS_ANCHOR = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/nobodys`;

/** The assessment of a context of which a test tells the verdict. */
export const assessmentIn = (context: Context, told: Told): Assessment => {
  const { severity, disposition, because, expectedBy, approvedTrustAnchors, unvouched = [] } = told;
  const settings = {
    ...defaultSettings,
    ...told.links,
    ...(approvedTrustAnchors === undefined
      ? {}
      : { approvedTrustAnchors: [NOBODYS_ANCHOR, ...approvedTrustAnchors] }),
  };
  const facts = {
    ...factsOf(context, settings),
    profile: told.profile,
    subject: { type: 'profile' as const, name: told.profile.name, arn: told.profile.arn },
    roles: worstFirst(told.roles),
    gained: worstFirst(told.roles),
    together: told.together,
    expectation: expectedBy === undefined ? undefined : { entry: expectedBy, isWeak: told.isWeak ?? false },
  };
  const verdict = { severity, riskScore: RISK_SCORE[severity], disposition, because, unvouched };
  return { ...concluded(facts, told.findings, verdict, false), unknowns: told.unknowns };
};

/** The alert of a context of which a test tells the verdict. */
export const composeTold = (context: Context, told: Told): Alert => composeAlert(assessmentIn(context, told));

export const trailEvent = (overrides: Partial<TrailEvent> = {}): TrailEvent => ({
  eventId: '11111111-aaaa-4bbb-8ccc-000000000001',
  time: '2026-03-04T05:01:12Z',
  region: REGION,
  eventSource: 'rolesanywhere.amazonaws.com',
  eventName: 'CreateTrustAnchor',
  actorArn: USER_ARN,
  accessKeyId: LONG_LIVED_KEY,
  targets: [ROGUE_ARN],
  ...overrides,
});

export interface Story {
  readonly context: Context;
  readonly assessment: Told;
}

const attackProfile = () =>
  profile({ durationSeconds: 43_200, acceptRoleSessionName: true, roleArns: [ROLE_ARN] });

/** An external CA just added by the same user, an admin role open to any anchor, for 12 hours. */
export const attack = (): Story => {
  // The key is taken out by hand: an optional field cannot be overridden away.
  const { sessionPolicy: _, ...bare } = attackProfile();
  const created = profileCreated({
    actor: userActor(),
    source: source({ ip: '198.51.100.23' }),
    profile: bare,
  });
  const rogue = trustAnchor({
    arn: ROGUE_ARN,
    id: ROGUE_ID,
    name: 'ci-runners',
    sourceType: 'CERTIFICATE_BUNDLE',
    certificates: known([certificate({ subject: 'CN=ci', issuer: 'CN=ci' })]),
    createdAt: '2026-03-04T05:01:12Z',
    updatedAt: '2026-03-04T05:01:12Z',
  });
  const anchorMade = trailEvent();
  const iamCalls = [
    trailEvent({
      eventId: '11111111-aaaa-4bbb-8ccc-000000000002',
      time: '2026-03-04T05:03:30Z',
      region: 'us-east-1',
      eventSource: 'iam.amazonaws.com',
      eventName: 'UpdateAssumeRolePolicy',
      targets: ['deploy'],
    }),
    trailEvent({
      eventId: '11111111-aaaa-4bbb-8ccc-000000000003',
      time: '2026-03-04T05:02:58Z',
      region: 'us-east-1',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      targets: ['backup'],
      errorCode: 'AccessDenied',
    }),
  ];
  const role = judged({
    facts: adminRole({ maxSessionSeconds: 43_200 }),
    power: 'admin',
    possiblePower: 'admin',
    capabilities: [
      capability({
        id: 'full-admin',
        kind: 'admin',
        level: 'admin',
        phrase: 'do everything in the account',
        actions: ['*'],
        grantedBy: ['managed policy AdministratorAccess, statement 1'],
      }),
    ],
    trust: OPEN_TRUST,
    usableBecause: 'profile enabled; trust anchor ci-runners enabled and trusted',
    sessionSeconds: 43_200,
  });
  return {
    context: contextOf({
      change: created,
      current: known(bare),
      tags: known([]),
      country: known('NL'),
      roles: [role.facts],
      trustAnchors: known([trustAnchor(), rogue]),
      anchorChanges: known([anchorMade]),
      history: known({
        days: 90,
        byActor: { count: 0, atLeast: false },
        inAccount: { count: 1, atLeast: false },
        coverage: WHOLE,
      }),
      activity: [
        {
          region: REGION,
          windowHours: 24,
          by: 'access-key',
          events: known({ events: [anchorMade], atLeast: false }),
          coverage: WHOLE,
        },
        {
          region: 'us-east-1',
          windowHours: 24,
          by: 'access-key',
          events: known({ events: iamCalls, atLeast: false }),
          coverage: WHOLE,
        },
      ],
    }),
    assessment: assessmentOf({
      severity: 'critical',
      because: 'Role deploy is admin, nothing narrows its sessions, and somebody can use it right now.',
      profile: bare,
      roles: [role],
      findings: [
        finding({
          id: 'admin-role',
          severity: 'critical',
          title: 'Role deploy is admin, and somebody can use it now',
          evidence: [
            'managed policy AdministratorAccess, statement 1 allows * on *',
            'profile enabled; trust anchor ci-runners enabled and trusted',
            'No session policy narrows the session.',
          ],
          question: 'power',
        }),
        finding({
          id: 'new-external-anchor',
          severity: 'critical',
          title: 'The same key created trust anchor "ci-runners" on an external CA 4 min before',
          evidence: [ROGUE_ARN, 'self-signed CA "CN=ci"'],
          question: 'anchors',
        }),
        finding({
          id: 'open-trust',
          severity: 'high',
          title: 'Any trust anchor can reach role deploy',
          evidence: ['Its trust policy has no condition on aws:SourceArn.'],
          question: 'reach',
        }),
        finding({
          id: 'trust-changed',
          severity: 'high',
          title: 'The trust policy of role deploy was changed 2 min before',
          evidence: ['UpdateAssumeRolePolicy at 2026-03-04T05:03:30Z by the same key'],
          question: 'activity',
        }),
        finding({
          id: 'long-lived-key',
          severity: 'medium',
          title: 'A long-lived access key made the call',
          evidence: [LONG_LIVED_KEY],
          question: 'actor',
        }),
        finding({
          id: 'first-profile',
          severity: 'medium',
          title: 'The first profile by this actor in 90 days',
          evidence: [],
          question: 'history',
        }),
        finding(),
        finding({
          id: 'session-name',
          title: 'Certificate holders choose the session name',
          evidence: [],
          question: 'request',
        }),
        finding({
          id: 'no-session-policy',
          title: 'No session policy narrows the roles',
          evidence: [],
          question: 'request',
        }),
      ],
    }),
  };
};

/** A pipeline's role, a narrow pinned role, all known: nothing wrong. */
export const routine = (): Story => ({ context: contextOf(), assessment: assessmentOf() });

/** Every reader failed: only the event is known. */
export const blind = (): Story => {
  const denied = notKnown('access denied');
  const context = contextOf({
    accountAlias: denied,
    current: denied,
    tags: denied,
    trustAnchors: denied,
    roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'access denied (iam:GetRole)' }],
    country: denied,
    history: denied,
    activity: [{ region: REGION, windowHours: 24, by: 'access-key', events: denied, coverage: UNREAD }],
    anchorChanges: denied,
    sessions: denied,
  });
  return {
    context,
    assessment: assessmentOf({
      severity: 'high',
      because: 'What role deploy can do could not be read, so nothing is ruled out.',
      roles: [
        judged({
          facts: { state: 'unreadable', arn: ROLE_ARN, reason: 'access denied (iam:GetRole)' },
          power: 'unknown',
          possiblePower: 'admin',
          trust: {
            trust: 'unknown',
            reachableFrom: [],
            pinnedTo: [],
            otherPrincipals: [],
            conditionKeys: [],
          },
          usableNow: 'unknown',
          usableBecause: 'trust policy not known',
          unknowns: ['permissions: access denied (iam:GetRole)'],
        }),
      ],
      findings: [
        finding({
          id: 'unverified',
          severity: 'high',
          title: 'What role deploy can do could not be verified',
          evidence: ['access denied (iam:GetRole)'],
          question: 'power',
        }),
      ],
      unknowns: [
        { what: 'role deploy', why: 'access denied (iam:GetRole)' },
        { what: 'trust anchors', why: 'access denied (rolesanywhere:ListTrustAnchors)' },
        { what: 'CRLs', why: 'access denied (rolesanywhere:ListTrustAnchors)' },
        { what: 'earlier profiles', why: 'access denied (cloudtrail:LookupEvents)' },
      ],
    }),
  };
};
