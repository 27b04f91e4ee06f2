import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNSClient } from '@aws-sdk/client-sns';
import { renderChannels } from '../../lambda/alert/channels';
import { clientSettings } from '../../lambda/aws/client-settings';
import { wholeAnswers } from '../../lambda/aws/whole-answers';
import { publisher } from '../../lambda/publish/publish';
import { attack, composeTold } from '../alert/assessments';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const TAKEN =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>' +
  '<MessageId>00000000-0000-4000-8000-000000000001</MessageId></PublishResult></PublishResponse>';

const alert = composeTold(attack().context, attack().assessment);
const channels = renderChannels(alert);

/** What the stand-in does with one request; `takes` where the message reaches the subscribers. */
interface Behaviour {
  readonly takes: boolean;
  readonly answer: (response: ServerResponse) => void;
}

const takes: Behaviour = { takes: true, answer: (response) => response.end(TAKEN) };
const failed = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Behaviour => ({
  takes: false,
  answer: (response) =>
    response
      .writeHead(status, headers)
      .end(
        '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
          `<Code>${code}</Code><Message>no</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
      ),
});
const lost: Readonly<Record<string, Behaviour>> = {
  silent: { takes: true, answer: () => undefined },
  reset: { takes: true, answer: (response) => response.destroy() },
  'body that never ends': { takes: true, answer: (response) => void response.write(TAKEN) },
  'body cut short': {
    takes: true,
    answer: (response) => response.write(TAKEN.slice(0, 40), () => response.destroy()),
  },
  'half an answer': { takes: true, answer: (response) => response.end(TAKEN.slice(0, 120)) },
  'answer without an id': { takes: true, answer: (response) => response.end('<PublishResponse/>') },
  "gateway's page": {
    takes: true,
    answer: (response) => response.writeHead(504).end('<html><body>Gateway time-out</body></html>'),
  },
  'empty 502': { takes: true, answer: (response) => response.writeHead(502).end() },
};

/** Publishes to a stand-in that behaves so, one after the other and then for ever as the last. */
const publishedTo = async (behaviours: readonly Behaviour[], signal?: AbortSignal) => {
  let attempts = 0;
  let copies = 0;
  const server = createServer((request, response) => {
    const behaviour = behaviours[Math.min(attempts, behaviours.length - 1)] ?? takes;
    attempts += 1;
    request.resume();
    request.on('end', () => {
      if (behaviour.takes) copies += 1;
      behaviour.answer(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const client = new SNSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    ...clientSettings('sns', {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    }),
    requestHandler: wholeAnswers({ connectionMs: 1000, answerMs: 300 }),
  });
  try {
    await publisher(client, TOPIC)(channels, alert, signal);
    return { attempts, copies };
  } catch (error) {
    return { attempts, copies, error: error as Error };
  } finally {
    client.destroy();
    server.close();
    server.closeAllConnections();
  }
};

beforeEach(() => {
  // The shortest waits that jitter can choose.
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a publish', () => {
  it('that is taken is made once', async () => {
    expect(await publishedTo([takes])).toEqual({ attempts: 1, copies: 1 });
  });

  it.each([
    [400, 'KMSThrottling'],
    [400, 'KMSThrottlingException'],
    [400, 'Throttling'],
    [429, 'Throttled'],
    [400, 'ThrottledException'],
    [500, 'InternalError'],
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
  ])('is made again after %d %s, and reaches everybody once', async (status, code) => {
    const busy = failed(status, code);
    expect(await publishedTo([busy, busy, busy, takes])).toEqual({ attempts: 4, copies: 1 });
  });

  it.each([
    [403, 'AuthorizationError'],
    [400, 'InvalidParameter'],
    [404, 'NotFound'],
    [400, 'KMSDisabled'],
    [400, 'KMSInvalidState'],
    [400, 'KMSNotFound'],
    [400, 'KMSAccessDenied'],
    [403, 'KMSOptInRequired'],
  ])('throws at once after %d %s', async (status, code) => {
    const { attempts, copies, error } = await publishedTo([failed(status, code), takes]);
    expect({ attempts, copies }).toEqual({ attempts: 1, copies: 0 });
    expect(error?.name).toContain(code.replace('Error', ''));
  });

  it.each(Object.entries(lost))(
    'whose answer is lost (%s) is made once more, not oftener',
    async (_, answer) => {
      expect(await publishedTo([answer, takes])).toEqual({ attempts: 2, copies: 2 });
      const never = await publishedTo([answer]);
      expect(never).toMatchObject({ attempts: 2, copies: 2 });
      expect(never.error).toBeInstanceOf(Error);
    },
  );

  it('counts lost answers among others', async () => {
    const busy = failed(400, 'KMSThrottling');
    const silent = lost.silent ?? takes;
    expect(await publishedTo([busy, silent, busy, takes])).toEqual({ attempts: 4, copies: 2 });
    expect(await publishedTo([busy, silent, busy, silent, takes])).toMatchObject({ attempts: 4, copies: 2 });
  });

  it('that nobody listens to throws when there is no more time', async () => {
    const client = new SNSClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
      ...clientSettings('sns', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
    });
    const started = Date.now();
    await expect(publisher(client, TOPIC)(channels, alert, AbortSignal.timeout(800))).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('that is throttled for ever throws when there is no more time, and says why', async () => {
    const { attempts, copies, error } = await publishedTo(
      [failed(400, 'KMSThrottling')],
      AbortSignal.timeout(800),
    );
    expect(attempts).toBeGreaterThan(2);
    expect(copies).toBe(0);
    expect(error?.name).toBe('KMSThrottlingException');
  });

  it('is signed with the right time once SNS has told it', async () => {
    const later = new Date(Date.now() + 3_600_000).toUTCString();
    const skewed = failed(403, 'SignatureDoesNotMatch', { date: later });
    expect(await publishedTo([skewed, takes])).toEqual({ attempts: 2, copies: 1 });
  });
});
