import type { PlaceCoverage } from '../../lambda/health/coverage';
import type { HealthFinding } from '../../lambda/health/finding';

const MARKS: Readonly<Record<HealthFinding['state'], string>> = {
  well: 'ok   ',
  wrong: 'WRONG',
  unknown: '?    ',
};

/** A line for each, and below it what mends it. */
export const findingLines = (findings: readonly HealthFinding[]): string =>
  findings
    .flatMap(({ state, what, mend }) => [
      `${MARKS[state]} ${what}`,
      ...(mend === undefined ? [] : [`        ${mend}`]),
    ])
    .join('\n');

/** 0 where all is well, 1 where something is wrong or could not be looked at. */
export const exitStatus = (findings: readonly HealthFinding[]): 0 | 1 =>
  findings.every(({ state }) => state === 'well') ? 0 : 1;

/** A line a place, with what is missing below it, and a last line that counts. */
export const coverageTable = (all: readonly PlaceCoverage[]): string => {
  const lines = all.flatMap(({ account, region, covered, why }) => [
    `${account}  ${region.padEnd(15)} ${covered}`,
    ...why.flatMap(({ what, mend }) => [`    ${what}`, ...(mend === undefined ? [] : [`      ${mend}`])]),
  ]);
  const count = (covered: PlaceCoverage['covered']): number =>
    all.filter((each) => each.covered === covered).length;
  return [...lines, `${count('yes')} covered, ${count('no')} not, ${count('unknown')} not known`].join('\n');
};
