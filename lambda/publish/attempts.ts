import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusedConnection, mayPass, statusOf } from '../aws/errors';

/** What is known of one attempt that failed. */
export type Failure =
  /** SNS says no, and will say so again. */
  | 'refused'
  /** It was surely not taken, and another attempt may be. */
  | 'not-taken'
  /** Nobody knows whether it was taken. */
  | 'unanswered';

/**
 * What a failed publish means. An answer of SNS's own that says it failed was no publish, whatever failed; without an
 * answer, the message may be on its way to everybody.
 *
 * SNS documents as passing: KMSThrottling, InternalError and, as every service does, Throttling, ServiceUnavailable and
 * InternalFailure. KMSOptInRequired ("needs a subscription for the service"), KMSDisabled, KMSInvalidState, KMSNotFound
 * and KMSAccessDenied wait for somebody to mend the topic's key: Lambda tries again later, and the queue keeps it.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
 */
export const failureOf = (error: unknown): Failure => {
  if (isRefusedConnection(error)) return 'not-taken';
  const status = statusOf(error);
  const isAnswer = status !== undefined && status >= 400 && (status < 500 || hasCode(error));
  if (!isAnswer) return 'unanswered';
  return mayPass(error) ? 'not-taken' : 'refused';
};

/** Whether the answer is a document of SNS's; a gateway's page has no code, and says nothing of what is behind it. */
const hasCode = (error: unknown): boolean =>
  error instanceof Error && /^[A-Za-z]{3,60}$/.test(error.name) && !PARSER_NAMES.includes(error.name);

/** What the SDK calls an answer it cannot read. */
const PARSER_NAMES: readonly string[] = ['Error', 'TypeError', 'SyntaxError', 'Unknown', 'UnknownError'];

/**
 * Attempts that may have been taken, in one run of the function. Two, so that one lost answer does not lose the alert for
 * a minute, and nobody gets more than two copies of it.
 */
const MAX_UNANSWERED = 2;

/** Milliseconds; the longest wait before another attempt, doubled with each up to the longest. */
const RETRY_BASE_MS = 200;
const MAX_RETRY_DELAY_MS = 4_000;

/**
 * Makes attempts until one succeeds, as long as there is time and as often as none can have succeeded unseen.
 * @throws where none succeeded: the last error that is not the end of the time itself
 */
export const insist = async <T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  const failures: Failure[] = [];
  let told: unknown;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw told ?? error;
      told = error;
      failures.push(failureOf(error));
      if (isEnough(failures)) throw error;
      await untilNext(failures.length, signal);
      if (signal.aborted) throw error;
    }
  }
};

const isEnough = (failures: readonly Failure[]): boolean =>
  failures.includes('refused') ||
  failures.filter((failure) => failure === 'unanswered').length >= MAX_UNANSWERED;

const untilNext = async (attempts: number, signal: AbortSignal): Promise<void> => {
  const longest = Math.min(MAX_RETRY_DELAY_MS, RETRY_BASE_MS * 2 ** (attempts - 1));
  await sleep((0.5 + Math.random() / 2) * longest, undefined, { signal }).catch(() => undefined);
};
