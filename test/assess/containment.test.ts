import { type Containment, containmentOf } from '../../lambda/assess/containment';
import { factsOf } from '../../lambda/assess/facts';
import type { Verdict } from '../../lambda/assess/ladder';
import { SEVERITIES, type Severity } from '../../lambda/assess/severity';
import type { Profile } from '../../lambda/event/profile';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { contextOf, profile, profileCreated } from '../support/context';
import { ACCOUNT, OTHER_ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION } from '../support/event';

const verdict = (severity: Severity, disposition: Verdict['disposition'] = 'unexpected'): Verdict => ({
  severity,
  riskScore: 0,
  disposition,
  because: '',
  unvouched: [],
});
const settingsAt = (containAtOrAbove?: Settings['containAtOrAbove']): Settings => ({
  ...defaultSettings,
  ...(containAtOrAbove === undefined ? {} : { containAtOrAbove }),
});
const DUE: Containment = {
  kind: 'due',
  profile: { partition: 'aws', account: ACCOUNT, region: REGION, id: PROFILE_ID, arn: PROFILE_ARN },
};

/** The decision about a profile that was read so. */
const about = (overrides: Partial<Profile>, isRead = true): Containment | undefined => {
  const shown = profile(overrides);
  const context = contextOf({
    change: profileCreated({ profile: shown }),
    current: isRead ? known(shown) : notKnown('throttled'),
  });
  return containmentOf(factsOf(context, settingsAt('high')), verdict('critical'));
};

describe('containment is due', () => {
  const facts = (at?: Settings['containAtOrAbove']) => factsOf(contextOf(), settingsAt(at));

  test.each(SEVERITIES)('never of severity %s where no setting asks for it', (severity) => {
    expect(containmentOf(facts(), verdict(severity))).toBeUndefined();
  });

  test.each([
    ['critical', ['critical']],
    ['high', ['high', 'critical']],
    ['medium', ['medium', 'high', 'critical']],
    ['low', ['low', 'medium', 'high', 'critical']],
  ] as const)('at %s and above', (at, severities) => {
    expect(SEVERITIES.filter((each) => containmentOf(facts(at), verdict(each)) !== undefined)).toEqual(
      severities,
    );
    expect(containmentOf(facts(at), verdict(at))).toEqual(DUE);
  });

  test.each(SEVERITIES)('never of what is expected, even of severity %s', (severity) => {
    expect(containmentOf(facts('low'), verdict(severity, 'expected'))).toBeUndefined();
  });
});

const cases: readonly (readonly [what: string, Partial<Profile>, boolean, Containment])[] = [
  ['of the profile that was read', {}, true, DUE],
  ['of the profile that the record shows, where it could not be read', {}, false, DUE],
  ['is nothing to do where it is read as disabled', { enabled: false }, true, { kind: 'already-disabled' }],
  [
    'is due where it was made disabled and could not be read: it may be enabled by now',
    { enabled: false },
    false,
    DUE,
  ],
];
const uncertain: readonly (readonly [what: string, Partial<Profile>])[] = [
  ['without an ARN', { arn: null }],
  ['with an id that is not its ARN’s', { id: '99999999-0000-4000-8000-000000000009' }],
  ['of another account than the event', { arn: PROFILE_ARN.replace(ACCOUNT, OTHER_ACCOUNT) }],
  ['of another Region than the event', { arn: PROFILE_ARN.replace(REGION, 'us-east-1') }],
  ['whose ARN is of a trust anchor', { arn: PROFILE_ARN.replace(':profile/', ':trust-anchor/') }],
  ['whose ARN is of another service', { arn: PROFILE_ARN.replace('rolesanywhere', 'iam') }],
  ['whose id is a path', { id: null, arn: `${PROFILE_ARN}/../x` }],
];

test('what somebody enabled again is left to people: else containment could not be undone', () => {
  const facts = { ...factsOf(contextOf(), settingsAt('low')), eventName: 'EnableProfile' };
  expect(containmentOf(facts, verdict('critical'))).toEqual({ kind: 'not-done', because: 'enabled-again' });
});

test.each([
  ['a minute ago', 60_000, 'due'],
  ['a day ago', 86_400_000, 'due'],
  ['more than a day ago', 86_400_001, 'not-done'],
  ['at a time that nobody knows', undefined, 'not-done'],
] as const)('of a change made %s it is %s', (_, agoMs, kind) => {
  const facts = factsOf(contextOf(), settingsAt('low'));
  const when =
    agoMs === undefined ? notKnown('no time') : known(new Date(facts.now.getTime() - agoMs).toISOString());
  expect(containmentOf({ ...facts, when }, verdict('critical'))?.kind).toBe(kind);
});

test('of a change of anything but a profile, the profile that is concerned is left alone', () => {
  const facts = factsOf(contextOf(), settingsAt('low'));
  const subject = { ...facts.subject, type: 'trust-anchor' as never };
  expect(containmentOf({ ...facts, subject }, verdict('critical'))).toEqual({
    kind: 'not-done',
    because: 'another-subject',
  });
});

describe('which profile', () => {
  test.each(cases)('%s', (_, overrides, isRead, decision) => {
    expect(about(overrides, isRead)).toEqual(decision);
  });

  test.each(uncertain)('a profile %s is left alone', (_, overrides) => {
    expect(about(overrides, false)).toEqual({ kind: 'not-done', because: 'profile-not-certain' });
  });
});
