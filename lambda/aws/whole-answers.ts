import { NodeHttpHandler } from '@smithy/node-http-handler';

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

type Handle = NodeHttpHandler['handle'];
type Options = NonNullable<Parameters<Handle>[1]>;

/**
 * A request handler that brings whole answers or none. The SDK's own hands on an answer as soon as its head is there, and
 * nothing of the SDK's ends a body that never does: it would hold the function until Lambda kills it.
 *
 * Rejects with a TimeoutError, which is worth another attempt, past the time.
 */
export const wholeAnswers = ({ connectionMs, answerMs }: AnswerBounds) => {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const inner = new NodeHttpHandler({
    connectionTimeout: connectionMs,
    httpAgent: agent,
    httpsAgent: agent,
  });

  const handle: Handle = async (request, options: Options = {}) => {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(LATE), answerMs);
    const forget = relay(callersSignal(options), over);
    try {
      const answer = await inner.handle(request, { abortSignal: over.signal });
      answer.response.body = await wholeBody(answer.response.body, over.signal);
      return answer;
    } catch (error) {
      if (over.signal.reason === LATE) throw named('TimeoutError', `no whole answer within ${answerMs} ms`);
      throw error;
    } finally {
      clearTimeout(timer);
      forget();
    }
  };

  return {
    metadata: inner.metadata,
    handle,
    destroy: () => inner.destroy(),
    updateHttpClientConfig: inner.updateHttpClientConfig.bind(inner),
    httpHandlerConfigs: inner.httpHandlerConfigs.bind(inner),
  };
};

const TOO_LARGE = 'AnswerTooLargeError';

/** Without the cause: an error goes by its cause's names, too, and these say more (`errors.ts`). */
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** Why an attempt is over that took too long. */
const LATE = 'late';

const callersSignal = ({ abortSignal }: Options): AbortSignal | undefined =>
  abortSignal instanceof AbortSignal ? abortSignal : undefined;

/**
 * Ends an attempt with its caller's signal. `AbortSignal.any` does the same by weak references, which the garbage collector
 * pays for: of every request.
 * @returns stops listening
 */
const relay = (signal: AbortSignal | undefined, over: AbortController): (() => void) => {
  if (signal === undefined) return () => undefined;
  const giveUp = () => over.abort(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  return () => signal.removeEventListener('abort', giveUp);
};

/** A body as bytes, which every client of the SDK takes in place of a stream. */
const wholeBody = async (body: unknown, signal: AbortSignal): Promise<unknown> => {
  if (!isStream(body)) return body;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const giveUp = () => body.destroy(named('AbortError', 'Request aborted'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    for await (const chunk of body) {
      bytes += chunk.length;
      // Leaving the loop ends the stream, too.
      if (bytes > MAX_ANSWER_BYTES)
        throw named(TOO_LARGE, 'the answer is larger than any that AWS documents');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.name === TOO_LARGE)) throw error;
    throw Object.assign(named('NetworkingError', 'the answer broke off'), { code: 'ECONNRESET' });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};

interface Stream extends AsyncIterable<Uint8Array> {
  readonly destroy: (error: Error) => void;
}

const isStream = (body: unknown): body is Stream =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;
