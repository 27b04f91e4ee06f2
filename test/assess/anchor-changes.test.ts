import { type AnchorChange, anchorChangesOf } from '../../lambda/assess/anchor-changes';
import type { Context } from '../../lambda/enrich/context';
import type { TrailEvent } from '../../lambda/enrich/trail-event';
import type { Opening } from '../../lambda/event/opening';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings-file';
import { ANCHOR_ARN, contextOf, profileCreated, trustAnchor } from '../support/context';
import { ACCOUNT, EVENT_ID, EVENT_TIME, REGION, TEMPORARY_KEY, USER_ARN } from '../support/event';

const ANCHOR_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER_ARN = ANCHOR_ARN.replace('aaaaaaaa', 'bbbbbbbb');
const AGAIN = '2026-03-04T05:01:12Z';
const ALICE = `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/alice`;

/** Somebody else made the anchor, five minutes before the profile. */
const created = (changes: Partial<TrailEvent> = {}): TrailEvent => ({
  eventId: '11111111-aaaa-4bbb-8ccc-000000000001',
  time: AGAIN,
  region: REGION,
  eventSource: 'rolesanywhere.amazonaws.com',
  eventName: 'CreateTrustAnchor',
  actorArn: USER_ARN,
  targets: [ANCHOR_ARN, 'build-ca'],
  ...changes,
});
const nameless = ({ actorArn: _, ...event }: TrailEvent): TrailEvent => event;

const changesOf = (context: Partial<Context>): readonly AnchorChange[] =>
  anchorChangesOf(contextOf(context), defaultSettings);
const of = (...events: TrailEvent[]): Pick<Context, 'anchorChanges'> => ({ anchorChanges: known(events) });

const TOLD: AnchorChange = {
  anchor: trustAnchor(),
  name: 'build-ca',
  how: 'created',
  time: AGAIN,
  maker: 'other',
  makerArn: USER_ARN,
  isExternal: false,
  isGone: false,
};
const { makerArn: _, ...BY_NOBODY } = TOLD;

describe('changes of anchors that CloudTrail shows', () => {
  test.each<[string, readonly TrailEvent[], readonly Partial<AnchorChange>[]]>([
    ['none', [], []],
    ['made', [created()], [TOLD]],
    ['changed', [created({ eventName: 'UpdateTrustAnchor' })], [{ ...TOLD, how: 'changed' }]],
    ['enabled', [created({ eventName: 'EnableTrustAnchor' })], [{ ...TOLD, how: 'enabled' }]],
    ['disabled, which opens nothing', [created({ eventName: 'DisableTrustAnchor' })], []],
    ['failed', [created({ errorCode: 'AccessDenied' })], []],
    ['of another service', [created({ eventSource: 'iam.amazonaws.com' })], []],
    ['of another Region', [created({ region: 'eu-west-1' })], []],
    ['the alert itself', [created({ eventId: EVENT_ID })], []],
    ['told twice', [created(), created()], [TOLD]],
    ['two', [created(), created({ eventId: '2', time: '2026-03-04T05:02:00Z' })], [TOLD, { how: 'created' }]],
    ['by the actor', [created({ actorArn: ALICE })], [{ ...TOLD, maker: 'actor', makerArn: ALICE }]],
    ['by nobody knows whom', [nameless(created())], [{ ...BY_NOBODY, maker: 'unknown' }]],
    [
      'by a key of somebody else',
      [nameless(created({ accessKeyId: 'AKIAEXAMPLE' }))],
      [{ ...BY_NOBODY, maker: 'other' }],
    ],
    ['by the key', [nameless(created({ accessKeyId: TEMPORARY_KEY }))], [{ maker: 'actor' }]],
  ])('%s', (_, events, expected) => {
    const found = changesOf(of(...events));
    expect(found).toHaveLength(expected.length);
    expect(found).toMatchObject(expected);
    found.forEach((one, index) => {
      const { makerArn } = expected[index] ?? {};
      if (makerArn === undefined && expected[index]?.maker === 'unknown')
        expect(one).not.toHaveProperty('makerArn');
    });
  });

  /** Which anchor, if any of those there are. */
  test.each<[string, readonly string[], string, boolean]>([
    ['its ARN', [ANCHOR_ARN], 'build-ca', true],
    ['its id', [ANCHOR_ID], 'build-ca', true],
    ['its name alone', ['build-ca'], 'build-ca', true],
    ['its name, and another anchor by its ARN', ['build-ca', OTHER_ARN], 'build-ca', false],
    ['the ARN of another', [OTHER_ARN], OTHER_ARN, false],
    ['a name of no anchor', ['rogue-ca'], 'rogue-ca', false],
    ['an ARN and a name', [OTHER_ARN, 'rogue-ca'], 'rogue-ca', false],
    ['nothing', [], 'of unknown name', false],
  ])('an event that names %s', (_, targets, name, isThere) => {
    const [found] = changesOf(of(created({ targets })));
    expect(found).toMatchObject({ name, isGone: !isThere, isExternal: !isThere });
    expect(found?.anchor).toEqual(isThere ? trustAnchor() : undefined);
    expect(Object.hasOwn(found ?? {}, 'anchor')).toBe(isThere);
  });

  test('of anchors that are not known none is gone', () => {
    const found = changesOf({ ...of(created()), trustAnchors: notKnown('denied') });
    expect(found).toMatchObject([{ name: 'build-ca', isGone: false, isExternal: true }]);
  });

  test('the anchor of an outside CA is told to be one', () => {
    const outside = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE' });
    expect(changesOf({ ...of(created()), trustAnchors: known([outside]) })).toMatchObject([
      { anchor: outside, isExternal: true },
    ]);
  });

  test('what a look-up by the key shows without a name is the actor’s', () => {
    const events = known({ events: [nameless(created())], atLeast: false });
    const [activity] = contextOf().activity;
    expect(activity).toBeDefined();
    if (activity === undefined) return;
    expect(
      changesOf({ activity: [{ ...activity, events }], anchorChanges: notKnown('throttled') }),
    ).toMatchObject([{ maker: 'actor', makerArn: ALICE }]);
  });
});

describe('changes of anchors that only their own times tell of', () => {
  const at = (createdAt: string, updatedAt = createdAt) => ({
    trustAnchors: known([trustAnchor({ createdAt, updatedAt })]),
  });
  const LONG_AGO = '2025-01-02T03:04:05.000Z';

  test.each<[string, Partial<Context>, readonly Partial<AnchorChange>[]]>([
    ['long ago', at(LONG_AGO), []],
    [
      'made since',
      at('2026-03-04T05:07:00Z'),
      [{ how: 'created', maker: 'unknown', name: 'build-ca', isGone: false, isExternal: false }],
    ],
    ['made before', at('2026-03-03T05:06:08Z'), [{ how: 'created', time: '2026-03-03T05:06:08Z' }]],
    ['made before the window', at('2026-03-03T05:06:06Z'), []],
    [
      'updated since',
      at(LONG_AGO, '2026-03-04T05:07:00Z'),
      [{ how: 'changed', time: '2026-03-04T05:07:00Z', maker: 'unknown' }],
    ],
    [
      'of no time',
      { trustAnchors: known([(({ createdAt: _c, updatedAt: _u, ...anchor }) => anchor)(trustAnchor())]) },
      [],
    ],
    [
      'a minute after what CloudTrail shows, which is the same call',
      { ...at('2026-03-04T05:02:12Z'), ...of(created()) },
      [{ maker: 'other' }],
    ],
    [
      'later than that',
      { ...at('2026-03-04T05:02:12.001Z'), ...of(created()) },
      [{ maker: 'other' }, { maker: 'unknown', how: 'created' }],
    ],
    [
      'before what CloudTrail shows of another anchor',
      {
        trustAnchors: known([
          trustAnchor(),
          trustAnchor({ arn: OTHER_ARN, id: 'other', name: 'other-ca', createdAt: '2026-03-04T05:00:00Z' }),
        ]),
        ...of(created()),
      },
      [{ maker: 'other' }, { maker: 'unknown', name: 'other-ca' }],
    ],
  ])('%s', (_, context, expected) => {
    const found = changesOf(context);
    expect(found).toHaveLength(expected.length);
    expect(found).toMatchObject(expected);
  });

  const opening = (arn: string): Opening => ({
    by: 'trust-anchor',
    setsSource: true,
    stopsRevocation: false,
    anchor: { name: 'build-ca', id: ANCHOR_ID, arn, enabled: true },
  });
  test.each<[string, string, string, Opening | undefined, number]>([
    ['the alert’s own change', ANCHOR_ARN, EVENT_TIME, opening(ANCHOR_ARN), 0],
    ['a minute apart', ANCHOR_ARN, '2026-03-04T05:07:07Z', opening(ANCHOR_ARN), 0],
    ['a minute before', ANCHOR_ARN, '2026-03-04T05:05:07Z', opening(ANCHOR_ARN), 0],
    ['more than a minute apart', ANCHOR_ARN, '2026-03-04T05:07:08Z', opening(ANCHOR_ARN), 1],
    ['of another anchor', ANCHOR_ARN, EVENT_TIME, opening(OTHER_ARN), 1],
    ['of a profile', ANCHOR_ARN, EVENT_TIME, undefined, 1],
  ])('%s is no other', (_, arn, createdAt, by, count) => {
    const change = { ...profileCreated(), ...(by === undefined ? {} : { opening: by }) };
    const trustAnchors = known([trustAnchor({ arn, createdAt })]);
    expect(changesOf({ change, trustAnchors })).toHaveLength(count);
  });
});
