/** The two calls of S3 that the weekly sweep makes, against a server that answers as S3 does. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChangedMeanwhileError, NONE, type ObjectStore, objectStore } from '../../lambda/aws/object-store';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly etag?: string;
  readonly body?: string;
}

const refusal = (status: number, code: string): Reply => ({
  status,
  body: `<Error><Code>${code}</Code></Error>`,
});

const etagOf = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;

/** As S3 answers, with conditional writes. */
const answerOf = (objects: Map<string, string>, { method, url, headers, body }: Seen): Reply => {
  const there = objects.get(url);
  if (method === 'GET')
    return there === undefined
      ? refusal(404, 'NoSuchKey')
      : { status: 200, etag: etagOf(there), body: there };
  const mustBe = headers['if-match'];
  const mayNotBe = headers['if-none-match'] === '*' && there !== undefined;
  if (mayNotBe || (mustBe !== undefined && mustBe !== etagOf(there ?? '')))
    return refusal(412, 'PreconditionFailed');
  objects.set(url, body);
  return { status: 200, etag: etagOf(body) };
};

/** A bucket over HTTP; `failures` are answered first. */
const inBucket = async (
  failures: readonly number[],
  run: (store: ObjectStore, seen: readonly Seen[]) => Promise<void>,
): Promise<void> => {
  const objects = new Map<string, string>();
  const seen: Seen[] = [];
  const left = [...failures];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    const asked = { method, url, headers, body };
    seen.push(asked);
    const failure = left.shift();
    const answer =
      failure === undefined
        ? answerOf(objects, asked)
        : refusal(failure, failure === 403 ? 'AccessDenied' : 'SlowDown');
    response.writeHead(answer.status, answer.etag === undefined ? {} : { etag: answer.etag });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = objectStore({
    bucket: 'sweeps',
    region: 'eu-central-1',
    partition: 'aws',
    keys: async () => KEYS,
    environment: { AWS_ENDPOINT_URL_S3: endpoint },
  });
  try {
    await run(store, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

test('what was written is read, with its version', () =>
  inBucket([], async (store, seen) => {
    expect(await store.read('progress.json')).toBeUndefined();
    const version = await store.write('progress.json', '{"a":"ä"}', NONE);
    expect(await store.read('progress.json')).toEqual({ text: '{"a":"ä"}', version });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /sweeps/progress.json',
      'PUT /sweeps/progress.json',
      'GET /sweeps/progress.json',
    ]);
    for (const { headers, body } of seen) {
      expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(body).digest('hex'));
      expect(headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=.*x-amz-content-sha256/,
      );
    }
  }));

test('of two who write over the same version, the second is told', () =>
  inBucket([], async (store) => {
    const first = await store.write('a.json', '1', NONE);
    await expect(store.write('a.json', '2', NONE)).rejects.toThrow(ChangedMeanwhileError);
    const second = await store.write('a.json', '2', first);
    await expect(store.write('a.json', '3', first)).rejects.toThrow(ChangedMeanwhileError);
    expect(await store.write('a.json', '3', second)).not.toBe(second);
  }));

test('S3 that is too busy is asked again', () =>
  inBucket([503, 503], async (store, seen) => {
    expect(await store.read('a.json')).toBeUndefined();
    expect(seen).toHaveLength(3);
  }));

test('S3 that says no is not, and its word is the reason', () =>
  inBucket([403], async (store, seen) => {
    await expect(store.read('a.json')).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(seen).toHaveLength(1);
  }));
