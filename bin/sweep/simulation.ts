import { defaultSettings } from '../../lambda/settings';
import { IAM_QUOTA, type Quota, ROLES_ANYWHERE_QUOTAS } from '../../lambda/sweep/quotas';
import { sdkSweepReaders } from '../../lambda/sweep/readers';
import type { SweepRow } from '../../lambda/sweep/row';
import { type Progress, sweepAccount } from '../../lambda/sweep/sweep';
import { iamService } from '../sandbox/iam';
import { type Gate, inProcess } from '../sandbox/in-process';
import { rolesAnywhereService } from '../sandbox/roles-anywhere';
import type { Scenario } from '../sandbox/scenario';
import { AwsError, type WireRequest } from '../sandbox/wire';
import { ESTATE_ACCOUNT } from './estate';
import type { VirtualClock } from './virtual-clock';

/** Requests of one group in one place, and what its quota makes of them. */
export interface GroupLoad {
  readonly group: string;
  /** The Region; IAM is one for all. */
  readonly region: string;
  readonly requests: number;
  readonly throttled: number;
  /** Seconds: no client can have that many answers sooner, the first second's burst aside. */
  readonly boundSeconds: number;
}

export interface Simulated {
  readonly rows: readonly SweepRow[];
  readonly end: 'finished' | 'stopped';
  readonly loads: readonly GroupLoad[];
  /** The least that the quotas allow: the slowest group's. */
  readonly boundSeconds: number;
  /** What it took by the clock that skips waits. */
  readonly seconds: number;
}

/** Milliseconds until a service answers, about as they do; the pace hides them. */
const LATENCY_MS: Readonly<Record<string, number>> = { iam: 80, rolesanywhere: 120 };

interface Bucket {
  readonly quota: Quota;
  tokens: number;
  filledAt: number;
  requests: number;
  throttled: number;
}

const quotaOf = (service: string, { path }: WireRequest): Quota | undefined =>
  service === 'iam' ? IAM_QUOTA : ROLES_ANYWHERE_QUOTAS.find((quota) => quota.path.test(path));

/** The quotas as AWS keeps them: a bucket of tokens for each group and Region, refilled each second, refusing when empty. */
const quotaKeeper = (clock: VirtualClock) => {
  const buckets = new Map<string, Bucket>();

  const bucketOf = (service: string, request: WireRequest): Bucket | undefined => {
    const quota = quotaOf(service, request);
    if (quota === undefined) return undefined;
    const key = `${quota.group}|${service === 'iam' ? 'all' : request.region}`;
    const bucket = buckets.get(key) ?? {
      quota,
      tokens: quota.perSecond,
      filledAt: clock.now(),
      requests: 0,
      throttled: 0,
    };
    buckets.set(key, bucket);
    return bucket;
  };

  const gate: Gate = async (service, request) => {
    const bucket = bucketOf(service, request);
    if (bucket !== undefined) {
      const { perSecond } = bucket.quota;
      const at = clock.now();
      bucket.tokens = Math.min(perSecond, bucket.tokens + ((at - bucket.filledAt) / 1000) * perSecond);
      bucket.filledAt = at;
      bucket.requests += 1;
      if (bucket.tokens < 1) {
        bucket.throttled += 1;
        throw new AwsError(service === 'iam' ? 'Throttling' : 'ThrottlingException', 429, 'Rate exceeded');
      }
      bucket.tokens -= 1;
    }
    await clock.sleep(LATENCY_MS[service] ?? 0);
  };

  const loads = (): readonly GroupLoad[] =>
    [...buckets].map(([key, { quota, requests, throttled }]) => {
      const [group = '', region = ''] = key.split('|');
      return {
        group,
        region,
        requests,
        throttled,
        boundSeconds: Math.max(0, requests - 1) / quota.perSecond,
      };
    });

  return { gate, loads };
};

/** IAM and Roles Anywhere give full pages, unlike the stand-in, which pages short to catch who stops too early. */
const PAGE_SIZE = 1000;

export interface SimulationOptions {
  readonly before?: readonly SweepRow[];
  readonly keep?: (row: SweepRow) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly stop?: AbortSignal;
  /** @default - the estate's */
  readonly requiredTags?: readonly string[];
}

/** Sweeps an account made up on a clock that skips every wait, with AWS's quotas enforced on the same clock. */
export const simulate = async (
  scenario: Scenario,
  regions: readonly string[],
  clock: VirtualClock,
  options: SimulationOptions = {},
): Promise<Simulated> => {
  const { gate, loads } = quotaKeeper(clock);
  const [home = 'us-east-1'] = regions;
  const readers = sdkSweepReaders(
    home,
    {},
    {
      credentials: async () => ({
        accessKeyId: 'AKIASANDBOXEXAMPLE00',
        secretAccessKey: 'nothing-in-the-sandbox-is-secret',
        sessionToken: 'nothing-in-the-sandbox-is-secret',
        expiration: new Date(Date.now() + 86_400_000),
      }),
      clock,
      requestHandler: inProcess(
        [iamService(scenario, PAGE_SIZE), rolesAnywhereService(scenario, PAGE_SIZE)],
        gate,
      ),
    },
  );
  const rows: SweepRow[] = [];
  const began = clock.now();
  const end = await clock.through(
    sweepAccount({
      account: ESTATE_ACCOUNT,
      partition: 'aws',
      regions,
      readers,
      settings: { ...defaultSettings, requiredTags: [...(options.requiredTags ?? [])] },
      now: () => new Date('2026-03-04T05:00:00Z'),
      before: options.before ?? [],
      keep: (row) => {
        rows.push(row);
        options.keep?.(row);
      },
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      stop: options.stop ?? new AbortController().signal,
    }),
  );
  const all = loads();
  return {
    rows,
    end,
    loads: all,
    boundSeconds: Math.max(0, ...all.map(({ boundSeconds }) => boundSeconds)),
    seconds: (clock.now() - began) / 1000,
  };
};
