/** What became of each mutant that was ever tried, a line each, so that nothing is tried twice and a broken run goes on. */

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A change of the program in one place. */
export interface Place {
  /** From the project. */
  readonly file: string;
  /** Of the file's text, so that what was found of another text does not count. */
  readonly text: string;
  /** Stryker's name for the kind of change. */
  readonly mutator: string;
  readonly replacement: string;
  /** From 1, as editors count: from line, from column, to line, to column. */
  readonly span: readonly [number, number, number, number];
}

export interface Tried extends Place {
  /** The line that it begins in, and what was changed as far as it is in that line. */
  readonly line: string;
  readonly code: string;
  /** Stryker's word: Killed, Timeout, Survived, NoCoverage, RuntimeError, CompileError, Ignored. */
  readonly status: string;
  /** The test that noticed it. */
  readonly by?: string;
}

/** A short print of a text. */
export const printOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

export const keyOf = ({ file, text, mutator, replacement, span }: Place): string =>
  JSON.stringify([file, text, mutator, replacement, span]);

/** Each mutant by its key; of one that was tried again, what came of it last. */
export const readLedger = (path: string): ReadonlyMap<string, Tried> => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  // A run that was broken off may have left half a line.
  const whole = lines.filter((line) => line.endsWith('}'));
  return new Map(whole.map((line) => JSON.parse(line) as Tried).map((tried) => [keyOf(tried), tried]));
};

export const writeLedger = (path: string, tried: Tried): void => {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(tried)}\n`);
};

/** Notes that all of a file's mutants are in the ledger. */
export const noteWhole = (path: string, files: readonly string[]): void =>
  appendFileSync(path, files.map((file) => `${file}\n`).join(''));

/** The files noted so, each with the print of its text. */
export const wholeFiles = (path: string): ReadonlySet<string> =>
  new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
