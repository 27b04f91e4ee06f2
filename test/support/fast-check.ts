/**
 * fast-check as the tests use it (`moduleNameMapper` in package.json): the same cases in every run, so that a failure is
 * there again when looked at. New cases are for `npm run soak`, or
 *
 *     FC_SEED=random npm test        another seed for each property; a failure prints its own
 *     FC_SEED=12345 npm test         that seed
 *     FC_SHRINK=1 npm test -- FILE   goes on from the first failure to the least one, which can take minutes
 */

import fc from '../../node_modules/fast-check/lib/cjs/fast-check.js';

const SEED = 20_260_304;

const seedOf = (text: string): number => {
  const seed = Number(text);
  if (!Number.isInteger(seed)) throw new Error(`FC_SEED: got "${text}", expected a whole number or "random"`);
  return seed;
};

const { FC_SEED = String(SEED), FC_SHRINK } = process.env;

fc.configureGlobal({
  ...(FC_SEED === 'random' ? {} : { seed: seedOf(FC_SEED) }),
  endOnFailure: FC_SHRINK === undefined,
});

export * from '../../node_modules/fast-check/lib/cjs/fast-check.js';
// biome-ignore lint/style/noDefaultExport: fast-check has one, and this stands in for it.
export default fc;
