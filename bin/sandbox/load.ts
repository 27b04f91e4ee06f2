import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf } from '../../lib/settings/problems';
import { errorMessage } from '../command-line';
import { BadInputError } from '../recording/bad-input';
import { isPlaceholder, PLACEHOLDER, PLACEHOLDERS } from './placeholders';
import { type Scenario, scenarioSchema } from './scenario';

const FOLDER = join(__dirname, 'scenarios');

/** The scenarios that come with the project, by name. */
export const scenarioNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/**
 * Loads a scenario of the project by its name, or any by its file.
 * @throws BadInputError where there is none, or it does not hold what a scenario holds
 */
export const loadScenario = (nameOrFile: string): Scenario => {
  const names = scenarioNames();
  const file = names.includes(nameOrFile) ? join(FOLDER, `${nameOrFile}.json`) : nameOrFile;
  return scenarioIn(textOf(file, nameOrFile, names), nameOrFile);
};

const textOf = (file: string, name: string, names: readonly string[]): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BadInputError(
      `No scenario is called ${name}, and no such file can be read. Scenarios: ${names.join(', ')}.`,
      { cause },
    );
  }
};

const scenarioIn = (text: string, name: string): Scenario => {
  const value = parsed(text, name);
  const { success, data, error } = scenarioSchema.safeParse(value);
  if (!success) {
    const [problem] = problemsOf(scenarioSchema, value, error);
    throw new BadInputError(`Scenario ${name}: ${problem ?? 'it is no scenario'}`);
  }
  // The event is a record of its own: braces in it are somebody's text, not placeholders.
  const { event: _event, ...texts } = data;
  const unknown = [...JSON.stringify(texts).matchAll(PLACEHOLDER)].find(
    ([, found]) => !isPlaceholder(found ?? ''),
  );
  if (unknown !== undefined) {
    throw new BadInputError(
      `Scenario ${name}: unknown placeholder ${unknown[0]}, expected one of ${PLACEHOLDERS.join(', ')}`,
    );
  }
  return data;
};

const parsed = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadInputError(`Scenario ${name}: no JSON (${errorMessage(cause)})`, { cause });
  }
};
