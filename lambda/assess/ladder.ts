import type { AllowListEntry, Settings } from '../settings';
import type { Disposition } from './assessment';
import type { Finding } from './check';
import { atLeast, highest, RISK_SCORE, type Severity } from './severity';
import { counted, midSentence } from './wording';

/** How bad it is, and why. */
export interface Rung {
  readonly severity: Severity;
  /** Elastic's scale, 0 to 99. */
  readonly riskScore: number;
  readonly disposition: Disposition;
  /** One sentence, without its full stop. */
  readonly because: string;
}

const rung = (severity: Severity, disposition: Disposition, because: string): Rung => ({
  severity,
  riskScore: RISK_SCORE[severity],
  disposition,
  because,
});

const others = (findings: readonly Finding[], severity: Severity): string => {
  const more = findings.filter((finding) => finding.severity === severity).length - 1;
  return more > 0 ? ` (and ${counted(more, 'more finding')} of severity ${severity})` : '';
};

/**
 * The severity of an alert: the highest of the base severity and its findings'. What the allow list declares expected
 * is informational, unless a finding is critical: then it is high.
 * @param findings most severe first
 */
export const severityOf = (
  findings: readonly Finding[],
  entry: AllowListEntry | undefined,
  { baseSeverity }: Settings,
): Rung => {
  const [top] = findings;
  if (entry !== undefined) {
    return top?.severity === 'critical'
      ? rung(
          'high',
          'expected',
          `high, although the allow list expects it (${entry.reason}), because ${midSentence(top.title)}`,
        )
      : rung('informational', 'expected', `informational because the allow list expects it: ${entry.reason}`);
  }
  const severity = highest([baseSeverity, ...findings.map((finding) => finding.severity)]);
  if (top === undefined || !atLeast(top.severity, severity)) {
    return rung(
      severity,
      'unexpected',
      `${severity}, the base severity: no check found anything worse in what could be read`,
    );
  }
  return rung(
    severity,
    'unexpected',
    `${severity} because ${midSentence(top.title)}${others(findings, severity)}`,
  );
};
