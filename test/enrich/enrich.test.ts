import type { Context } from '../../lambda/enrich/context';
import { nothingRead } from '../../lambda/enrich/coverage';
import { deadlineIn } from '../../lambda/enrich/deadline';
import { enrich, type Judging } from '../../lambda/enrich/enrich';
import type { IamSource } from '../../lambda/enrich/iam-source';
import type { Readers } from '../../lambda/enrich/readers';
import type { Change } from '../../lambda/event/change';
import { NAMELESS } from '../../lambda/event/profile';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  actor,
  contextOf,
  foundRole,
  NOW,
  profile,
  profileCreated,
  source,
  trustAnchor,
} from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN } from '../support/event';
import {
  awsError,
  failing,
  fakeIam,
  fakeReaders,
  fakeTrail,
  never,
  noDeadline,
  onePage,
  trailRecord,
} from './fakes';
import { withSandbox } from './sdk-clients';

const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const enriched = (readers: Readers, change: Change = profileCreated()): Promise<Context> =>
  enrich(change, readers, defaultSettings, noDeadline, NOW);

/** Readers of which every one does the same. */
const allReaders = (each: () => Promise<never>): Readers => ({
  accountAlias: each,
  profile: each,
  profiles: each,
  tags: each,
  trustAnchors: each,
  iam: {
    role: each,
    attachedPolicies: each,
    inlinePolicies: each,
    inlinePolicy: each,
    defaultVersion: each,
    policyVersion: each,
  },
  trail: each,
  country: each,
});

/** What a context is when every question has the same reason for having no answer. */
const withoutAnswers = (change: Change, reason: (operation: string) => string): Context => {
  const trail = notKnown(reason('cloudtrail:LookupEvents'));
  return {
    now: NOW,
    change,
    accountAlias: notKnown(reason('iam:ListAccountAliases')),
    current: notKnown(reason('rolesanywhere:GetProfile')),
    profiles: notKnown(reason('rolesanywhere:ListProfiles')),
    tags: notKnown(reason('rolesanywhere:ListTagsForResource')),
    managedSessionPolicies: change.profile.managedPolicyArns.map((arn) => ({
      name: arn.slice(arn.lastIndexOf('/') + 1),
      arn,
      kind: 'managed',
      document: notKnown(reason('iam:GetPolicy')),
    })),
    trustAnchors: notKnown(reason('rolesanywhere:ListTrustAnchors')),
    roles: change.profile.roleArns.map((arn) => ({
      state: 'unreadable',
      arn,
      reason: reason('iam:GetRole'),
    })),
    reachableRoles: [],
    country: notKnown(reason('country database')),
    history: trail,
    before: known({ was: 'absent' }),
    activity: [REGION, 'us-east-1'].map((region) => ({
      region,
      windowHours: 24,
      by: 'access-key',
      events: trail,
      coverage: nothingRead(trail.reason, NOW),
    })),
    anchorChanges: trail,
    anchorCoverage: nothingRead(trail.reason, NOW),
    sessions: trail,
  };
};

describe('enriching an event', () => {
  it('brings every answer together', async () => {
    const inline = { 'read-artifacts': 'x' };
    const { iam } = fakeIam({ deploy: { createdAt: '2025-01-02T03:04:05.000Z', inline } });
    const context = await enriched(fakeReaders({ iam }));
    expect(context).toEqual({
      ...contextOf(),
      roles: [
        foundRole({ inline: known([{ name: 'read-artifacts', kind: 'inline', document: known('x') }]) }),
      ],
      history: known({
        days: 90,
        byActor: { count: 0, atLeast: false },
        inAccount: { count: 0, atLeast: false },
        coverage: expect.objectContaining({ complete: true }),
      }),
    });
  });

  const created = profileCreated({
    profile: profile({
      roleArns: [ROLE_ARN, roleArn('second')],
      managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    }),
  });

  it.each([
    ['AccessDenied', (operation: string) => `access denied (${operation})`],
    ['ThrottlingException', (operation: string) => `throttled by AWS (${operation})`],
    ['TimeoutError', () => 'timed out'],
    ['Odd', (operation: string) => `failed with Odd (${operation})`],
  ])('is a context whatever fails: everything at once with %s', async (name, reason) => {
    expect(await enriched(allReaders(failing(name)), created)).toEqual(withoutAnswers(created, reason));
  });

  it('is a context when every reader throws before it has made a promise', async () => {
    const broken = (): Promise<never> => {
      throw awsError('Bug');
    };
    expect(await enriched(allReaders(broken), created)).toEqual(
      withoutAnswers(created, (operation) => `failed with Bug (${operation})`),
    );
  });

  it('is a context by the deadline when no reader ever answers', async () => {
    const started = Date.now();
    const context = await enrich(created, allReaders(never), defaultSettings, deadlineIn(50), NOW);
    expect(Date.now() - started).toBeLessThan(1000);
    expect(context).toEqual(withoutAnswers(created, () => 'no time left before the alert had to go out'));
  });

  it.each<[string, Partial<Readers>, Partial<Context>]>([
    [
      'the alias',
      { accountAlias: never },
      { accountAlias: notKnown('no time left before the alert had to go out') },
    ],
    ['the tags', { tags: never }, { tags: notKnown('no time left before the alert had to go out') }],
    ['the country', { country: never }, { country: notKnown('no time left before the alert had to go out') }],
  ])('keeps what did answer where only %s did not', async (_, overrides, expected) => {
    const context = await enrich(
      profileCreated(),
      fakeReaders(overrides),
      defaultSettings,
      deadlineIn(50),
      NOW,
    );
    expect(context).toMatchObject({ ...expected, roles: [{ state: 'found' }], current: { known: true } });
  });
});

describe('the roles ahead', () => {
  const judging = (...arns: readonly string[]): Judging => ({
    isSettled: () => false,
    rolesAhead: ({ roles }) => (roles.every(({ state }) => state === 'found') ? arns : []),
  });

  it('are read when the profile’s own are', async () => {
    const { iam, calls } = fakeIam({ deploy: {}, boss: {} });
    const readers = fakeReaders({ iam });
    const arns = [roleArn('boss'), roleArn('boss'), roleArn('gone')];
    const context = await enrich(
      profileCreated(),
      readers,
      defaultSettings,
      noDeadline,
      NOW,
      judging(...arns),
    );
    expect(context.roles).toMatchObject([{ state: 'found', name: 'deploy' }]);
    expect(context.reachableRoles).toMatchObject([{ state: 'found', name: 'boss' }, { state: 'missing' }]);
    const order = calls.filter((call) => call.startsWith('GetRole '));
    expect(order).toEqual(['GetRole deploy', 'GetRole boss', 'GetRole gone']);
  });

  it('are ten at most', async () => {
    const { iam, calls } = fakeIam({ deploy: {} });
    const arns = Array.from({ length: 12 }, (_, index) => roleArn(`r-${index}`));
    const context = await enrich(
      profileCreated(),
      fakeReaders({ iam }),
      defaultSettings,
      noDeadline,
      NOW,
      judging(...arns),
    );
    expect(calls.filter((call) => call.startsWith('GetRole r-'))).toHaveLength(10);
    expect(context.reachableRoles.slice(10)).toEqual(
      arns.slice(10).map((arn) => ({
        state: 'not-examined',
        arn,
        reason: 'one alert examines at most 10 roles that other roles can pass or assume',
      })),
    );
  });

  it('are waited for no longer than the deadline', async () => {
    const iam: IamSource = {
      ...fakeIam({ deploy: {} }).iam,
      role: (name) => (name === 'boss' ? never() : fakeIam({ deploy: {} }).iam.role(name, noDeadline.signal)),
    };
    const context = await enrich(
      profileCreated(),
      fakeReaders({ iam }),
      defaultSettings,
      deadlineIn(200),
      NOW,
      judging(roleArn('boss')),
    );
    expect(context.reachableRoles).toMatchObject([
      { state: 'unreadable', reason: 'no time left before the alert had to go out' },
    ]);
  });
});

describe('the roles', () => {
  it('are those of the event, then those that GetProfile adds', async () => {
    const { iam, calls } = fakeIam({ a: {}, b: {}, c: {} });
    const created = profileCreated({ profile: profile({ roleArns: [roleArn('b'), roleArn('a')] }) });
    const current = profile({
      roleArns: [roleArn('c'), roleArn('a')],
      updatedAt: '2026-03-04T05:07:00.000Z',
    });
    const context = await enriched(fakeReaders({ iam, profile: async () => current }), created);
    expect(context.roles.map(({ arn }) => arn)).toEqual(['b', 'a', 'c'].map(roleArn));
    expect(calls.filter((call) => call.startsWith('GetRole '))).toHaveLength(3);
  });

  it('of the event do not wait for GetProfile', async () => {
    const asked: string[] = [];
    let answerProfile = (_: ReturnType<typeof profile>): void => undefined;
    const iam: IamSource = {
      ...fakeIam({ deploy: {} }).iam,
      role: async (name) => {
        asked.push(name);
        answerProfile(profile());
        return { arn: ROLE_ARN, tags: [] };
      },
    };
    const slowProfile = () =>
      new Promise<ReturnType<typeof profile>>((resolve) => {
        answerProfile = resolve;
      });
    const context = await enriched(fakeReaders({ iam, profile: slowProfile }));
    expect(asked).toEqual(['deploy']);
    expect(context.current).toEqual(known(profile()));
  });

  it('are asked about in a burst and then at most eight at a time, session policies included, and 250 are listed', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `role-${index}`);
    const policies = Array.from({ length: 50 }, (_, index) => `arn:aws:iam::${ACCOUNT}:policy/p-${index}`);
    const { iam, mostOpen } = fakeIam(
      Object.fromEntries(names.map((name) => [name, { attached: policies.slice(0, 10) }])),
      Object.fromEntries(policies.map((arn) => [arn, '{}'])),
    );
    const whole = profile({ roleArns: names.map(roleArn), managedPolicyArns: policies });
    const context = await enriched(
      fakeReaders({ iam, profile: async () => whole }),
      profileCreated({ profile: whole }),
    );
    expect(mostOpen()).toBe(64);
    expect(mostOpen(64)).toBe(8);
    expect(context.roles.map(({ state }) => state)).toEqual([
      ...Array(50).fill('found'),
      ...Array(200).fill('not-examined'),
    ]);
    expect(context.managedSessionPolicies.map(({ document }) => document.known)).toEqual(
      Array(50).fill(true),
    );
  });
});

describe('a burst of questions', () => {
  /** @param timesThrottled how many requests IAM has refused when so many have come */
  const tenRoles = async (timesThrottled: (calls: number) => number) => {
    const names = Array.from({ length: 10 }, (_, index) => `role-${index}`);
    const own = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
    const { iam, calls, mostOpen } = fakeIam(
      Object.fromEntries(names.map((name) => [name, { inline: { own: '{}' }, attached: [own(name)] }])),
      Object.fromEntries(names.map((name) => [own(name), '{}'])),
    );
    const whole = profile({ roleArns: names.map(roleArn) });
    const counting = { ...iam, timesThrottled: () => timesThrottled(calls.length) };
    const context = await enriched(
      fakeReaders({ iam: counting, profile: async () => whole }),
      profileCreated({ profile: whole }),
    );
    expect(context.roles.map(({ state }) => state)).toEqual(Array(10).fill('found'));
    expect(calls).toHaveLength(60);
    return mostOpen;
  };

  it('asks about ten ordinary roles without any waiting', async () => {
    const mostOpen = await tenRoles(() => 0);
    expect(mostOpen()).toBe(30);
    expect(mostOpen(30)).toBeGreaterThan(8);
  });

  it.each<[string, (calls: number) => number]>([
    ['once', (calls) => Math.min(calls, 1)],
    ['again and again', (calls) => calls],
  ])('is over where IAM throttles %s', async (_, timesThrottled) => {
    const mostOpen = await tenRoles(timesThrottled);
    // What had begun by then is not taken back.
    expect(mostOpen()).toBe(30);
    expect(mostOpen(30)).toBe(8);
  });

  it('is not over for what IAM throttled before this alert', async () => {
    expect((await tenRoles(() => 7))()).toBe(30);
  });
});

describe('the managed session policies', () => {
  it('are those of the event, then those that GetProfile adds, sharing the roles’ documents', async () => {
    const [p, q] = ['p', 'q'].map((name) => `arn:aws:iam::${ACCOUNT}:policy/${name}`) as [string, string];
    const { iam, calls } = fakeIam({ deploy: { attached: [p] } }, { [p]: '{"p":1}', [q]: '{"q":1}' });
    const context = await enriched(
      fakeReaders({ iam, profile: async () => profile({ managedPolicyArns: [q, p] }) }),
      profileCreated({ profile: profile({ managedPolicyArns: [p] }) }),
    );
    expect(context.managedSessionPolicies).toEqual([
      { name: 'p', arn: p, kind: 'managed', document: known('{"p":1}') },
      { name: 'q', arn: q, kind: 'managed', document: known('{"q":1}') },
    ]);
    expect(calls.filter((call) => call.startsWith('GetPolicy '))).toHaveLength(2);
  });
});

describe('the other profiles of the Region', () => {
  const other = profile({ id: 'other', name: 'other' });

  it('are asked for once GetProfile has answered, which counts with them', async () => {
    const asked: string[] = [];
    const readers = fakeReaders({
      profile: async () => {
        asked.push('GetProfile');
        await new Promise(setImmediate);
        asked.push('answered');
        return profile();
      },
      profiles: async () => {
        asked.push('ListProfiles');
        return { profiles: [other, profile()], unclear: [] };
      },
    });
    expect((await enriched(readers)).profiles).toEqual(known([other, profile()]));
    expect(asked).toEqual(['GetProfile', 'answered', 'ListProfiles']);
  });

  it.each<[string, Partial<Readers>, RegExp]>([
    ['are not known where they cannot be listed', { profiles: failing('AccessDenied') }, /access denied/],
    [
      'are not known where the list lacks the one that was made just now',
      { profiles: async () => ({ profiles: [other], unclear: [] }) },
      /not listed/,
    ],
    [
      'are not known where the list is of another account',
      {
        profiles: async () => ({
          profiles: [profile({ arn: PROFILE_ARN.replace(ACCOUNT, OTHER_ACCOUNT) })],
          unclear: [],
        }),
      },
      /another account/,
    ],
  ])('%s', async (_, readers, reason) => {
    const { profiles } = await enriched(fakeReaders(readers));
    expect(profiles).toEqual({ known: false, reason: expect.stringMatching(reason) });
  });

  it('are not waited for where the alert is as severe as it can get', async () => {
    const isSettled = jest.fn(() => true);
    const context = await enrich(
      profileCreated(),
      fakeReaders({ profiles: never }),
      defaultSettings,
      noDeadline,
      NOW,
      { isSettled, rolesAhead: () => [] },
    );
    expect(context.profiles).toEqual(notKnown('not answered in time (rolesanywhere:ListProfiles)'));
  }, 20_000);
});

describe('an event with something missing', () => {
  /** As CloudTrail leaves it where request and response are too large for a record. */
  const omitted = profileCreated({
    profile: { ...profile({ id: null, arn: null, name: NAMELESS, roleArns: [] }), enabled: null },
  });
  const made = profile({ createdBy: actor().arn });

  it('such as its profile finds it by who made it and when, and reads it and its roles', async () => {
    const asked: string[] = [];
    const context = await enriched(
      fakeReaders({
        profiles: async () => onePage(profile({ id: 'other', createdBy: 'somebody else' }), made),
        profile: async (_, id) => {
          asked.push(id);
          return made;
        },
      }),
      omitted,
    );
    expect(asked).toEqual([PROFILE_ID]);
    expect(context).toMatchObject({
      current: known(made),
      tags: known([{ key: 'owner', value: 'platform' }]),
      roles: [{ state: 'found', arn: ROLE_ARN }],
      sessions: { known: true },
    });
  });

  it('such as its profile takes it as it was listed where it cannot be read by itself', async () => {
    const readers = { profiles: async () => onePage(made), profile: failing('ThrottlingException') };
    expect((await enriched(fakeReaders(readers), omitted)).current).toEqual(known(made));
  });

  it('such as its profile has its roles read while it is itself waited for', async () => {
    const readers = { profiles: async () => onePage(made), profile: never };
    const context = await enrich(omitted, fakeReaders(readers), defaultSettings, deadlineIn(200), NOW);
    expect(context).toMatchObject({ current: known(made), roles: [{ state: 'found', arn: ROLE_ARN }] });
  });

  it('such as its profile believes no answer about another one', async () => {
    const readers = {
      profiles: async () => onePage(made),
      profile: async () => profile({ arn: PROFILE_ARN.replace(ACCOUNT, OTHER_ACCOUNT), roleArns: [] }),
    };
    expect((await enriched(fakeReaders(readers), omitted)).current).toEqual(known(made));
  });

  it('such as its profile says why that could not be found, and asks nothing about it', async () => {
    const unasked = jest.fn((): Promise<never> => never());
    const readers = { profiles: failing('AccessDenied'), profile: unasked, tags: unasked };
    expect(await enriched(fakeReaders(readers), omitted)).toMatchObject({
      current: notKnown('access denied (rolesanywhere:ListProfiles)'),
      tags: notKnown('the event names no profile ARN'),
      sessions: notKnown('the event names no profile id'),
      roles: [],
    });
    expect(unasked).not.toHaveBeenCalled();
  });

  it('without an address has no country to look up', async () => {
    const { ip: _, ...service } = source({ service: 'cloudformation.amazonaws.com' });
    const country = jest.fn((): Promise<never> => never());
    const context = await enriched(fakeReaders({ country }), profileCreated({ source: service }));
    expect(context.country).toEqual(known(undefined));
    expect(country).not.toHaveBeenCalled();
  });

  it('without a readable time is taken to be of now', async () => {
    const { lookUp, queries } = fakeTrail(() => []);
    await enriched(fakeReaders({ trail: lookUp }), profileCreated({ eventTime: undefined }));
    expect(queries.find(({ query }) => query.value === 'CreateProfile')?.query.to).toEqual(NOW);
  });
});

describe('another account', () => {
  const elsewhere = notKnown(`the event is of another account than these credentials (${OTHER_ACCOUNT})`);

  it('is not asked in place of the event’s, where the readers know theirs', async () => {
    const unasked = jest.fn((): Promise<never> => never());
    const readers = { ...allReaders(unasked), account: OTHER_ACCOUNT, country: async () => 'DE' };
    const context = await enriched(readers);
    expect(unasked).not.toHaveBeenCalled();
    expect(context).toEqual({
      ...withoutAnswers(profileCreated(), () => elsewhere.reason),
      country: known('DE'),
    });
  });

  it('does not answer for the event’s, where the answers show that they are of it', async () => {
    const foreign = (arn: string): string => arn.replace(ACCOUNT, OTHER_ACCOUNT);
    const context = await enriched(
      fakeReaders({
        profile: async () => profile({ arn: foreign(PROFILE_ARN) }),
        trustAnchors: async () => [trustAnchor({ arn: foreign(trustAnchor().arn) })],
        iam: fakeIam({ deploy: { arn: foreign(ROLE_ARN) } }).iam,
        trail: fakeTrail(() => [trailRecord({ accountId: OTHER_ACCOUNT })]).lookUp,
      }),
    );
    expect(context).toMatchObject({
      current: notKnown('Error: the answer is about another account'),
      trustAnchors: notKnown('the answer is about another account'),
      roles: [{ state: 'unreadable' }],
      anchorChanges: notKnown('the answer is about another account'),
      history: notKnown('the answer is about another account'),
      sessions: notKnown('the answer is about another account'),
    });
  });

  it('is asked where it is the event’s', async () => {
    const context = await enriched(fakeReaders({ account: ACCOUNT }));
    expect(context.accountAlias).toEqual(known('example-prod'));
  });
});

describe('with real clients', () => {
  const everythingFails = { faults: [{ operation: '*', error: 'AccessDenied' }] };

  it('every read denied at once still makes a context', async () => {
    await withSandbox(everythingFails, async (readers) => {
      const context = await enriched({ ...readers, country: async () => 'DE' });
      expect(context).toEqual({
        ...withoutAnswers(profileCreated(), (operation) => `access denied (${operation})`),
        country: known('DE'),
      });
    });
  });

  it('asks Roles Anywhere once for each group of requests, and CloudTrail six and once', async () => {
    const scenario = {
      profiles: [{ profileId: profile().id, profileArn: PROFILE_ARN, name: 'build-farm' }],
    };
    await withSandbox(scenario, async (readers, { calls }) => {
      await enriched(readers);
      const counts: Record<string, number> = {};
      for (const { service, operation, region } of calls) {
        const call = service === 'iam' ? service : `${operation} ${region}`;
        counts[call] = (counts[call] ?? 0) + 1;
      }
      expect(counts).toEqual({
        'GetProfile eu-central-1': 1,
        'ListProfiles eu-central-1': 1,
        'ListTagsForResource eu-central-1': 1,
        'ListTrustAnchors eu-central-1': 1,
        'LookupEvents eu-central-1': 6,
        'LookupEvents us-east-1': 1,
        iam: 4,
      });
    });
  });
});
