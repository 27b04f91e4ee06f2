import type { Settings } from '../settings';
import { type Expectation, vouchesFor } from './allow-list';
import type { Finding } from './check';
import { atLeast, highest, RISK_SCORE, type Severity } from './severity';
import { counted, midSentence } from './wording';

export type Disposition = 'unexpected' | 'expected';

/** How bad it is, and why. */
export interface Verdict {
  readonly severity: Severity;
  /** Elastic's scale, 0 to 99. */
  readonly riskScore: number;
  readonly disposition: Disposition;
  /** One sentence, without its full stop. */
  readonly because: string;
  /** Ids of the findings that the allow-list entry cannot vouch for; empty where no entry matched. */
  readonly unvouched: readonly string[];
}

const others = (findings: readonly Finding[], severity: Severity): string => {
  const more = findings.filter((finding) => finding.severity === severity).length - 1;
  return more > 0 ? ` (and ${counted(more, 'more finding')} of severity ${severity})` : '';
};

const unexpected = (findings: readonly Finding[], { baseSeverity }: Settings): Verdict => {
  const severity = highest([baseSeverity, ...findings.map((finding) => finding.severity)]);
  const [top] = findings;
  const because =
    top === undefined || !atLeast(top.severity, severity)
      ? `${severity}, the base severity: no check found anything worse in what could be read`
      : `${severity} because ${midSentence(top.title)}${others(findings, severity)}`;
  return { severity, riskScore: RISK_SCORE[severity], disposition: 'unexpected', because, unvouched: [] };
};

/**
 * How much a finding counts. An entry says that somebody meant it, not that it is safe: of what it vouches for, a critical
 * finding counts high all the same.
 */
export const countedSeverity = ({ severity }: Pick<Finding, 'severity'>, isVouched: boolean): Severity => {
  if (!isVouched) return severity;
  return severity === 'critical' ? 'high' : 'informational';
};

const expected = (findings: readonly Finding[], expectation: Expectation): Verdict => {
  const { reason } = expectation.entry;
  const isVouched = (finding: Finding): boolean => vouchesFor(expectation, finding);
  const counts = findings.map((finding) => ({
    finding,
    severity: countedSeverity(finding, isVouched(finding)),
  }));
  const severity = highest(counts.map((each) => each.severity));
  const top = counts.find((each) => each.severity === severity)?.finding;
  const unvouched = findings.filter((finding) => !isVouched(finding) && finding.severity !== 'informational');
  const because =
    severity === 'informational' || top === undefined
      ? `informational because the allow list expects it: ${reason}`
      : `${severity}, although the allow list expects it (${reason}), because ${midSentence(top.title)}`;
  return {
    severity,
    riskScore: RISK_SCORE[severity],
    disposition: 'expected',
    because,
    unvouched: [...new Set(unvouched.map(({ id }) => id))],
  };
};

/**
 * The severity of an alert: the highest of the base severity and its findings'. Of what an allow-list entry declares
 * expected, each finding that the entry's author could not know keeps its severity, and a critical one that he could
 * counts high; the rest is informational.
 * @param findings most severe first
 */
export const severityOf = (
  findings: readonly Finding[],
  expectation: Expectation | undefined,
  settings: Settings,
): Verdict => (expectation === undefined ? unexpected(findings, settings) : expected(findings, expectation));
