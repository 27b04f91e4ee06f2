import { setTimeout as sleep } from 'node:timers/promises';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { asObject } from '../json';
import { ANSWER_TIMEOUT_MS, type Environment, endpointOf, MAX_ATTEMPTS } from './client-settings';
import { mayPass } from './errors';

/**
 * Calls of AWS that need no SDK client: one POST of JSON, signed by the SDK's own signer. A client for each service that an installation may
 * or may not use would make the bundle of all of them larger; this is a hundredth of one.
 */

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface PostRequest {
  /** Of characters that need no encoding. */
  readonly path: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Whose call it is, and of what. */
export interface Caller {
  /** As the standard endpoint variables name the service. */
  readonly service: 'eventbridge' | 'cloudwatch_logs' | 'securityhub' | 'dynamodb';
  readonly partition: string;
  readonly region: string;
  /** The credentials of the moment. */
  readonly keys: () => Promise<SigningKeys>;
  readonly environment: Environment;
}

/**
 * Sends a request.
 * @returns the answer, parsed
 * @throws AwsAnswerError where AWS says no; whatever Node says where there is no answer
 */
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<unknown>;

/** AWS has said no. Its name is AWS's code, and it carries the status as the SDK's errors do. */
export class AwsAnswerError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(code: string, status: number) {
    super(`AWS answered ${status} (${code})`);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

/** What a service signs as, which is also the first part of its host name. https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const SIGNS_AS: Readonly<Record<Caller['service'], string>> = {
  cloudwatch_logs: 'logs',
  eventbridge: 'events',
  securityhub: 'securityhub',
  dynamodb: 'dynamodb',
};

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html, and the SDK's own table of partitions. */
export const DOMAINS: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
};

const RETRY_BASE_MS = 200;

/** A way to call one service in one Region. */
export const signedPost = (caller: Caller): Post => {
  const { service, partition, region, keys, environment } = caller;
  const host = `${SIGNS_AS[service]}.${region}.${DOMAINS[partition] ?? 'amazonaws.com'}`;
  const endpoint = endpointOf(service, environment) ?? `https://${host}`;

  const attempt = async (request: PostRequest, signal: AbortSignal): Promise<unknown> => {
    const url = new URL(request.path, endpoint);
    const scope = { service: SIGNS_AS[service], region, keys: await keys(), now: new Date() };
    const response = await fetch(url, {
      method: 'POST',
      headers: await signed({ ...request, url }, scope),
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS[service])]),
    });
    const answer = parsed(await response.text());
    if (!response.ok) {
      const type = response.headers.get('x-amzn-errortype') ?? textField(answer, '__type');
      throw new AwsAnswerError(codeIn(type), response.status);
    }
    return answer;
  };

  return async (request, signal) => {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt(request, signal);
      } catch (error) {
        if (signal.aborted || count >= MAX_ATTEMPTS[service] || !mayPass(error)) throw error;
        await sleep(RETRY_BASE_MS * 2 ** (count - 1) * (0.5 + Math.random() / 2), undefined, { signal });
      }
    }
  };
};

interface Scope {
  /** The name that is signed. */
  readonly service: string;
  readonly region: string;
  readonly keys: SigningKeys;
  readonly now: Date;
}

/** The headers of a request with its signature, version 4, as the SDK's clients make it. */
export const signed = async (
  {
    url,
    headers,
    body,
    method = 'POST',
  }: Omit<PostRequest, 'path'> & { readonly url: URL; readonly method?: 'GET' | 'POST' | 'PUT' },
  { service, region, keys, now }: Scope,
): Promise<Readonly<Record<string, string>>> => {
  const signer = new SignatureV4({
    service,
    region,
    credentials: keys,
    sha256: Hash.bind(null, 'sha256'),
    // The hash of the body is a header of S3's requests alone.
    applyChecksum: service === 's3',
  });
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { ...headers, host: url.host },
    body,
  };
  const { host: _, ...rest } = (await signer.sign(request, { signingDate: now })).headers;
  // Whoever sends it names the host by itself.
  return rest;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textField = (value: unknown, key: string): string | undefined => {
  const field = asObject(value)[key];
  return typeof field === 'string' ? field : undefined;
};

/** The code in "com.amazon.coral.service#AccessDeniedException" or "AccessDeniedException:http://internal/". */
const codeIn = (type: string | undefined): string =>
  /(?:^|#)([A-Za-z]{3,80})(?:$|:)/.exec(type ?? '')?.[1] ?? 'Error';
