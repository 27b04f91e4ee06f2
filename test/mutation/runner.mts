/**
 * A test runner for Stryker that tries several mutants a second. Jest starts anew for each, with all that its tests import,
 * and takes seconds. This one stays in one process, keeps every file of the project compiled, and for a mutant evaluates
 * only the test files that reach it, the nearest first, up to the first test that fails.
 *
 * No mutant sees what another left: the project's modules are evaluated anew for each test file, as Jest does it; packages
 * are not. The tests run in jest-circus with Jest's own `expect`. What is lacking is the `jest` object (fakes of time and
 * of modules): a test file that needs it is none for this runner.
 */

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { jestExpect } from '@jest/expect';
import type { Position, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
import { keyOf, type Place, readLedger, type Tried, writeLedger } from './ledger.js';
import { dependents, type Imports, importsSoFar, inProject, type Loading, type Module } from './modules.mjs';
import { cpuMs, idOf, LOADING, type Result, runFile, type Switchboard, type Wish } from './tests.mjs';

/** Stryker lets a mutant run a hundred times as often as all tests do; five times is enough to tell a loop without end. */
const HITS_TO_SPARE = 20;

/** What the first run, of all tests, shows to the processes that try mutants. */
interface Learnt {
  /** Milliseconds of each test that is worth its time, by its id. */
  readonly tests: Readonly<Record<string, number>>;
  readonly imports: Imports;
}
const LEARNT = 'learnt.json';

const learn = (tests: readonly Result[]): void => {
  const learnt: Learnt = {
    tests: Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs])),
    imports: importsSoFar(),
  };
  writeFileSync(inProject(LEARNT), JSON.stringify(learnt));
};

/** What the options of this runner are. */
interface Settings extends StrykerOptions {
  readonly tests: readonly string[];
  /** Where what became of the mutants is kept. */
  readonly ledger: string;
  /** Prints of the files that are mutated, by their paths from the project. */
  readonly texts: Readonly<Record<string, string>>;
  /** What need not be tried again, where the ledger has it. */
  readonly settled: readonly string[];
  /** Milliseconds that a test may compute to be one of those that a mutant must get past. */
  readonly slowestTestMs: number;
  /** Milliseconds that are computed for one mutant before it is said to live; it may die of what is left for another run. */
  readonly patienceMs: number;
}

/** Which tests were found too slow before, so that the first run of the next part does without them. */
const slowTests = (ledger: string, slowestTestMs: number): string =>
  join(dirname(ledger), `slower-than-${slowestTestMs}.txt`);

const readSlow = (ledger: string, slowestTestMs: number): ReadonlySet<string> => {
  const path = slowTests(ledger, slowestTestMs);
  return new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
};

const noteSlow = (ledger: string, ids: readonly string[], slowestTestMs: number): void =>
  appendFileSync(slowTests(ledger, slowestTestMs), ids.map((id) => `${id}\n`).join(''));

interface Changed {
  readonly fileName: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement: string;
}

const placeOf = (
  { fileName, location, mutatorName, replacement }: Changed,
  texts: Settings['texts'],
): Place => ({
  file: fileName,
  text: texts[fileName] ?? '',
  mutator: mutatorName,
  replacement,
  span: [location.start.line, location.start.column, location.end.line, location.end.column],
});

/** As the reports count, from 1; Stryker counts from 0 within. */
const fromOne = ({ line, column }: Position): Position => ({ line: line + 1, column: column + 1 });

const placeAsked = (
  { activeMutant: { location, mutatorName, replacement }, sandboxFileName }: MutantRunOptions,
  texts: Settings['texts'],
): Place =>
  placeOf(
    {
      fileName: relative(process.cwd(), sandboxFileName),
      location: { start: fromOne(location.start), end: fromOne(location.end) },
      mutatorName,
      replacement,
    },
    texts,
  );

const remembered = ({ status, by }: Tried): MutantRunResult => {
  switch (status) {
    case 'Killed':
      return {
        status: MutantRunStatus.Killed,
        killedBy: by === undefined ? [] : [by],
        failureMessage: '',
        nrOfTests: 0,
      };
    case 'Timeout':
      return { status: MutantRunStatus.Timeout };
    default:
      return { status: MutantRunStatus.Survived, nrOfTests: 0 };
  }
};

const runnerOf = (options: StrykerOptions): TestRunner => {
  const { tests: names, slowestTestMs, patienceMs, ledger, texts, settled } = options as Settings;
  const known = readLedger(ledger);
  const files = names.map((name) => inProject(`test/${name}.test.ts`));
  const holder = globalThis as typeof globalThis & { __stryker__?: Switchboard };
  holder.__stryker__ ??= {};
  const context = holder.__stryker__;
  let learnt: Learnt | undefined;
  /** Modules that the file changed now cannot reach: no mutant of it shows in them. */
  let kept = {
    changed: '',
    modules: new Map<string, Module>(),
    fresh: new Set<string>() as ReadonlySet<string>,
  };
  /** Test files that noticed a mutant, the latest first. */
  let noticed: readonly string[] = [];

  Object.assign(globalThis, {
    expect: jestExpect,
    ...{ describe, test, it, beforeAll, beforeEach, afterAll, afterEach },
    jest: { setTimeout: () => undefined },
  });

  /** What to run for a mutant: first what noticed others of late, then what is named for the changed file or cheap. */
  const wishes = (filter: readonly string[] | undefined, changed: string): readonly Wish[] => {
    learnt ??= JSON.parse(readFileSync(inProject(LEARNT), 'utf8')) as Learnt;
    const { tests, imports: graph } = learnt;
    if (kept.changed !== changed) {
      kept = { changed, modules: new Map(), fresh: dependents(graph, changed) };
      noticed = [];
    }
    const { modules, fresh } = kept;
    const loading: Loading = { counts: false, kept: modules, isFresh: (path) => fresh.has(path) };
    const own = `${basename(changed, '.ts')}.test.ts`;
    const asked = new Set(filter ?? Object.keys(tests));
    return files
      .filter((file) => fresh.has(file))
      .map((file) => {
        const whole = asked.has(idOf(file, LOADING));
        const ids = new Set(
          Object.keys(tests).filter((id) => id.startsWith(idOf(file, '')) && (whole || asked.has(id))),
        );
        const cost = [...ids].reduce((sum, id) => sum + (tests[id] ?? 0), 0);
        const turn = noticed.includes(file) ? noticed.indexOf(file) - noticed.length : 0;
        return { file, ids, turn, cost: basename(file) === own ? 0 : cost };
      })
      .filter(({ ids }) => ids.size > 0)
      .sort((a, b) => a.turn - b.turn || a.cost - b.cost)
      .map(({ file, ids }) => ({ file, only: (id) => ids.has(id), bail: true, loading }));
  };

  /** Runs one test file after the other, until a test fails or patience ends. */
  const tryUntilNoticed = async (wanted: readonly Wish[]): Promise<MutantRunResult> => {
    let nrOfTests = 0;
    const start = cpuMs();
    for (const wish of wanted) {
      if (cpuMs() - start > patienceMs) break;
      const results = await runFile(context, wish);
      nrOfTests += results.length;
      if (determineHitLimitReached(context.hitCount, context.hitLimit) !== undefined) {
        return { status: MutantRunStatus.Timeout };
      }
      const failed = results.find(({ status }) => status === TestStatus.Failed);
      if (failed === undefined) continue;
      noticed = [wish.file, ...noticed.filter((file) => file !== wish.file)];
      const failureMessage = 'failureMessage' in failed ? String(failed.failureMessage) : '';
      return { status: MutantRunStatus.Killed, killedBy: [failed.id], failureMessage, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    dryRun: async (): Promise<DryRunResult> => {
      const tests: Result[] = [];
      const slow = readSlow(ledger, slowestTestMs);
      const loading: Loading = { counts: true, kept: new Map(), isFresh: () => true };
      for (const file of files) {
        tests.push(...(await runFile(context, { file, only: (id) => !slow.has(id), bail: false, loading })));
      }
      const { static: always = {}, perTest = {} } = context.mutantCoverage ?? {};
      const worth = tests.filter(
        ({ id, timeSpentMs, status }) =>
          id.endsWith(LOADING) || timeSpentMs <= slowestTestMs || status !== TestStatus.Success,
      );
      learn(worth);
      noteSlow(
        ledger,
        tests.filter((test) => !worth.includes(test)).map(({ id }) => id),
        slowestTestMs,
      );
      return {
        status: DryRunStatus.Complete,
        tests: worth,
        mutantCoverage: {
          static: always,
          perTest: Object.fromEntries(worth.map(({ id }) => [id, perTest[id] ?? {}])),
        },
      };
    },
    mutantRun: async (asked: MutantRunOptions): Promise<MutantRunResult> => {
      const before = known.get(keyOf(placeAsked(asked, texts)));
      if (before !== undefined && settled.includes(before.status)) return remembered(before);
      context.activeMutant = asked.activeMutant.id;
      context.hitCount = asked.hitLimit === undefined ? undefined : 0;
      context.hitLimit = asked.hitLimit === undefined ? undefined : asked.hitLimit / HITS_TO_SPARE;
      try {
        return await tryUntilNoticed(wishes(asked.testFilter, asked.sandboxFileName));
      } finally {
        context.activeMutant = undefined;
        context.hitCount = undefined;
        context.hitLimit = undefined;
      }
    },
  };
};

const factory = (options: StrykerOptions): TestRunner => runnerOf(options);
factory.inject = tokens(commonTokens.options);

const lines = new Map<string, readonly string[]>();

const seenAt = ({ file, span: [line, column, lastLine, end] }: Place): Pick<Tried, 'line' | 'code'> => {
  const all = lines.get(file) ?? readFileSync(file, 'utf8').split('\n');
  lines.set(file, all);
  const first = all[line - 1] ?? '';
  return {
    line: first.trim(),
    code: lastLine === line ? first.slice(column - 1, end - 1) : `${first.slice(column - 1)} ...`,
  };
};

/** Writes of each mutant into the ledger, as soon as it is known. */
const keep = (options: StrykerOptions): Reporter => {
  const { ledger, texts } = options as Settings;
  const known = readLedger(ledger);
  return {
    onMutantTested: ({ fileName, location, mutatorName, replacement = '', status, killedBy }) => {
      const place = placeOf(
        { fileName: relative(process.cwd(), fileName), location, mutatorName, replacement },
        texts,
      );
      const [by] = killedBy ?? [];
      const before = known.get(keyOf(place))?.status;
      // Tests that do not come by it say nothing of it, where others have spoken.
      if (before === status || (before !== undefined && status === 'NoCoverage')) return;
      writeLedger(ledger, { ...place, ...seenAt(place), status, ...(by === undefined ? {} : { by }) });
    },
  };
};
keep.inject = tokens(commonTokens.options);

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'one-process', factory),
  declareFactoryPlugin(PluginKind.Reporter, 'ledger', keep),
];
export const strykerValidationSchema = {
  properties: {
    tests: {
      description: 'Test files, under test/ and without their ending.',
      type: 'array',
      items: { type: 'string' },
    },
    ledger: { description: 'Where what became of the mutants is kept.', type: 'string' },
    texts: { description: 'Prints of the files, by path.', type: 'object' },
    settled: { description: 'What need not be tried again.', type: 'array', items: { type: 'string' } },
    patienceMs: { description: 'What one mutant may take.', type: 'number' },
    slowestTestMs: { description: 'What a test may take to be run.', type: 'number' },
  },
};
