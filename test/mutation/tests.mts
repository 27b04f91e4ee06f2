/** The tests of one file, run in this process. */

import { relative } from 'node:path';
import type { MutantCoverage } from '@stryker-mutator/api/core';
import { type TestResult, TestStatus } from '@stryker-mutator/api/test-runner';
import { addEventHandler, getState, removeEventHandler, resetState, run, type State } from 'jest-circus';
import { inProject, type Loading, loader } from './modules.mjs';

/** `setupFiles` of package.json. */
const FIRST = ['test/support/quiet.ts', 'test/support/quick.ts'];
/** Stands for what a file does while it is evaluated, before its first test. */
export const LOADING = 'is evaluated';

/** Milliseconds that this process has computed: another's work on the machine does not count. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** How the changed program is told which change to make, and tells which it came by. */
export interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: MutantCoverage;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

export type Result = TestResult & { readonly fileName: string };

export interface Wish {
  readonly file: string;
  /** Which tests to run, by their ids. @default - all */
  readonly only?: (id: string) => boolean;
  /** Whether the first failure ends it. */
  readonly bail: boolean;
  readonly loading: Loading;
}

export const idOf = (file: string, name: string): string => `${relative(process.cwd(), file)}: ${name}`;

const nameOf = (one: State['rootDescribeBlock']['tests'][number]): string => {
  const names = [one.name];
  for (let block: typeof one.parent | undefined = one.parent; block?.parent; block = block.parent) {
    names.unshift(block.name);
  }
  return names.join(' ');
};

const leaveOut = (block: State['rootDescribeBlock'], left: (id: string) => boolean, file: string): void => {
  for (const child of block.children) {
    if (child.type === 'describeBlock') leaveOut(child, left, file);
    else if (left(idOf(file, nameOf(child)))) child.mode = 'skip';
  }
};

const failure = (fileName: string, name: string, error: unknown, since: number): Result => ({
  id: idOf(fileName, name),
  name: idOf(fileName, name),
  fileName,
  timeSpentMs: cpuMs() - since,
  status: TestStatus.Failed,
  failureMessage: String(error instanceof Error ? error.message : error),
});

const success = (fileName: string, name: string, since: number): Result => ({
  id: idOf(fileName, name),
  name: idOf(fileName, name),
  fileName,
  timeSpentMs: cpuMs() - since,
  status: TestStatus.Success,
});

/** Evaluates a file, so that its tests are known. */
const evaluate = (context: Switchboard, { file, loading }: Wish): Result => {
  const start = cpuMs();
  resetState();
  context.currentTestId = idOf(file, LOADING);
  try {
    const load = loader(loading);
    for (const each of FIRST) load(inProject(each));
    load(file);
    return success(file, LOADING, start);
  } catch (error) {
    return failure(file, LOADING, error, start);
  } finally {
    context.currentTestId = undefined;
  }
};

type Follow = Parameters<typeof addEventHandler>[0];

/** Notes what becomes of each test, and leaves out the rest after a failure where that is wished. */
const following = (context: Switchboard, { file, bail }: Wish, results: Result[]): Follow => {
  let since = cpuMs();
  return (event, state) => {
    if (event.name === 'test_started') {
      since = cpuMs();
      context.currentTestId = idOf(file, nameOf(event.test));
    }
    if (event.name !== 'test_done') return;
    context.currentTestId = undefined;
    const name = nameOf(event.test);
    const [error] = event.test.errors;
    if (error === undefined) {
      results.push(success(file, name, since));
      return;
    }
    results.push(failure(file, name, Array.isArray(error) ? error[0] : error, since));
    if (bail) leaveOut(state.rootDescribeBlock, () => true, file);
  };
};

/** Evaluates one test file and runs its tests. */
export const runFile = async (context: Switchboard, wish: Wish): Promise<readonly Result[]> => {
  const { file, only } = wish;
  const evaluated = evaluate(context, wish);
  const results = [evaluated];
  if (evaluated.status === TestStatus.Failed) return results;
  if (only !== undefined) leaveOut(getState().rootDescribeBlock, (id) => !only(id), file);
  const start = cpuMs();
  const follow = following(context, wish, results);
  addEventHandler(follow);
  try {
    const { unhandledErrors } = await run();
    if (unhandledErrors.length > 0) results.push(failure(file, LOADING, unhandledErrors[0], start));
  } finally {
    removeEventHandler(follow);
  }
  return results;
};
