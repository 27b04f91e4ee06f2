import type { Check, Finding } from './check';
import type { Facts } from './facts';
import { ignoranceOf } from './ignorance';
import { highest, SEVERITIES } from './severity';
import { evidenceLines, shortened } from './wording';

/** Characters of a title; room for a few names of the longest kind. */
const MAX_TITLE = 700;

/** A check that failed may have missed the worst it looks for, so its failure is as bad as that. */
const failed = (check: Check, error: unknown): Finding => ({
  id: check.id,
  question: check.question,
  severity: highest(check.severities),
  vouching: 'never',
  techniques: [],
  title: `Check ${check.id} failed, so that what it looks for cannot be ruled out`,
  evidence: [shortened(error instanceof Error ? error.message : String(error), 300), check.looksFor],
});

const run = (check: Check, facts: Facts): readonly Finding[] => {
  try {
    return check.find(facts).map(({ title, evidence, ...found }) => ({
      vouching: check.vouching,
      techniques: check.technique === undefined ? [] : [check.technique],
      ...found,
      id: check.id,
      question: check.question,
      // The last bound on texts that an attacker writes: no name in them makes a title or a line endless.
      title: shortened(title, MAX_TITLE),
      evidence: evidenceLines(evidence),
    }));
  } catch (error) {
    return [failed(check, error)];
  }
};

/**
 * The findings of some checks, and of what they could not see, most severe first; equally severe ones in the order of the
 * checks, ignorance last.
 */
export const runChecks = (checks: readonly Check[], facts: Facts): readonly Finding[] =>
  [...checks.flatMap((check) => run(check, facts)), ...ignoranceOf(checks, facts)].sort(
    (one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity),
  );
