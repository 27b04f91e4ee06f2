/** Writes into the page of escalation coverage what is generated there: the paths of our own, and the count of actions. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../lambda/iam/capabilities/catalogue';
import type { CapabilityRow } from '../lambda/iam/capabilities/row';
import { comparePower } from '../lambda/iam/power';

export const COVERAGE = join(__dirname, '..', 'docs', 'escalation-coverage.md');

const cells = (texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;

/** The rows at level escalation or admin that none of the published paths on the page raises, as a Markdown table. */
export const ownPaths = (
  published: readonly string[],
  catalogue: readonly CapabilityRow[] = CATALOGUE,
): string =>
  [
    cells(['Raises', 'What its holder can do', 'Source']),
    cells(['---', '---', '---']),
    ...catalogue
      .filter(({ id, level }) => comparePower(level, 'escalation') >= 0 && !published.includes(id))
      .map(({ id, phrase, sources }) =>
        cells([`\`${id}\``, phrase.replace('{any}', 'any'), sources.join('; ')]),
      ),
  ].join('\n');

const codes = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

/** The rows that the tables of published paths name, the third column of each aside: actions, then what they raise. */
const publishedOn = (page: string): readonly string[] => {
  const [, paths = ''] = page.split('\n## Changing permissions\n');
  const [tables = ''] = paths.split('\n## Paths of our own\n');
  return tables
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => codes(line.split(' | ')[1] ?? ''));
};

const between = (page: string, name: string, text: string): string => {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
  const [before = '', rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`The page has no place for "${name}"`);
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
};

/** The page with what is generated in it as it should be. */
export const generated = (page: string): string =>
  between(page, 'paths of our own', ownPaths(publishedOn(page)));

if (require.main === module) writeFileSync(COVERAGE, generated(readFileSync(COVERAGE, 'utf8')));
