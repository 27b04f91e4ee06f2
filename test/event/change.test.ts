import fc from 'fast-check';
import { NotAChangeError, readChange } from '../../lambda/event/change';
import { ifKnown } from '../../lambda/lookup';
import { anyCharacter } from '../support/any-character';
import {
  ACCOUNT,
  bridgeEvent,
  EVENT_ID,
  EVENT_TIME,
  OTHER_ACCOUNT,
  PROFILE_ARN,
  PROFILE_ID,
  REGION,
  ROLE_ARN,
  record,
  USER_ARN,
} from '../support/event';
import { ruleFixtures } from '../support/rule-fixtures';

/** A change with its answers laid open, so that a table can say in one line what was read; absent is not known. */
const flat = (event: unknown) => {
  const { record: call, place, profile, kind } = readChange(event);
  return {
    kind: kind.name,
    eventId: call.id,
    eventTime: ifKnown(call.time),
    account: ifKnown(place.account),
    region: ifKnown(place.region),
    partition: place.partition,
    actor: call.actor,
    source: call.source,
    profile,
    gaps: call.gaps,
  };
};
type Flat = ReturnType<typeof flat>;

describe('readChange', () => {
  test('reads the whole of an ordinary event', () => {
    expect(flat(bridgeEvent())).toEqual({
      kind: 'CreateProfile',
      eventId: EVENT_ID,
      eventTime: EVENT_TIME,
      account: ACCOUNT,
      region: REGION,
      partition: 'aws',
      actor: {
        kind: 'iam-user',
        type: 'IAMUser',
        arn: USER_ARN,
        accountId: ACCOUNT,
        principalId: 'AIDAEXAMPLEALICE00001',
        userName: 'alice',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        longLivedKey: true,
      },
      source: {
        ip: '203.0.113.7',
        userAgent:
          'aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.8',
        client: { family: 'cli', name: 'AWS CLI 2.15.30' },
        tls: { version: 'TLSv1.3', host: `rolesanywhere.${REGION}.amazonaws.com` },
      },
      profile: {
        name: 'build-farm',
        id: PROFILE_ID,
        arn: PROFILE_ARN,
        enabled: true,
        durationSeconds: 3600,
        roleArns: [ROLE_ARN],
        managedPolicyArns: [],
        acceptRoleSessionName: false,
        attributeMappings: [
          { certificateField: 'x509Subject', specifiers: ['*'] },
          { certificateField: 'x509Issuer', specifiers: ['*'] },
          { certificateField: 'x509SAN', specifiers: ['DNS', 'URI'] },
        ],
        createdBy: USER_ARN,
        createdAt: '2026-03-04T05:06:07.123456Z',
        updatedAt: '2026-03-04T05:06:07.123456Z',
        tagged: true,
      },
      gaps: [],
    });
  });

  test('reads the same from the record by itself', () => {
    expect(flat(record())).toEqual(flat(bridgeEvent()));
  });

  test('shows that the caller is of another account', () => {
    const { account, actor } = flat(bridgeEvent({ userIdentity: { accountId: OTHER_ACCOUNT } }));
    expect([account, actor.accountId, actor.kind]).toEqual([ACCOUNT, OTHER_ACCOUNT, 'iam-user']);
  });
});

interface Incomplete {
  readonly name: string;
  readonly event: unknown;
  readonly reads: Partial<Flat>;
  readonly gaps: readonly string[];
}

const SILENT = { responseElements: { profile: { profileArn: undefined, createdAt: undefined } } };

const INCOMPLETE: readonly Incomplete[] = [
  {
    name: 'no eventID: the requestID',
    event: bridgeEvent({ eventID: undefined }),
    reads: { eventId: '7c1a9e52-5d0f-4a1b-9c3d-2e4f6a8b0c1d' },
    gaps: ['eventID'],
  },
  {
    name: "no eventID, no requestID: the envelope's",
    event: bridgeEvent({ eventID: 7, requestID: null }),
    reads: { eventId: 'c0ffee00-aaaa-4bbb-8ccc-ddddeeeeffff' },
    gaps: ['eventID'],
  },
  {
    name: 'no ID at all',
    event: record({ eventID: undefined, requestID: undefined }),
    reads: { eventId: expect.stringMatching(/^record-[0-9a-f]{32}$/) },
    gaps: ['eventID', 'event ID'],
  },
  {
    name: "no time: the profile's",
    event: bridgeEvent({ eventTime: undefined }),
    reads: { eventTime: '2026-03-04T05:06:07.123456Z' },
    gaps: ['eventTime'],
  },
  {
    name: "a time that is none, and a silent response: the envelope's",
    event: bridgeEvent({ ...SILENT, eventTime: 'noon' }, { time: '2026-03-04T05:06:08Z' }),
    reads: { eventTime: '2026-03-04T05:06:08Z' },
    gaps: ['eventTime', 'responseElements.profile.profileArn'],
  },
  {
    name: 'no time at all',
    event: record({ ...SILENT, eventTime: '2026-13-45T99:99:99Z' }),
    reads: { eventTime: undefined },
    gaps: ['eventTime', 'time of the event', 'responseElements.profile.profileArn'],
  },
  {
    name: "no account: the envelope's",
    event: bridgeEvent({ recipientAccountId: undefined }, { account: OTHER_ACCOUNT }),
    reads: { account: OTHER_ACCOUNT },
    gaps: ['recipientAccountId'],
  },
  {
    name: "no account but the profile's",
    event: record({ recipientAccountId: undefined }),
    reads: { account: ACCOUNT },
    gaps: ['recipientAccountId'],
  },
  {
    name: "no account of the profile's: never the caller's",
    event: record({ ...SILENT, recipientAccountId: undefined }),
    reads: { account: undefined },
    gaps: ['recipientAccountId', 'account', 'responseElements.profile.profileArn'],
  },
  {
    name: "no Region: the envelope's",
    event: bridgeEvent({ awsRegion: undefined }, { region: 'eu-west-1' }),
    reads: { region: 'eu-west-1' },
    gaps: ['awsRegion'],
  },
  {
    name: "no Region but the profile's",
    event: record({ awsRegion: [] }),
    reads: { region: REGION },
    gaps: ['awsRegion'],
  },
  {
    name: 'no Region at all',
    event: record({ ...SILENT, awsRegion: undefined }),
    reads: { region: undefined, partition: 'aws' },
    gaps: ['awsRegion', 'Region', 'responseElements.profile.profileArn'],
  },
  {
    name: 'no request',
    event: bridgeEvent({ requestParameters: null }),
    reads: { profile: expect.objectContaining({ name: 'build-farm', roleArns: [ROLE_ARN] }) },
    gaps: ['requestParameters'],
  },
  {
    name: 'no response',
    event: bridgeEvent({ responseElements: null }),
    reads: { profile: expect.objectContaining({ name: 'build-farm', roleArns: [ROLE_ARN], id: null }) },
    gaps: ['responseElements'],
  },
  {
    name: 'a response without a profile',
    event: bridgeEvent({ responseElements: { profile: undefined } }),
    reads: { profile: expect.objectContaining({ name: 'build-farm', id: null, enabled: true }) },
    gaps: ['responseElements.profile'],
  },
  {
    name: 'request and response cut off to text',
    event: bridgeEvent({ requestParameters: '{"name":"buil', responseElements: '{"prof' }),
    reads: {
      profile: expect.objectContaining({ name: '(not recorded)', roleArns: [], durationSeconds: 3600 }),
    },
    gaps: [
      'requestParameters',
      'responseElements',
      ...['name', 'enabled', 'roleArns', 'durationSeconds'].map((key) => `responseElements.profile.${key}`),
    ],
  },
  {
    name: 'a request that CloudTrail left out',
    event: {
      ...record(),
      requestParameters: { omitted: 'true', originalSize: 204800, reason: 'requestParameters too large' },
      responseElements: null,
    },
    reads: { profile: expect.objectContaining({ name: '(not recorded)', roleArns: [] }) },
    gaps: [
      'requestParameters',
      'responseElements',
      ...['name', 'enabled', 'roleArns', 'durationSeconds'].map((key) => `responseElements.profile.${key}`),
    ],
  },
  {
    name: 'a response that CloudTrail cut: what is left of it',
    event: bridgeEvent({
      responseElements: { omitted: true, profile: { name: 'left-over', roleArns: undefined } },
    }),
    reads: { profile: expect.objectContaining({ name: 'left-over', roleArns: [ROLE_ARN] }) },
    gaps: ['responseElements'],
  },
  {
    name: 'nothing but the name of the call',
    event: { eventSource: 'rolesanywhere.amazonaws.com', eventName: 'CreateProfile' },
    reads: {
      eventId: expect.stringMatching(/^record-[0-9a-f]{32}$/),
      account: undefined,
      region: undefined,
      partition: 'aws',
    },
    gaps: [
      ...['requestParameters', 'responseElements', 'userIdentity', 'userIdentity.arn'],
      ...['sourceIPAddress', 'userAgent', 'eventID', 'event ID', 'eventTime', 'time of the event'],
      ...['recipientAccountId', 'account', 'awsRegion', 'Region'],
      ...['name', 'enabled', 'roleArns', 'durationSeconds'].map((key) => `responseElements.profile.${key}`),
    ],
  },
];

describe('readFlat of an incomplete event', () => {
  test.each(INCOMPLETE)('$name', ({ event, reads, gaps }) => {
    const created = flat(event);
    expect(created).toMatchObject(reads);
    expect(created.gaps.map(({ what }) => what).sort()).toEqual([...gaps].sort());
  });

  test('says in words what is wrong', () => {
    const { gaps } = flat(bridgeEvent({ eventTime: 7, awsRegion: undefined, requestParameters: [] }));
    expect(gaps).toEqual(
      expect.arrayContaining([
        { what: 'eventTime', why: 'a number in the CloudTrail record, not an ISO 8601 time' },
        { what: 'awsRegion', why: 'missing from the CloudTrail record' },
        { what: 'requestParameters', why: 'a list in the CloudTrail record, not an object' },
      ]),
    );
  });
});

const withArn = (arn: string | undefined, region: string, userArn = USER_ARN) =>
  record({
    awsRegion: region,
    userIdentity: { arn: userArn },
    responseElements: { profile: { profileArn: arn } },
  });

describe('the partition', () => {
  test.each([
    [`arn:aws-cn:rolesanywhere:cn-north-1:${ACCOUNT}:profile/1`, 'cn-north-1', USER_ARN, 'aws-cn'],
    [PROFILE_ARN, 'cn-northsouth-3r', USER_ARN, 'aws'],
    [undefined, 'us-gov-west-1', `arn:aws-us-gov:iam::${ACCOUNT}:user/alice`, 'aws-us-gov'],
    [undefined, 'cn-north-1', 'AIDAEXAMPLE', 'aws-cn'],
    [undefined, 'us-gov-east-1', 'AIDAEXAMPLE', 'aws-us-gov'],
    [undefined, 'eusc-de-east-1', 'AIDAEXAMPLE', 'aws-eusc'],
    [undefined, 'us-isob-east-1', 'AIDAEXAMPLE', 'aws-iso-b'],
    [undefined, 'us-iso-east-1', 'AIDAEXAMPLE', 'aws-iso'],
    [undefined, 'eu-west-1', 'AIDAEXAMPLE', 'aws'],
  ])('of %s in %s by %s is %s (last)', (arn, region, userArn, partition) => {
    expect(flat(withArn(arn, region, userArn)).partition).toBe(partition);
  });
});

describe('readChange of something else', () => {
  test.each<[string, unknown, string]>([
    [
      'another call',
      bridgeEvent({ eventName: 'CreateUser', eventSource: 'iam.amazonaws.com' }),
      'This is no change that is alerted on: it is CreateUser of iam.amazonaws.com',
    ],
    [
      "another service's CreateProfile",
      record({ eventSource: 'transfer.amazonaws.com' }),
      'This is no change that is alerted on: it is CreateProfile of transfer.amazonaws.com',
    ],
    [
      'a failed call',
      bridgeEvent({ errorCode: 'AccessDenied' }),
      'This call, CreateProfile of rolesanywhere.amazonaws.com, failed (AccessDenied): it changed nothing',
    ],
    [
      'a failed call whose error is no text',
      bridgeEvent({ errorCode: 403 }),
      'This call, CreateProfile of rolesanywhere.amazonaws.com, failed (unknown error): it changed nothing',
    ],
    ['nothing', undefined, 'This is no CloudTrail event: it is nothing'],
    ['null', null, 'This is no CloudTrail event: it is nothing'],
    ['text', 'CreateProfile', 'This is no CloudTrail event: it is text'],
    ['a list', [bridgeEvent()], 'This is no CloudTrail event: it is a list'],
    ['an empty object', {}, 'This is no CloudTrail event: it is an object without eventSource and eventName'],
    [
      'a record without a name',
      record({ eventName: undefined }),
      'This is no CloudTrail event: it is an object without eventSource and eventName',
    ],
    [
      'names that only the prototype has',
      Object.create(record()),
      'This is no CloudTrail event: it is an object without eventSource and eventName',
    ],
  ])('%s is refused', (_name, event, message) => {
    expect(() => flat(event)).toThrow(new NotAChangeError(message));
    expect(() => flat(event)).toThrow(NotAChangeError);
  });

  test('a hostile name makes a short, printable message', () => {
    const event = record({ eventName: `x\n\u001b[31m${'y'.repeat(1_000_000)}` });
    expect(() => flat(event)).toThrow(/^[\x20-\x7e]{1,300}$/);
  });

  test.each(ruleFixtures.filter(({ matches }) => matches))(
    'what the rule lets through is read: $name',
    ({ event }) => {
      expect(flat(event).account).toBe(ACCOUNT);
    },
  );
});

const text = expect.stringMatching(/./s);
const orAbsent = (value: unknown, check: (value: unknown) => void): void => {
  if (value !== undefined) check(value);
};
const isText = (value: unknown) => expect(typeof value).toBe('string');
const isFlag = (value: unknown) => expect(typeof value).toBe('boolean');
const areTexts = (value: unknown) => {
  expect(Array.isArray(value)).toBe(true);
  for (const item of value as unknown[]) isText(item);
};

/** Checks what TypeScript promises, on the value itself. */
const expectFullyTyped = (created: Flat): void => {
  const { actor, source, profile, gaps } = created;
  expect(created).toMatchObject({ eventId: text, partition: text });
  orAbsent(created.account, isText);
  orAbsent(created.region, isText);
  orAbsent(created.eventTime, (time) => expect(Number.isFinite(Date.parse(String(time)))).toBe(true));
  expect(actor).toMatchObject({ kind: text, type: text, arn: text });
  for (const key of [
    'accountId',
    'principalId',
    'userName',
    'accessKeyId',
    'sessionIssuerArn',
    'sessionName',
  ] as const)
    orAbsent(actor[key], isText);
  for (const key of ['invokedBy', 'onBehalfOf', 'identityProvider'] as const) orAbsent(actor[key], isText);
  for (const key of ['longLivedKey', 'mfa', 'fromConsole'] as const) orAbsent(actor[key], isFlag);
  orAbsent(actor.sessionCreatedAt, (value) =>
    expect(Number.isFinite(Date.parse(value as string))).toBe(true),
  );
  isText(source.userAgent);
  expect(source.client).toMatchObject({ family: text, name: expect.stringMatching(/^[\x20-\x7e]{1,60}$/) });
  for (const key of ['ip', 'service', 'vpcEndpointId'] as const) orAbsent(source[key], isText);
  expect(profile.name).toEqual(text);
  for (const value of [profile.id, profile.arn]) if (value !== null) isText(value);
  if (profile.enabled !== null) isFlag(profile.enabled);
  expect(Number.isFinite(profile.durationSeconds) && profile.durationSeconds > 0).toBe(true);
  areTexts(profile.roleArns);
  areTexts(profile.managedPolicyArns);
  expect(new Set(profile.roleArns).size).toBe(profile.roleArns.length);
  for (const key of ['sessionPolicy', 'createdBy', 'createdAt', 'updatedAt'] as const)
    orAbsent(profile[key], isText);
  for (const mapping of profile.attributeMappings ?? []) {
    isText(mapping.certificateField);
    areTexts(mapping.specifiers);
  }
  for (const gap of gaps) expect(gap).toEqual({ what: text, why: text });
  // What is not known, `flat` lays open as undefined.
  const { eventTime: _time, account: _account, region: _region, ...sure } = created;
  const undefinedValues = [sure, actor, source, profile].flatMap((part) =>
    Object.entries(part).filter(([, value]) => value === undefined),
  );
  expect(undefinedValues).toEqual([]);
};

/** Every place of a JSON value, as a list of keys. */
const placesIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))]
    : [path];

const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const fields = copy as Record<string, unknown>;
  if (rest.length === 0 && by === undefined)
    Array.isArray(copy) ? copy.splice(Number(key), 1) : delete fields[key];
  else fields[key] = replaced(fields[key], rest, by);
  return copy;
};

const wrong = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue(),
  fc.string({ unit: anyCharacter }),
  fc.double(),
  fc.constantFrom('__proto__', '{"__proto__":{}}', 'true', '-0', '٣٦٠٠', '2026-02-31T25:00:00Z'),
);

describe('readFlat of any event', () => {
  const whole = bridgeEvent({
    userIdentity: {
      sessionContext: {
        sessionIssuer: { arn: ROLE_ARN, accountId: ACCOUNT },
        attributes: { mfaAuthenticated: 'true', creationDate: EVENT_TIME },
        webIdFederationData: { federatedProvider: 'example' },
      },
      onBehalfOf: { userId: 'x' },
      invokedBy: 'x.amazonaws.com',
    },
    requestParameters: { sessionPolicy: '{}', managedPolicyArns: ['arn:aws:iam::aws:policy/X'] },
  });
  const places = placesIn(whole);

  test('is refused, or read in full', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), wrong), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const event = changes.reduce<unknown>((value, [path, by]) => replaced(value, path, by), whole);
          let created: Flat;
          try {
            created = flat(event);
          } catch (error) {
            expect(error).toBeInstanceOf(NotAChangeError);
            return;
          }
          read += 1;
          expectFullyTyped(created);
        },
      ),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(100);
  });

  test('each place in turn, with each wrong value', () => {
    for (const path of places.filter(
      (candidate) => candidate.length > 1 && !/^event(Source|Name)$/.test(candidate[1] ?? ''),
    ))
      for (const by of [undefined, 'x', 7, [], {}, [{}]]) expectFullyTyped(flat(replaced(whole, path, by)));
  });

  test('hands on hostile text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (hostile) => {
        const created = flat(
          bridgeEvent({
            userAgent: hostile,
            userIdentity: { arn: hostile, userName: hostile },
            responseElements: { profile: { name: hostile, roleArns: [hostile] } },
          }),
        );
        expect([
          created.source.userAgent,
          created.actor.arn,
          created.actor.userName,
          created.profile.name,
          ...created.profile.roleArns,
        ]).toEqual([hostile, hostile, hostile, hostile, hostile]);
      }),
    );
  });

  test('reads 100,000 role ARNs without trouble', () => {
    const roleArns = Array.from({ length: 100_000 }, (_, index) => `${ROLE_ARN}-${index}`);
    const start = performance.now();
    const created = flat(bridgeEvent({ responseElements: { profile: { roleArns } } }));
    expect(created.profile.roleArns).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
