import type { Check, Facts, Finding } from './check';
import { atLeast, SEVERITIES } from './severity';
import { evidenceLines, shortened } from './wording';

/** Characters of a title; room for a few names of the longest kind. */
const MAX_TITLE = 700;

/**
 * A check that failed may have missed the worst it looks for, so its failure is not calmer than medium, and high
 * where it could have found something high or critical.
 */
const failed = (check: Check, error: unknown): Finding => ({
  id: check.id,
  question: check.question,
  severity: check.severities.some((severity) => atLeast(severity, 'high')) ? 'high' : 'medium',
  title: `Check ${check.id} failed, so that what it looks for cannot be ruled out`,
  evidence: [shortened(error instanceof Error ? error.message : String(error), 300), check.looksFor],
});

const run = (check: Check, facts: Facts): readonly Finding[] => {
  try {
    return check.find(facts).map(({ severity, title, evidence }) => ({
      id: check.id,
      question: check.question,
      severity,
      // The last bound on texts that an attacker writes: no name in them makes a title or a line endless.
      title: shortened(title, MAX_TITLE),
      evidence: evidenceLines(evidence),
    }));
  } catch (error) {
    return [failed(check, error)];
  }
};

/** The findings of some checks, most severe first; equally severe ones in the order of the checks. */
export const runChecks = (checks: readonly Check[], facts: Facts): readonly Finding[] =>
  checks
    .flatMap((check) => run(check, facts))
    .sort((one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity));
