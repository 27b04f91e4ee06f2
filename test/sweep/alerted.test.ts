import { composeAlert } from '../../lambda/alert/compose';
import type { Alert } from '../../lambda/alert/schema';
import { assess } from '../../lambda/assess/assess';
import { defaultSettings } from '../../lambda/settings';
import { logReadAlerted } from '../../lambda/sweep/alerted';
import { powertoolsTelemetry } from '../../lambda/telemetry';
import { ANCHOR_ARN, contextOf } from '../support/context';
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
    filterPattern: '{ ($.message = "alert published") && ($.profileArn = "arn:*") }',
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

describe('the log of an alert', () => {
  const logged = (alert: Alert): readonly Record<string, unknown>[] => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      powertoolsTelemetry().published(alert, new Date(alert.triagedAt));
    } finally {
      write.mockRestore();
      log.mockRestore();
    }
    return lines
      .join('')
      .split('\n')
      .filter((text) => text.includes('alert published'))
      .map((text) => JSON.parse(text) as Record<string, unknown>);
  };
  const alert = composeAlert(assess(contextOf(), defaultSettings));

  test('names the profile as the sweep asks for it', async () => {
    const [entry, ...others] = logged(alert);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ message: 'alert published', profileArn: PROFILE_ARN });
    expect(await logOf([[{ message: JSON.stringify(entry) }]]).read()).toEqual(new Set([PROFILE_ARN]));
  });

  test('names none where the alert is about something that opens a profile', () => {
    const type = 'trust-anchor' as Alert['event']['subject']['type'];
    const subject = { type, name: 'build-ca', arn: ANCHOR_ARN };
    expect(logged({ ...alert, event: { ...alert.event, subject } })[0]).not.toHaveProperty('profileArn');
  });
});
