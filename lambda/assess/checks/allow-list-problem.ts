import { allowListProblems, covers } from '../allow-list';
import type { Check } from '../check';
import { evidenceLines, shortened } from '../wording';

export const allowListProblem: Check = {
  id: 'allow-list-problem',
  question: 'expectation',
  looksFor:
    'Allow-list entries that have expired, match everyone, or can match nothing: they declare nothing expected until they are corrected.',
  severities: ['low', 'informational'],
  find: ({ context, settings }) => {
    const problems = allowListProblems(settings.allowList, context.now);
    if (problems.length === 0) return [];
    const relevant = problems.filter(({ entry }) => covers(entry, context));
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
