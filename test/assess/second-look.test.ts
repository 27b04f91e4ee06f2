import { assess } from '../../lambda/assess/assess';
import type { Assessment } from '../../lambda/assess/assessment';
import { type FirstLook, firstLookOf, SECOND_LOOK_MS, updateOf } from '../../lambda/assess/second-look';
import type { Context } from '../../lambda/enrich/context';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { activityOf, anchorEvent, trailEvent } from '../support/activity';
import {
  actor,
  adminRole,
  certificate,
  contextOf,
  foundRole,
  NOW,
  profile,
  profileCreated,
  trustAnchor,
  UNREAD,
  WHOLE,
} from '../support/context';
import { REGION, ROLE_ARN } from '../support/event';

const LATER = new Date(NOW.getTime() + SECOND_LOOK_MS);
const DENIED = notKnown('access denied');
const { sessionPolicy: _narrow, ...open } = profile();
const wide = profileCreated({ profile: open });
const disabled = profileCreated({ profile: { ...open, enabled: false } });

const unreadTrail: Partial<Context> = {
  activity: activityOf().map((each) => ({ ...each, events: notKnown('throttled'), coverage: UNREAD })),
};
const unreadRole: Partial<Context> = {
  roles: [{ state: 'unreadable', arn: ROLE_ARN, reason: 'throttled (iam:GetRole)' }],
};
const stopLogging = trailEvent({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' });
const createKey = trailEvent({ eventName: 'CreateAccessKey', targets: ['backup'] });
const used: Partial<Context> = {
  sessions: known({
    count: { count: 1, atLeast: false },
    newest: [trailEvent({ eventSource: 'rolesanywhere.amazonaws.com', eventName: 'CreateSession' })],
    coverage: WHOLE,
  }),
};
const young = { createdAt: '2026-03-04T05:01:07Z', updatedAt: '2026-03-04T05:01:07Z' };
const outside = trustAnchor({
  sourceType: 'CERTIFICATE_BUNDLE',
  certificates: known([certificate()]),
  ...young,
});
const youngRole = foundRole({ createdAt: young.createdAt });
const entry = { principal: `${actor().arn}*`, reason: 'the pipeline', profileNames: ['build-*'] };

const looked = (context: Partial<Context>, now: Date, settings: Partial<Settings> = {}): Assessment =>
  assess(contextOf({ now, ...context }), { ...defaultSettings, ...settings });

interface LookCase {
  readonly when: string;
  readonly before: Partial<Context>;
  readonly after: Partial<Context>;
  readonly settings?: Partial<Settings>;
  /** "worse: id" and "read: source", in order; none where nobody is told. */
  readonly tells: readonly string[];
}

const CASES: readonly LookCase[] = [
  { when: 'nothing has changed', before: {}, after: {}, tells: [] },
  {
    when: 'the trail now shows what the actor did',
    before: {},
    after: { activity: activityOf(createKey, stopLogging) },
    tells: ['worse: sensitive-activity'],
  },
  {
    when: 'the trail shows no more of what was told already',
    before: { activity: activityOf(createKey) },
    after: { activity: activityOf(createKey, stopLogging) },
    tells: [],
  },
  { when: 'the profile has been used', before: {}, after: used, tells: ['worse: profile-used'] },
  {
    when: 'the profile has been used, and the alert was critical already',
    before: { change: wide, roles: [adminRole()] },
    after: { change: wide, roles: [adminRole()], ...used },
    tells: ['worse: profile-used'],
  },
  {
    when: 'a role has become admin',
    before: { change: wide },
    after: { change: wide, roles: [adminRole()] },
    tells: ['worse: role-can-be-admin'],
  },
  {
    when: 'the profile was enabled, so that what nobody could use can be used',
    before: { change: disabled, roles: [adminRole()] },
    after: { change: disabled, current: known({ ...open, enabled: true }), roles: [adminRole()] },
    tells: ['worse: role-can-be-admin', 'worse: profile-changed-since'],
  },
  {
    when: 'a young anchor turns out to be the actor’s',
    before: { trustAnchors: known([outside]) },
    after: { trustAnchors: known([outside]), anchorChanges: known([anchorEvent()]) },
    tells: ['worse: new-external-anchor-by-actor'],
  },
  {
    when: 'a young role turns out to be the actor’s',
    before: { roles: [youngRole] },
    after: { roles: [youngRole], activity: activityOf(trailEvent()) },
    tells: ['worse: role-changed-recently'],
  },
  {
    when: 'a finding is new, and too small to look again for',
    before: {},
    after: {
      current: known(profile({ name: 'build-farm-1' })),
    },
    tells: [],
  },
  { when: 'the role is read, and limited', before: unreadRole, after: {}, tells: ['read: roles'] },
  {
    when: 'the role is read, and admin',
    before: { change: wide, ...unreadRole },
    after: { change: wide, roles: [adminRole()] },
    tells: ['worse: role-can-be-admin', 'read: roles'],
  },
  { when: 'the trail is read, and empty', before: unreadTrail, after: {}, tells: ['read: actor-trail'] },
  {
    when: 'the trail is read, and is not empty',
    before: unreadTrail,
    after: { activity: activityOf(stopLogging) },
    tells: ['worse: sensitive-activity', 'read: actor-trail'],
  },
  { when: 'the role is still not read', before: unreadRole, after: unreadRole, tells: [] },
  {
    when: 'what is read could hide little',
    before: { history: DENIED },
    after: {},
    tells: [],
  },
  { when: 'the role is not read any more', before: {}, after: unreadRole, tells: [] },
  { when: 'the trail is not read any more', before: {}, after: unreadTrail, tells: [] },
  {
    when: 'the trail is not read any more, and who made a role is in doubt again',
    before: { roles: [foundRole({ createdAt: '2026-03-04T03:00:00Z' })] },
    after: { roles: [foundRole({ createdAt: '2026-03-04T03:00:00Z' })], ...unreadTrail },
    tells: [],
  },
  {
    when: 'the trail is not read whole any more, and shows something new',
    before: {},
    after: { activity: [...activityOf(stopLogging), ...(unreadTrail.activity ?? [])] },
    tells: ['worse: sensitive-activity'],
  },
  {
    when: 'the anchors are not read any more, and use of an admin role is in doubt again',
    before: { change: wide, roles: [adminRole()], trustAnchors: known([]) },
    after: { change: wide, roles: [adminRole()], trustAnchors: DENIED },
    tells: [],
  },
  {
    when: 'the profile was disabled',
    before: { change: wide, roles: [adminRole()] },
    after: { change: wide, current: known({ ...open, enabled: false }), roles: [adminRole()] },
    tells: [],
  },
  {
    when: 'the profile was deleted, which an entry that pins it does not match any more',
    before: { roles: [youngRole] },
    after: { current: notKnown('not found'), roles: [youngRole], activity: activityOf(trailEvent()) },
    settings: { allowList: [entry] },
    tells: [],
  },
  {
    when: 'an expected change was prepared by what the entry excuses',
    before: {},
    after: { activity: activityOf(trailEvent({ eventName: 'PutRolePolicy' })) },
    settings: { allowList: [entry] },
    tells: [],
  },
  {
    when: 'an expected change was prepared by what no entry excuses',
    before: {},
    after: { activity: activityOf(stopLogging) },
    settings: { allowList: [entry] },
    tells: ['worse: sensitive-activity'],
  },
];

describe('the second look', () => {
  test.each(CASES.map((each) => [each.when, each] as const))(
    '%s',
    (_when, { before, after, settings, tells }) => {
      const first = firstLookOf(looked(before, NOW, settings));
      const second = looked(after, LATER, settings);
      const news = updateOf(first, second)?.news ?? [];
      expect(
        news.map((each) => (each.kind === 'worse' ? `worse: ${each.finding.id}` : `read: ${each.source}`)),
      ).toEqual(tells);
    },
  );

  test('tells how bad it was', () => {
    const first = firstLookOf(looked({ change: wide, ...unreadRole }, NOW));
    expect(updateOf(first, looked({ change: wide }, LATER))?.first).toEqual({
      severity: 'critical',
      disposition: 'unexpected',
      thread: first.thread,
    });
  });

  test('of a message of before threads were kept tells all the same', () => {
    const { thread: _kept, ...older } = firstLookOf(looked({ change: wide, ...unreadRole }, NOW));
    expect(updateOf(older, looked({ change: wide }, LATER))?.first).toEqual({
      severity: 'critical',
      disposition: 'unexpected',
    });
  });

  test('of an event without its request and response does not tell that they are missing', () => {
    const change = profileCreated({ gaps: [{ what: 'requestParameters', why: 'left out' }] });
    const first = firstLookOf(looked({}, NOW));
    const second = looked({ change }, LATER);
    expect(updateOf({ ...first, isAbridged: true }, second)).toBeUndefined();
    expect(updateOf(first, second)?.news).toHaveLength(1);
  });

  test('tells of each finding of one kind that is more than there were', () => {
    const second = looked({ activity: activityOf(stopLogging) }, LATER);
    const [finding] = second.findings;
    if (finding === undefined) throw new Error('nothing was found');
    const twice = { ...second, findings: [finding, { ...finding, title: 'Another' }] };
    expect(updateOf(firstLookOf(second), twice)?.news).toEqual([
      { kind: 'worse', finding: { ...finding, title: 'Another' } },
    ]);
  });
});

describe('what is kept of the first look', () => {
  const kept: readonly (readonly [string, Partial<Context>, Partial<FirstLook>])[] = [
    ['nothing found', {}, { severity: 'low', findings: [], unread: [] }],
    [
      'ids and severities, and what was not read by itself',
      { change: wide, ...unreadRole, activity: activityOf(stopLogging) },
      {
        severity: 'critical',
        findings: [
          { id: 'sensitive-activity', severity: 'high' },
          { id: 'no-session-policy', severity: 'low' },
        ],
        unread: [{ source: 'roles', severity: 'critical' }],
      },
    ],
    [
      'what is not proven',
      { trustAnchors: known([outside]) },
      { findings: expect.arrayContaining([expect.objectContaining({ unproven: true })]) },
    ],
  ];
  test.each(kept)('%s', (_, context, expected) => {
    expect(firstLookOf(looked(context, NOW))).toMatchObject(expected);
  });

  test('no name, address or text of the event', () => {
    const text = JSON.stringify(firstLookOf(looked({ ...unreadRole, ...used }, NOW)));
    for (const fact of [ROLE_ARN, REGION, actor().arn, 'build-farm', 'throttled']) {
      expect(text).not.toContain(fact);
    }
  });
});
