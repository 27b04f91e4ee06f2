import { type ProfileHistory, readHistory } from '../../lambda/enrich/history';
import type { LookUpTrail, TrailRecord } from '../../lambda/enrich/trail';
import { trailSearch, wholeOf } from '../../lambda/enrich/trail-search';
import type { Change } from '../../lambda/event/change';
import { type Lookup, notKnown } from '../../lambda/lookup';
import { actor, NOW, profileCreated, userActor } from '../support/context';
import { ACCOUNT, EVENT_ID, EVENT_TIME, OTHER_ACCOUNT, REGION, USER_ARN } from '../support/event';
import { ask, failing, fakeTrail, trailRecord } from './fakes';

const DAY_MS = 86_400_000;
const byAlice = profileCreated({ actor: userActor() });
const bySession = profileCreated({ actor: actor() });

const serviceCall = profileCreated({
  actor: {
    kind: 'aws-service',
    type: 'AWSService',
    arn: 'x.amazonaws.com',
    invokedBy: 'x.amazonaws.com',
  },
});

const history = (
  lookUp: LookUpTrail,
  change: Change = byAlice,
  now: Date = NOW,
): Promise<Lookup<ProfileHistory>> =>
  wholeOf(readHistory(trailSearch(lookUp, ask, ACCOUNT), change, REGION, new Date(EVENT_TIME), now));

const many = (count: number, overrides: Partial<TrailRecord> = {}): TrailRecord[] =>
  Array.from({ length: count }, (_, index) => trailRecord({ eventId: `e-${index}`, ...overrides }));

describe('the history of profiles', () => {
  it('is asked for by name, in the event Region, over 90 days before the event', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    expect(await history(lookUp)).toEqual({
      known: true,
      value: {
        days: 90,
        byActor: { count: 0, atLeast: false },
        inAccount: { count: 0, atLeast: false },
        coverage: expect.objectContaining({ complete: true, recordsRead: 0 }),
      },
    });
    const to = new Date(EVENT_TIME);
    expect(queries).toEqual([
      {
        region: REGION,
        page: 0,
        query: {
          attribute: 'EventName',
          value: 'CreateProfile',
          from: new Date(to.getTime() - 90 * DAY_MS),
          to,
        },
      },
    ]);
  });

  const issuer = `arn:aws:iam::${ACCOUNT}:role/platform-admin`;
  it.each<[string, Change, Partial<TrailRecord>, number, number]>([
    ['of the same user', byAlice, {}, 1, 1],
    ['of somebody else', byAlice, { actorNames: ['arn:aws:iam::111122223333:user/bob'] }, 0, 1],
    ['of another session of the role', bySession, { actorNames: ['x'], issuerArn: issuer }, 1, 1],
    ['of a session of another role', bySession, { actorNames: ['x'], issuerArn: `${issuer}2` }, 0, 1],
    ['of the same AWS service', serviceCall, { actorNames: ['x.amazonaws.com'] }, 1, 1],
    ['of another service', byAlice, { eventSource: 'transfer.amazonaws.com' }, 0, 0],
    ['that failed', byAlice, { errorCode: 'AccessDenied' }, 0, 0],
    ['that is this one', byAlice, { eventId: EVENT_ID }, 0, 0],
  ])('counts a creation %s', async (_, created, overrides, byActor, inAccount) => {
    const { lookUp } = fakeTrail(() => [trailRecord({ actorNames: [USER_ARN], ...overrides })]);
    expect(await history(lookUp, created)).toMatchObject({
      value: { byActor: { count: byActor }, inAccount: { count: inAccount } },
    });
  });

  it.each<[string, Partial<TrailRecord>]>([
    ['the answer is about another account', { accountId: OTHER_ACCOUNT }],
    ["some of CloudTrail's records could not be read", { eventName: '' }],
    ["some of CloudTrail's records could not be read", { eventSource: '' }],
  ])('is not known where %s', async (reason, overrides) => {
    const { lookUp } = fakeTrail(() => [trailRecord({ eventId: 'e', ...overrides })]);
    expect(await history(lookUp)).toEqual(notKnown(reason));
    // What is ours among it still counts.
    const some = fakeTrail(() => [trailRecord(), trailRecord({ eventId: 'e', ...overrides })]);
    expect(await history(some.lookUp)).toMatchObject({
      value: { inAccount: { count: 1, atLeast: true }, coverage: { complete: false, failure: reason } },
    });
  });

  it('is not known where all pages are empty and there is more to come, but one may be', async () => {
    const empty: LookUpTrail = async () => ({ records: [], nextToken: 'more' });
    expect(await history(empty)).toEqual(notKnown('CloudTrail answered with empty pages, and more to come'));
    const afterwards: LookUpTrail = async (_r, _q, token) =>
      token === undefined ? { records: [], nextToken: 'more' } : { records: [trailRecord()] };
    expect(await history(afterwards)).toMatchObject({
      value: { inAccount: { count: 1 }, coverage: { complete: true } },
    });
  });

  it.each([
    [200, 200, false, 4],
    [201, 200, true, 4],
    [51, 51, false, 2],
  ])('of %d creations counts %d, at least: %s, in %d pages', async (total, count, atLeast, pages) => {
    const { lookUp, queries } = fakeTrail(() => many(total));
    expect(await history(lookUp)).toMatchObject({ value: { inAccount: { count, atLeast } } });
    expect(queries).toHaveLength(pages);
  });

  it('says "at least" of an actor that the event does not name', async () => {
    const { lookUp } = fakeTrail(() => [trailRecord()]);
    const nobody = profileCreated({ actor: { kind: 'unknown', type: 'Unknown', arn: 'nobody named' } });
    expect(await history(lookUp, nobody)).toMatchObject({
      value: { byActor: { count: 0, atLeast: true }, inAccount: { count: 1, atLeast: false } },
    });
  });

  it('is unknown where nothing could be read', async () => {
    expect(await history(failing('ThrottlingException'))).toEqual(
      notKnown('throttled by AWS (cloudtrail:LookupEvents)'),
    );
  });

  it.each([
    [50, { known: true, value: { inAccount: { count: 50, atLeast: true } } }],
    // Fifty events of another service: "at least none" would say nothing, the reason does.
    [0, { known: false, reason: 'access denied (cloudtrail:LookupEvents)' }],
  ])('that stops after a first page with %d of them is that', async (found, expected) => {
    const first = many(50, found > 0 ? {} : { eventSource: 'transfer.amazonaws.com' });
    const lookUp: LookUpTrail = async (_region, _query, nextToken) => {
      if (nextToken === undefined) return { records: first, nextToken: '1' };
      return failing('AccessDeniedException')();
    };
    expect(await history(lookUp)).toMatchObject(expected);
  });

  it.each([
    [0, 90],
    [1, 90],
    [10, 81],
    [90, 1],
  ])('of an event of %d days ago reaches back %d days', async (age, days) => {
    const { lookUp } = fakeTrail(() => []);
    const now = new Date(Date.parse(EVENT_TIME) + age * DAY_MS);
    expect(await history(lookUp, byAlice, now)).toMatchObject({ value: { days } });
  });

  it('of an event that CloudTrail has forgotten is unknown, not empty', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    const now = new Date(Date.parse(EVENT_TIME) + 91 * DAY_MS);
    expect(await history(lookUp, byAlice, now)).toEqual(
      notKnown('CloudTrail keeps 90 days, and the event is older'),
    );
    expect(queries).toEqual([]);
  });
});
