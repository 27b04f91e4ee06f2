/** Does docs/investigation-guide.md say only what is so? Its tables are read as they stand. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadScenario, scenarioNames } from '../../bin/sandbox/load';
import { triageInSandbox } from '../../bin/sandboxed';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { QUESTIONS } from '../../lambda/assess/questions';
import { SOURCES } from '../../lambda/assess/sources';

/** One story waits for a service that refuses every attempt; the others take a fraction of a second. */
jest.setTimeout(20_000);

const DOCS = join(__dirname, '..', '..', 'docs');

interface Row {
  readonly question: string;
  readonly paths: readonly string[];
  readonly quotations: readonly { readonly text: string; readonly story: string }[];
  readonly checks: readonly string[];
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const inCode = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

/** "words of the email" (story), several with semicolons; the words may hold quotation marks of their own. */
const quotationsIn = (cell: string): Row['quotations'] =>
  cell.split('; "').map((each) => {
    const [, text = '', story = ''] = /^"?(.+)" \(([a-z-]+)\)$/.exec(each) ?? [];
    return { text: text || each, story };
  });

const testsIn = (cell: string): Row['tests'] =>
  [...cell.matchAll(/\]\(([^)]+)\) "([^"]+)"/g)].map(([, file = '', name = '']) => ({ file, name }));

const guide = readFileSync(join(DOCS, 'investigation-guide.md'), 'utf8');

/** The rows that name fields and tests: those of the first two tables. */
const rows: readonly Row[] = guide
  .split('\n')
  .filter((line) => /^\| (?!Question |Step )/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))
  .filter((cells) => cells.length > 2)
  .map(([question = '', paths = '', quotations = '', checks = '', tests = '']) => ({
    question,
    paths: inCode(paths),
    quotations: quotationsIn(quotations.trim()),
    checks: inCode(checks),
    tests: testsIn(tests),
  }));

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const schema = JSON.parse(readFileSync(join(DOCS, 'alert.schema.json'), 'utf8')) as Schema;

/** Whether the schema has a field, written as `roles[].power`. */
const hasField = (path: string): boolean =>
  path
    .split(/\.|(?=\[\])/)
    .reduce<Schema | undefined>(
      (within, step) => (step === '[]' ? within?.items : within?.properties?.[step]),
      schema,
    ) !== undefined;

/** A file named in the guide; a missing one has no text. */
const fileText = (file: string): string =>
  existsSync(join(DOCS, file)) ? readFileSync(join(DOCS, file), 'utf8') : '';

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The emails of all stories that are quoted. One at a time: the sandbox is entered through the environment. */
const emails = new Map<string, string>();
beforeAll(async () => {
  const quoted = new Set(rows.flatMap(({ quotations }) => quotations.map(({ story }) => story)));
  for (const name of scenarioNames().filter((each) => quoted.has(each))) {
    const scenario = loadScenario(name);
    const { message } = await triageInSandbox(scenario.event, scenario);
    emails.set(name, onOneLine(message.message.email ?? ''));
  }
}, 60_000);

test('the guide has a row for every question that a check answers', () => {
  expect(rows.map(({ question }) => question)).toEqual(expect.arrayContaining(Object.values(QUESTIONS)));
});

test('every row of its long tables is read', () => {
  expect(rows.length).toBe(
    guide.split('\n').filter((line) => line.includes('](../test/') && line.startsWith('|')).length,
  );
});

describe.each(rows)('$question', ({ paths, quotations, checks, tests }) => {
  test('names fields of the alert', () => {
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !hasField(path))).toEqual([]);
  });

  test('quotes the emails of the stories', () => {
    expect(quotations).not.toEqual([]);
    expect(quotations.filter(({ text, story }) => !emails.get(story)?.includes(text))).toEqual([]);
  });

  test('names checks of the catalogue', () => {
    const ids = [
      ...CATALOGUE.map(({ id }) => id),
      ...Object.values(SOURCES).map(({ findingId }) => findingId),
    ];
    expect(checks.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('names tests that there are', () => {
    expect(tests).not.toEqual([]);
    expect(tests.filter(({ file, name }) => !fileText(file).includes(name))).toEqual([]);
  });
});
