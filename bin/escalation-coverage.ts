/** Writes into the page of escalation coverage what is generated there: the paths of our own, and the count of actions. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAPABILITIES } from '../lambda/iam/capabilities/catalogue';
import { NOT_A_PATH } from '../lambda/iam/capabilities/not-a-path';
import type { CapabilityRow } from '../lambda/iam/capabilities/row';
import { comparePower } from '../lambda/iam/power';
import {
  inRows,
  notPaths,
  REFERENCE_QUESTIONS,
  type ReferenceAction,
  referenceActions,
} from './reference-actions';

export const COVERAGE = join(__dirname, '..', 'docs', 'escalation-coverage.md');

const cells = (texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;

/** The rows at level escalation or admin that none of the published paths on the page raises, as a Markdown table. */
export const ownPaths = (
  published: readonly string[],
  catalogue: readonly CapabilityRow[] = CAPABILITIES,
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

const count = (actions: readonly string[], known: ReadonlySet<string>): number =>
  actions.filter((action) => known.has(action)).length;

/** How many actions are asked about, by the reason, and where they are weighed, as Markdown. */
export const counts = (asked: readonly ReferenceAction[]): string => {
  const [rows, none] = [inRows(), new Set(notPaths())];
  const line = (why: string, actions: readonly string[]): string => {
    const [raised, silent] = [count(actions, rows), count(actions, none)];
    return cells([why, ...[actions.length, raised, silent, actions.length - raised - silent].map(String)]);
  };
  return [
    cells(['Asked about because it ...', 'Actions', 'In a row', 'Not a path', 'Unaccounted for']),
    cells(['---', '---', '---', '---', '---']),
    ...Object.entries(REFERENCE_QUESTIONS).map(([question, why]) =>
      line(
        why,
        asked.filter((one) => one.question === question).map(({ action }) => action),
      ),
    ),
    line(
      '**all**',
      asked.map(({ action }) => action),
    ),
    '',
    `${CAPABILITIES.length} rows take ${rows.size} different actions, some of them in company of what is not asked about.`,
    '',
    cells(['Not a path, because ...', 'Actions', 'Source']),
    cells(['---', '---', '---']),
    ...NOT_A_PATH.map(({ because, actions, source }) =>
      cells([because, String(Object.values(actions).join(' ').split(/\s+/).length), source]),
    ),
  ].join('\n');
};

/** The page with what is generated in it as it should be. */
export const generated = async (page: string): Promise<string> =>
  between(
    between(page, 'paths of our own', ownPaths(publishedOn(page))),
    'reference actions',
    counts(await referenceActions()),
  );

if (require.main === module)
  void generated(readFileSync(COVERAGE, 'utf8')).then((page) => writeFileSync(COVERAGE, page));
