/**
 * All figures of docs/performance.md, measured anew: a table and JSON, each beside what was committed last.
 *
 *     npm run bench                        measure and compare; status 1 where a figure is over its bar and was not before
 *     npm run bench -- --write             the same, and write docs/performance.json and the table of docs/performance.md
 *     npm run bench -- --only waits,roles  some parts of it
 *     npm run bench -- --peer FOLDER       the evaluation beside that of iam-simulate, which is in FOLDER's node_modules
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { z } from 'zod';
import { type Figure, isWithin, shown, type Verdict, verdictOf } from './figures';
import { performancePage } from './performance-page';

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    peer: { type: 'string' },
  },
});

/** Of the same width, so that the figures stand below each other. */
const VERDICTS: Readonly<Record<Verdict, string>> = {
  within: '       ',
  over: 'OVER   ',
  'over-as-before': 'not met',
};

const ROOT = join(__dirname, '..', '..');
const COMMITTED = join(ROOT, 'docs', 'performance.json');
const PAGE = join(ROOT, 'docs', 'performance.md');
/** Beside the packages, so that what the bundles leave out of themselves is found. */
const BUNDLES = join(ROOT, 'node_modules', '.cache');

/** Each part in a process of its own, so that none warms another up or fills its memory. */
const PARTS: Readonly<Record<string, readonly [file: string, ...given: string[]]>> = {
  power: ['power'],
  start: ['start'],
  waits: ['alert', 'waits'],
  cpu: ['cpu'],
  roles: ['alert', 'roles'],
  flood: ['flood'],
  sequence: ['sequence'],
  ...(values.peer === undefined ? {} : { peer: ['peer', resolve(values.peer)] }),
};

/** A figure, and the part that measures it. */
interface Kept extends Figure {
  readonly part?: string;
}

const figureSchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  bar: z.number().optional(),
  part: z.string().optional(),
});
const figuresSchema = z.object({ measured: z.string(), figures: z.array(figureSchema) });

const committed = (): readonly Kept[] => {
  try {
    return figuresSchema.parse(JSON.parse(readFileSync(COMMITTED, 'utf8'))).figures as readonly Kept[];
  } catch {
    return [];
  }
};

/** Those that bundle the function themselves, with the CDK, which is no code to bundle. */
const OF_THE_BUNDLE: readonly string[] = ['start', 'cpu'];

const command = (file: string, given: readonly string[]): readonly string[] => {
  const source = join(__dirname, `${file}.bench.ts`);
  if (OF_THE_BUNDLE.includes(file)) return [require.resolve('tsx/cli'), source];
  const outfile = join(BUNDLES, `${file}.bench.js`);
  mkdirSync(BUNDLES, { recursive: true });
  buildSync({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    external: ['@ip-location-db/*'],
    outfile,
  });
  return ['--expose-gc', outfile, ...given];
};

const measure = (part: string): readonly Kept[] => {
  const [file, ...given] = PARTS[part] ?? [part];
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const told = join(folder, 'figures');
  writeFileSync(told, '');
  process.stdout.write(`\n== ${part}\n`);
  try {
    const { status } = spawnSync(process.execPath, command(file, given), {
      stdio: 'inherit',
      env: {
        ...process.env,
        BENCH_FIGURES: told,
        CDK_VALIDATION: 'false',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    });
    const lines = readFileSync(told, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const figures = lines.map((line) => figureSchema.parse(JSON.parse(line)) as Figure);
    if (figures.length === 0 || (status !== 0 && figures.every(isWithin)))
      throw new Error(`${part} ended with status ${status}`);
    return figures.map((figure) => ({ ...figure, part }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const asked = values.only?.split(',') ?? (values.peer === undefined ? Object.keys(PARTS) : ['peer']);
const unknown = asked.filter((part) => PARTS[part] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`--only: no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(2);
}

const before = committed();
const wasOf = ({ name }: Figure): Figure | undefined => before.find((figure) => figure.name === name);
const figures = asked.flatMap(measure);
const verdicts = figures.map((figure) => verdictOf(figure, wasOf(figure)));

process.stdout.write('\n');
for (const [index, figure] of figures.entries()) {
  const bar = figure.bar === undefined ? '' : ` (at most ${shown({ value: figure.bar, unit: figure.unit })})`;
  const was = wasOf(figure);
  const last = was === undefined ? 'new' : `was ${shown(was)}`;
  process.stdout.write(
    `${VERDICTS[verdicts[index] ?? 'within']} ${figure.name}: ${shown(figure)}${bar}; ${last}\n`,
  );
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
const counted = (verdict: Verdict): number => verdicts.filter((each) => each === verdict).length;
process.stdout.write(
  `bench: ${counted('within')} passed, ${counted('over')} failed, ${counted('over-as-before')} not met as docs/performance.md says\n`,
);
process.exitCode = counted('over') === 0 ? 0 : 1;

if (values.write) {
  const order = [...Object.keys(PARTS), 'peer'];
  const others = before.filter(({ part }) => part !== undefined && !asked.includes(part));
  const all = [...others, ...figures].sort(
    (one, other) => order.indexOf(one.part ?? '') - order.indexOf(other.part ?? ''),
  );
  const measured = `Node.js ${process.version}, ${cpus().length} ${arch()} cores`;
  writeFileSync(COMMITTED, `${JSON.stringify({ measured, figures: all }, undefined, 2)}\n`);
  writeFileSync(PAGE, performancePage(readFileSync(PAGE, 'utf8'), all, measured));
}
