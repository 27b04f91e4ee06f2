/** Token buckets, as AWS throttles by: a request takes a token, and where none is left it is refused. */

import { AwsError, type SandboxService } from '../../bin/sandbox/wire';

export interface Rate {
  /** Tokens that come back in a second. */
  readonly perSecond: number;
  /** Tokens that the bucket holds at most. */
  readonly burst: number;
}

/**
 * @param nowMs the time, milliseconds
 * @returns takes a token; false where there is none
 */
export const tokenBucket = ({ perSecond, burst }: Rate, nowMs: () => number = Date.now): (() => boolean) => {
  let tokens = burst;
  let filledMs = nowMs();
  return () => {
    const ms = nowMs();
    tokens = Math.min(burst, tokens + ((ms - filledMs) / 1000) * perSecond);
    filledMs = ms;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

/** The operations that share one bucket, each as "iam:GetRole" or, all of a service, "iam:*". */
export interface Throttle extends Rate {
  readonly calls: readonly string[];
}

/** Takes a token for a call; false where it is throttled. A call that no throttle names never is. */
export const throttlesOf = (
  throttles: readonly Throttle[],
  nowMs?: () => number,
): ((call: string) => boolean) => {
  const buckets = throttles.map((throttle) => ({ throttle, take: tokenBucket(throttle, nowMs) }));
  return (call) => {
    const every = `${call.split(':')[0]}:*`;
    const bucket = buckets.find(({ throttle: { calls } }) => calls.includes(call) || calls.includes(every));
    return bucket?.take() ?? true;
  };
};

/** A service of the stand-in that refuses what the throttles do not let through. */
export const throttled = (
  service: SandboxService,
  take: (call: string) => boolean,
  onRefused: (call: string) => void,
): SandboxService => ({
  ...service,
  operations: Object.fromEntries(
    Object.entries(service.operations).map(([name, operation]) => [
      name,
      (request) => {
        const call = `${service.name}:${name}`;
        if (take(call)) return operation(request);
        onRefused(call);
        const { code, status } = service.faults.Throttling;
        throw new AwsError(code, status, 'Rate exceeded');
      },
    ]),
  ),
});
