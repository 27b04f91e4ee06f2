import type { AnchorChange } from '../../lambda/assess/anchor-changes';
import { type AnchorFacts, anchorLine, anchorsOf, certificateLines } from '../../lambda/assess/anchors';
import type { JudgedRole } from '../../lambda/assess/judged-role';
import type { Context } from '../../lambda/enrich/context';
import type { TrailEvent } from '../../lambda/enrich/trail-event';
import type { TrustAnchor } from '../../lambda/enrich/trust-anchors';
import { known, notKnown } from '../../lambda/lookup';
import type { Settings } from '../../lambda/settings';
import { defaultSettings } from '../../lambda/settings-file';
import { judged } from '../alert/assessments';
import { ANCHOR_ARN, certificate, contextOf, trustAnchor } from '../support/context';
import { ACCOUNT, REGION, TEMPORARY_KEY, USER_ARN } from '../support/event';

const OTHER_ARN = ANCHOR_ARN.replace('aaaaaaaa', 'bbbbbbbb');
const outside = (changes: Partial<TrustAnchor> = {}): TrustAnchor => {
  const { acmPcaArn: _, ...anchor } = trustAnchor({ sourceType: 'CERTIFICATE_BUNDLE', ...changes });
  return anchor;
};
const changed = (anchor: TrustAnchor): AnchorChange => ({
  anchor,
  name: anchor.name,
  how: 'created',
  time: '2026-03-04T05:01:12Z',
  maker: 'actor',
  isExternal: true,
  isGone: false,
});

interface Situation {
  readonly anchors?: readonly TrustAnchor[];
  readonly context?: Partial<Context>;
  readonly settings?: Partial<Settings>;
  readonly roles?: readonly JudgedRole[];
  readonly changes?: readonly AnchorChange[];
  readonly subject?: TrustAnchor;
}

const factsIn = ({
  anchors,
  context,
  settings,
  roles,
  changes,
  subject,
}: Situation): readonly AnchorFacts[] => {
  const found = anchorsOf(
    contextOf({ trustAnchors: known(anchors ?? [trustAnchor()]), ...context }),
    { ...defaultSettings, ...settings },
    roles ?? [judged()],
    changes ?? [],
    subject,
  );
  return found.known ? found.value : [];
};

const reaching = (changes: Partial<JudgedRole['trust']>): JudgedRole =>
  judged({ trust: { ...judged().trust, ...changes } });

describe('what an anchor amounts to', () => {
  test.each<[string, Situation, Partial<AnchorFacts>]>([
    ['of a private CA', {}, { isExternal: false, isSuspicious: false, isOpen: true, isExpired: false }],
    ['of an outside CA', { anchors: [outside()] }, { isExternal: true, isSuspicious: false }],
    [
      'of an outside CA, changed just now',
      { anchors: [outside()], changes: [changed(outside())] },
      { isSuspicious: true, changes: [changed(outside())] },
    ],
    [
      'another is changed',
      { anchors: [outside()], changes: [changed(outside({ arn: OTHER_ARN }))] },
      { isSuspicious: false, changes: [] },
    ],
    ['of a private CA, changed just now', { changes: [changed(trustAnchor())] }, { isSuspicious: false }],
    [
      'disabled, changed just now',
      { anchors: [outside({ enabled: false })], changes: [changed(outside())] },
      { isSuspicious: false, isOpen: false },
    ],
    [
      'of unknown state, changed just now',
      { anchors: [outside({ enabled: null })], changes: [changed(outside())] },
      { isSuspicious: true, isOpen: true },
    ],
    [
      'not on the list',
      { anchors: [outside()], settings: { approvedTrustAnchors: [OTHER_ARN] } },
      { isSuspicious: true, isApproved: false },
    ],
    [
      'on the list, changed just now',
      {
        anchors: [outside()],
        settings: { approvedTrustAnchors: [ANCHOR_ARN] },
        changes: [changed(outside())],
      },
      { isSuspicious: false, isApproved: true },
    ],
    [
      'of a private CA, not on the list',
      { settings: { approvedTrustAnchors: [OTHER_ARN] } },
      { isSuspicious: false, isApproved: false },
    ],
    ['that reaches no role', { roles: [reaching({ reachableFrom: [OTHER_ARN] })] }, { isOpen: false }],
    [
      'that reaches one of two',
      { roles: [reaching({ reachableFrom: [OTHER_ARN] }), judged()] },
      { isOpen: true },
    ],
    [
      'of a role whose trust could not be read',
      { roles: [reaching({ trust: 'unknown', reachableFrom: [] })] },
      { isOpen: true },
    ],
    ['that is what was changed', { roles: [], subject: trustAnchor() }, { isOpen: true }],
    ['that is not what was changed', { subject: trustAnchor({ arn: OTHER_ARN }) }, { isOpen: false }],
    [
      'whose CA is over',
      { anchors: [outside({ certificates: known([certificate({ notAfter: '2026-03-04T05:07:00Z' })]) })] },
      { isExpired: true },
    ],
  ])('%s', (_, situation, expected) => {
    const [found] = factsIn(situation);
    expect(found).toMatchObject(expected);
    // What is not known, or does not hold, is not there: a JSON of it would else name it.
    if (situation.settings === undefined) expect(found).not.toHaveProperty('isApproved');
    expect(found).not.toHaveProperty('publishedBy');
  });

  test('anchors of another Region are none', () => {
    expect(factsIn({ anchors: [trustAnchor({ arn: ANCHOR_ARN.replace(REGION, 'eu-west-1') })] })).toEqual([]);
  });

  test('what could not be read stays so', () => {
    const trustAnchors = notKnown('denied');
    expect(anchorsOf(contextOf({ trustAnchors }), defaultSettings, [], [])).toBe(trustAnchors);
  });
});

describe('the order of anchors', () => {
  const ordered = (...anchors: TrustAnchor[]): readonly string[] =>
    factsIn({
      anchors,
      changes: anchors.filter(({ name }) => name.startsWith('new')).map(changed),
    }).map(({ name }) => name);
  const named = (name: string, changes: Partial<TrustAnchor> = {}): Partial<TrustAnchor> => ({
    name,
    arn: ANCHOR_ARN.replace('aaaaaaaa', name),
    ...changes,
  });

  test('the suspicious, the usable, those of outside CAs', () => {
    expect(
      ordered(
        trustAnchor(named('off-own', { enabled: false })),
        outside(named('off', { enabled: false })),
        trustAnchor(named('own')),
        outside(named('old')),
        outside(named('new')),
      ),
    ).toEqual(['new', 'old', 'own', 'off', 'off-own']);
    expect(ordered(outside(named('unsure', { enabled: null })), trustAnchor(named('own')))).toEqual([
      'unsure',
      'own',
    ]);
  });
});

describe('the calls about an anchor', () => {
  const call = (changes: Partial<TrailEvent> = {}): TrailEvent => ({
    eventId: '1',
    time: '2026-03-04T05:01:12Z',
    region: REGION,
    eventSource: 'rolesanywhere.amazonaws.com',
    eventName: 'UpdateTrustAnchor',
    actorArn: USER_ARN,
    targets: [ANCHOR_ARN],
    ...changes,
  });
  const TOLD = { time: '2026-03-04T05:01:12Z', eventName: 'UpdateTrustAnchor', by: USER_ARN };

  test.each<[string, TrailEvent, object | undefined]>([
    ['by its ARN', call(), TOLD],
    ['by its id', call({ targets: ['aaaaaaaa-0000-4000-8000-000000000001', 'x'] }), TOLD],
    ['of another', call({ targets: [OTHER_ARN] }), undefined],
    ['of none', call({ targets: [] }), undefined],
    ['refused', call({ errorCode: 'AccessDenied' }), { ...TOLD, errorCode: 'AccessDenied' }],
    ['by the key', call({ accessKeyId: TEMPORARY_KEY }), { ...TOLD, by: 'the same key' }],
    [
      'by the actor',
      call({ actorArn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/bob` }),
      { ...TOLD, by: 'the same actor' },
    ],
  ])('%s', (_, event, expected) => {
    const [found] = factsIn({ context: { anchorChanges: known([event]) } });
    expect(found?.calls).toEqual(expected === undefined ? [] : [expected]);
    expect(found?.calls[0] ?? {}).toStrictEqual(expected ?? {});
  });

  test('are none where they could not be looked up', () => {
    expect(factsIn({ context: { anchorChanges: notKnown('throttled') } })[0]?.calls).toEqual([]);
  });
});

describe('an anchor in a line', () => {
  test.each<[boolean | null, string]>([
    [true, 'enabled'],
    [false, 'disabled'],
    [null, 'state unknown'],
  ])('of state %s', (enabled, state) => {
    expect(anchorLine(outside({ enabled }))).toBe(
      `trust anchor "build-ca": ${ANCHOR_ARN}, CERTIFICATE_BUNDLE, ${state}`,
    );
  });

  test('of a private CA by its ARN', () => {
    const anchor = trustAnchor();
    expect(anchorLine(anchor)).toBe(`trust anchor "build-ca": ${ANCHOR_ARN}, ${anchor.acmPcaArn}, enabled`);
  });

  test('and its certificates', () => {
    const [one, other] = [certificate(), certificate({ subject: 'CN=Sub', selfSigned: false })];
    expect(certificateLines(outside({ certificates: known([one, other]) }))).toEqual([
      `CA of build-ca: CN=Build CA, O=Example (self-signed), until 2035-01-01T00:00:00.000Z, SHA-256 ${one.sha256}`,
      `CA of build-ca: CN=Sub, until 2035-01-01T00:00:00.000Z, SHA-256 ${one.sha256}`,
    ]);
    expect(certificateLines(outside({ certificates: notKnown('no PEM') }))).toEqual([
      'CA of build-ca: could not be read, no PEM',
    ]);
  });
});
