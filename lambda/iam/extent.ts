import { covers, type Glob, overlaps } from './pattern';

/** The texts that match one of the patterns; negated, the texts that match none of them. */
export interface Clause {
  readonly globs: readonly Glob[];
  readonly negated: boolean;
}

/** The texts that satisfy every clause; `null` is no text at all. */
export type Extent = readonly Clause[] | null;

export const NOTHING: Extent = null;

/**
 * How much of a shape an extent takes in: nothing, certainly something, perhaps something, certainly all of it.
 */
export type Coverage = 'none' | 'some' | 'unclear' | 'all';

const coverageOfGlobs = (globs: readonly Glob[], shape: Glob): Coverage => {
  let best: Coverage = 'none';
  for (const glob of globs) {
    if (covers(glob, shape)) return 'all';
    if (best === 'some') continue;
    const meets = overlaps(glob, shape);
    if (meets !== false) best = meets ? 'some' : 'unclear';
  }
  return best;
};

export const coverageOfClause = (clause: Clause, shape: Glob): Coverage => {
  const matched = coverageOfGlobs(clause.globs, shape);
  if (!clause.negated) return matched;
  // Several patterns may together leave nothing out, so a part that matches says little about what is left.
  return matched === 'all' ? 'none' : matched === 'none' ? 'all' : 'unclear';
};

const REMEMBERED_SHAPES = 256;
const remembered = new WeakMap<Clause, Map<Glob, Coverage>>();

/** As above, remembered for shapes that are asked about again and again. */
const rememberedCoverage = (clause: Clause, shape: Glob): Coverage => {
  let known = remembered.get(clause);
  if (known === undefined) {
    known = new Map();
    remembered.set(clause, known);
  }
  const seen = known.get(shape);
  if (seen !== undefined) return seen;
  const coverage = coverageOfClause(clause, shape);
  if (known.size >= REMEMBERED_SHAPES) known.clear();
  known.set(shape, coverage);
  return coverage;
};

export const coverageOf = (extent: Extent, shape: Glob): Coverage => {
  if (extent === null) return 'none';
  let sofar: Coverage = 'all';
  for (const clause of extent) {
    const coverage = rememberedCoverage(clause, shape);
    if (coverage === 'none') return 'none';
    if (coverage !== 'all') sofar = extent.length === 1 ? coverage : 'unclear';
  }
  return sofar;
};
