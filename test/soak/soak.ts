/**
 * Hostile events in hostile worlds through the whole handler, in process. Each run has a seed of its own: what a run finds
 * comes back with that seed.
 *
 *     npm run soak -- --runs 100000             seeds from the clock on
 *     npm run soak -- --seed 12345 --runs 1     the one run with that seed, its world printed
 *
 * Ends with status 1 where a law was broken.
 */

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { calmed, judged } from './judge';
import { ran } from './run';
import { type HostileWorld, hostileWorld } from './world';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '1000' } },
});

const wholeNumber = (name: string, text: string): number => {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  process.stderr.write(`--${name}: got "${text}", expected a whole number\n`);
  process.exit(2);
};

const first =
  values.seed === undefined ? Math.floor(Date.now() / 1000) % 2 ** 30 : wholeNumber('seed', values.seed);
const runs = wholeNumber('runs', values.runs);

const worldOf = (seed: number): HostileWorld => {
  const [world] = fc.sample(hostileWorld, { seed, numRuns: 1 });
  if (world === undefined) throw new Error(`no world of seed ${seed}`);
  return world;
};

/** The laws that the world breaks, and what its runs took. */
const soaked = async (world: HostileWorld) => {
  const { event, scenario, refused } = world;
  const whole = await ran(event, scenario, []);
  const full = judged(event, whole);
  if (refused.length === 0) return { broken: full.broken, cpuMs: [whole.cpuMs], alert: full.alert };
  const partly = await ran(event, scenario, refused);
  const less = judged(event, partly);
  const laws = full.alert && less.alert ? calmed(full.alert, less.alert, world) : [];
  return {
    broken: [...full.broken, ...less.broken, ...laws],
    cpuMs: [whole.cpuMs, partly.cpuMs],
    alert: full.alert,
  };
};

const counted = new Map<string, number>();
const count = (what: string): void => {
  counted.set(what, (counted.get(what) ?? 0) + 1);
};

const main = async (): Promise<void> => {
  const begun = process.cpuUsage();
  let handled = 0;
  let slowest = { seed: first, ms: 0 };
  let failed = 0;
  for (let index = 0; index < runs; index += 1) {
    const seed = first + index;
    const world = worldOf(seed);
    if (runs === 1) process.stdout.write(`${JSON.stringify(world, undefined, 2)}\n`);
    const { broken, cpuMs, alert } = await soaked(world);
    handled += cpuMs.length;
    count(alert === undefined ? 'no alert, the event being none' : `${alert.severity}, ${alert.disposition}`);
    const ms = Math.max(...cpuMs);
    if (ms > slowest.ms) slowest = { seed, ms };
    if (broken.length === 0) continue;
    failed += 1;
    process.stdout.write(
      `seed ${seed} (${world.story}): ${broken.map((law) => law.slice(0, 300)).join('; ')}\n`,
    );
  }
  const { user, system } = process.cpuUsage(begun);
  const lines = [
    `soak: ${runs} worlds, seeds ${first} to ${first + runs - 1}; ${handled} events handled`,
    ...[...counted].sort().map(([what, times]) => `  ${what}: ${times}`),
    `  ${((user + system) / 1000 / handled).toFixed(1)} ms of CPU an event; the slowest ${slowest.ms.toFixed(0)} ms, seed ${slowest.seed}`,
    `  heap ${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(0)} MB at the end`,
    `soak: ${runs - failed} passed, ${failed} failed`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
