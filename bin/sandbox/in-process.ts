import type { wholeAnswers } from '../../lambda/aws/whole-answers';
import type { SandboxService, WireRequest } from './wire';
import { AwsError } from './wire';

/** What an SDK client sends its requests by. */
export type RequestHandler = ReturnType<typeof wholeAnswers>;

type Handle = RequestHandler['handle'];
type Sent = Parameters<Handle>[0];

/** Told of each request before it is answered; may wait, and may refuse it. */
export type Gate = (service: string, request: WireRequest) => Promise<void>;

/**
 * The stand-in without a network: the SDK's own clients, and the services' own wire protocols, in one process. For what a
 * socket would only slow down: a simulation of many thousands of requests.
 */
export const inProcess = (
  services: readonly SandboxService[],
  gate: Gate = async () => undefined,
): RequestHandler => {
  const answerTo = (service: SandboxService, request: WireRequest) => {
    const operation = service.operationOf(request);
    const run = operation === undefined ? undefined : service.operations[operation];
    if (run === undefined)
      throw new AwsError(
        'InvalidAction',
        400,
        `The stand-in for AWS does not know ${request.method} ${request.path}.`,
      );
    return run(request);
  };

  const handle: Handle = async (sent) => {
    const request = wireRequestOf(sent);
    const service = services.find(({ name }) => name === serviceOf(sent));
    if (service === undefined) throw new Error(`The stand-in for AWS has no ${serviceOf(sent)}.`);
    try {
      await gate(service.name, request);
      return responseOf(answerTo(service, request));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return responseOf(service.failed(error));
    }
  };

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle,
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
};

const scopeOf = ({ headers }: Sent): readonly string[] =>
  /Credential=[^/,]+\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/.exec(headers.authorization ?? '')?.slice(1) ??
  [];

const serviceOf = (sent: Sent): string => scopeOf(sent)[1] ?? '';

const wireRequestOf = (sent: Sent): WireRequest => ({
  method: sent.method,
  path: decodeURIComponent(sent.path),
  query: new URLSearchParams(
    Object.entries(sent.query).flatMap(([key, value]) =>
      [value ?? ''].flat().map((each) => [key, each] as [string, string]),
    ),
  ),
  headers: sent.headers,
  body: typeof sent.body === 'string' ? sent.body : '',
  region: scopeOf(sent)[0] ?? '',
});

const responseOf = ({ status, headers, body }: ReturnType<SandboxService['failed']>) => ({
  response: { statusCode: status, headers: { ...headers }, body: Buffer.from(body) },
});
