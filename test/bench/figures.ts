/** Figures that benchmarks measure, with the bars they must stay below; gathered by `bench.ts`. */

import { appendFileSync } from 'node:fs';

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** "ms", "MB"; empty for a ratio. */
  readonly unit: string;
  /** The most it may be; none for what only explains another. */
  readonly bar?: number;
}

export const isWithin = ({ value, bar }: Figure): boolean => bar === undefined || value <= bar;

/** A bar that is not met fails, unless the document has said so: what was known is no news. */
export type Verdict = 'within' | 'over' | 'over-as-before';

/** @param before the same figure as it was committed last */
export const verdictOf = (figure: Figure, before: Figure | undefined): Verdict => {
  if (isWithin(figure)) return 'within';
  return before === undefined || isWithin(before) ? 'over' : 'over-as-before';
};

export const shown = ({ value, unit }: Pick<Figure, 'value' | 'unit'>): string =>
  `${Number.isInteger(value) ? value : value >= 100 ? value.toFixed(0) : value.toFixed(2)}${unit === '' ? '' : ` ${unit}`}`;

/** Prints a figure, and hands it to whoever gathers them. */
export const tell = (figure: Figure): Figure => {
  const bar = figure.bar === undefined ? '' : `, at most ${shown({ value: figure.bar, unit: figure.unit })}`;
  const verdict = figure.bar === undefined ? '    ' : isWithin(figure) ? 'ok  ' : 'OVER';
  process.stdout.write(`${verdict} ${figure.name}: ${shown(figure)}${bar}\n`);
  const { BENCH_FIGURES: file } = process.env;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`);
  return figure;
};
