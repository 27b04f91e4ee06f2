/** Counts what held and what did not, and prints a line for each. */
export interface Checks {
  /** Runs one check; it holds unless it throws. */
  readonly that: (what: string, holds: () => unknown) => Promise<void>;
  readonly passed: () => number;
  readonly failed: () => number;
}

export const checks = (print: (line: string) => void): Checks => {
  let passed = 0;
  let failed = 0;
  return {
    that: async (what, holds) => {
      try {
        await holds();
        passed += 1;
        print(`  ok    ${what}`);
      } catch (error) {
        failed += 1;
        print(`  FAIL  ${what}\n${error instanceof Error ? error.message : String(error)}`);
      }
    },
    passed: () => passed,
    failed: () => failed,
  };
};
