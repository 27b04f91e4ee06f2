import { setTimeout as sleep } from 'node:timers/promises';
import { mayPass } from './errors';
import { wholeAnswers } from './whole-answers';

/** The services this project calls, as the standard endpoint variables name them (in capitals there). */
export type Service =
  | 'iam'
  | 'rolesanywhere'
  | 'cloudtrail'
  | 'sns'
  | 'sqs'
  | 'sts'
  | 'eventbridge'
  | 'securityhub'
  | 'cloudwatch_logs'
  | 's3'
  | 'dynamodb';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds to reach a service; AWS answers from the same Region in a few. */
const CONNECTION_TIMEOUT_MS = 1_000;
/**
 * Milliseconds for one attempt, from its beginning to the last byte of the answer; past it another attempt is more
 * likely to be answered than this one. CloudTrail's look-ups are slow by nature: users report four seconds on average in
 * us-east-1, and much longer ones. A publish that is given up may have been taken, so it is waited for.
 */
export const ANSWER_TIMEOUT_MS: Readonly<Record<Service, number>> = {
  iam: 5_000,
  rolesanywhere: 5_000,
  cloudtrail: 22_000,
  sns: 10_000,
  sqs: 2_000,
  sts: 5_000,
  eventbridge: 3_000,
  securityhub: 3_000,
  // A page of a log group is searched for, and a sweep waits for it: nobody is kept up.
  cloudwatch_logs: 20_000,
  s3: 20_000,
  dynamodb: 1_000,
};
/**
 * Attempts that the client makes of one call, the first included; the deadline bounds the whole. Roles Anywhere takes one
 * request a second of each kind, shared with everybody in the account, so being throttled is ordinary. CloudTrail's
 * attempts are paced and SNS's are counted by whoever makes them, so their clients make one.
 */
export const MAX_ATTEMPTS: Readonly<Record<Service, number>> = {
  iam: 5,
  rolesanywhere: 10,
  cloudtrail: 1,
  sns: 1,
  sqs: 3,
  sts: 3,
  eventbridge: 3,
  securityhub: 3,
  cloudwatch_logs: 5,
  s3: 3,
  dynamodb: 3,
};
/** Milliseconds; the longest wait before a retry doubles from here. The same base the SDK has for throttling. */
const RETRY_BASE_MS = 500;
/** Roles Anywhere's quotas are refilled each second, so longer waits gain nothing. */
const MAX_RETRY_DELAY_MS = 2_000;

/**
 * Settings for a client of the current SDK: timeouts, retries, and the endpoint of the environment.
 * @param env usually `process.env`
 */
export const clientSettings = (service: Service, env: Environment) => ({
  maxAttempts: MAX_ATTEMPTS[service],
  retryMode: 'standard',
  requestHandler: requestHandlerOf(service),
  ...endpointSetting(service, env),
});

/**
 * The same for the Roles Anywhere client, whose release is from before three things that its younger siblings do:
 * reading AWS_ENDPOINT_URL by themselves, taking a request handler's options instead of the handler, and counting the
 * retries of each call by itself (its own strategy counts all calls of a client together, and stops retrying for good
 * when they are used up).
 */
export const rolesAnywhereSettings = (env: Environment) => ({
  retryStrategy: retriesCountedPerCall(MAX_ATTEMPTS.rolesanywhere),
  requestHandler: requestHandlerOf('rolesanywhere'),
  ...endpointSetting('rolesanywhere', env),
});

const requestHandlerOf = (service: Service) =>
  wholeAnswers({ connectionMs: CONNECTION_TIMEOUT_MS, answerMs: ANSWER_TIMEOUT_MS[service] });

const endpointSetting = (service: Service, env: Environment): { readonly endpoint?: string } => {
  const endpoint = endpointOf(service, env);
  return endpoint === undefined ? {} : { endpoint };
};

/**
 * The endpoint the environment sets for a service, by the rules of every AWS SDK: the service's own variable before the
 * general one, neither where they are to be ignored.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const endpointOf = (service: Service, env: Environment): string | undefined => {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.trim().toLowerCase() === 'true') return undefined;
  const set = [env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`], env.AWS_ENDPOINT_URL];
  return set.map((url) => url?.trim()).find((url) => url !== undefined && url !== '');
};

/**
 * A retry strategy as the old client takes it: exponential backoff with full jitter. A request that was aborted is not
 * sent again, which the client's own strategy would do.
 */
const retriesCountedPerCall = (maxAttempts: number) => ({
  mode: 'standard',
  retry: async <Request, Response>(next: (request: Request) => Promise<Response>, request: Request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await next(request);
      } catch (error) {
        if (attempt >= maxAttempts || !mayPass(error)) throw error;
        await sleep(Math.random() * Math.min(MAX_RETRY_DELAY_MS, RETRY_BASE_MS * 2 ** (attempt - 1)));
      }
    }
  },
});
