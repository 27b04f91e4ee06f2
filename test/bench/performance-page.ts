/** The table of docs/performance.md, from the figures that were measured last. */

import { type Figure, isWithin, shown } from './figures';

const BEGIN = '<!-- figures:start -->';
const END = '<!-- figures:end -->';

const row = (figure: Figure): string => {
  const { name, bar, unit } = figure;
  const verdict = bar === undefined ? '' : isWithin(figure) ? 'met' : '**not met**';
  return `| ${name} | ${shown(figure)} | ${bar === undefined ? '' : shown({ value: bar, unit })} | ${verdict} |`;
};

/** The page with its table written anew. */
export const performancePage = (page: string, figures: readonly Figure[], measured: string): string => {
  const table = [
    `Measured with ${measured}:`,
    '',
    '| Figure | Measured | At most | |',
    '|---|---|---|---|',
    ...figures.map(row),
  ].join('\n');
  const [head = '', rest = ''] = page.split(BEGIN);
  const [, tail = ''] = rest.split(END);
  return `${head}${BEGIN}\n${table}\n${END}${tail}`;
};
