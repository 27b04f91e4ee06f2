import type { Finding, Vouching } from '../../lambda/assess/check';
import { countedSeverity, severityOf } from '../../lambda/assess/ladder';
import { lower, RISK_SCORE, SEVERITIES, type Severity } from '../../lambda/assess/severity';
import { defaultSettings, type Settings } from '../../lambda/settings';

const found = (severity: Severity, title = `A ${severity} thing`, vouching: Vouching = 'entry'): Finding => ({
  id: `thing-${severity}`,
  severity,
  title,
  evidence: ['seen'],
  question: 'request',
  vouching,
  techniques: [],
});
const expectation = {
  entry: { principal: 'arn:aws:iam::111122223333:user/alice', reason: 'planned work' },
  isWeak: true,
};

interface Case {
  readonly when: string;
  readonly findings: readonly Finding[];
  readonly expected?: boolean;
  readonly baseSeverity?: Settings['baseSeverity'];
  readonly severity: Severity;
  readonly because: string;
  readonly unvouched?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    when: 'nothing was found',
    findings: [],
    severity: 'low',
    because: 'low, the base severity: no check found anything worse in what could be read',
  },
  {
    when: 'less than the base was found',
    findings: [found('informational')],
    severity: 'low',
    because: 'low, the base severity: no check found anything worse in what could be read',
  },
  {
    when: 'as much as the base was found',
    findings: [found('low')],
    severity: 'low',
    because: 'low because a low thing',
  },
  {
    when: 'the worst is medium',
    findings: [found('medium'), found('low')],
    severity: 'medium',
    because: 'medium because a medium thing',
  },
  {
    when: 'two are as bad',
    findings: [found('high'), found('high', 'AWS is mentioned'), found('low')],
    severity: 'high',
    because: 'high because a high thing (and 1 more finding of severity high)',
  },
  {
    when: 'the title begins with an abbreviation',
    findings: [found('critical', 'AWS is mentioned')],
    severity: 'critical',
    because: 'critical because AWS is mentioned',
  },
  {
    when: 'the base is raised',
    findings: [found('medium')],
    baseSeverity: 'high',
    severity: 'high',
    because: 'high, the base severity: no check found anything worse in what could be read',
  },
  {
    when: 'it is expected and quiet',
    findings: [],
    expected: true,
    severity: 'informational',
    because: 'informational because the allow list expects it: planned work',
  },
  {
    when: 'it is expected and high',
    findings: [found('high')],
    expected: true,
    severity: 'informational',
    because: 'informational because the allow list expects it: planned work',
  },
  {
    when: 'it is expected, and the base is critical',
    findings: [],
    expected: true,
    baseSeverity: 'critical',
    severity: 'informational',
    because: 'informational because the allow list expects it: planned work',
  },
  {
    when: 'it is expected and critical all the same',
    findings: [found('critical')],
    expected: true,
    severity: 'high',
    because: 'high, although the allow list expects it (planned work), because a critical thing',
  },
  {
    when: 'it is expected, and something is not for an entry to excuse',
    findings: [found('high'), found('medium', 'A foreign network', 'never')],
    expected: true,
    severity: 'medium',
    because: 'medium, although the allow list expects it (planned work), because a foreign network',
    unvouched: ['thing-medium'],
  },
  {
    when: 'it is expected, and something critical is not for an entry to excuse',
    findings: [found('critical', 'A foreign CA', 'entry-with-ca'), found('high')],
    expected: true,
    severity: 'critical',
    because: 'critical, although the allow list expects it (planned work), because a foreign CA',
    unvouched: ['thing-critical'],
  },
  {
    when: 'it is expected, and power is not vouched for without roles',
    findings: [found('high', 'A dangerous role', 'entry-with-roles'), found('low')],
    expected: true,
    severity: 'high',
    because: 'high, although the allow list expects it (planned work), because a dangerous role',
    unvouched: ['thing-high'],
  },
  {
    when: 'it is expected, and what nobody vouches for is only worth knowing',
    findings: [found('informational', 'A thing', 'never')],
    expected: true,
    severity: 'informational',
    because: 'informational because the allow list expects it: planned work',
  },
];

test.each(CASES)(
  '$when',
  ({ findings, expected, baseSeverity = 'low', severity, because, unvouched = [] }) => {
    expect(
      severityOf(findings, expected ? expectation : undefined, { ...defaultSettings, baseSeverity }),
    ).toEqual({
      severity,
      riskScore: RISK_SCORE[severity],
      disposition: expected ? 'expected' : 'unexpected',
      because,
      unvouched,
    });
  },
);

test("the scores are Elastic's", () => {
  expect(SEVERITIES.map((severity) => RISK_SCORE[severity])).toEqual([0, 21, 47, 73, 99]);
});

describe('how much a finding counts', () => {
  test.each<[severity: Severity, isVouched: boolean, counts: Severity]>([
    ['critical', false, 'critical'],
    ['low', false, 'low'],
    ['critical', true, 'high'],
    ['high', true, 'informational'],
    ['low', true, 'informational'],
  ])('%s, vouched for: %s, counts %s', (severity, isVouched, counts) => {
    expect(countedSeverity({ severity }, isVouched)).toBe(counts);
  });
});

describe('the lower of two severities', () => {
  test.each<[Severity, Severity, Severity]>([
    ['critical', 'high', 'high'],
    ['high', 'critical', 'high'],
    ['medium', 'medium', 'medium'],
    ['informational', 'low', 'informational'],
  ])('of %s and %s is %s', (one, other, lowest) => {
    expect(lower(one, other)).toBe(lowest);
  });
});
