import type { Check } from '../check';
import { evidenceLines, shortened } from '../wording';

export const allowListProblem: Check = {
  id: 'allow-list-problem',
  question: 'expectation',
  looksFor:
    'Allow-list entries that have expired, match everyone, or can match nothing: they declare nothing expected until they are corrected.',
  severities: ['low', 'informational'],
  vouching: 'entry',
  needs: [],
  find: ({ allowListProblems }) => {
    // A weak entry counts; the alert that it vouches for says that it is weak.
    const problems = allowListProblems.filter(({ kind }) => kind !== 'weak');
    if (problems.length === 0) return [];
    const relevant = problems.filter((problem) => problem.covers);
    const [first] = relevant;
    const lines = [...relevant, ...problems.filter((problem) => !relevant.includes(problem))].map(
      ({ index, entry, problem }) => `entry ${index + 1} (${shortened(entry.principal)}): ${problem}`,
    );
    return [
      {
        severity: first === undefined ? 'informational' : 'low',
        title:
          first === undefined
            ? 'The allow list holds entries that declare nothing expected'
            : `An allow-list entry covers this event but does not count: ${first.problem}`,
        evidence: evidenceLines(lines),
      },
    ];
  },
};
