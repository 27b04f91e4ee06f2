/**
 * Every action of AWS's list that may be a way to more is weighed: it is in a row of the catalogue, or in the table of what
 * is none, with the reason. A new version of the list brings new actions, and these tests name them.
 */

import {
  inRows,
  notPaths,
  REFERENCE_QUESTIONS,
  type ReferenceAction,
  referenceActions,
} from '../../bin/reference-actions';
import { NOT_A_PATH } from '../../lambda/iam/capabilities/not-a-path';

const rows = inRows();
const none = notPaths();
let asked: readonly ReferenceAction[] = [];

beforeAll(async () => {
  asked = await referenceActions();
});

test.each(Object.keys(REFERENCE_QUESTIONS))('actions are asked about for the reason "%s"', (question) => {
  expect(asked.filter((one) => one.question === question).length).toBeGreaterThan(100);
});

test('every action that is asked about is in a row or in the table of what is none', () => {
  const known = new Set([...rows, ...none]);
  expect(
    asked
      .filter(({ action }) => !known.has(action))
      .map(
        ({ action, question }) =>
          `${action} ${REFERENCE_QUESTIONS[question]}: add a row to lambda/iam/capabilities, or name it in not-a-path.ts`,
      ),
  ).toEqual([]);
});

test('no action is both, or named twice', () => {
  expect(none.filter((action) => rows.has(action))).toEqual([]);
  expect(none.filter((action, at) => none.indexOf(action) !== at)).toEqual([]);
});

test('what is none is asked about', () => {
  const all = new Set(asked.map(({ action }) => action));
  expect(none.filter((action) => !all.has(action))).toEqual([]);
});

test('every reason says why, and where that is published', () => {
  for (const { because, source } of NOT_A_PATH) {
    expect(because).toMatch(/^[A-Z].{20,}\.$/s);
    expect(source.length).toBeGreaterThan(5);
  }
});

test('the guard tells an action that nobody weighed', () => {
  const known = new Set([...rows, ...none]);
  expect(known.has('lambda:UpdateFunctionCode')).toBe(true);
  expect(known.has('zzqx:UpdateFunctionCode')).toBe(false);
});
