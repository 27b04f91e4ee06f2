/**
 * All figures of docs/performance.md, measured anew: a table and JSON, each beside what was committed last.
 *
 *     npm run bench                    measure and compare; status 1 where a figure is over its bar
 *     npm run bench -- --write         the same, and write docs/performance.json and the table of docs/performance.md
 *     npm run bench -- --only waits    one part of it
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { z } from 'zod';
import { type Figure, isWithin, shown } from './figures';
import { performancePage } from './performance-page';

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, only: { type: 'string' } },
});

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
  cpu: ['alert', 'cpu'],
  roles: ['alert', 'roles'],
  flood: ['alert', 'flood'],
  sequence: ['alert', 'sequence'],
};

const figureSchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  bar: z.number().optional(),
});
const figuresSchema = z.object({ measured: z.string(), figures: z.array(figureSchema) });

const committed = (): readonly Figure[] => {
  try {
    return figuresSchema.parse(JSON.parse(readFileSync(COMMITTED, 'utf8'))).figures as readonly Figure[];
  } catch {
    return [];
  }
};

/** The benchmark of the start bundles the function itself, with the CDK, which is no code to bundle. */
const command = (file: string, given: readonly string[]): readonly string[] => {
  const source = join(__dirname, `${file}.bench.ts`);
  if (file === 'start') return [require.resolve('tsx/cli'), source];
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

const measure = (part: string): readonly Figure[] => {
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
    if (status !== 0 && figures.every(isWithin)) throw new Error(`${part} ended with status ${status}`);
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const parts = Object.keys(PARTS).filter((part) => values.only === undefined || part === values.only);
const before = committed();
const figures = parts.flatMap(measure);
const last = (name: string): string => {
  const was = before.find((figure) => figure.name === name);
  return was === undefined ? 'new' : `was ${shown(was)}`;
};

process.stdout.write('\n');
for (const figure of figures) {
  const bar = figure.bar === undefined ? '' : ` (at most ${shown({ value: figure.bar, unit: figure.unit })})`;
  process.stdout.write(
    `${isWithin(figure) ? '    ' : 'OVER'} ${figure.name}: ${shown(figure)}${bar}; ${last(figure.name)}\n`,
  );
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
const passed = figures.filter(isWithin).length;
process.stdout.write(`bench: ${passed} passed, ${figures.length - passed} failed\n`);
process.exitCode = passed === figures.length ? 0 : 1;

if (values.write) {
  const renewed = new Map([...before, ...figures].map((figure) => [figure.name, figure]));
  const all = [...renewed.values()];
  const measured = `Node.js ${process.version}, ${cpus().length} ${arch()} cores`;
  writeFileSync(COMMITTED, `${JSON.stringify({ measured, figures: all }, undefined, 2)}\n`);
  writeFileSync(PAGE, performancePage(readFileSync(PAGE, 'utf8'), all, measured));
}
