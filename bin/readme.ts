/** Writes into the README what is generated there: the table of checks and the email of the recorded attack. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../lambda/assess/catalogue';
import type { Check } from '../lambda/assess/check';
import { QUESTIONS } from '../lambda/assess/questions';
import { SEVERITIES } from '../lambda/assess/severity';
import { loadScenario } from './sandbox/load';
import { triageInSandbox } from './sandboxed';

export const README = join(__dirname, '..', 'README.md');

const SHOWN_SCENARIO = 'attack';

const row = (cells: readonly string[]): string =>
  `| ${cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

const checkRow = ({ id, looksFor, severities }: Check): string =>
  row([
    `\`${id}\``,
    looksFor,
    SEVERITIES.filter((severity) => severities.includes(severity))
      .reverse()
      .join(', '),
  ]);

/** The checks as Markdown tables, one for each question of the investigation guide. */
export const checksTable = (checks: readonly Check[]): string =>
  Object.entries(QUESTIONS)
    .map(([id, question]) =>
      [
        row([question, 'What it looks for', 'Severity']),
        row(['---', '---', '---']),
        ...checks.filter((check) => check.question === id).map(checkRow),
      ].join('\n'),
    )
    .join('\n\n');

const printedAlert = async (): Promise<string> => {
  const scenario = loadScenario(SHOWN_SCENARIO);
  const { message: published } = await triageInSandbox(scenario.event, scenario);
  const email = published.message.email ?? '';
  return ['```text', `Subject: ${published.subject ?? ''}`, '', email.trimEnd(), '```'].join('\n');
};

/**
 * A text with something new between two markers, `<!-- name:start -->` and `<!-- name:end -->`.
 * @throws Error where the text lacks a marker
 */
export const withPart = (text: string, name: string, part: string): string => {
  const startMarker = `<!-- ${name}:start -->`;
  const start = text.indexOf(startMarker);
  const end = text.indexOf(`<!-- ${name}:end -->`, start);
  if (start < 0 || end < 0) throw new Error(`The README has no place for its part "${name}".`);
  return `${text.slice(0, start + startMarker.length)}\n${part}\n${text.slice(end)}`;
};

/** The README as it should be. */
export const currentReadme = async (text: string): Promise<string> =>
  withPart(withPart(text, 'checks', checksTable(CATALOGUE)), 'alert', await printedAlert());

if (require.main === module) {
  void currentReadme(readFileSync(README, 'utf8')).then((text) => writeFileSync(README, text));
}
