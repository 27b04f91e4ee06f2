/** Which files are mutated, in what order, and which tests each must not get past. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** Bytes of source for one Stryker run: few enough that a broken run loses minutes, enough that its start pays. */
const BYTES_A_PART = 25_000;

/** One Stryker run. */
export interface Part {
  readonly name: string;
  /** Paths from the project. */
  readonly mutate: readonly string[];
  /** Under test/, without their ending. */
  readonly tests: readonly string[];
}

interface Folder {
  readonly name: string;
  readonly path: string;
  /** Folders of tests. */
  readonly tests: readonly string[];
  /** Tests of those folders that take too long for each mutant, or need what the runner lacks. */
  readonly without: readonly string[];
}

/** Tables of what AWS's actions do, which have tests of their own. */
const TABLES = ['iam/capabilities', 'iam/sensitive-actions'];

const FOLDERS: readonly Folder[] = [
  {
    name: 'iam',
    path: 'lambda/iam',
    tests: ['iam'],
    without: ['iam/catalogue', 'iam/capabilities', 'iam/monotone', 'iam/evaluation-page'],
  },
  { name: 'assess', path: 'lambda/assess', tests: ['assess'], without: ['assess/law'] },
  { name: 'alert', path: 'lambda/alert', tests: ['alert'], without: [] },
];

const filesIn = (path: string): readonly string[] =>
  readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(path, name))
    .sort();

const testsOf = ({ tests, without }: Folder): readonly string[] =>
  tests
    .flatMap((folder) => filesIn(`test/${folder}`))
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => path.slice('test/'.length, -'.test.ts'.length))
    .filter((name) => !without.includes(name));

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** In an order that the seed decides. */
const shuffled = <T>(items: readonly T[], seed: number): readonly T[] => {
  const next = numbers(seed);
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
};

/** Cuts files into groups of about the same size. */
const grouped = (files: readonly string[]): readonly (readonly string[])[] => {
  const groups: string[][] = [];
  let room = 0;
  for (const file of files) {
    if (room <= 0) {
      groups.push([]);
      room = BYTES_A_PART;
    }
    groups.at(-1)?.push(file);
    room -= statSync(join(ROOT, file)).size;
  }
  return groups;
};

const partsOf = (folder: Folder, seed: number): readonly Part[] => {
  const files = shuffled(
    filesIn(folder.path).filter((path) => !TABLES.some((table) => path.startsWith(`lambda/${table}/`))),
    seed,
  );
  const tests = testsOf(folder);
  return grouped(files).map((mutate, index) => ({ name: `${folder.name}-${index + 1}`, mutate, tests }));
};

/** All files of the three folders in parts, in an order that the seed decides: one part of each folder, then another. */
export const parts = (seed: number): readonly Part[] => {
  const each = FOLDERS.map((folder) => partsOf(folder, seed));
  const most = Math.max(...each.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) => each.flatMap((some) => some.slice(turn, turn + 1))).flat();
};
