/**
 * The patterns of all rules against AWS's own matcher, event-ruler: `npm run test:patterns`. It needs Java 11 or later and
 * Maven, which fetches the matcher; what is missing is said, and then nothing was tried.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bridgeEvent } from '../support/event';
import { matchesPattern } from '../support/event-pattern';
import { patterns, RECORDS } from './records';

const LIBRARIES = join(__dirname, '..', '..', 'node_modules', '.cache', 'event-ruler');
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const isHere = (program: string): boolean => spawnSync(program, ['-version']).error === undefined;

/** @throws Error where the program ends with another status than zero, with what it said */
const run = (program: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${`${stdout}${stderr}`.slice(-2000)}`);
  return stdout;
};

const fetchMatcher = (): void => {
  if (existsSync(LIBRARIES)) return;
  mkdirSync(LIBRARIES, { recursive: true });
  try {
    run('mvn', ['-B', '-q', '-f', join(__dirname, 'pom.xml'), COPY, `-DoutputDirectory=${LIBRARIES}`]);
  } catch (error) {
    rmSync(LIBRARIES, { recursive: true });
    throw error;
  }
};

/** What event-ruler says of each pattern about each event. */
const asked = (all: readonly unknown[], events: readonly unknown[]): readonly (readonly boolean[])[] => {
  const folder = mkdtempSync(join(tmpdir(), 'patterns-'));
  try {
    const file = join(folder, 'input.json');
    writeFileSync(file, JSON.stringify({ patterns: all, events }));
    const lines = run('java', ['-cp', join(LIBRARIES, '*'), join(__dirname, 'Matches.java'), file]);
    return lines
      .trim()
      .split('\n')
      .map((line) => [...line].map((each) => each === '1'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const main = (): number => {
  const missing = ['java', 'mvn'].filter((program) => !isHere(program));
  if (missing.length > 0) {
    print(`patterns: nothing was tried, for ${missing.join(' and ')} is not here`);
    return 1;
  }
  fetchMatcher();
  const all = patterns();
  // What AWS asks of an event beside what the records hold: a null is a value that is there.
  const events = [...RECORDS.map(({ event }) => event), bridgeEvent({ errorCode: null })];
  const answers = asked(
    all.map(({ pattern }) => pattern),
    events,
  );
  let passed = 0;
  const failures: string[] = [];
  all.forEach(({ name, pattern, isOfChanges }, row) => {
    events.forEach((event, column) => {
      const ruler = answers[row]?.[column];
      const record = RECORDS[column];
      const expected = isOfChanges && record !== undefined ? record.matches : matchesPattern(pattern, event);
      if (ruler === expected) passed += 1;
      else
        failures.push(
          `${name}, ${record?.name ?? 'a null error code'}: event-ruler says ${ruler}, not ${expected}`,
        );
    });
  });
  for (const failure of failures) print(`  FAIL  ${failure}`);
  print(`${all.length} patterns, ${events.length} records`);
  print(`patterns: ${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
};

process.exitCode = main();
