/**
 * How much of what could be tried the two longest tests try: all of it in `.ci/run`, a part that is the same in every run
 * in `npm test`, which people wait for.
 *
 *     TEST_DEPTH=full npm test
 */

const DEPTHS = ['quick', 'full'] as const;
type Depth = (typeof DEPTHS)[number];

const depthOf = (text: string): Depth => {
  const depth = DEPTHS.find((each) => each === text);
  if (depth === undefined) throw new Error(`TEST_DEPTH: got "${text}", expected ${DEPTHS.join(' or ')}`);
  return depth;
};

const depth = depthOf(process.env.TEST_DEPTH ?? 'quick');

/** What is to be tried, quickly or in full. */
export const atDepth = <Value>(quick: Value, full: Value): Value => (depth === 'full' ? full : quick);
