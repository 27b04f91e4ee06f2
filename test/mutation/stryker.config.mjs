/** Stryker's settings for one part of the program, which `npm run mutation` tells by MUTATION. */

/** The options of test/mutation/runner.mts, and what to mutate. */
const part = JSON.parse(process.env.MUTATION);

// biome-ignore lint/style/noDefaultExport: Stryker reads its settings so.
export default {
  ...part,
  plugins: ['./test/mutation/runner.mts'],
  testRunner: 'one-process',
  coverageAnalysis: 'perTest',
  // The compiler of this project is no library, and the tests need none.
  tsconfigFile: 'none',
  checkers: [],
  reporters: ['ledger'],
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  ignorePatterns: ['cdk.out', 'coverage', '*.log'],
  tempDirName: '.stryker-tmp',
  // Generous, so that a busy machine kills no mutant: Stryker counts in milliseconds of the clock what was computed.
  timeoutMS: 150000,
  timeoutFactor: 8,
};
