/** The turns of the weekly sweep: each goes on where the last stopped, one digest at the end, whatever fails between. */

import { ChangedMeanwhileError, type ObjectStore, type Stored } from '../../lambda/aws/object-store';
import { defaultSettings } from '../../lambda/settings';
import type { Digest, SweepResult } from '../../lambda/sweep/digest';
import { PROGRESS_KEY, RESULT_KEY } from '../../lambda/sweep/keys';
import type { SweepReaders } from '../../lambda/sweep/sweep';
import { type Turn, takeTurn, type Weekly } from '../../lambda/sweep/weekly';
import { isLastTurn, SCHEDULE, TURN_SECONDS, WINDOW } from '../../lambda/sweep/window';
import { awsError, fakeIam } from '../enrich/fakes';
import { PINNED_TRUST, profile, trustAnchor } from '../support/context';
import { ACCOUNT, PROFILE_ARN, REGION, ROLE_ARN } from '../support/event';

const MONDAY = new Date('2026-03-09T02:00:00Z');
const OTHER = '444455556666';

/** A bucket in memory, with conditional writes as S3 has them. */
const memoryStore = (): ObjectStore & { readonly texts: Map<string, Stored>; readonly writes: string[] } => {
  const texts = new Map<string, Stored>();
  const writes: string[] = [];
  let version = 0;
  return {
    texts,
    writes,
    read: async (key) => texts.get(key),
    write: async (key, text, over) => {
      const there = texts.get(key)?.version ?? 'none';
      if (over !== undefined && over !== there) throw new ChangedMeanwhileError(key);
      version += 1;
      writes.push(key);
      texts.set(key, { text, version: String(version) });
      return String(version);
    },
  };
};

const arnOf = (index: number): string => `${PROFILE_ARN.slice(0, -4)}${String(index).padStart(4, '0')}`;

const readersOf = (count: number, overrides: Partial<SweepReaders> = {}): SweepReaders => ({
  accountAlias: async () => 'example-prod',
  profiles: async () => ({
    profiles: Array.from({ length: count }, (_, index) =>
      profile({ name: `farm-${index}`, arn: arnOf(index), createdAt: '2026-03-05T00:00:00.000Z' }),
    ),
    unreadable: 0,
  }),
  trustAnchors: async () => [trustAnchor()],
  subjects: async () => ({ subjects: [], more: false }),
  tags: async () => [],
  iam: fakeIam({ deploy: { arn: ROLE_ARN, trustPolicy: PINNED_TRUST, inline: {} } }).iam,
  roles: async () => [],
  ...overrides,
});

interface Told {
  readonly digests: Digest[];
  readonly published: {
    readonly json: Record<string, unknown>;
    readonly severity: string;
    readonly account: string;
  }[];
  readonly turns: Turn[];
  readonly unfinished: (readonly string[])[];
}

const world = (overrides: Partial<Weekly> = {}) => {
  const told: Told = { digests: [], published: [], turns: [], unfinished: [] };
  const store = memoryStore();
  const weekly: Weekly = {
    accounts: [{ account: ACCOUNT, partition: 'aws', regions: [REGION], readers: readersOf(3) }],
    settings: defaultSettings,
    store,
    whole: 's3://sweeps/result.json',
    alerted: async () => new Set<string>(),
    publish: async ({ json }, { severity, account }) => {
      told.published.push({ json: JSON.parse(json) as Record<string, unknown>, severity, account });
    },
    home: { account: ACCOUNT, region: REGION },
    telemetry: {
      turned: (turn) => told.turns.push(turn),
      finished: (digest) => told.digests.push(digest),
      unfinished: (left) => told.unfinished.push(left),
    },
    now: () => MONDAY,
    ...overrides,
  };
  return { weekly, store, told };
};

const plenty = () => 840_000;
/** Time for so many results, and then none. */
const timeFor = (results: number) => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked > results + 1 ? 0 : 840_000;
  };
};

const resultIn = (store: ReturnType<typeof memoryStore>): SweepResult =>
  JSON.parse(store.texts.get(RESULT_KEY)?.text ?? '{}') as SweepResult;

describe('a turn', () => {
  test('that sweeps all publishes one digest and keeps the result', async () => {
    const { weekly, store, told } = world();
    expect(await takeTurn(weekly, plenty)).toBe('finished');
    expect(told.published).toMatchObject([{ json: { kind: 'sweep-digest', profiles: 3 }, severity: 'low' }]);
    expect(resultIn(store).rows.filter(({ kind }) => kind === 'profile')).toHaveLength(3);
    expect(told.digests).toHaveLength(1);
  });

  test('after the last of a window does nothing more', async () => {
    const { weekly, told } = world();
    await takeTurn(weekly, plenty);
    expect(await takeTurn(weekly, plenty)).toBe('was-finished');
    expect(told.published).toHaveLength(1);
  });

  test('that runs out of time leaves the rest to the next, which judges nothing again', async () => {
    const { weekly, store, told } = world({
      accounts: [{ account: ACCOUNT, partition: 'aws', regions: [REGION], readers: readersOf(40) }],
    });
    expect(await takeTurn(weekly, timeFor(10))).toBe('goes-on');
    const kept = JSON.parse(store.texts.get(PROGRESS_KEY)?.text ?? '{}') as {
      rows: { kind: string; arn: string }[];
    };
    const judged = kept.rows.filter(({ kind }) => kind === 'profile').map(({ arn }) => arn);
    expect(judged.length).toBeGreaterThan(0);
    expect(judged.length).toBeLessThan(40);
    expect(told.published).toEqual([]);
    expect(await takeTurn(weekly, plenty)).toBe('finished');
    expect(told.published).toMatchObject([{ json: { profiles: 40 } }]);
    expect(told.turns).toEqual(['goes-on', 'finished']);
  });

  test('does not begin while another is under way, and does once that must have ended', async () => {
    let now = MONDAY;
    const { weekly, store } = world({ now: () => now });
    await store.write(
      PROGRESS_KEY,
      JSON.stringify({
        day: '2026-03-09',
        startedAt: MONDAY.toISOString(),
        takenUntil: new Date(MONDAY.getTime() + TURN_SECONDS * 1000).toISOString(),
        rows: [],
        done: [],
      }),
    );
    expect(await takeTurn(weekly, plenty)).toBe('taken');
    now = new Date(MONDAY.getTime() + WINDOW.everyMinutes * 60_000);
    expect(await takeTurn(weekly, plenty)).toBe('finished');
  });

  test('of two that begin at once, one sweeps', async () => {
    const { weekly, told } = world();
    const turns = await Promise.all([takeTurn(weekly, plenty), takeTurn(weekly, plenty)]);
    expect([...turns].sort()).toEqual(['finished', 'taken']);
    expect(told.published).toHaveLength(1);
  });

  test('whose publish fails is made up for by the next, without sweeping again', async () => {
    let fails = true;
    let listed = 0;
    const readers = readersOf(2);
    const { weekly, told } = world({
      accounts: [
        {
          account: ACCOUNT,
          partition: 'aws',
          regions: [REGION],
          readers: {
            ...readers,
            profiles: (...asked) => {
              listed += 1;
              return readers.profiles(...asked);
            },
          },
        },
      ],
    });
    const failing: Weekly = {
      ...weekly,
      publish: async (...message) => {
        if (fails) throw awsError('KMSDisabled');
        return weekly.publish(...message);
      },
      now: () => new Date(MONDAY.getTime() + (fails ? 0 : 900_000)),
    };
    await expect(takeTurn(failing, plenty)).rejects.toThrow('told by AWS');
    fails = false;
    expect(await takeTurn(failing, plenty)).toBe('finished');
    expect([listed, told.published.length]).toEqual([1, 1]);
  });

  test('the last of a window says that not all was swept', async () => {
    const last = new Date('2026-03-09T05:45:00Z');
    const { weekly, told } = world({ now: () => last });
    expect(await takeTurn(weekly, timeFor(1))).toBe('goes-on');
    expect(told.unfinished).toEqual([[ACCOUNT]]);
  });
});

describe('week after week', () => {
  const nextWeek = new Date('2026-03-16T02:00:00Z');

  test('a profile that no alert was published about is alerted by itself, and in the digest', async () => {
    let now = MONDAY;
    let count = 1;
    const profiles = async () => ({
      profiles: Array.from({ length: count }, (_, index) =>
        profile({
          name: `farm-${index}`,
          arn: arnOf(index),
          createdAt: `2026-03-${index === 0 ? '01' : `1${index}`}T00:00:00.000Z`,
        }),
      ),
      unreadable: 0,
    });
    const asked: Date[] = [];
    const { weekly, told } = world({
      now: () => now,
      accounts: [
        { account: ACCOUNT, partition: 'aws', regions: [REGION], readers: { ...readersOf(0), profiles } },
      ],
      alerted: async (since) => {
        asked.push(since);
        return new Set([arnOf(1)]);
      },
    });
    await takeTurn(weekly, plenty);
    now = nextWeek;
    count = 3;
    await takeTurn(weekly, plenty);
    expect(asked).toEqual([MONDAY]);
    expect(told.published.map(({ json, severity }) => [json.kind, severity])).toEqual([
      ['sweep-digest', 'low'],
      ['missed-event', 'high'],
      ['sweep-digest', 'high'],
    ]);
    expect(told.digests.at(-1)).toMatchObject({ missed: [{ arn: arnOf(2) }], new: [{ arn: arnOf(1) }] });
  });

  test('a sweep that was not finished begins anew', async () => {
    let now = MONDAY;
    const { weekly, told } = world({ now: () => now });
    await takeTurn(weekly, timeFor(1));
    now = nextWeek;
    expect(await takeTurn(weekly, plenty)).toBe('finished');
    expect(told.digests[0]?.sweptAt).toBe(nextWeek.toISOString());
  });

  test('a result that is no result makes all of it new', async () => {
    const { weekly, store, told } = world();
    await store.write(RESULT_KEY, '{"rows":');
    await takeTurn(weekly, plenty);
    expect(told.digests[0]?.new).toHaveLength(3);
  });
});

test('an account that cannot be read takes no other with it, and shows', async () => {
  const refused = () => Promise.reject(awsError('ReadRoleError', 'role Reader cannot be assumed'));
  const blind: SweepReaders = {
    ...readersOf(0),
    accountAlias: refused,
    profiles: refused,
    trustAnchors: refused,
    subjects: refused,
    roles: refused,
  };
  const { weekly, told } = world({
    accounts: [
      { account: OTHER, partition: 'aws', regions: [REGION], readers: blind },
      { account: ACCOUNT, partition: 'aws', regions: [REGION], readers: readersOf(1) },
    ],
  });
  expect(await takeTurn(weekly, plenty)).toBe('finished');
  expect(told.digests[0]).toMatchObject({ profiles: 1, severity: 'high' });
  expect(JSON.stringify(told.digests[0]?.gaps)).toContain(`the profiles of ${OTHER}, ${REGION}`);
});

describe('the window', () => {
  test('is as the schedule has it', () => {
    expect(SCHEDULE).toBe('cron(0/15 2-5 ? * MON *)');
    expect(TURN_SECONDS).toBeLessThan(WINDOW.everyMinutes * 60);
  });

  test.each([
    ['2026-03-09T02:00:00Z', false],
    ['2026-03-09T05:44:59Z', false],
    ['2026-03-09T05:45:00Z', true],
    ['2026-03-09T06:00:00Z', true],
  ])('at %s the last turn has come: %s', (time, isLast) => {
    expect(isLastTurn(new Date(time))).toBe(isLast);
  });
});
