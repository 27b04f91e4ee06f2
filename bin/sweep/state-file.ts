import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SweepRow } from '../../lambda/sweep/row';
import { BadInputError } from '../recording/bad-input';

/** What a sweep is of. A state of another is not gone on with. */
export interface SweepOf {
  readonly account: string;
  readonly regions: readonly string[];
  /** How it judges: rows of two kinds of judgement do not belong in one list. */
  readonly settings: unknown;
}

/** A sweep as far as it has come. */
export interface SweepState {
  readonly before: readonly SweepRow[];
  /** ISO 8601; absent where it has not come to its end. */
  readonly finishedAt?: string;
  /** Keeps one result, on the disk before this returns. */
  readonly keep: (row: SweepRow) => void;
  readonly finish: (at: Date) => void;
}

interface Header {
  readonly rolesAnywhereSweep: 1;
  readonly account: string;
  readonly regions: readonly string[];
  /** SHA-256 of the settings. */
  readonly settings: string;
}

const headerOf = ({ account, regions, settings }: SweepOf): Header => ({
  rolesAnywhereSweep: 1,
  account,
  regions: [...regions].sort(),
  settings: createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
});

interface Line {
  readonly row?: SweepRow;
  readonly finishedAt?: string;
}

/** Whole lines only: the last may have been broken off with the program. */
const linesIn = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .flatMap((line): readonly unknown[] => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });

/**
 * The state of a sweep in a file, one JSON document a line, each written as soon as it is there: however the program ends,
 * nothing that was judged is lost. It says who can be admin, so nobody else may read it.
 * @throws BadInputError where the file is of another sweep, or no state at all
 */
export const stateIn = (file: string, of: SweepOf): SweepState => {
  const header = JSON.stringify(headerOf(of));
  const append = (line: unknown): void => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const lines = readState(file, header);
  if (lines === undefined) writeFileSync(file, `${header}\n`, { mode: 0o600 });
  const told = (lines ?? []) as readonly Line[];
  const finishedAt = told.find((line) => line.finishedAt !== undefined)?.finishedAt;
  return {
    before: told.flatMap(({ row }) => row ?? []),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    keep: (row) => append({ row }),
    finish: (at) => append({ finishedAt: at.toISOString() }),
  };
};

/** What the file holds after its header; undefined where there is none yet. */
const readState = (file: string, header: string): readonly unknown[] | undefined => {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (text === '') return undefined;
  const [first, ...rest] = linesIn(text);
  if (!isHeader(first))
    throw new BadInputError(`--state: ${file} holds no state of a sweep; name another file`);
  if (JSON.stringify(first) !== header)
    throw new BadInputError(
      `--state: ${file} is of account ${first.account}, ${first.regions.join(', ')}, or of other settings; remove it, or name another file`,
    );
  // What was broken off must not spoil the line that comes next.
  if (!text.endsWith('\n')) appendFileSync(file, '\n');
  return rest;
};

const isHeader = (value: unknown): value is Header =>
  typeof value === 'object' &&
  value !== null &&
  'rolesAnywhereSweep' in value &&
  value.rolesAnywhereSweep === 1;
