import { REGION } from '../support/event';

/**
 * The calls of the services that this project has no SDK client for. moto looks at the credential scope to learn the
 * service and the Region, and at nothing else of the signature.
 */
export interface Aws {
  /** A call of the JSON protocol: `json('sqs', 'AmazonSQS.GetQueueUrl', {...})`. */
  readonly json: (service: string, target: string, input: object) => Promise<Answer>;
  /** A call of the REST protocol: `get('lambda', '/2015-03-31/functions/NAME')`. */
  readonly get: (service: string, path: string) => Promise<Answer>;
  /** The same with a body: `put('lambda', '/2015-03-31/event-source-mappings/ID', {...})`. */
  readonly put: (service: string, path: string, input: object) => Promise<Answer>;
  /** A call of the query protocol, whose answer is XML. */
  readonly query: (service: string, input: Readonly<Record<string, string>>) => Promise<string>;
}

/** What AWS answered; the checks say what they expect of it. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where calls go, and whose they are: moto knows an account by the access keys that its STS has given out. */
export interface Caller {
  readonly region: string;
  readonly credentials: Credentials;
}

const HOME: Caller = { region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

export const awsAt = (endpoint: string, { region, credentials }: Caller = HOME): Aws => {
  const call = async (service: string, path: string, init: RequestInit): Promise<string> => {
    const answer = await fetch(`${endpoint}${path}`, {
      ...init,
      headers: {
        ...init.headers,
        authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text.slice(0, 500)}`);
    return text;
  };
  return {
    json: async (service, target, input) => {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      const text = await call(service, '/', { method: 'POST', headers, body: JSON.stringify(input) });
      return JSON.parse(text || '{}');
    },
    get: async (service, path) => JSON.parse(await call(service, path, { method: 'GET' })),
    put: async (service, path, input) =>
      JSON.parse(await call(service, path, { method: 'PUT', body: JSON.stringify(input) })),
    query: (service, input) => call(service, '/', { method: 'POST', body: new URLSearchParams(input) }),
  };
};
