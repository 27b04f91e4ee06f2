/**
 * Sweeps 500 profiles in three Regions, 3,000 roles and 50 trust anchors a Region on the stand-in, with AWS's quotas as
 * waits that are computed, and says what the quotas allow, what it took, and how much memory. Run by `npm run
 * sweep:simulate`; over its bars is a failure.
 */

import { isProfile } from '../../lambda/sweep/row';
import { estate, LARGE } from './estate';
import { progressOn } from './progress';
import { simulate } from './simulation';
import { virtualClock } from './virtual-clock';

/** The most that it may take of what the quotas allow, and the most memory. */
const RATIO_MAX = 1.2;
const MEMORY_MAX_MB = 512;

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

const main = async (): Promise<void> => {
  const regions = Object.keys(LARGE.profiles);
  const clock = virtualClock();
  const progress = progressOn(process.stderr, clock.now);
  const began = performance.now();
  const { rows, loads, boundSeconds, seconds } = await simulate(estate(LARGE), regions, clock, {
    onProgress: progress.tell,
  });
  progress.end();
  const memoryMb = process.resourceUsage().maxRSS / 1024;
  const ratio = seconds / boundSeconds;
  const profiles = rows.filter(isProfile);
  const lines = [
    'requests  throttled  at least      group, Region',
    ...[...loads]
      .sort((one, other) => other.boundSeconds - one.boundSeconds)
      .map(
        ({ group, region, requests, throttled, boundSeconds: bound }) =>
          `${String(requests).padStart(8)}  ${String(throttled).padStart(9)}  ${minutes(bound).padEnd(12)}  ${group}, ${region}`,
      ),
    '',
    `judged         ${profiles.length} profiles, ${profiles.filter(({ unknowns }) => unknowns.some(({ why }) => why.includes('throttled'))).length} with an answer missing`,
    `quotas allow   ${minutes(boundSeconds)}`,
    `it took        ${minutes(seconds)}: waits computed, work measured (${minutes((performance.now() - began) / 1000)} of it real)`,
    `ratio          ${ratio.toFixed(3)}, at most ${RATIO_MAX}`,
    `memory         ${memoryMb.toFixed(0)} MB at most, the stand-in's own included; the bar is ${MEMORY_MAX_MB} MB`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (ratio > RATIO_MAX || memoryMb >= MEMORY_MAX_MB) process.exitCode = 1;
};

void main();
