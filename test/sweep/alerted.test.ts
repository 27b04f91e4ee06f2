import { logReadAlerted } from '../../lambda/sweep/alerted';
import { PROFILE_ARN } from '../support/event';

const SINCE = new Date('2026-03-02T02:00:00Z');
const signal = new AbortController().signal;

const line = (profileArn: string): object => ({
  timestamp: 1,
  message: JSON.stringify({ level: 'INFO', message: 'alert published', profileArn }),
});

/** The log as CloudWatch pages it. */
const logOf = (pages: readonly (readonly object[])[]) => {
  const asked: Record<string, unknown>[] = [];
  const post = async ({ body, headers }: { body: string; headers: Readonly<Record<string, string>> }) => {
    const request = JSON.parse(body) as Record<string, unknown>;
    asked.push({ ...request, target: headers['x-amz-target'] });
    const index = Number(request.nextToken ?? 0);
    return { events: pages[index], ...(index + 1 < pages.length ? { nextToken: String(index + 1) } : {}) };
  };
  return { asked, read: () => logReadAlerted(post, '/aws/lambda/triage')(SINCE, signal) };
};

test('every profile that the log names is found, on whatever page', async () => {
  const { asked, read } = logOf([[line(PROFILE_ARN)], [], [line(`${PROFILE_ARN}2`)]]);
  expect(await read()).toEqual(new Set([PROFILE_ARN, `${PROFILE_ARN}2`]));
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({
    target: 'Logs_20140328.FilterLogEvents',
    logGroupName: '/aws/lambda/triage',
    startTime: SINCE.getTime(),
    filterPattern: '{ $.message = "alert published" && $.profileArn = "arn:*" }',
  });
});

test.each([
  ['a line that is no JSON', [{ message: 'REPORT RequestId' }]],
  ['a line without a profile', [{ message: '{"message":"alert published"}' }]],
  ['an event without a line', [{}]],
])('%s names none', async (_what, events) => {
  expect(await logOf([events]).read()).toEqual(new Set());
});

test.each([
  ['no answer', undefined],
  ['an answer without events', {}],
])('%s is no empty log', async (_what, answer) => {
  await expect(logReadAlerted(async () => answer, 'log')(SINCE, signal)).rejects.toThrow('holds no events');
});

test('a log that never ends is not read', async () => {
  const endless = async () => ({ events: [], nextToken: 'again' });
  await expect(logReadAlerted(endless, 'log')(SINCE, signal)).rejects.toThrow('more than 500 pages');
});
