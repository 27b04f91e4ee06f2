/** One world of the soak, run and judged. */

import fc from 'fast-check';
import type { Alert } from '../../lambda/alert/schema';
import { calmed, judged } from './judge';
import { runner } from './run';
import { type HostileWorld, hostileWorld } from './world';

export interface Trial {
  readonly world: HostileWorld;
  /** The laws that it broke, in words. */
  readonly broken: readonly string[];
  /** Milliseconds of CPU of each event that was handled: with every answer and, where calls are refused, without those. */
  readonly cpuMs: readonly number[];
  /** What came of it with every answer. */
  readonly alert?: Alert;
}

const run = runner(false);

export const worldOf = (seed: number): HostileWorld => {
  const [world] = fc.sample(hostileWorld, { seed, numRuns: 1 });
  if (world === undefined) throw new Error(`no world of seed ${seed}`);
  return world;
};

export const trial = async (seed: number): Promise<Trial> => {
  const world = worldOf(seed);
  const { event, scenario, refused } = world;
  const whole = await run(event, scenario, []);
  const full = judged(world, whole);
  const alert = full.alert === undefined ? {} : { alert: full.alert };
  if (refused.length === 0) return { world, broken: full.broken, cpuMs: [whole.cpuMs], ...alert };
  const partly = await run(event, scenario, refused);
  const less = judged(world, partly);
  const laws = full.alert === undefined ? [] : calmed(full.alert, less.alert, world);
  return {
    world,
    broken: [...full.broken, ...less.broken, ...laws],
    cpuMs: [whole.cpuMs, partly.cpuMs],
    ...alert,
  };
};
