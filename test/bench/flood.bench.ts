/**
 * A flood: events that all come at once, each with its own profile, role and policies, to a function that Lambda runs many
 * times side by side, while AWS throttles everything it asks for. In simulated time, with the function's own handler and
 * clients in each execution environment, over the sockets of the stand-in. Run by `npm run bench`.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudTrailService } from '../../bin/sandbox/cloudtrail';
import { fillScenario } from '../../bin/sandbox/fill';
import { iamService } from '../../bin/sandbox/iam';
import { rolesAnywhereService } from '../../bin/sandbox/roles-anywhere';
import type { Scenario } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import { type PublishedMessage, snsService } from '../../bin/sandbox/sns';
import { enterSandbox } from '../../bin/sandboxed';
import { alertSchema } from '../../lambda/alert/schema';
import { readChange } from '../../lambda/event/change';
import { handlerIn, worldFrom } from '../../lambda/handler';
import { silentTelemetry } from '../../lambda/telemetry';
import { inSimulatedTime } from '../faults/simulated-time';
import { EVENT_TIME } from '../support/event';
import { type Delivery, invokeAll } from './asynchronous-invocation';
import { type Figure, isWithin, tell } from './figures';
import { ownStoryOf } from './stories';
import { type Throttle, throttled, throttlesOf } from './token-bucket';

const EVENTS = 500;
/** Of which so many are delivered twice, as EventBridge and Lambda say that they may be. */
const DELIVERED_TWICE = 5;
/** The function reserves no concurrency; an account has 1,000, a new one a hundredth of it. */
const ENVIRONMENTS = 50;
/** Milliseconds that Lambda gives the function, as `lib/triage-function.ts` sets it. */
const FUNCTION_MS = 120_000;
/** Milliseconds after which whatever still happens is no flood any more. */
const LIMIT_MS = 6 * 3_600_000;
const START_MS = Date.parse(EVENT_TIME) + 30_000;

/**
 * The quotas of CloudTrail and Roles Anywhere are AWS's. IAM's are not published. What SNS takes a second of one account is
 * 300 in its smallest Regions: this is a hundredth, less than the flood needs, so that publishing fails and is tried again.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 * @see https://docs.aws.amazon.com/general/latest/gr/rolesanywhere.html
 * @see https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
const THROTTLES: readonly Throttle[] = [
  { calls: ['iam:*'], perSecond: 20, burst: 40 },
  { calls: ['cloudtrail:LookupEvents'], perSecond: 2, burst: 2 },
  { calls: ['rolesanywhere:GetProfile', 'rolesanywhere:ListProfiles'], perSecond: 1, burst: 1 },
  { calls: ['rolesanywhere:ListTrustAnchors'], perSecond: 1, burst: 1 },
  { calls: ['rolesanywhere:ListTagsForResource'], perSecond: 1, burst: 1 },
  { calls: ['sns:Publish'], perSecond: 3, burst: 3 },
];

/** The same lots in each run: waits are drawn, and all would come back at the same moment if they were not. */
const drawnFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** One account in which all of it happens. */
const accountOf = (stories: readonly Scenario[]): Scenario => {
  const filled = stories.map((story) => fillScenario(story, story.event));
  const [first] = filled;
  if (first === undefined) throw new Error('no event');
  return {
    ...first,
    roles: filled.flatMap(({ roles }) => roles),
    policies: Object.assign({}, ...filled.map(({ policies }) => policies)),
    profiles: filled.flatMap(({ profiles }) => profiles),
  };
};

interface Flood {
  readonly deliveries: readonly Delivery<unknown>[];
  readonly published: readonly PublishedMessage[];
  /** Requests that were refused, by call. */
  readonly refused: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly ms: number;
}

const flooded = async (stories: readonly Scenario[]): Promise<Flood> => {
  const [first] = stories;
  const change = readChange(first?.event);
  const account = accountOf(stories);
  const published: PublishedMessage[] = [];
  const refused = new Map<string, number>();
  const count = (call: string): void => {
    refused.set(call, (refused.get(call) ?? 0) + 1);
  };
  const now = (): Date => new Date();
  let takes: ((call: string) => boolean) | undefined;
  const take = (call: string): boolean => {
    takes ??= throttlesOf(THROTTLES);
    return takes(call);
  };
  const services = [
    iamService(account),
    rolesAnywhereService(account),
    cloudTrailService(account, now),
    snsService(published),
  ].map((service) => throttled(service, take, count));
  const sandbox = await startSandbox(account, now, services);
  const folder = mkdtempSync(join(tmpdir(), 'flood-'));
  const settingsFile = join(folder, 'settings.json');
  writeFileSync(settingsFile, '{}');
  const leave = enterSandbox(sandbox.url, change);
  try {
    Object.assign(process.env, {
      SETTINGS_FILE: settingsFile,
      TRAIL_SPACING_MS: '',
      TRUST_ANCHOR_SPACING_MS: '',
    });
    const environment = (): ((event: unknown) => Promise<void>) => {
      const world = worldFrom(process.env);
      const handle = handlerIn(() => ({ world, telemetry: silentTelemetry }));
      return async (event) => {
        const begunMs = Date.now();
        await handle(event, { getRemainingTimeInMillis: () => FUNCTION_MS - (Date.now() - begunMs) });
      };
    };
    let deliveries: readonly Delivery<unknown>[] = [];
    const events = stories.map(({ event }) => event);
    // Every answer is there at once, so that requests tell of all that moves; bytes would be counted socket by socket.
    const traffic = (): number => sandbox.calls.length;
    const { outcome, ms } = await inSimulatedTime(START_MS, LIMIT_MS, traffic, async () => {
      Math.random = drawnFrom(EVENTS);
      deliveries = await invokeAll<unknown>([...events, ...events.slice(0, DELIVERED_TWICE)], {
        start: environment,
        environments: ENVIRONMENTS,
        timeoutMs: FUNCTION_MS,
      });
    });
    if (outcome.ended !== 'well')
      throw new Error(`the flood ended ${outcome.ended}`, {
        cause: 'error' in outcome ? outcome.error : undefined,
      });
    return { deliveries, published, refused, requests: sandbox.calls.length, ms };
  } finally {
    leave();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
};

const idOf = (event: unknown): string => readChange(event).record.id;

const countedBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const measured = ({ deliveries, published, refused, requests, ms }: Flood): readonly Figure[] => {
  const alerts = published.map(({ message }) => alertSchema.parse(JSON.parse(message.sqs ?? '{}')));
  const copies = countedBy(alerts, ({ alertId }) => alertId);
  const ids = [...new Set(deliveries.map(({ event }) => idOf(event)))];
  const delivered = countedBy(deliveries, ({ event }) => idOf(event));
  const invoked = new Map<string, number>();
  for (const { event, ended } of deliveries)
    invoked.set(idOf(event), (invoked.get(idOf(event)) ?? 0) + ended.length);
  const copiesOf = (id: string): number => copies.get(id) ?? 0;
  const beyond = (allowed: ReadonlyMap<string, number>): number =>
    sum(ids.map((id) => Math.max(0, copiesOf(id) - (allowed.get(id) ?? 0))));
  const ended = deliveries.flatMap((delivery) => delivery.ended);
  const name = `alerts of ${EVENTS} events at once, throttled`;
  for (const { calls, perSecond, burst } of THROTTLES)
    process.stdout.write(`     ${calls.join(', ')}: ${perSecond} a second, ${burst} at once\n`);
  for (const [call, times] of [...refused].sort())
    process.stdout.write(`     ${call}: refused ${times} times\n`);
  return [
    tell({ name: `${name}: lost`, value: ids.filter((id) => copiesOf(id) === 0).length, unit: '', bar: 0 }),
    tell({ name: `${name}: doubled within one invocation`, value: beyond(invoked), unit: '', bar: 0 }),
    tell({
      name: `${name}: doubled by Lambda's trying again`,
      value: beyond(delivered) - beyond(invoked),
      unit: '',
      bar: 0,
    }),
    tell({
      name: `${name}: doubled by being delivered twice (${DELIVERED_TWICE} were)`,
      value: sum(ids.map((id) => Math.max(0, Math.min(copiesOf(id), delivered.get(id) ?? 0) - 1))),
      unit: '',
      bar: DELIVERED_TWICE,
    }),
    tell({
      name: `${name}: invocations that failed, and were tried again`,
      value: ended.filter((each) => each !== 'well').length,
      unit: '',
    }),
    tell({
      name: `${name}: invocations that Lambda had to stop`,
      value: ended.filter((each) => each === 'timed-out').length,
      unit: '',
      bar: 0,
    }),
    tell({ name: `${name}: requests`, value: requests, unit: '' }),
    tell({ name: `${name}: of them throttled`, value: sum([...refused.values()]), unit: '' }),
    tell({
      name: `${name}: until the last was out, ${ENVIRONMENTS} side by side`,
      value: ms / 1000,
      unit: 's',
    }),
  ];
};

const main = async (): Promise<void> => {
  const figures = measured(await flooded(Array.from({ length: EVENTS }, (_, index) => ownStoryOf(index))));
  process.exitCode = figures.every(isWithin) ? 0 : 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
