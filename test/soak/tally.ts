/** What many worlds came to: counted by a worker, kept in a file, added up in the end. */

import { z } from 'zod';
import type { Trial } from './trial';

/** Worlds with seeds one after the other. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
}

export const tallySchema = z.object({
  from: z.number(),
  count: z.number(),
  /** Events handled: a world whose calls are partly refused has two. */
  events: z.number(),
  cpuMs: z.number(),
  slowest: z.object({ seed: z.number(), ms: z.number() }),
  /** How many worlds came to what: "high, unexpected". */
  outcomes: z.record(z.string(), z.number()),
  broken: z.array(z.object({ seed: z.number(), story: z.string(), laws: z.array(z.string()) })),
});

/** The worlds of one stretch, counted. */
export type Tally = Readonly<z.infer<typeof tallySchema>>;

export const emptyTally = ({ from, count }: Stretch): Tally => ({
  from,
  count,
  events: 0,
  cpuMs: 0,
  slowest: { seed: from, ms: 0 },
  outcomes: {},
  broken: [],
});

const MOST_OF_A_LAW = 300;

/** A tally with one more world in it. */
export const counted = (tally: Tally, seed: number, { world, broken, cpuMs, alert }: Trial): Tally => {
  const outcome = alert === undefined ? 'no alert is owed' : `${alert.severity}, ${alert.disposition}`;
  const ms = Math.max(...cpuMs);
  const laws = broken.map((law) => law.slice(0, MOST_OF_A_LAW));
  return {
    ...tally,
    events: tally.events + cpuMs.length,
    cpuMs: cpuMs.reduce((sum, each) => sum + each, tally.cpuMs),
    slowest: ms > tally.slowest.ms ? { seed, ms } : tally.slowest,
    outcomes: { ...tally.outcomes, [outcome]: (tally.outcomes[outcome] ?? 0) + 1 },
    broken: laws.length === 0 ? tally.broken : [...tally.broken, { seed, story: world.story, laws }],
  };
};

/** What several stretches came to; `from` and `count` are the first seed and all worlds. */
export const together = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, each) => {
      const outcomes = { ...sum.outcomes };
      for (const [outcome, times] of Object.entries(each.outcomes))
        outcomes[outcome] = (outcomes[outcome] ?? 0) + times;
      return {
        from: Math.min(sum.from, each.from),
        count: sum.count + each.count,
        events: sum.events + each.events,
        cpuMs: sum.cpuMs + each.cpuMs,
        slowest: each.slowest.ms > sum.slowest.ms ? each.slowest : sum.slowest,
        outcomes,
        broken: [...sum.broken, ...each.broken],
      };
    },
    emptyTally({ from: Number.POSITIVE_INFINITY, count: 0 }),
  );

/** Worlds that are done or lost together: a few seconds of work. */
const STRETCH = 200;

export const stretchesOf = ({ from, count }: Stretch): readonly Stretch[] =>
  Array.from({ length: Math.ceil(count / STRETCH) }, (_, index) => ({
    from: from + index * STRETCH,
    count: Math.min(STRETCH, count - index * STRETCH),
  }));

/** Tallies as a file keeps them, one a line. A line that was cut off while it was written counts as not done. */
export const talliesIn = (text: string): readonly Tally[] =>
  text.split('\n').flatMap((line) => {
    try {
      return [tallySchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });

/** The tallies of these stretches, one each, and the stretches that have none yet. */
export const doneOf = (
  stretches: readonly Stretch[],
  kept: readonly Tally[],
): { readonly done: readonly Tally[]; readonly left: readonly Stretch[] } => {
  const byStretch = new Map(kept.map((tally) => [`${tally.from} ${tally.count}`, tally]));
  const tallyOf = ({ from, count }: Stretch): Tally | undefined => byStretch.get(`${from} ${count}`);
  return {
    done: stretches.flatMap((stretch) => tallyOf(stretch) ?? []),
    left: stretches.filter((stretch) => tallyOf(stretch) === undefined),
  };
};
