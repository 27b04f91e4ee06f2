import { assess, concluded } from '../../lambda/assess/assess';
import type { Finding } from '../../lambda/assess/check';
import { factsOf } from '../../lambda/assess/facts';
import type { Verdict } from '../../lambda/assess/ladder';
import { RISK_SCORE, SEVERITIES, type Severity } from '../../lambda/assess/severity';
import { defaultSettings } from '../../lambda/settings-file';
import { finding } from '../alert/assessments';
import { contextOf, NOW } from '../support/context';

const FACTS = factsOf(contextOf(), defaultSettings);
const verdict = (severity: Severity, changes: Partial<Verdict> = {}): Verdict => ({
  severity,
  riskScore: RISK_SCORE[severity],
  disposition: 'unexpected',
  because: '',
  unvouched: [],
  ...changes,
});
const conclude = (of: Verdict, findings: readonly Finding[] = [], looksAgain = false) =>
  concluded(FACTS, findings, of, looksAgain);

describe('what a verdict asks for', () => {
  test.each<[Severity, string, boolean, string]>([
    ['critical', 'act-now', true, 'check-although-expected'],
    ['high', 'check-now', true, 'check-although-expected'],
    ['medium', 'check-today', false, 'check-although-expected'],
    ['low', 'nothing-if-planned', false, 'check-although-expected'],
    ['informational', 'nothing-if-planned', false, 'nothing'],
  ])('%s: %s', (severity, action, isUrgent, ifExpected) => {
    expect(conclude(verdict(severity))).toMatchObject({ action, isUrgent });
    expect(conclude(verdict(severity, { disposition: 'expected' }))).toMatchObject({
      action: ifExpected,
      isUrgent: false,
    });
  });
});

describe('the finding that decides', () => {
  const called = (id: string, changes: Partial<Finding> = {}): Finding =>
    finding({ id, severity: 'high', question: 'actor', ...changes });
  const EXPECTED = { disposition: 'expected', unvouched: ['two'] } as const;

  test.each<[string, Verdict, readonly Finding[], string | undefined]>([
    ['none was found', verdict('high'), [], undefined],
    ['the worst', verdict('high'), [called('one'), called('two')], 'one'],
    [
      'the headline tells it: what the roles can do',
      verdict('high'),
      [called('one', { question: 'power' }), called('two')],
      undefined,
    ],
    [
      'the headline tells it: who comes in',
      verdict('high'),
      [called('one', { question: 'reach' })],
      undefined,
    ],
    [
      'of what the roles can do, what the headline does not tell',
      verdict('high'),
      [called('role-passes-power', { question: 'power' })],
      'role-passes-power',
    ],
    [
      'of a role that is reached, and is not examined',
      verdict('high'),
      [called('reachable-role-unverified', { question: 'power' })],
      'reachable-role-unverified',
    ],
    ['it is less than the verdict', verdict('critical'), [called('one')], undefined],
    ['it is medium', verdict('medium'), [called('one', { severity: 'medium' })], 'one'],
    ['nothing is worse than low', verdict('low'), [called('one', { severity: 'low' })], undefined],
    ['an entry excuses it', verdict('high', { ...EXPECTED, unvouched: [] }), [called('one')], undefined],
    ['an entry excuses all but one', verdict('high', EXPECTED), [called('one'), called('two')], 'two'],
    [
      'an entry does not excuse what the headline tells',
      verdict('high', EXPECTED),
      [called('one'), called('two', { question: 'power' })],
      'two',
    ],
  ])('%s', (_, of, findings, id) => {
    const assessment = conclude(of, findings);
    expect(assessment.deciding?.id).toBe(id);
    expect(Object.hasOwn(assessment, 'deciding')).toBe(id !== undefined);
  });
});

test('what is not so is not there', () => {
  for (const severity of SEVERITIES) {
    const assessment = conclude(verdict(severity));
    for (const name of ['burst', 'deciding', 'looksAgainAt', 'containment'])
      expect(assessment).not.toHaveProperty(name);
  }
  expect(assess(contextOf(), defaultSettings)).not.toHaveProperty('containment');
});

test('it is looked at again a quarter of an hour later', () => {
  const { looksAgainAt = '' } = conclude(verdict('low'), [], true);
  expect(Date.parse(looksAgainAt) - NOW.getTime()).toBe(15 * 60_000);
});
