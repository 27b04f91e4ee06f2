import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { signed, signedPost } from '../../lambda/aws/signed-post';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** A server that answers each request in turn, the last for ever, and what it was asked. */
const serving = async (
  answers: readonly ((response: ServerResponse) => void)[],
  run: (
    url: string,
    seen: readonly { readonly request: IncomingMessage; readonly body: string }[],
  ) => Promise<void>,
): Promise<void> => {
  const seen: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ request, body: Buffer.concat(chunks).toString() });
    answers[Math.min(seen.length, answers.length) - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

const answers =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

const REQUEST = {
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
  body: '{"Entries":[{"Detail":"{}","Source":"a"}]}',
};

test('signs as the SDK does', async () => {
  const entries = { Entries: [{ Detail: '{}', Source: 'a' }] };
  await serving([answers(200, '{"Entries":[{"EventId":"1"}]}')], async (endpoint, seen) => {
    const credentials = { ...KEYS, sessionToken: 'a-token' };
    const client = new EventBridgeClient({ region: 'eu-central-1', endpoint, credentials, maxAttempts: 1 });
    await client.send(new PutEventsCommand(entries));
    client.destroy();
    const [{ request, body } = { request: undefined, body: '' }] = seen;
    const given = request?.headers ?? {};
    const date = String(given['x-amz-date']);
    const [, names = ''] = /SignedHeaders=([^,]+)/.exec(String(given.authorization)) ?? [];
    const own = ['host', 'x-amz-date', 'x-amz-security-token'];
    const headers = Object.fromEntries(
      names.split(';').flatMap((name) => (own.includes(name) ? [] : [[name, String(given[name])]])),
    );
    const ours = await signed(
      { url: new URL('/', endpoint), headers, body },
      {
        service: 'events',
        region: 'eu-central-1',
        keys: credentials,
        now: new Date(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5')),
      },
    );
    expect(ours.authorization).toBe(given.authorization);
  });
});

describe('a call', () => {
  const caller = (endpoint: string) => ({
    service: 'eventbridge' as const,
    partition: 'aws',
    region: 'eu-central-1',
    keys: async () => KEYS,
    environment: { AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint },
  });
  const called = async (
    given: readonly ((response: ServerResponse) => void)[],
    signal = AbortSignal.timeout(10_000),
  ) => {
    let attempts = 0;
    let outcome: unknown;
    await serving(given, async (endpoint, seen) => {
      outcome = await signedPost(caller(endpoint))(REQUEST, signal).catch((error: unknown) => error);
      attempts = seen.length;
    });
    return { attempts, outcome };
  };
  const busy = answers(503, '{"__type":"ServiceUnavailable"}');
  const well = answers(200, '{"FailedEntryCount":0}');

  test.each([
    ['is answered', [well], 1, { FailedEntryCount: 0 }],
    ['is tried again where AWS is too busy', [busy, busy, well], 3, { FailedEntryCount: 0 }],
    ['is given up in the end', [busy], 3, { name: 'ServiceUnavailable' }],
    [
      'is not tried again where AWS refuses',
      [answers(403, '{"message":"no"}', { 'x-amzn-errortype': 'AccessDeniedException:http://internal/' })],
      1,
      { name: 'AccessDeniedException', message: 'AWS answered 403 (AccessDeniedException)' },
    ],
    [
      'is refused with a name that nobody can shape',
      [answers(400, '{"__type":"<b>no</b>"}')],
      1,
      { name: 'Error' },
    ],
    [
      'follows nobody elsewhere',
      [answers(307, '', { location: 'http://192.0.2.1/' })],
      1,
      { name: 'TypeError' },
    ],
    ['brings nothing of an answer that is no JSON', [answers(200, '<html>')], 1, undefined],
  ] as const)('%s', async (_, given, attempts, outcome) => {
    const result = await called(given);
    expect(result.attempts).toBe(attempts);
    if (outcome === undefined) expect(result.outcome).toBeUndefined();
    else expect(result.outcome).toMatchObject(outcome);
  });

  test('ends with its signal', async () => {
    const started = Date.now();
    const { outcome } = await called([() => undefined], AbortSignal.timeout(100));
    expect(outcome).toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - started).toBeLessThan(2_500);
  });

  test.each([
    ['eventbridge', 'aws', 'https://events.eu-central-1.amazonaws.com/'],
    ['securityhub', 'aws-us-gov', 'https://securityhub.eu-central-1.amazonaws.com/'],
    ['securityhub', 'aws-cn', 'https://securityhub.eu-central-1.amazonaws.com.cn/'],
  ] as const)('to %s in %s goes to %s', async (service, partition, url) => {
    const asked = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
    await signedPost({ ...caller(''), service, partition, environment: {} })(
      REQUEST,
      AbortSignal.timeout(1_000),
    );
    expect(String(asked.mock.calls[0]?.[0])).toBe(url);
    asked.mockRestore();
  });
});
