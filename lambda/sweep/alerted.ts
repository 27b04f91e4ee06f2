import { allPages } from '../aws/pages';
import type { Post } from '../aws/signed-post';
import { isObject } from '../json';

/**
 * ARNs of the profiles that an alert was published about since a time, by the function's log, which names the profile of
 * each. One search for all: alerts are few, and the log is kept at least as long as a sweep looks back.
 * @throws where the log could not be read to its end
 */
export type ReadAlerted = (since: Date, signal: AbortSignal) => Promise<ReadonlySet<string>>;

/** As `lambda/telemetry.ts` writes it, of first alerts alone: an update is no first alert, yet never without one. */
const PATTERN = '{ ($.message = "alert published") && ($.profileArn = "arn:*") }';

/** A page holds up to a megabyte, of which little is found: an empty one is no end. */
const PAGES = { most: 500, what: 'pages of the log' };

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const logReadAlerted =
  (post: Post, logGroupName: string): ReadAlerted =>
  async (since, signal) => {
    const arns = await allPages(PAGES, async (nextToken) => {
      const answer = await post(
        {
          path: '/',
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'Logs_20140328.FilterLogEvents',
          },
          body: JSON.stringify({
            logGroupName,
            startTime: since.getTime(),
            filterPattern: PATTERN,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
        },
        signal,
      );
      if (!isObject(answer) || !Array.isArray(answer.events)) throw new Error('the answer holds no events');
      const events: readonly unknown[] = answer.events;
      return {
        items: events.flatMap((event) => profileArnIn(event) ?? []),
        next: typeof answer.nextToken === 'string' ? answer.nextToken : undefined,
      };
    });
    return new Set(arns);
  };

const profileArnIn = (event: unknown): string | undefined => {
  if (!isObject(event) || typeof event.message !== 'string') return undefined;
  try {
    const line: unknown = JSON.parse(event.message);
    return isObject(line) && typeof line.profileArn === 'string' ? line.profileArn : undefined;
  } catch {
    return undefined;
  }
};
