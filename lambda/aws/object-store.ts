import { setTimeout as sleep } from 'node:timers/promises';
import { ANSWER_TIMEOUT_MS, type Environment, endpointOf, MAX_ATTEMPTS } from './client-settings';
import { mayPass } from './errors';
import { AwsAnswerError, DOMAINS, type SigningKeys, signed } from './signed-post';

/** A text in the bucket, and the version of it that was read. */
export interface Stored {
  readonly text: string;
  readonly version: string;
}

/** Texts in one S3 bucket, by requests as {@link signedPost} makes them: two calls are not worth a client. */
export interface ObjectStore {
  /** @returns undefined where there is none */
  readonly read: (key: string) => Promise<Stored | undefined>;
  /**
   * Writes a text, where what is there is what was read.
   * @param over the version that is replaced; `none` where there must be none; any where left out
   * @returns the version that was written
   * @throws ChangedMeanwhileError where somebody else wrote first
   */
  readonly write: (key: string, text: string, over?: string) => Promise<string>;
}

/** That nothing may be there yet. */
export const NONE = 'none';

/** Somebody else wrote first. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError';
}

export interface BucketOf {
  readonly bucket: string;
  readonly region: string;
  readonly partition: string;
  readonly keys: () => Promise<SigningKeys>;
  readonly environment: Environment;
}

const RETRY_BASE_MS = 300;

/** Where the bucket answers: by its own host name, or by path where the environment sets an endpoint. */
const addressOf = ({ bucket, region, partition, environment }: BucketOf, key: string): URL => {
  const endpoint = endpointOf('s3', environment);
  return endpoint === undefined
    ? new URL(`/${key}`, `https://${bucket}.s3.${region}.${DOMAINS[partition] ?? 'amazonaws.com'}`)
    : new URL(`/${bucket}/${key}`, endpoint);
};

/** S3 answers 409 where another conditional write is under way. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const CONFLICTS: readonly number[] = [409, 412];

/** @param of keys are of letters, digits, `-`, `.` and `/`, which need no encoding */
export const objectStore = (of: BucketOf): ObjectStore => {
  const once = async (
    method: 'GET' | 'PUT',
    key: string,
    body: string,
    condition: Readonly<Record<string, string>>,
  ): Promise<Response> => {
    const url = addressOf(of, key);
    const headers = {
      ...condition,
      ...(method === 'PUT' ? { 'content-type': 'application/json' } : {}),
    };
    const scope = { service: 's3', region: of.region, keys: await of.keys(), now: new Date() };
    return fetch(url, {
      method,
      headers: await signed({ url, headers, body, method }, scope),
      ...(method === 'PUT' ? { body } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS.s3),
    });
  };

  const call = async (...request: Parameters<typeof once>): Promise<Response> => {
    for (let count = 1; ; count += 1) {
      try {
        const response = await once(...request);
        if (response.status < 500 && response.status !== 429) return response;
        throw new AwsAnswerError(codeIn(await response.text()), response.status);
      } catch (error) {
        if (count >= MAX_ATTEMPTS.s3 || !mayPass(error)) throw error;
        await sleep(RETRY_BASE_MS * 2 ** (count - 1) * (0.5 + Math.random() / 2));
      }
    }
  };

  return {
    read: async (key) => {
      const response = await call('GET', key, '', {});
      if (response.status === 404) return undefined;
      const text = await response.text();
      if (!response.ok) throw new AwsAnswerError(codeIn(text), response.status);
      return { text, version: versionIn(response) };
    },
    write: async (key, text, over) => {
      const condition: Record<string, string> =
        over === undefined ? {} : over === NONE ? { 'if-none-match': '*' } : { 'if-match': over };
      const response = await call('PUT', key, text, condition);
      const answer = await response.text();
      if (CONFLICTS.includes(response.status))
        throw new ChangedMeanwhileError(`${key} was written meanwhile`);
      if (!response.ok) throw new AwsAnswerError(codeIn(answer), response.status);
      return versionIn(response);
    },
  };
};

const versionIn = (response: Response): string => {
  const version = response.headers.get('etag');
  if (!version) throw new Error('the answer names no version');
  return version;
};

/** S3 says what is wrong in XML: `<Code>NoSuchBucket</Code>`. */
const codeIn = (text: string): string => /<Code>([A-Za-z]{3,80})<\/Code>/.exec(text)?.[1] ?? 'Error';
