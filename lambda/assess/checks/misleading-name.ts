import { NAMELESS } from '../../event/profile';
import type { Check } from '../check';
import type { Severity } from '../severity';
import { isTouched } from '../what-changed';
import { evidenceLines } from '../wording';

interface NameRow {
  readonly pattern: RegExp;
  readonly severity: Severity;
  readonly says: string;
}

/**
 * Names that AWS gives to its own things (IAM user guide, service-linked roles and reserved roles; AWS Organizations;
 * AWS Control Tower), and what no profile name can hold (CreateProfile takes `[ a-zA-Z0-9-_]*`).
 */
const NAMES: readonly NameRow[] = [
  {
    pattern: /aws[-_ ]?service[-_ ]?role|aws[-_ ]?reserved|aws[-_ ]?managed/i,
    severity: 'medium',
    says: 'looks like a name that AWS reserves for itself',
  },
  {
    pattern: /organization[-_ ]?account[-_ ]?access|aws[-_ ]?control[-_ ]?tower|stack[-_ ]?sets[-_ ]?exec/i,
    severity: 'medium',
    says: 'looks like a role that AWS makes for organizations',
  },
  {
    pattern: /[^ a-zA-Z0-9_-]/,
    severity: 'medium',
    says: 'holds characters that Roles Anywhere does not take',
  },
  { pattern: /^\s*$/, severity: 'medium', says: 'is blank' },
  { pattern: /^\s+\S|\S\s+$| {2,}/, severity: 'low', says: 'has spaces that hardly show' },
  { pattern: /^(aws|amazon)([-_ ]|[A-Z]|$)/i, severity: 'low', says: 'begins as if it belonged to AWS' },
];

/** A name that nobody recorded is a gap, and no name. */
const isRecorded = (name: string): boolean => name !== '' && name !== NAMELESS;

export const misleadingName: Check = {
  id: 'misleading-name',
  question: 'request',
  looksFor:
    "A profile name made to be overlooked: like one of AWS's own, blank, or with characters that hide.",
  severities: ['medium', 'low'],
  vouching: 'entry',
  technique: 'T1036.005',
  needs: ['profile-now'],
  find: ({ asCreated, profile, changed }) =>
    (isTouched(changed, 'name') ? [...new Set([asCreated.name, profile.name])] : [])
      .filter(isRecorded)
      .flatMap((name) => {
        const rows = NAMES.filter(({ pattern }) => pattern.test(name));
        const [worst] = rows;
        return worst === undefined
          ? []
          : [
              {
                severity: worst.severity,
                title: `The profile's name ${worst.says}`,
                evidence: evidenceLines([
                  `name: "${name}"`,
                  ...rows.slice(1).map(({ says }) => `It also ${says}.`),
                ]),
              },
            ];
      }),
};
