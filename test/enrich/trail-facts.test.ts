import type { LookUpTrail, TrailPage, TrailRecord } from '../../lambda/enrich/trail';
import {
  answeredUntil,
  answeredWithin,
  readTrail,
  type TrailQuestions,
} from '../../lambda/enrich/trail-facts';
import { trailSearch } from '../../lambda/enrich/trail-search';
import type { Profile } from '../../lambda/event/profile';
import { NOW, profile, profileCreated, userActor } from '../support/context';
import { ACCOUNT, EVENT_TIME, PROFILE_ARN, PROFILE_ID, REGION } from '../support/event';
import { ask, awsError, fakeTrail, never, trailRecord } from './fakes';

const created = profileCreated({ actor: userActor() });
const aliasArn = (name: string) => `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:alias/profile/${name}`;

const trail = (lookUp: LookUpTrail, overrides: Partial<TrailQuestions> = {}) =>
  readTrail(trailSearch(lookUp, ask, ACCOUNT), {
    change: created,
    region: REGION,
    usedIn: REGION,
    eventTime: new Date(EVENT_TIME),
    now: NOW,
    hours: 24,
    current: () => undefined,
    ...overrides,
  });

/** A trail that answers some questions and is silent to the others. */
const silentTo =
  (...values: readonly string[]): LookUpTrail =>
  (_, query) =>
    values.includes(query.value) ? never<TrailPage>() : Promise.resolve({ records: [] });

describe('the questions to the trail', () => {
  it('are asked at once, those that can raise the severity most first, second pages after first ones', async () => {
    const ranks = new Map<string, number[]>();
    const lookUp: LookUpTrail = async (region, query, token, _signal, rank = 0) => {
      if (region === REGION) ranks.set(query.value, [...(ranks.get(query.value) ?? []), rank]);
      return token === undefined ? { records: [], nextToken: '1' } : { records: [] };
    };
    await trail(lookUp).done;
    const inOrder = [...ranks].sort(([, [a = 0]], [, [b = 0]]) => a - b).map(([value]) => value);
    expect(inOrder).toEqual([
      'AKIAIOSFODNN7EXAMPLE',
      'CreateTrustAnchor',
      'CreateSession',
      'UpdateTrustAnchor',
      'EnableTrustAnchor',
      'CreateProfile',
    ]);
    const firsts = [...ranks.values()].map(([first]) => first ?? 0);
    const seconds = [...ranks.values()].map(([, second]) => second ?? 0);
    expect(Math.max(...firsts)).toBeLessThan(Math.min(...seconds));
  });

  it('that fail leave the others their answers', async () => {
    const own = trailRecord({ eventId: 'own', eventName: 'CreateRole', eventSource: 'iam.amazonaws.com' });
    const lookUp: LookUpTrail = async (_, { attribute }) => {
      if (attribute === 'EventName') throw awsError('ThrottlingException');
      return { records: [own] };
    };
    const all = trail(lookUp);
    await all.done;
    expect(all.soFar()).toMatchObject({
      history: { known: false },
      anchorChanges: { known: false },
      sessions: { known: false },
      activity: [
        { events: { value: { events: [{ eventId: 'own' }] } }, coverage: { complete: true } },
        { events: { value: { events: [{ eventId: 'own' }] } } },
      ],
    });
  });

  it('have their answers so far, and say which were not waited for', async () => {
    const all = trail(silentTo('CreateSession', 'EnableTrustAnchor'));
    await answeredWithin(all.done, 20);
    expect(all.isDone()).toBe(false);
    expect(all.soFar()).toMatchObject({
      history: { known: true },
      activity: [{ coverage: { complete: true } }, { coverage: { complete: true } }],
      anchorChanges: { known: false, reason: expect.stringContaining('not waited for') },
      anchorCoverage: { complete: false, failure: expect.stringContaining('not waited for') },
      sessions: { known: false },
    });
  });
});

describe('waiting for the trail', () => {
  it('ends with the last answer, however long it may take', async () => {
    const started = Date.now();
    await answeredWithin(trail(fakeTrail(() => []).lookUp).done, 10_000);
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it('goes on until what is open cannot matter any more', async () => {
    const asked: boolean[] = [];
    const all = trail(silentTo('CreateSession'));
    await answeredUntil(all, () => {
      const known = all.soFar().history.known;
      asked.push(known);
      return known;
    });
    expect(asked[0]).toBe(false);
    expect(asked.at(-1)).toBe(true);
    expect(all.isDone()).toBe(false);
  });

  it('never asks whether it matters where all is answered', async () => {
    const all = trail(fakeTrail(() => []).lookUp);
    await all.done;
    const isSettled = jest.fn(() => false);
    await answeredUntil(all, isSettled);
    expect(isSettled).not.toHaveBeenCalled();
  });
});

describe('a session made by an alias of the profile counts as use', () => {
  const session = trailRecord({
    eventId: 'session',
    eventName: 'CreateSession',
    request: { profileArn: aliasArn('farm/build') },
  });
  const update = (parts: Partial<TrailRecord>) =>
    trailRecord({ eventId: 'update', eventName: 'UpdateProfile', request: {}, response: {}, ...parts });
  const shownBy = async (byActor: readonly TrailRecord[], current?: Profile) => {
    const { lookUp } = fakeTrail((_, { attribute, value }) => {
      if (attribute === 'AccessKeyId') return byActor;
      return value === 'CreateSession' ? [session] : [];
    });
    const all = trail(lookUp, { current: () => current });
    await all.done;
    const { sessions } = all.soFar();
    return sessions.known && sessions.value.count.count;
  };

  it.each<[string, readonly TrailRecord[], Profile | undefined, number]>([
    ['nowhere', [], undefined, 0],
    ['from GetProfile', [], profile({ aliasArn: aliasArn('farm/build') }), 1],
    ['from GetProfile, as its former one', [], profile({ previousAliasName: 'farm/build' }), 1],
    [
      'from an update since',
      [update({ request: { profileId: PROFILE_ID, aliasName: 'farm/build' } })],
      undefined,
      1,
    ],
    [
      'from the answer to one',
      [update({ response: { profile: { profileArn: PROFILE_ARN, aliasArn: aliasArn('farm/build') } } })],
      undefined,
      1,
    ],
    [
      "from another profile's update",
      [update({ request: { profileId: 'another', aliasName: 'farm/build' } })],
      undefined,
      0,
    ],
    [
      "from another service's call",
      [update({ eventSource: 'x.amazonaws.com', request: { p: PROFILE_ID, aliasName: 'farm/build' } })],
      undefined,
      0,
    ],
  ])('where the alias is known %s', async (_, byActor, current, count) => {
    expect(await shownBy(byActor, current)).toBe(count);
  });
});
