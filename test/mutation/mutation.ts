/**
 * Mutation testing with Stryker: each file of targets.json is changed in one place after the other, and the tests that are
 * named for it must fail.
 *
 *     npm run mutation                       all targets, those done before from reports/mutation
 *     npm run mutation -- ladder shell       some of them
 *     npm run mutation -- --afresh ladder    after a change of tests, which Stryker does not see
 *
 * Prints the share that died; status 1 where it is below 90 %. README.md has the figures and what survives.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import targets from './targets.json';

const LEAST_SHARE = 0.9;
const ROOT = join(__dirname, '..', '..');
const REPORTS = join(ROOT, 'reports', 'mutation');
const STRYKER = join(ROOT, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
/** Ways for a mutant to die. */
const DEAD: readonly string[] = ['Killed', 'Timeout'];
/** Mutants that never ran: no program, or one that nobody asked for. */
const NONE: readonly string[] = ['CompileError', 'RuntimeError', 'Ignored', 'Pending'];

const reportSchema = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

const { values, positionals } = parseArgs({
  options: { afresh: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const all = Object.keys(targets);
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no target ${unknown.join(', ')}; there are ${all.join(', ')}\n`);
  process.exit(2);
}

/** What became of each mutant of one target. */
const run = (name: string): readonly string[] => {
  if (values.afresh) rmSync(join(REPORTS, `${name}.incremental.json`), { force: true });
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', join(__dirname, 'stryker.config.mjs')], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, MUTATION: name },
  });
  if (status !== 0) throw new Error(`${name}: Stryker ended with status ${status}`);
  const report = reportSchema.parse(JSON.parse(readFileSync(join(REPORTS, `${name}.json`), 'utf8')));
  return Object.values(report.files)
    .flatMap(({ mutants }) => mutants.map((mutant) => mutant.status))
    .filter((each) => !NONE.includes(each));
};

const dead = (statuses: readonly string[]): number =>
  statuses.filter((status) => DEAD.includes(status)).length;

const results = (positionals.length > 0 ? positionals : all).map((name) => ({ name, statuses: run(name) }));
for (const { name, statuses } of results) {
  process.stdout.write(`${name}: ${dead(statuses)} of ${statuses.length} died\n`);
}
const statuses = results.flatMap((result) => result.statuses);
const share = dead(statuses) / statuses.length;
process.stdout.write(
  `mutation: ${dead(statuses)} of ${statuses.length} died, ${(share * 100).toFixed(1)} %\n`,
);
process.exitCode = share >= LEAST_SHARE ? 0 : 1;
