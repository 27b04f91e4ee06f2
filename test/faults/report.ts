import { atLeast, SEVERITIES, type Severity } from '../../lambda/assess/severity';
import { LAWS, type Law, PUBLISH } from './judge';
import type { JudgedCell } from './matrix';

/** Cells that break a law for the same cause. */
export interface Cause {
  readonly law: Law;
  readonly operation: string;
  readonly what: string;
  readonly cells: number;
  /** Rows of the table of faults. */
  readonly faults: readonly string[];
  readonly stories: readonly string[];
}

/** What a fault costs in harmless stories: those that are low or informational when all is read. */
export interface Price {
  readonly operation: string;
  readonly cells: number;
  readonly louder: number;
  /** How many of the louder ones have this severity now. */
  readonly now: Readonly<Partial<Record<Severity, number>>>;
}

export interface Report {
  readonly cells: number;
  readonly published: number;
  readonly thrown: number;
  /** Cells that break each law. */
  readonly laws: Readonly<Record<Law, number>>;
  readonly anotherStory: number;
  readonly longestMs: number;
  readonly causes: readonly Cause[];
  readonly prices: readonly Price[];
  readonly byFault: readonly FaultLine[];
}

interface FaultLine {
  readonly fault: string;
  readonly cells: number;
  readonly laws: Readonly<Partial<Record<Law, number>>>;
}

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
};

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const cellsBreaking = (cells: readonly JudgedCell[], law: Law): number =>
  cells.filter(({ breaches }) => breaches.some((breach) => breach.law === law)).length;

const LAW_NAMES = Object.keys(LAWS) as readonly Law[];

const lawsOf = (cells: readonly JudgedCell[]): Report['laws'] =>
  Object.fromEntries(LAW_NAMES.map((law) => [law, cellsBreaking(cells, law)])) as Record<Law, number>;

const causesOf = (cells: readonly JudgedCell[]): readonly Cause[] => {
  const broken = cells.flatMap((cell) => cell.breaches.map((breach) => ({ cell, breach })));
  const groups = grouped(broken, ({ cell, breach }) =>
    JSON.stringify([breach.law, cell.operation, breach.what]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [
        {
          law: first.breach.law,
          operation: first.cell.operation,
          what: first.breach.what,
          cells: distinct(group.map(({ cell }) => JSON.stringify([cell.story, cell.listed, cell.fault])))
            .length,
          faults: distinct(group.map(({ cell }) => cell.fault)),
          stories: distinct(group.map(({ cell }) => `${cell.story}${cell.listed ? ' (listed)' : ''}`)),
        },
      ];
    })
    .sort(
      (one, other) => LAW_NAMES.indexOf(one.law) - LAW_NAMES.indexOf(other.law) || other.cells - one.cells,
    );
};

const pricesOf = (cells: readonly JudgedCell[]): readonly Price[] => {
  const harmless = cells.filter(
    ({ severities, operation }) =>
      operation !== PUBLISH && severities !== undefined && !atLeast(severities.full, 'medium'),
  );
  return [...grouped(harmless, ({ operation }) => operation)].map(([operation, group]) => {
    const louder = group.flatMap(({ severities }) =>
      severities !== undefined && !atLeast(severities.full, severities.now) ? [severities.now] : [],
    );
    return {
      operation,
      cells: group.length,
      louder: louder.length,
      now: Object.fromEntries(
        SEVERITIES.map((severity) => [severity, louder.filter((one) => one === severity).length]).filter(
          ([, count]) => count !== 0,
        ),
      ),
    };
  });
};

const some = (laws: Report['laws']): FaultLine['laws'] =>
  Object.fromEntries(Object.entries(laws).filter(([, count]) => count > 0));

export const reportOf = (cells: readonly JudgedCell[]): Report => ({
  cells: cells.length,
  published: cells.filter(({ severities }) => severities !== undefined).length,
  thrown: cells.filter(({ severities }) => severities === undefined).length,
  laws: lawsOf(cells),
  anotherStory: cells.filter(({ anotherStory }) => anotherStory).length,
  longestMs: Math.max(0, ...cells.map(({ ms }) => ms)),
  causes: causesOf(cells),
  prices: pricesOf(cells),
  byFault: [...grouped(cells, ({ fault }) => fault)].map(([fault, group]) => ({
    fault,
    cells: group.length,
    laws: some(lawsOf(group)),
  })),
});

/** Cells that break a law; what is excepted breaks none. */
export const breaking = (cells: readonly JudgedCell[]): readonly JudgedCell[] =>
  cells.filter(({ breaches }) => breaches.some(({ law }) => law !== 'exception'));

/** A table in Markdown, its columns as wide as what is in them. */
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    line(lines[0] ?? []),
    line(widths.map((width) => '-'.repeat(width))),
    ...lines.slice(1).map(line),
  ].join('\n');
};

const few = (names: readonly string[], limit: number): string =>
  names.length > limit ? `${names.slice(0, limit).join(', ')}, +${names.length - limit}` : names.join(', ');

/** The report for people, in Markdown. */
export const printed = (report: Report): string => {
  const loudness = (price: Price): string =>
    Object.entries(price.now)
      .map(([severity, count]) => `${count} ${severity}`)
      .join(', ');
  return [
    `${report.cells} cells: ${report.published} published, ${report.thrown} not; at most ${(report.longestMs / 1000).toFixed(1)} s of simulated time; ` +
      `in ${report.anotherStory} the fault makes another story of it.`,
    '',
    table(
      ['law', 'cells', 'broken by'],
      LAW_NAMES.map((law) => [law, report.laws[law], LAWS[law]]),
    ),
    '',
    'What each fault of one thing costs in stories that are low or informational when all is read:',
    '',
    table(
      ['fault of', 'cells', 'louder', 'how loud'],
      report.prices.map((price) => [price.operation, price.cells, price.louder, loudness(price)]),
    ),
    '',
    table(
      ['fault', 'cells', 'laws broken'],
      report.byFault.map(({ fault, cells, laws }) => [
        fault,
        cells,
        Object.entries(laws)
          .map(([law, count]) => `${law} ${count}`)
          .join(', '),
      ]),
    ),
    ...(report.causes.length === 0
      ? []
      : [
          '',
          'Causes:',
          '',
          table(
            ['law', 'fault of', 'what', 'cells', 'faults', 'stories'],
            report.causes.map(({ law, operation, what, cells, faults, stories }) => [
              law,
              operation,
              what.replaceAll('|', '/'),
              cells,
              few(faults, 4),
              few(stories, 4),
            ]),
          ),
        ]),
    '',
  ].join('\n');
};
