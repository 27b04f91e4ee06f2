/**
 * Mutation testing of one target of targets.json, named by MUTATION: `npm run mutation` sets it for one after the other.
 * What a mutant did is remembered in reports/mutation, so a run that was broken off goes on where it stopped.
 */

import { readFileSync } from 'node:fs';

const targets = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));
const name = process.env.MUTATION ?? 'ladder';
const { mutate, tests } = targets[name];

// biome-ignore lint/style/noDefaultExport: Stryker reads its settings so.
export default {
  mutate: [mutate],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  // Any related test would do, and all of them take seconds a mutant: the folder that judges the file is named.
  jest: {
    config: {
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
    },
    enableFindRelatedTests: false,
  },
  // The compiler of this project is no library, and the tests need none.
  tsconfigFile: 'none',
  checkers: [],
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  reporters: ['json', 'clear-text'],
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  ignorePatterns: ['docs', 'cdk.out', 'coverage', '*.log'],
  tempDirName: '.stryker-tmp',
  timeoutMS: 20000,
};
