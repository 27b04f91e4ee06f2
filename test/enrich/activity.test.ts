import {
  activityRegions,
  actorHandles,
  type RegionActivity,
  readActivity,
  readAnchorChanges,
  readSessions,
  type Window,
  windowAround,
} from '../../lambda/enrich/activity';
import { nothingRead, shownUntil, type TrailCoverage } from '../../lambda/enrich/coverage';
import type { LookUpTrail, TrailRecord } from '../../lambda/enrich/trail';
import { trailSearch, wholeOf } from '../../lambda/enrich/trail-search';
import type { Actor } from '../../lambda/event/actor';
import type { Change } from '../../lambda/event/change';
import { known, notKnown } from '../../lambda/lookup';
import { actor, NOW, profile, profileCreated, userActor } from '../support/context';
import {
  ACCOUNT,
  EVENT_ID,
  EVENT_TIME,
  LONG_LIVED_KEY,
  PROFILE_ARN,
  PROFILE_ID,
  REGION,
  ROLE_ARN,
  TEMPORARY_KEY,
  USER_ARN,
} from '../support/event';
import { ask, awsError, failing, fakeTrail, trailRecord } from './fakes';

const HOUR_MS = 3_600_000;
const eventTime = new Date(EVENT_TIME);
const search = (lookUp: LookUpTrail) => trailSearch(lookUp, ask, ACCOUNT);
const day: Window = { hours: 24, from: new Date(eventTime.getTime() - 24 * HOUR_MS), to: NOW };
const wholeDay: TrailCoverage = {
  complete: true,
  reachesBackTo: day.from.toISOString(),
  shownUpTo: shownUntil(NOW).toISOString(),
  recordsRead: 0,
};
const byAlice = profileCreated({ actor: userActor() });
const NAMESAKE = `arn:aws:sts::${ACCOUNT}:assumed-role/other/alice`;
const ALIAS_ARN = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:alias/profile/farm/build`;
const TOO_OLD = notKnown('CloudTrail keeps 90 days, and the event is older');

const activity = (
  lookUp: LookUpTrail,
  change: Change = byAlice,
  window: Window | undefined = day,
): Promise<RegionActivity> => wholeOf(readActivity(search(lookUp), change, REGION, 24, window, NOW));

const iamWrite = (overrides: Partial<TrailRecord> = {}): TrailRecord =>
  trailRecord({
    eventId: 'iam-1',
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutRolePolicy',
    request: { roleName: 'deploy', policyName: 'own', policyDocument: '{}' },
    response: null,
    ...overrides,
  });

describe('the window around the event', () => {
  it('reaches from hours before it until now', () => {
    expect(windowAround(eventTime, 24, NOW)).toEqual(day);
  });

  it('ends at the event where the clock is behind it', () => {
    expect(windowAround(eventTime, 24, new Date(eventTime.getTime() - 5000))?.to).toEqual(eventTime);
  });

  it('ends as many hours after an old event, and is gone when CloudTrail has forgotten it', () => {
    const later = (days: number) => new Date(eventTime.getTime() + days * 24 * HOUR_MS);
    expect(windowAround(eventTime, 24, later(30))?.to).toEqual(later(1));
    expect(windowAround(eventTime, 24, later(89))).toBeDefined();
    expect(windowAround(eventTime, 24, later(90))).toBeUndefined();
  });
});

describe('the Regions looked at', () => {
  it.each([
    ['aws', 'eu-central-1', ['eu-central-1', 'us-east-1']],
    ['aws', 'us-east-1', ['us-east-1']],
    ['aws-cn', 'cn-northwest-1', ['cn-northwest-1', 'cn-north-1']],
    ['aws-us-gov', 'us-gov-east-1', ['us-gov-east-1', 'us-gov-west-1']],
    ['aws-new', 'xx-new-1', ['xx-new-1']],
  ])('of partition %s and Region %s are %p', (partition, region, expected) => {
    expect(activityRegions(region, partition)).toEqual(expected);
  });
});

describe('what the actor did', () => {
  const { accessKeyId: _key, ...keyless } = userActor();
  it.each<[string, Actor, string, string, string]>([
    ['the access key', userActor(), 'AccessKeyId', LONG_LIVED_KEY, 'access-key'],
    ['the session key', actor(), 'AccessKeyId', TEMPORARY_KEY, 'access-key'],
    ['the user name without a key', keyless, 'Username', 'alice', 'user-name'],
    ['root without a key', { kind: 'root', type: 'Root', arn: 'r' }, 'Username', 'root', 'user-name'],
    ['the name in a console session', actor({ fromConsole: true }), 'Username', 'alice', 'user-name'],
  ])('is found by %s', async (_, who, attribute, value, by) => {
    const { lookUp, queries } = fakeTrail(() => []);
    const found = await activity(lookUp, profileCreated({ actor: who }));
    expect(found).toEqual({
      region: REGION,
      windowHours: 24,
      by,
      events: known({ events: [], atLeast: false }),
      coverage: wholeDay,
    });
    expect(queries).toEqual([
      { region: REGION, page: 0, query: { attribute, value, from: day.from, to: day.to } },
    ]);
  });

  it('cannot be asked for an actor without key and name', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    const who: Actor = { kind: 'aws-service', type: 'AWSService', arn: 'x.amazonaws.com' };
    expect((await activity(lookUp, profileCreated({ actor: who }))).events).toEqual(
      notKnown('the event names neither an access key nor a user'),
    );
    expect(queries).toEqual([]);
  });

  const federated: Actor = {
    kind: 'federated',
    type: 'FederatedUser',
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
    accessKeyId: TEMPORARY_KEY,
    longLivedKey: false,
    sessionIssuerArn: USER_ARN,
    sessionIssuerName: 'alice',
  };
  const key = { by: 'access-key', value: TEMPORARY_KEY };
  const owner = { by: 'user-name', value: 'alice', beyondSession: true };
  it.each<[string, Actor, readonly object[]]>([
    ['a federated session', federated, [key, owner]],
    [
      "root's federated session",
      { ...federated, sessionIssuerArn: `arn:aws:iam::${ACCOUNT}:root` },
      [key, { ...owner, value: 'root' }],
    ],
    [
      'a session of a user',
      { ...userActor(), accessKeyId: TEMPORARY_KEY, longLivedKey: false },
      [key, owner],
    ],
    [
      'a console session of a user',
      { ...userActor(), accessKeyId: TEMPORARY_KEY, longLivedKey: false, fromConsole: true },
      [{ by: 'user-name', value: 'alice' }],
    ],
    ["a user's own key", userActor(), [{ by: 'access-key', value: LONG_LIVED_KEY }]],
    ['a role session', actor(), [key]],
  ])('of %s is also what its user did', (_, who, handles) => {
    expect(actorHandles(who)).toEqual(handles);
  });

  it('found by the name of the user behind a session leaves out namesakes', async () => {
    const bySession = { actorArn: `arn:aws:sts::${ACCOUNT}:federated-user/Eve`, issuerArn: USER_ARN };
    const { lookUp } = fakeTrail(() => [
      iamWrite({ eventId: 'user' }),
      iamWrite({ eventId: 'other session', ...bySession, actorNames: [bySession.actorArn] }),
      iamWrite({ eventId: 'namesake', actorArn: NAMESAKE, actorNames: [NAMESAKE, 'alice'] }),
    ]);
    const change = profileCreated({ actor: federated });
    const found = readActivity(search(lookUp), change, REGION, 24, day, NOW, actorHandles(federated)[1]);
    const { events } = await wholeOf(found);
    expect(events.known && events.value.events.map(({ eventId }) => eventId).sort()).toEqual([
      'other session',
      'user',
    ]);
  });

  it('is shown with what it was done to', async () => {
    const record = iamWrite({ sourceIp: '203.0.113.7', accessKeyId: LONG_LIVED_KEY });
    const { lookUp } = fakeTrail(() => [record]);
    expect((await activity(lookUp)).events).toEqual(
      known({
        events: [
          {
            eventId: 'iam-1',
            time: EVENT_TIME,
            region: REGION,
            eventSource: 'iam.amazonaws.com',
            eventName: 'PutRolePolicy',
            actorArn: USER_ARN,
            accessKeyId: LONG_LIVED_KEY,
            sourceIp: '203.0.113.7',
            targets: ['deploy', 'own'],
          },
        ],
        atLeast: false,
      }),
    );
  });

  it.each<[string, Partial<TrailRecord>, boolean]>([
    ['a change', {}, true],
    ['a failed change', { errorCode: 'AccessDenied' }, true],
    ['a failed read', { readOnly: true, errorCode: 'AccessDenied' }, true],
    ['a read', { readOnly: true }, false],
    [
      'a read that got a secret',
      { readOnly: true, eventSource: 'secretsmanager.amazonaws.com', eventName: 'GetSecretValue' },
      true,
    ],
    [
      'a session got from a key',
      { readOnly: true, eventSource: 'sts.amazonaws.com', eventName: 'GetFederationToken' },
      true,
    ],
    [
      'another read of the same service',
      { readOnly: true, eventSource: 'secretsmanager.amazonaws.com', eventName: 'ListSecrets' },
      false,
    ],
    ['a record that does not say whether it only read', { readOnly: undefined } as never, true],
    ['the creation itself', { eventId: EVENT_ID }, false],
  ])('shows %s: %s', async (_, overrides, shown) => {
    const { lookUp } = fakeTrail(() => [iamWrite(overrides)]);
    const { events } = await activity(lookUp);
    expect(events.known && events.value.events.length).toBe(shown ? 1 : 0);
  });

  it('leaves out a namesake when it was found by name', async () => {
    const { lookUp } = fakeTrail(() => [
      iamWrite({ eventId: 'same' }),
      iamWrite({ eventId: 'namesake', actorArn: NAMESAKE, actorNames: [NAMESAKE, 'alice'] }),
    ]);
    const { events } = await activity(lookUp, profileCreated({ actor: keyless }));
    expect(events.known && events.value.events.map(({ eventId }) => eventId)).toEqual(['same']);
  });

  it('comes oldest first, those of one second in the order they were made', async () => {
    // CloudTrail answers newest first.
    const { lookUp } = fakeTrail(() => [
      iamWrite({ eventId: 'c', time: '2026-03-04T05:00:02Z' }),
      iamWrite({ eventId: 'b', time: '2026-03-04T05:00:01Z' }),
      iamWrite({ eventId: 'a', time: '2026-03-04T05:00:01Z' }),
    ]);
    const { events } = await activity(lookUp);
    expect(events.known && events.value.events.map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    [300, 300, false],
    [301, 300, true],
  ])('of %d events shows %d, more: %s', async (total, shown, atLeast) => {
    const records = Array.from({ length: total }, (_, index) => iamWrite({ eventId: `e-${index}` }));
    const { events } = await activity(fakeTrail(() => records).lookUp);
    expect(events.known && [events.value.events.length, events.value.atLeast]).toEqual([shown, atLeast]);
  });

  it('is unknown with the reason where it cannot be read, or is too old', async () => {
    expect((await activity(failing('AccessDeniedException'))).events).toEqual(
      notKnown('access denied (cloudtrail:LookupEvents)'),
    );
    const { lookUp } = fakeTrail(() => []);
    expect((await wholeOf(readActivity(search(lookUp), byAlice, REGION, 24, undefined, NOW))).events).toEqual(
      TOO_OLD,
    );
  });

  const at = (index: number): string => new Date(eventTime.getTime() - index * 60_000).toISOString();
  const earlier = (count: number, readOnly = false) =>
    Array.from({ length: count }, (_, index) =>
      iamWrite({ eventId: `e-${index}`, time: at(index), readOnly }),
    );
  const began = (minutes: number) => profileCreated({ actor: actor({ sessionCreatedAt: at(minutes) }) });

  it.each<[string, number, Change, object]>([
    ['to the end', 299, byAlice, { complete: true, reachesBackTo: day.from.toISOString(), recordsRead: 299 }],
    ['to its limit', 301, byAlice, { complete: false, reachesBackTo: at(299), recordsRead: 300 }],
    ['to before the session', 301, began(200), { complete: false, coversSession: true }],
    ['not to the session', 301, began(300), { complete: false, coversSession: false }],
    ['to the end, in a session of days', 5, began(2000), { complete: true, coversSession: false }],
  ])('says how far back it was read: %s', async (_, count, created, expected) => {
    // Reads count as read, though they are not shown.
    expect((await activity(fakeTrail(() => earlier(count, true)).lookUp, created)).coverage).toMatchObject(
      expected,
    );
  });

  it('keeps what came before a page that failed, and says how far that goes back', async () => {
    const { lookUp } = fakeTrail(() => earlier(120));
    const failsLater: LookUpTrail = async (region, query, token, signal) => {
      if (token === '2') throw awsError('ThrottlingException');
      return lookUp(region, query, token, signal);
    };
    expect(await activity(failsLater)).toMatchObject({
      events: { known: true, value: { atLeast: true } },
      coverage: {
        complete: false,
        reachesBackTo: at(99),
        recordsRead: 100,
        failure: 'throttled by AWS (cloudtrail:LookupEvents)',
      },
    });
  });

  it('says that nothing was read', async () => {
    const { coverage } = await activity(failing('TimeoutError'), began(60));
    expect(coverage).toEqual({
      complete: false,
      shownUpTo: shownUntil(NOW).toISOString(),
      recordsRead: 0,
      failure: 'timed out',
      coversSession: false,
    });
  });

  const anchorArn = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/x`;
  it.each<[string, Partial<TrailRecord>, readonly string[]]>([
    [
      'a created role',
      { request: { roleName: 'new' }, response: { role: { roleName: 'new', arn: ROLE_ARN, path: '/' } } },
      ['new', ROLE_ARN],
    ],
    [
      'an attached policy',
      { request: { roleName: 'deploy', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      ['deploy', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ],
    [
      'a trust anchor',
      { request: { name: 'ca' }, response: { trustAnchor: { trustAnchorArn: anchorArn, name: 'ca' } } },
      ['ca', anchorArn],
    ],
    ['nothing', { request: null, response: undefined }, []],
    ['nonsense', { request: [1, 'a'], response: 'text' }, []],
    ['names of the wrong type', { request: { roleName: 7, name: {}, arn: [] } }, []],
    ['a name too long to be one', { request: { roleName: 'x'.repeat(701) } }, []],
  ])('names its targets: %s', async (_, parts, targets) => {
    const { lookUp } = fakeTrail(() => [iamWrite({ request: {}, response: {}, ...parts })]);
    const { events } = await activity(lookUp);
    expect(events.known && events.value.events[0]?.targets).toEqual(targets);
  });

  it('bounds the targets of one event', async () => {
    const request = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`k${index}`, { name: `n${index}`, arn: `a${index}` }]),
    );
    const { lookUp } = fakeTrail(() => [iamWrite({ request })]);
    const { events } = await activity(lookUp);
    expect(events.known && events.value.events[0]?.targets).toHaveLength(12);
  });
});

describe('changes of trust anchors', () => {
  const read = (lookUp: LookUpTrail, window: Window | undefined = day) =>
    wholeOf(readAnchorChanges(search(lookUp), REGION, window, NOW));
  const changes = async (lookUp: LookUpTrail) => (await read(lookUp)).events;

  it('are three questions in the event Region, put together oldest first', async () => {
    const times: Readonly<Record<string, string>> = {
      CreateTrustAnchor: '2026-03-04T05:00:00Z',
      UpdateTrustAnchor: '2026-03-04T04:00:00Z',
      EnableTrustAnchor: '2026-03-04T05:01:00Z',
    };
    const { lookUp, queries } = fakeTrail((_, { value }) => [
      trailRecord({ eventId: value, eventName: value, time: times[value] ?? '' }),
    ]);
    const found = await changes(lookUp);
    expect(found.known && found.value.map(({ eventName }) => eventName)).toEqual([
      'UpdateTrustAnchor',
      'CreateTrustAnchor',
      'EnableTrustAnchor',
    ]);
    expect(queries.map(({ query }) => query.value).sort()).toEqual(Object.keys(times).sort());
  });

  it('include those among the calls of the actor, each once', async () => {
    const own = trailRecord({ eventId: 'own', eventName: 'EnableTrustAnchor' });
    const other = trailRecord({ eventId: 'other', eventName: 'CreateProfile' });
    const { lookUp } = fakeTrail((_, { value }) => (value === 'CreateTrustAnchor' ? [] : [own]));
    const withOwn = (look: LookUpTrail) =>
      wholeOf(readAnchorChanges(search(look), REGION, day, NOW, () => [own, other]));
    expect(await withOwn(lookUp)).toMatchObject({ events: { value: [{ eventId: 'own' }] } });
    expect(await withOwn(failing('TimeoutError'))).toMatchObject({
      events: { known: true, value: [{ eventId: 'own' }] },
      coverage: { complete: false, failure: 'timed out' },
    });
  });

  it('leave out what failed and what is not Roles Anywhere', async () => {
    const { lookUp } = fakeTrail(() => [
      trailRecord({ errorCode: 'AccessDenied' }),
      trailRecord({ eventSource: 'other.amazonaws.com' }),
    ]);
    expect(await changes(lookUp)).toEqual(known([]));
  });

  it('are unknown where one question fails and the others find nothing, but never hide what was found', async () => {
    const partly =
      (records: readonly TrailRecord[]): LookUpTrail =>
      async (_, { value }) =>
        value === 'UpdateTrustAnchor'
          ? failing('ThrottlingException')()
          : { records: value === 'CreateTrustAnchor' ? records : [] };
    expect(await changes(partly([]))).toEqual(notKnown('throttled by AWS (cloudtrail:LookupEvents)'));
    expect(await read(partly([trailRecord({ eventId: 'rogue' })]))).toMatchObject({
      events: { known: true, value: [{ eventId: 'rogue' }] },
      coverage: { complete: false, failure: 'throttled by AWS (cloudtrail:LookupEvents)' },
    });
  });

  it('go back only as far as the call that goes back least', async () => {
    const at = (minutes: number) => new Date(eventTime.getTime() - minutes * 60_000).toISOString();
    const { lookUp } = fakeTrail((_, { value }) =>
      value === 'UpdateTrustAnchor'
        ? Array.from({ length: 101 }, (_, index) => trailRecord({ time: at(index) }))
        : [],
    );
    expect((await read(lookUp)).coverage).toMatchObject({ complete: false, reachesBackTo: at(99) });
    const { coverage } = await read(async (region, query, token, signal) =>
      query.value === 'EnableTrustAnchor' ? failing('X')() : lookUp(region, query, token, signal),
    );
    expect(coverage).not.toHaveProperty('reachesBackTo');
  });

  it('are unknown for an event CloudTrail has forgotten', async () => {
    const { lookUp } = fakeTrail(() => []);
    expect(await wholeOf(readAnchorChanges(search(lookUp), REGION, undefined, NOW))).toEqual({
      events: TOO_OLD,
      coverage: nothingRead(TOO_OLD.reason, NOW),
    });
  });
});

describe('sessions made with the profile', () => {
  const sessions = (lookUp: LookUpTrail, change = byAlice, now = NOW) =>
    wholeOf(readSessions(search(lookUp), change, REGION, eventTime, now));
  const session = (overrides: Partial<TrailRecord> = {}) =>
    trailRecord({ eventName: 'CreateSession', request: { profileArn: PROFILE_ARN }, ...overrides });

  const aliased = profileCreated({
    profile: profile({ aliasName: 'farm/build', aliasArn: ALIAS_ARN, previousAliasName: 'farm/old' }),
  });

  it('are looked for from the creation until now', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    expect(await sessions(lookUp)).toEqual(
      known({
        count: { count: 0, atLeast: false },
        newest: [],
        coverage: { ...wholeDay, reachesBackTo: eventTime.toISOString() },
      }),
    );
    expect(queries).toMatchObject([
      { region: REGION, query: { attribute: 'EventName', value: 'CreateSession', from: eventTime, to: NOW } },
    ]);
  });

  it.each<[string, Partial<TrailRecord>, number]>([
    ['its ARN in the request', {}, 1],
    ['its id in the request', { request: { body: `{"profile":"${PROFILE_ID}"}` } }, 1],
    ['its ARN deep in the response', { request: null, response: { a: [{ b: { c: PROFILE_ARN } }] } }, 1],
    ['its ARN as a resource', { request: null, resources: [{ ARN: PROFILE_ARN }] }, 1],
    ['another profile', { request: { profileArn: PROFILE_ARN.replace(/.$/, '0') } }, 0],
    ['its alias ARN', { request: { profileArn: ALIAS_ARN } }, 1],
    ['its alias name', { request: { profileArn: 'farm/build' } }, 1],
    ['its former alias', { request: { profileArn: ALIAS_ARN.replace('/build', '/old') } }, 1],
    ['an alias that begins with its', { request: { profileArn: `${ALIAS_ARN}-2` } }, 0],
    ['its alias name as some other text', { request: { roleSessionName: 'farm/build' } }, 0],
    ['no profile', { request: null }, 0],
    ['its ARN, but failed', { errorCode: 'AccessDeniedException' }, 0],
    ['its ARN, of another service', { eventSource: 's3express.amazonaws.com' }, 0],
  ])('with %s count %#', async (_, overrides, count) => {
    const { lookUp } = fakeTrail(() => [session(overrides)]);
    expect(await sessions(lookUp, aliased)).toMatchObject({ value: { count: { count } } });
  });

  it('show the newest five, newest first, and say when there may be more', async () => {
    const records = Array.from({ length: 101 }, (_, index) =>
      session({ eventId: `s-${index}`, time: new Date(NOW.getTime() - index * 1000).toISOString() }),
    );
    const found = await sessions(fakeTrail(() => records).lookUp);
    expect(found).toMatchObject({ value: { count: { count: 100, atLeast: true } } });
    expect(found.known && found.value.newest.map(({ eventId }) => eventId)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `s-${index}`),
    );
  });

  it('survive a record nested or wide without end', async () => {
    let deep: unknown = PROFILE_ARN;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const wide = Array.from({ length: 200_000 }, () => 'x');
    const { lookUp } = fakeTrail(() => [session({ request: deep, response: wide })]);
    expect(await sessions(lookUp)).toMatchObject({ value: { count: { count: 0 } } });
  });

  it('are unknown without a profile id, without an answer, and for an old event', async () => {
    const { lookUp } = fakeTrail(() => []);
    const nameless = profileCreated({ profile: profile({ id: null, arn: null }) });
    expect(await sessions(lookUp, nameless)).toEqual(notKnown('the event names no profile id'));
    expect(await sessions(failing('TimeoutError'))).toEqual(notKnown('timed out'));
    const later = new Date(eventTime.getTime() + 91 * 24 * HOUR_MS);
    expect(await sessions(lookUp, byAlice, later)).toEqual(TOO_OLD);
  });
});
