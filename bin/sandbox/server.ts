import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { cloudTrailService } from './cloudtrail';
import { dynamoDbService, firstUses, type Item } from './dynamodb';
import { eventBusService, type PutEvent } from './event-bus';
import { FAULTS, type FaultKind, faultsOf, type Reply } from './faults';
import { iamService } from './iam';
import { sendReply } from './reply';
import { rolesAnywhereService } from './roles-anywhere';
import type { Scenario } from './scenario';
import { type ImportedFinding, securityHubService } from './security-hub';
import { type PublishedMessage, snsService } from './sns';
import { type QueuedMessage, sqsService } from './sqs';
import { stsService } from './sts';
import { AwsError, jsonAnswer, type SandboxService, type WireAnswer, type WireRequest } from './wire';

export type { MessageAttribute, PublishedMessage } from './sns';

/** A request that reached the stand-in. */
export interface SandboxCall {
  /** As in IAM actions: iam, rolesanywhere, cloudtrail, sns, sqs, sts, events, securityhub, dynamodb. */
  readonly service: string;
  readonly operation: string;
  /** From the signature's credential scope. */
  readonly region: string;
  readonly at: Date;
  /** The request itself, for those who ask with which values it came. */
  readonly request: WireRequest;
}

/** The stand-in for AWS while it runs. */
export interface Sandbox {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Every request, in the order of arrival; grows while the stand-in runs. */
  readonly calls: readonly SandboxCall[];
  /** Everything SNS took, in order. */
  readonly published: readonly PublishedMessage[];
  /** Everything SQS took, in order. */
  readonly queued: readonly QueuedMessage[];
  /** Everything EventBridge took, in order. */
  readonly put: readonly PutEvent[];
  /** The findings that Security Hub has. */
  readonly findings: readonly ImportedFinding[];
  /** What is in the one table of DynamoDB, by its keys; what is put there before a request is there. */
  readonly items: Map<string, Item>;
  /** Bytes moved so far, both ways: while it grows, somebody is still being served. */
  readonly traffic: () => number;
  /** Breaks off whatever is still open. */
  readonly close: () => Promise<void>;
}

/** Bytes of one request; the longest that is in order is a message of SNS, percent-encoded. */
const MAX_REQUEST_BYTES = 1_048_576;

/**
 * Starts a stand-in for the AWS APIs on loopback. It speaks the services' own wire protocols, so that the very clients
 * that talk to AWS talk to it, and answers from the scenario.
 * @param scenario with its placeholders filled
 * @param now the time in the story, by which CloudTrail shows what it shows only later
 * @param others services that answer in place of those of the same name, or beside them
 */
export const startSandbox = async (
  scenario: Scenario,
  now: () => Date = () => new Date(),
  others: readonly SandboxService[] = [],
): Promise<Sandbox> => {
  const calls: SandboxCall[] = [];
  const published: PublishedMessage[] = [];
  const queued: QueuedMessage[] = [];
  const put: PutEvent[] = [];
  const findings: ImportedFinding[] = [];
  const table = firstUses();
  const services = [
    ...others,
    iamService(scenario),
    rolesAnywhereService(scenario),
    cloudTrailService(scenario, now),
    snsService(published),
    sqsService(queued),
    stsService(scenario),
    eventBusService(put),
    securityHubService(findings),
    dynamoDbService(table),
  ];
  const nextFault = faultsOf(scenario.faults);
  const waiting = new Set<NodeJS.Timeout>();

  const later = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        resolve();
      }, ms);
      waiting.add(timer);
    });

  const answerTo = (service: SandboxService, call: string, request: WireRequest): WireAnswer => {
    const operation = service.operationOf(request);
    const run = operation === undefined ? undefined : service.operations[operation];
    try {
      if (run === undefined)
        throw new AwsError('InvalidAction', 400, `The stand-in for AWS does not know ${call}.`);
      return run(request);
    } catch (error) {
      return service.failed(
        error instanceof AwsError ? error : new AwsError('InternalFailure', 500, `${call}: ${String(error)}`),
      );
    }
  };

  const replyTo = async (service: SandboxService, request: WireRequest): Promise<Reply> => {
    const operation = service.operationOf(request);
    const call = `${service.name}:${operation ?? `${request.method} ${request.path}`}`;
    calls.push({
      service: service.name,
      operation: operation ?? '',
      region: request.region,
      at: new Date(),
      request,
    });
    const fault = nextFault(call);
    const kind: FaultKind | undefined = fault?.error === undefined ? undefined : FAULTS[fault.error];
    const afterMs = fault?.delayMs ?? kind?.afterMs;
    if (afterMs !== undefined) await later(afterMs);
    const right = (instead = request) => answerTo(service, call, instead);
    return kind === undefined
      ? { form: 'whole', answer: right() }
      : kind.reply({ service, call, request, right });
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const refuse = (answer: WireAnswer) => sendReply(outgoing, { form: 'whole', answer }, later);
    const body = await bodyOf(incoming);
    if (body === undefined) return refuse(unsigned(413, 'RequestEntityTooLarge', 'The request is too long.'));
    const scope = credentialScope(incoming);
    const service = services.find(({ name }) => name === scope?.service);
    if (scope === undefined || service === undefined) {
      return refuse(
        unsigned(
          403,
          scope === undefined ? 'MissingAuthenticationToken' : 'UnknownService',
          `The stand-in for AWS answers signed requests to ${services.map(({ name }) => name).join(', ')}.`,
        ),
      );
    }
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const reply = await replyTo(service, {
      method: incoming.method ?? 'GET',
      path: decodedPath(url),
      query: url.searchParams,
      headers: incoming.headers,
      body,
      region: scope.region,
    });
    await sendReply(outgoing, reply, later);
  };

  const server = createServer((incoming, outgoing) => {
    // A request broken off while it is read has nobody left to answer to.
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  const url = await listening(server);
  return {
    url,
    calls,
    published,
    queued,
    put,
    findings,
    items: table.items,
    traffic: () => sockets.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0),
    close: () => {
      for (const timer of waiting) clearTimeout(timer);
      return closed(server);
    },
  };
};

const unsigned = (status: number, code: string, message: string): WireAnswer =>
  jsonAnswer(status, 'application/json', { message }, { 'x-amzn-errortype': code });

/** The Region and the service a request is signed for: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request. */
const credentialScope = ({ headers }: IncomingMessage): { region: string; service: string } | undefined => {
  const [, region, service] =
    /^AWS4-HMAC-SHA256 Credential=[^/,]+\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request\b/.exec(
      headers.authorization ?? '',
    ) ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
};

const decodedPath = ({ pathname }: URL): string => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
};

const bodyOf = async (incoming: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= MAX_REQUEST_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_REQUEST_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
};

const listening = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
