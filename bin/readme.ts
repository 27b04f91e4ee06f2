/** Writes into the README what is generated there: the email of the recorded attack. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadScenario } from './sandbox/load';
import { triageInSandbox } from './sandboxed';

export const README = join(__dirname, '..', 'README.md');

const SHOWN_SCENARIO = 'attack';

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
  withPart(text, 'alert', await printedAlert());

if (require.main === module) {
  void currentReadme(readFileSync(README, 'utf8')).then((text) => writeFileSync(README, text));
}
