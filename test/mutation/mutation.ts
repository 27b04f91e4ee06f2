/**
 * Mutation testing with Stryker: the files of lambda/iam, assess and alert are changed in one place after the other, and a
 * test must fail.
 *
 *     npm run mutation                          everything not tried yet
 *     npm run mutation -- --mutants 1500        files in the seed's order, until so many were tried
 *     npm run mutation -- trust iam/decision    these files whole
 *     npm run mutation -- --again ladder        what survived in them once more, after a change of tests
 *     npm run mutation -- --report              only the report of what is known
 *
 * Each mutant is written down when it is known (reports/mutation/ledger.jsonl), so a run that is broken off goes on where it
 * was. README.md has the figures, and what survives.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { noteWhole, printOf, readLedger, wholeFiles } from './ledger';
import { type Part, parts } from './parts';
import { pageOf, reportOf, shareOf } from './report';

const LEAST_SHARE = 0.9;
const ROOT = join(__dirname, '..', '..');
const LEDGER = join(ROOT, 'reports', 'mutation', 'ledger.jsonl');
const WHOLE = join(ROOT, 'reports', 'mutation', 'whole.txt');
const STRYKER = join(ROOT, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

const { values, positionals } = parseArgs({
  options: {
    again: { type: 'boolean', default: false },
    mutants: { type: 'string' },
    patience: { type: 'string', default: '1500' },
    report: { type: 'boolean', default: false },
    seed: { type: 'string', default: '13' },
    slowest: { type: 'string', default: '150' },
    tests: { type: 'string' },
  },
  allowPositionals: true,
});

/** A file and the print of its text. */
const printed = (path: string): string => `${path} ${printOf(readFileSync(join(ROOT, path), 'utf8'))}`;

/** Tries what of a part is not settled. */
const run = ({ mutate, tests: usual }: Part): void => {
  const tests = values.tests?.split(',') ?? usual;
  const options = {
    mutate,
    tests,
    texts: Object.fromEntries(mutate.map((path) => printed(path).split(' '))),
    ledger: LEDGER,
    settled: values.again ? ['Killed'] : ['Killed', 'Survived', 'Timeout'],
    slowestTestMs: Number(values.slowest),
    patienceMs: Number(values.patience),
  };
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', STRYKER, 'run', join(__dirname, 'stryker.config.mjs')],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NODE_OPTIONS: '--import tsx', MUTATION: JSON.stringify(options) },
    },
  );
  if (status !== 0) throw new Error(`Stryker ended with status ${status} on ${mutate.join(', ')}`);
  noteWhole(WHOLE, mutate.map(printed));
};

/** Whether a file is meant by one of the names given: "trust", or "iam/trust" where there are several. */
const isAsked = (path: string): boolean =>
  positionals.length === 0 || positionals.some((name) => path.endsWith(`/${name}.ts`));

/** How many mutants of some files are in the ledger. */
const tried = (files: ReadonlySet<string>): number =>
  [...readLedger(LEDGER).values()].filter(({ file }) => files.has(file)).length;

const most = Number(values.mutants ?? Number.POSITIVE_INFINITY);
const whole = wholeFiles(WHOLE);
const drawn = new Set<string>();
mkdirSync(dirname(LEDGER), { recursive: true });
process.stdout.write(`seed ${values.seed}\n`);
const order = parts(Number(values.seed));
for (const part of values.report ? [] : order) {
  if (drawn.size > 0 && tried(drawn) >= most) break;
  const mutate = part.mutate.filter((path) => isAsked(path) && (values.again || !whole.has(printed(path))));
  if (mutate.length > 0) run({ ...part, mutate });
  for (const path of part.mutate) drawn.add(path);
}

const report = reportOf(readLedger(LEDGER), order);
writeFileSync(join(__dirname, 'report.md'), pageOf(report));
for (const score of [...report.folders, report.all]) {
  process.stdout.write(`${score.name}: ${score.dead} of ${score.tried} died, ${shareOf(score)}\n`);
}
process.exitCode = report.all.dead >= LEAST_SHARE * report.all.tried ? 0 : 1;
