/** What the profile was before an update, as the trail shows it. */

import { type ProfileBefore, readProfileBefore } from '../../lambda/enrich/profile-before';
import type { LookUpTrail, TrailRecord } from '../../lambda/enrich/trail';
import { trailSearch, wholeOf } from '../../lambda/enrich/trail-search';
import type { Change } from '../../lambda/event/change';
import { enableProfile } from '../../lambda/event/kinds/enable-profile';
import { updateProfile } from '../../lambda/event/kinds/update-profile';
import { known, type Lookup, notKnown } from '../../lambda/lookup';
import { NOW, profile, profileCreated } from '../support/context';
import { ACCOUNT, EVENT_TIME, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN } from '../support/event';
import { ask, failing, fakeTrail, trailRecord } from './fakes';

const updated = profileCreated({
  kind: updateProfile,
  profile: profile({ updatedAt: '2026-03-04T05:06:07.654321Z' }),
});

const shownBefore = (
  lookUp: LookUpTrail,
  change: Change = updated,
  now = NOW,
): Promise<Lookup<ProfileBefore>> =>
  wholeOf(readProfileBefore(trailSearch(lookUp, ask, ACCOUNT), change, REGION, new Date(EVENT_TIME), now));

/** A record of a call on the profile, and what it answers. */
const call = (eventName: string, time: string, overrides: object = {}): TrailRecord =>
  trailRecord({
    eventId: `${eventName} ${time}`,
    eventName,
    time,
    request: { profileId: PROFILE_ID },
    response: {
      profile: {
        profileId: PROFILE_ID,
        profileArn: PROFILE_ARN,
        name: `after ${eventName}`,
        roleArns: [ROLE_ARN],
        durationSeconds: 900,
        enabled: true,
        updatedAt: time,
        ...overrides,
      },
    },
  });

const trailOf = (...records: readonly TrailRecord[]): LookUpTrail =>
  fakeTrail((_, { value }) => records.filter(({ eventName }) => eventName === value)).lookUp;

const CREATED = call('CreateProfile', '2026-01-02T03:04:05Z');
const FIRST = call('UpdateProfile', '2026-02-03T04:05:06Z');
const LAST = call('UpdateProfile', '2026-03-03T04:05:06Z', { name: 'last' });
const MINUTE_MS = 60_000;

describe('what the profile was before', () => {
  const cases: readonly (readonly [what: string, records: readonly TrailRecord[], shows: string])[] = [
    ['created, and never updated', [CREATED], 'after CreateProfile'],
    ['updated once', [FIRST, CREATED], 'after UpdateProfile'],
    ['updated twice: the last', [LAST, FIRST, CREATED], 'last'],
    [
      'of another profile of the same name of call',
      [call('UpdateProfile', '2026-03-03T05:00:00Z', { profileId: 'other' }), FIRST],
      'after UpdateProfile',
    ],
    [
      'within the same second, told apart by the profile',
      [
        call('UpdateProfile', EVENT_TIME, { updatedAt: '2026-03-04T05:06:07.100000Z', name: 'a moment ago' }),
        FIRST,
      ],
      'a moment ago',
    ],
    [
      'and not what it is after',
      [call('UpdateProfile', EVENT_TIME, { updatedAt: '2026-03-04T05:06:07.900000Z', name: 'later' }), FIRST],
      'after UpdateProfile',
    ],
    [
      'an update that failed changed nothing',
      [{ ...LAST, errorCode: 'AccessDenied' }, FIRST],
      'after UpdateProfile',
    ],
    [
      'an update of another service',
      [{ ...LAST, eventSource: 'profile.amazonaws.com' }, FIRST],
      'after UpdateProfile',
    ],
  ];
  it.each(cases)('%s', async (_, records, name) => {
    const answer = await shownBefore(trailOf(...records));
    expect(answer).toMatchObject({ known: true, value: { was: 'recorded', profile: { name } } });
  });

  it('says which record shows it, and when that was', async () => {
    expect(await shownBefore(trailOf(LAST, CREATED))).toMatchObject(
      known({
        was: 'recorded',
        eventName: 'UpdateProfile',
        time: LAST.time,
        profile: { durationSeconds: 900 },
      }),
    );
  });

  const unknown: readonly (readonly [what: string, lookUp: LookUpTrail, change: Change, reason: RegExp])[] = [
    ['nothing shows it', trailOf(), updated, /neither its creation nor an update in 90 days/],
    [
      'the last update was cut for its size',
      trailOf({ ...LAST, response: { omitted: true } }, FIRST),
      updated,
      /the record of UpdateProfile at 2026-03-03T04:05:06Z does not show the profile/,
    ],
    [
      'the last update names no roles',
      trailOf(call('UpdateProfile', LAST.time, { roleArns: undefined }), FIRST),
      updated,
      /does not show the profile/,
    ],
    ['the trail is throttled', failing('ThrottlingException'), updated, /throttled/],
    [
      'the event does not name the profile',
      trailOf(LAST),
      profileCreated({ kind: updateProfile, profile: profile({ id: null, arn: null }) }),
      /names no profile id/,
    ],
  ];
  it.each(unknown)('is not known where %s', async (_, lookUp, change, reason) => {
    expect(await shownBefore(lookUp, change)).toEqual(
      notKnown(expect.stringMatching(reason) as unknown as string),
    );
  });

  it('is not known where updates of others fill all that is read, and its own may be further back', async () => {
    const others = Array.from({ length: 250 }, (_, index) =>
      call('UpdateProfile', '2026-03-03T05:00:00Z', { profileId: `other-${index}` }),
    );
    expect(await shownBefore(trailOf(...others, CREATED))).toMatchObject({ known: false });
  });

  it('is known where those are read back to its own update', async () => {
    const older = Array.from({ length: 250 }, (_, index) =>
      call('UpdateProfile', '2026-02-01T05:00:00Z', { profileId: `other-${index}` }),
    );
    expect(await shownBefore(trailOf(LAST, ...older, CREATED))).toMatchObject({ known: true });
  });

  it('is not asked for where CloudTrail no longer keeps any of it', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    const answer = await shownBefore(lookUp, updated, new Date(NOW.getTime() + 100 * 1440 * MINUTE_MS));
    expect([answer.known, queries]).toEqual([false, []]);
  });

  it('costs an update two questions, by name', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    await shownBefore(lookUp);
    expect(queries.map(({ query }) => [query.attribute, query.value])).toEqual([
      ['EventName', 'UpdateProfile'],
      ['EventName', 'CreateProfile'],
    ]);
  });

  it.each([
    ['a new profile: there was none', profileCreated(), 'absent'],
    ['one that was enabled: it was disabled', profileCreated({ kind: enableProfile }), 'disabled'],
  ] as const)('needs no trail of %s', async (_, change, was) => {
    expect(await shownBefore(failing('ThrottlingException'), change)).toEqual(known({ was }));
  });
});
