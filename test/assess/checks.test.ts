import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../lambda/assess/catalogue';
import { QUESTIONS } from '../../lambda/assess/questions';
import { type CheckCase, describeCheck } from '../support/check-cases';

const PROJECT = join(__dirname, '..', '..');
const IDS = CATALOGUE.map(({ id }) => id);

const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(PROJECT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));

/** The case table of a check stands in the file that bears its id. */
const casesOf = (id: string): readonly CheckCase[] =>
  (require(join(__dirname, 'checks', `${id}.cases`)) as { readonly cases: readonly CheckCase[] }).cases;

for (const check of CATALOGUE) describeCheck(check, casesOf(check.id));

describe('the catalogue', () => {
  test('holds each check once', () => {
    expect(IDS).toEqual([...new Set(IDS)]);
  });

  test('holds every check there is, by the name of its file', () => {
    expect([...IDS].sort()).toEqual(namesIn('lambda/assess/checks', '.ts').sort());
  });

  test('has a case table for each check, and no table without a check', () => {
    expect(namesIn('test/assess/checks', '.cases.ts').sort()).toEqual([...IDS].sort());
  });

  test('says of each check what it looks for, in one sentence', () => {
    for (const { looksFor } of CATALOGUE) expect(looksFor).toMatch(/^[A-Z][^\n]*[^.]\.$/);
  });

  test('answers every question of the guide', () => {
    const answered = new Set(CATALOGUE.map(({ question }) => question));
    expect([...answered].sort()).toEqual(Object.keys(QUESTIONS).sort());
  });
});
