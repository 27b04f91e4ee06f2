import { decisionOf, profileClaim } from '../../lambda/alert/decision';
import type { Assessment } from '../../lambda/assess/assessment';
import type { Facts } from '../../lambda/assess/facts';
import type { Headline } from '../../lambda/assess/headline';
import type { JudgedRole } from '../../lambda/assess/judged-role';
import type { Opened } from '../../lambda/assess/opened';
import type { CrlOpening } from '../../lambda/event/opening';
import type { Power } from '../../lambda/iam/power';
import { known } from '../../lambda/lookup';
import { ANCHOR_ARN, contextOf, trustAnchor } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/event';
import { assessmentIn, assessmentOf, capability, finding, judged, OPEN_TRUST } from './assessments';

const QUIET = assessmentIn(contextOf(), assessmentOf());
const nameOf = (arn: string): string => (arn === ANCHOR_ARN ? 'build-ca' : 'rogue-ca');

const power = (
  level: Power,
  isCertain: boolean,
  role: JudgedRole = judged(),
  isJoint = false,
): Extract<Headline, { readonly kind: 'power' }> => ({
  kind: 'power',
  level,
  isCertain,
  role,
  own: { level, isCertain },
  isJoint,
});

const openedBy = (opening: Opened['opening'], anchor?: Opened['anchor']): Opened => ({
  opening,
  ...(anchor === undefined ? {} : { anchor }),
  ways: [],
  profiles: [],
  disabled: [],
  together: QUIET.facts.together,
  already: known([]),
  regions: [],
  unread: [],
});

const crl = (call: CrlOpening['call']): CrlOpening => ({
  by: 'crl',
  call,
  crl: { name: 'lost-laptops', id: null, arn: null, enabled: null, trustAnchorArn: ANCHOR_ARN },
});

describe('what a change amounts to, in a few words', () => {
  const claim = (headline: Headline, facts: Partial<Facts> = {}): string =>
    profileClaim(headline, { ...QUIET.facts, ...facts });

  test.each<[Headline, string]>([
    [{ kind: 'opens-nothing', because: '' }, 'lets nobody new in'],
    [{ kind: 'leads-nowhere' }, 'leads to no role'],
    [{ kind: 'leads-not-known' }, 'may lead to any role'],
    [{ kind: 'roles-not-known' }, 'has roles that are not known'],
    [{ kind: 'no-roles' }, 'has no roles'],
    [{ kind: 'no-more' }, 'gives no more than before'],
    [{ kind: 'missing-role', role: judged() }, 'names a missing role'],
  ])('$kind', (headline, expected) => {
    expect(claim(headline)).toBe(expected);
  });

  test('of what is not read by now, no more than what was done is told', () => {
    const unread = { profileIsRead: false };
    expect(claim({ kind: 'no-more' }, unread)).toBe('gives no more by being created');
    expect(claim(power('limited', true), unread)).toBe('gives limited permissions, as created');
    expect(claim(power('admin', true), unread)).toBe('gives admin');
  });

  /** Of a profile and of a revocation list that is gone: for certain, and possibly. */
  test.each<[Power, string, string, string, string]>([
    ['admin', 'gives admin', 'may give admin', 'gives the revoked admin', 'may give the revoked admin'],
    [
      'escalation',
      'can become admin',
      'may give a path to admin',
      'lets the revoked become admin',
      'may let the revoked become admin',
    ],
    [
      'sensitive',
      'gives dangerous permissions',
      'may give dangerous permissions',
      'gives the revoked dangerous permissions',
      'may give the revoked dangerous permissions',
    ],
    [
      'limited',
      'gives limited permissions',
      'may give some permissions',
      'gives the revoked limited permissions',
      'may give the revoked some permissions',
    ],
    [
      'none',
      'gives no permissions',
      'gives no permissions',
      'gives the revoked no permissions',
      'gives the revoked no permissions',
    ],
  ])('%s', (level, gives, may, revokedGets, revokedMay) => {
    const deleted = { opened: openedBy(crl('DeleteCrl')) };
    const replaced = { opened: openedBy(crl('UpdateCrl')) };
    expect(claim(power(level, true))).toBe(gives);
    expect(claim(power(level, false))).toBe(may);
    expect(claim(power(level, true), deleted)).toBe(revokedGets);
    expect(claim(power(level, false), deleted)).toBe(revokedMay);
    // Which certificates another list revokes, nobody can tell.
    expect(claim(power(level, true), replaced)).toBe(revokedMay);
  });
});

const WHERE = `account example-prod (${ACCOUNT})`;
const decided = (changes: Partial<Assessment>, facts: Partial<Facts> = {}): string => {
  const { deciding: _, ...quiet } = QUIET;
  return decisionOf(
    { ...quiet, action: 'act-now', ...changes, facts: { ...QUIET.facts, ...facts } },
    { id: ACCOUNT, alias: 'example-prod' },
    nameOf,
  );
};

describe('what to do, and why', () => {
  const by = (reason: string): Partial<Facts> => ({
    expectation: { entry: { principal: '*', reason }, isWeak: false },
  });
  const headline: Headline = { kind: 'no-roles' };
  const REST = `The profile names no roles, so it gives nobody access to ${WHERE}.`;

  test.each<[string, Partial<Assessment>, Partial<Facts>, string]>([
    ['at once', { action: 'act-now' }, {}, 'Act now.'],
    ['soon', { action: 'check-now' }, {}, 'Check this now.'],
    ['today', { action: 'check-today' }, {}, 'Check this today.'],
    [
      'nothing, if planned',
      { action: 'nothing-if-planned', unknowns: [] },
      {},
      'Nothing to do now if this was planned.',
    ],
    [
      'nothing, if planned, with gaps, looked at again',
      {
        action: 'nothing-if-planned',
        unknowns: [{ what: 'the roles', why: 'denied' }],
        looksAgainAt: '2026-03-04T05:22:00Z',
      },
      {},
      'Nothing to do now if this was planned; looked at again at 05:22 UTC. Not everything could be checked.',
    ],
    [
      'nothing',
      { action: 'nothing' },
      by('the press team renews.'),
      'Expected: the press team renews. Nothing to do now.',
    ],
    [
      'nothing, looked at again',
      { action: 'nothing', looksAgainAt: '2026-03-04T05:22:00Z' },
      by('v1.2 of the press'),
      'Expected: v1.2 of the press. Nothing to do now; looked at again at 05:22 UTC.',
    ],
    ['nothing, nobody knows why', { action: 'nothing' }, {}, 'Expected. Nothing to do now.'],
    [
      'expected, with gaps',
      { action: 'check-although-expected', unvouched: [] },
      by('renewal'),
      'Declared as expected: renewal. Check it now all the same.',
    ],
    ...(
      [
        ['critical', 'act now'],
        ['high', 'check this now'],
        ['medium', 'check this today'],
        ['low', 'look at it when you can'],
        ['informational', 'nothing to do now'],
      ] as const
    ).map(([severity, haste]): [string, Partial<Assessment>, Partial<Facts>, string] => [
      `${severity} although expected`,
      { action: 'check-although-expected', severity, unvouched: ['attack-tool'] },
      by('renewal'),
      `Matches an allow-list entry: renewal, but that does not excuse all of it: ${haste}.`,
    ]),
  ])('%s', (_, changes, facts, expected) => {
    expect(decided({ headline, ...changes }, facts)).toBe(`${expected} ${REST}`);
  });

  test.each([
    ['A title', 'A title.'],
    ['A title.', 'A title.'],
    ['Why? Because', 'Why? Because.'],
    ['Really?', 'Really?'],
  ])('the finding that decides is a sentence: %s', (title, expected) => {
    expect(decided({ headline, deciding: finding({ title }) })).toBe(`Act now. ${expected} ${REST}`);
  });
});

describe('what it means for the account', () => {
  const means = (headline: Headline, facts: Partial<Facts> = {}): string =>
    decided({ headline }, facts).replace(/^Act now\. /, '');

  test.each<[string, Headline, Partial<Facts>, string]>([
    [
      'lets nobody in',
      { kind: 'opens-nothing', because: 'only its name changed' },
      {},
      'Only its name changed: nobody can come in by it who could not before.',
    ],
    [
      'leads nowhere',
      { kind: 'leads-nowhere' },
      {},
      `No enabled profile leads from it to a role, so it gives nobody access to ${WHERE} yet.`,
    ],
    [
      'leads who knows where',
      { kind: 'leads-not-known' },
      {},
      `Which roles it leads to is not known, so admin rights in ${WHERE} cannot be ruled out.`,
    ],
    [
      'roles not known',
      { kind: 'roles-not-known' },
      {},
      `Which roles the profile names is not known, so admin rights in ${WHERE} cannot be ruled out.`,
    ],
    ['no more', { kind: 'no-more' }, {}, `It gives nobody more access to ${WHERE} than before.`],
    [
      'no more, as far as is read',
      { kind: 'no-more' },
      { profileIsRead: false },
      `That alone gives nobody more in ${WHERE}; what was done since could not be read.`,
    ],
    [
      'a role that is missing',
      { kind: 'missing-role', role: judged() },
      {},
      `Its role deploy does not exist in ${WHERE}: whoever creates it decides what the profile can do.`,
    ],
    [
      'a role of another account',
      power('admin', false, judged({ facts: { state: 'other-account', arn: '', accountId: OTHER_ACCOUNT } })),
      {},
      `Its role deploy belongs to account ${OTHER_ACCOUNT} and cannot be examined from ${WHERE}.`,
    ],
    [
      'what is not read by now',
      power('limited', true),
      { profileIsRead: false },
      `As it was created: A certificate holder of trust anchor build-ca gets limited permissions in ${WHERE} as role deploy.`,
    ],
    [
      'roles together',
      power('admin', true, judged(), true),
      { together: { ...QUIET.facts.together, statement: 'one may pass the other' } },
      `A certificate holder of trust anchor build-ca is admin in ${WHERE} as role deploy. Its roles together: one may pass the other.`,
    ],
    [
      'roles together of which nothing is told',
      power('admin', true, judged(), true),
      { together: { ...QUIET.facts.together, statement: '' } },
      `A certificate holder of trust anchor build-ca is admin in ${WHERE} as role deploy.`,
    ],
  ])('%s', (_, headline, facts, expected) => {
    expect(means(headline, facts)).toBe(expected);
  });

  const PINNED = 'certificate holder of trust anchor build-ca';
  test.each<[Power, string, string]>([
    ['admin', 'is admin in', 'Admin rights'],
    ['escalation', 'can become admin in', 'A path to admin'],
    ['sensitive', 'gets dangerous permissions in', 'Dangerous permissions'],
    ['limited', 'gets limited permissions in', 'Some permissions'],
    ['none', 'gets no permissions in', 'Permissions'],
  ])('%s, for certain and possibly', (level, can, maybe) => {
    expect(means(power(level, true))).toBe(`A ${PINNED} ${can} ${WHERE} as role deploy.`);
    expect(means(power(level, false))).toBe(
      `${maybe} in ${WHERE} as role deploy cannot be ruled out for a ${PINNED}.`,
    );
  });

  const sensitive = capability({ level: 'sensitive', phrase: 'read every secret' });
  test.each<[string, Partial<JudgedRole>, string]>([
    ['one dangerous thing', { capabilities: [sensitive] }, 'can read every secret in'],
    [
      'several',
      { capabilities: [sensitive, { ...sensitive, phrase: 'else' }, { ...sensitive, phrase: 'other' }] },
      'can read every secret (and 2 more) in',
    ],
    [
      'the first that is certain',
      { capabilities: [{ ...sensitive, phrase: 'maybe', verdict: 'conditional' }, sensitive] },
      'can read every secret in',
    ],
    [
      'the first that is as dangerous',
      { capabilities: [capability({ level: 'limited', phrase: 'look' }), sensitive] },
      'can read every secret in',
    ],
    ['none of them', { capabilities: [] }, 'gets dangerous permissions in'],
  ])('dangerous permissions by the first: %s', (_, role, can) => {
    expect(means(power('sensitive', true, judged(role)))).toBe(`A ${PINNED} ${can} ${WHERE} as role deploy.`);
  });

  const trust = (changes: Partial<JudgedRole['trust']>): Partial<JudgedRole> => ({
    trust: { ...OPEN_TRUST, ...changes },
  });
  test.each<[string, Partial<JudgedRole>, string]>([
    [
      'anybody',
      trust({ trust: 'any-anchor' }),
      `Anyone with a certificate from any trust anchor is admin in ${WHERE} as role deploy.`,
    ],
    [
      'anybody who fits',
      trust({ trust: 'any-anchor-matching-certificate' }),
      `Anyone with a matching certificate from any trust anchor is admin in ${WHERE} as role deploy.`,
    ],
    [
      'holders of two anchors, and more',
      trust({ trust: 'pinned', reachableFrom: [ANCHOR_ARN, 'a', 'b'] }),
      `A certificate holder of trust anchor build-ca or rogue-ca or +1 more is admin in ${WHERE} as role deploy.`,
    ],
    [
      'holders of an anchor that is gone',
      trust({ trust: 'pinned', reachableFrom: [], pinnedTo: [ANCHOR_ARN] }),
      `A certificate holder of trust anchor build-ca is admin in ${WHERE} as role deploy.`,
    ],
    [
      'nobody',
      trust({ trust: 'unusable' }),
      `Role deploy is admin in ${WHERE}, but its trust policy does not allow Roles Anywhere to assume it.`,
    ],
    [
      'nobody knows who',
      trust({ trust: 'unknown' }),
      `Role deploy is admin in ${WHERE}; who can reach it could not be read.`,
    ],
    [
      'nobody knows who, through a profile',
      { ...trust({ trust: 'unknown' }), through: 'press' },
      `Role deploy is admin in ${WHERE} through profile "press"; who can reach it could not be read.`,
    ],
    [
      'through a profile',
      { through: 'press' },
      `A ${PINNED} is admin in ${WHERE} as role deploy through profile "press".`,
    ],
    [
      'nobody right now',
      { usableNow: 'no', usableBecause: 'profile disabled' },
      `A ${PINNED} is admin in ${WHERE} as role deploy. No new session can be made right now (profile disabled).`,
    ],
    [
      'nobody new right now',
      { usableNow: 'no', usableBecause: '', sessionsMayLiveOn: true },
      `A ${PINNED} is admin in ${WHERE} as role deploy. No new session can be made right now, but sessions made before may live on.`,
    ],
    [
      'perhaps somebody',
      { usableNow: 'unknown', usableBecause: 'anchors unread' },
      `A ${PINNED} is admin in ${WHERE} as role deploy. Whether it can be used right now is not known (anchors unread).`,
    ],
  ])('who comes in: %s', (_, role, expected) => {
    expect(means(power('admin', true, judged(role)))).toBe(expected);
  });

  test('what may be, of a role that nobody knows who can reach', () => {
    const role = judged({ ...trust({ trust: 'unknown' }), through: 'press' });
    expect(means(power('admin', false, role))).toBe(
      `Admin rights in ${WHERE} as role deploy through profile "press" cannot be ruled out; who can reach it could not be read.`,
    );
  });

  const anchored = { by: 'trust-anchor', setsSource: true, stopsRevocation: false } as const;
  const recorded = { name: 'build-ca', id: null, arn: ANCHOR_ARN, enabled: true };
  test.each<[string, Opened, string]>([
    [
      'the holder of a CA key',
      openedBy(
        { ...anchored, anchor: recorded },
        trustAnchor({ name: 'rogue', sourceType: 'CERTIFICATE_BUNDLE' }),
      ),
      'Whoever holds the key of the CA of trust anchor "rogue"',
    ],
    [
      'whoever a private CA serves',
      openedBy({ ...anchored, anchor: recorded }, trustAnchor({ name: 'rogue', sourceType: 'AWS_ACM_PCA' })),
      'Whoever gets a certificate from the private CA of trust anchor "rogue"',
    ],
    [
      'of an anchor without a name',
      openedBy(
        { ...anchored, anchor: recorded },
        trustAnchor({ name: '', sourceType: 'CERTIFICATE_BUNDLE' }),
      ),
      'Whoever holds the key of the CA of trust anchor',
    ],
    [
      'of an anchor that nobody names',
      openedBy({ ...anchored, anchor: recorded }),
      'Whoever holds the key of the CA of trust anchor',
    ],
    [
      'the holder of a revoked certificate',
      openedBy(crl('DeleteCrl'), trustAnchor({ name: 'rogue' })),
      'The holder of a revoked certificate of trust anchor "rogue"',
    ],
    [
      'by a role, whom it trusts',
      openedBy({ by: 'role', role: { name: 'deploy', arn: null, trustPolicy: null } }),
      `A ${PINNED}`,
    ],
  ])('who comes in by what was changed: %s', (_, opened, who) => {
    const told = decided({ headline: power('admin', true) }, { opened });
    expect(told).toBe(`Act now. ${who} is admin in ${WHERE} as role deploy.`);
  });

  test.each(['unusable', 'unknown'] as const)('nobody comes in by a role whose trust is %s', (state) => {
    const opened = openedBy(crl('DeleteCrl'), trustAnchor({ name: 'rogue' }));
    const told = decided({ headline: power('admin', true, judged(trust({ trust: state }))) }, { opened });
    expect(told).toMatch(/^Act now\. Role deploy is admin in /);
  });
});
