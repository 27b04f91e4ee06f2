import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { buildQueryString, type HttpHandler } from '@smithy/core/protocols';

/** How long one attempt may take, and how much it may bring. */
export interface AnswerBounds {
  /** Milliseconds to reach the service. */
  readonly connectionMs: number;
  /** Milliseconds from the beginning of the request to the last byte of its answer. */
  readonly answerMs: number;
}

/** Bytes of one answer: the largest in order is a page of 50 CloudTrail records of 256 KB each. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Connections to one service. Whoever asks keeps below it, so that no request waits here unseen. */
const MAX_SOCKETS = 100;

type Handle = HttpHandler['handle'];
type Sent = Parameters<Handle>[0];
type Answer = Awaited<ReturnType<Handle>>['response'];

/**
 * A request handler that brings whole answers or none. The SDK's own hands on an answer as soon as its head is there, and
 * nothing of the SDK's ends a body that never does: it would hold the function until Lambda kills it. It also costs more
 * of each request, for what nobody here asks of it.
 *
 * Rejects with a TimeoutError, which is worth another attempt, past the time.
 */
export const wholeAnswers = (bounds: AnswerBounds) => {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };

  const handle: Handle = async (sent, { abortSignal } = {}) => {
    const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
    if (signal?.aborted) throw aborted(signal);
    return { response: await answerTo(sent, agents, bounds, signal) };
  };

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle,
    destroy: (): void => {
      agents.http.destroy();
      agents.https.destroy();
    },
    updateHttpClientConfig: (): void => undefined,
    httpHandlerConfigs: () => ({}),
  };
};

const answerTo = (
  sent: Sent,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
  { connectionMs, answerMs }: AnswerBounds,
  signal: AbortSignal | undefined,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = optionsOf(sent);
    const request =
      sent.protocol === 'https:'
        ? requestHttps({ ...options, agent: agents.https })
        : requestHttp({ ...options, agent: agents.http });
    let isOver = false;
    const over = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      signal?.removeEventListener('abort', giveUp);
      settle();
    };
    const fail = (error: Error): void =>
      over(() => {
        request.destroy();
        reject(error);
      });
    const giveUp = (): void => fail(aborted(signal));
    const late = setTimeout(
      () => fail(named('TimeoutError', `no whole answer within ${answerMs} ms`)),
      answerMs,
    );
    signal?.addEventListener('abort', giveUp, { once: true });
    untilConnected(request, connectionMs, () =>
      fail(named('TimeoutError', `did not establish a connection within ${connectionMs} ms`)),
    );
    request.on('error', (error) => fail(worthAnother(error)));
    request.on('response', (incoming) =>
      readWhole(incoming, (body) => over(() => resolve(answerOf(incoming, body))), fail),
    );
    request.end(sent.body);
  });

const optionsOf = (sent: Sent): RequestOptions => {
  const query = buildQueryString(sent.query);
  return {
    method: sent.method,
    // An IPv6 address is in brackets in a URL alone.
    host: sent.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(sent.port === undefined ? {} : { port: sent.port }),
    path: query === '' ? sent.path : `${sent.path}?${query}`,
    headers: sent.headers,
  };
};

/** Calls `late` where a new connection takes longer than that; one that is there already takes no time. */
const untilConnected = (request: ReturnType<typeof requestHttp>, ms: number, late: () => void): void => {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(late, ms);
    const stop = (): void => clearTimeout(timer);
    socket.once('connect', stop);
    request.once('close', stop);
  });
};

/** Reads a body to its end, or says why that is not to be had. */
const readWhole = (
  incoming: IncomingMessage,
  whole: (body: Uint8Array) => void,
  fail: (error: Error) => void,
): void => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      fail(named('AnswerTooLargeError', 'the answer is larger than any that AWS documents'));
      return;
    }
    chunks.push(chunk);
  });
  incoming.on('end', () => whole(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  const brokenOff = (): void =>
    fail(Object.assign(named('NetworkingError', 'the answer broke off'), { code: 'ECONNRESET' }));
  incoming.on('error', brokenOff);
  incoming.on('close', brokenOff);
};

const answerOf = ({ statusCode = 0, headers }: IncomingMessage, body: Uint8Array): Answer => ({
  statusCode,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  ),
  body,
});

/** Without the cause: an error goes by its cause's names, too, and these say more (`errors.ts`). */
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const aborted = (signal: AbortSignal | undefined): Error =>
  Object.assign(named('AbortError', 'Request aborted'), { cause: signal?.reason });

/** What Node says of a connection that was there and failed. */
const LOST: readonly (string | undefined)[] = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** A connection that AWS closed while it was idle is an ordinary end of one: the SDK tries again after a TimeoutError. */
const worthAnother = (error: NodeJS.ErrnoException): Error =>
  LOST.includes(error.code) ? Object.assign(error, { name: 'TimeoutError' }) : error;
