/** Writes docs/checks.md: every check, and every finding of what could not be read. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../lambda/assess/catalogue';
import type { Check } from '../lambda/assess/check';
import { QUESTIONS } from '../lambda/assess/questions';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';
import { SOURCES } from '../lambda/assess/sources';
import { code, codes, table } from './markdown';
import { casesOf, VOUCHED_BY } from './vouching';

export const CHECKS_PAGE = join(__dirname, '..', 'docs', 'checks.md');

const worstFirst = (severities: readonly Severity[]): string =>
  SEVERITIES.filter((severity) => severities.includes(severity))
    .reverse()
    .join(', ');

const techniqueOf = ({ technique }: Check): string =>
  technique === undefined
    ? '-'
    : `[${technique}](https://attack.mitre.org/techniques/${technique.replace('.', '/')}/)`;

const checkRow = async (check: Check): Promise<readonly string[]> => [
  code(check.id),
  check.looksFor,
  worstFirst(check.severities),
  VOUCHED_BY[check.vouching],
  codes(check.needs),
  techniqueOf(check),
  String((await casesOf(check)).length),
];

const checksOn = async (question: string): Promise<string> => {
  const rows = await Promise.all(CATALOGUE.filter((check) => check.question === question).map(checkRow));
  return table(['Check', 'What it looks for', 'Severity', 'Excused by', 'Reads', 'ATT&CK', 'Cases'], rows);
};

const ignorance = (): string =>
  table(
    ['Finding', 'Source', 'What it shows, and can hide when it is not read', 'Needed by'],
    Object.values(SOURCES).map(({ id, findingId, hides }) => [
      code(findingId),
      code(id),
      hides,
      codes(CATALOGUE.filter(({ needs }) => needs.includes(id)).map((check) => check.id)),
    ]),
  );

/** The page as it should be. */
export const checksPage = async (): Promise<string> => {
  const sections = await Promise.all(
    Object.entries(QUESTIONS).map(async ([id, question]) => `## ${question}\n\n${await checksOn(id)}`),
  );
  return `# The checks

The ${CATALOGUE.length} checks, by the question of the [investigation guide](investigation-guide.md) that they answer. This page is made of
[\`lambda/assess/\`](../lambda/assess/catalogue.ts) and of the checks' case tables by \`npm run readme\`; a test holds it to them.

- *Severity*: those that its findings can have. The alert is as severe as its worst finding: [how](severity.md).
- *Excused by*: the allow-list entry that makes it count as informational, and as high where it is critical:
  [what an entry vouches for](severity.md#what-an-allow-list-entry-vouches-for).
- *Reads*: the sources without which it may miss something; where one was not read, that is a
  [finding of its own](#what-could-not-be-read). The record itself is always there.
- *ATT&CK*: the technique that its findings are signs of, by ATT&CK v19.
- *Cases*: the situations in its case table, \`test/assess/checks/<id>.cases.ts\`.

${sections.join('\n\n')}

## What could not be read

A source of knowledge that was not read, or not to its end, is a finding as severe as the worst that it can hide, given all
that was read. No allow-list entry excuses it. [How severe, and in what words](severity.md#what-could-not-be-read).

${ignorance()}
`;
};

if (require.main === module) void checksPage().then((page) => writeFileSync(CHECKS_PAGE, page));
