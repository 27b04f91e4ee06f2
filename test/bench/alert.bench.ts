/**
 * What one alert takes, measured on the function's own handler and SDK clients. Waiting is measured in simulated time
 * against the stand-in on loopback, each answer so many milliseconds late: so it is the same on every computer. Memory is
 * this computer's, the stand-in's share included. Run by `npm run bench`.
 */

import type { Fault } from '../../bin/sandbox/scenario';
import { type Request, runStory } from '../faults/run-story';
import { type Figure, isWithin, tell } from './figures';
import { storyOf } from './stories';

/** Milliseconds of every answer but the trail's. */
const ANSWER_MS = 50;
const MOST_OF_CHAIN = 1.15;
const MOST_MEMORY_MB = 256;
/** Milliseconds that Lambda gives the function; half of them for the publish. */
const DEADLINE_MS = 60_000;

/** Which answer a request needs before it can be made: links of the longest chain, the request included. */
const LINKS: Readonly<Record<string, number>> = {
  'iam:GetRolePolicy': 2,
  'iam:GetPolicy': 2,
  'iam:GetPolicyVersion': 3,
  'rolesanywhere:ListProfiles': 2,
};

/** Milliseconds between two beginnings of requests that AWS counts together, where it lets so few through. */
const SPACING: Readonly<Record<string, { readonly bucket: string; readonly ms: number }>> = {
  'cloudtrail:LookupEvents': { bucket: 'look-ups', ms: 500 },
  'rolesanywhere:GetProfile': { bucket: 'profiles', ms: 1_000 },
  'rolesanywhere:ListProfiles': { bucket: 'profiles', ms: 1_000 },
};

const answerMs = (call: string, lookUpMs: number): number =>
  call === 'cloudtrail:LookupEvents' ? lookUpMs : ANSWER_MS;

/** Milliseconds that the longest chain of dependent calls takes, the publish included, however well they are made. */
const chainOf = (requests: readonly Request[], lookUpMs: number, isSpaced: boolean): number => {
  const asked = requests.filter(({ call }) => !/^(?:sns|sqs):/.test(call));
  const linked = asked.map(({ call }) => ((LINKS[call] ?? 1) - 1) * ANSWER_MS + answerMs(call, lookUpMs));
  const buckets = new Map<string, number>();
  const spaced = asked.flatMap(({ call, region }) => {
    const spacing = SPACING[call];
    if (!isSpaced || spacing === undefined) return [];
    const bucket = `${spacing.bucket} ${region}`;
    const begins = buckets.get(bucket) ?? 0;
    buckets.set(bucket, begins + spacing.ms);
    return [begins + answerMs(call, lookUpMs)];
  });
  return Math.max(...linked, ...spaced) + ANSWER_MS;
};

/** With signed requests, as the function sends them. */

const AS_AWS = { TRAIL_SPACING_MS: '', TRUST_ANCHOR_SPACING_MS: '' };

/** Milliseconds from the event's arrival until SNS has taken the alert, as a share of the longest chain. */
const waited = async (roles: number, lookUpMs: number, isSpaced: boolean): Promise<readonly Figure[]> => {
  const faults: readonly Fault[] = [
    { operation: 'cloudtrail:LookupEvents', delayMs: lookUpMs },
    { operation: '*', delayMs: ANSWER_MS },
  ];
  const { requests, published } = await runStory(
    storyOf(roles),
    {},
    {
      faults,
      ...(isSpaced ? { environment: AS_AWS } : {}),
    },
  );
  const publish = requests.find(({ call }) => call === 'sns:Publish');
  if (publish === undefined || published.length !== 1) throw new Error('no alert to measure');
  const ms = publish.ms + ANSWER_MS;
  const chain = chainOf(requests, lookUpMs, isSpaced);
  const name = `event to publish, ${roles} role${roles === 1 ? '' : 's'}, LookupEvents ${lookUpMs / 1000} s${isSpaced ? ' two a second' : ''}`;
  return [
    tell({ name, value: ms, unit: 'ms' }),
    tell({
      name: `${name}, of its longest chain (${chain} ms)`,
      value: ms / chain,
      unit: '',
      bar: MOST_OF_CHAIN,
    }),
  ];
};

const manyRoles = async (): Promise<readonly Figure[]> => {
  const faults: readonly Fault[] = [{ operation: '*', delayMs: ANSWER_MS }];
  const { requests, published } = await runStory(storyOf(250), {}, { faults, environment: AS_AWS });
  if (published.length !== 1) throw new Error('no alert of 250 roles');
  const publish = requests.find(({ call }) => call === 'sns:Publish');
  return [
    tell({
      name: '250 roles, event to publish',
      value: (publish?.ms ?? Number.NaN) + ANSWER_MS,
      unit: 'ms',
      bar: DEADLINE_MS,
    }),
    tell({
      name: '250 roles, most memory of the process (stand-in and bench in it)',
      value: process.resourceUsage().maxRSS / 1024,
      unit: 'MB',
      bar: MOST_MEMORY_MB,
    }),
  ];
};

const SECTIONS = {
  waits: async () => {
    const figures: Figure[] = [];
    for (const roles of [1, 10]) figures.push(...(await waited(roles, ANSWER_MS, false)));
    for (const seconds of [0.2, 1, 2, 4]) figures.push(...(await waited(1, seconds * 1000, true)));
    for (const seconds of [0.2, 1, 2, 4]) figures.push(...(await waited(10, seconds * 1000, true)));
    return figures;
  },
  roles: manyRoles,
} satisfies Readonly<Record<string, () => Promise<readonly Figure[]>>>;

const [section = 'waits'] = process.argv.slice(2);

const main = async (): Promise<void> => {
  const figures = await SECTIONS[section as keyof typeof SECTIONS]();
  process.exitCode = figures.every(isWithin) ? 0 : 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
