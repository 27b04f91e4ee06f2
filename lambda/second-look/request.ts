import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { FirstLook } from '../assess/second-look';
import { LEFT_OUT_OF_SECOND_LOOK, ownField } from '../event/fields';
import { isObject, type JsonObject } from '../json';

/** What waits in the queue for the second look. */
export interface SecondLookRequest {
  /** The event as it came to the first look. */
  readonly event: unknown;
  readonly first: FirstLook;
}

/** A message is none that this program has written. */
export class NotASecondLookError extends Error {
  override readonly name = 'NotASecondLookError';
}

/** Of what is written here; a reader that does not know it keeps its hands off. */
const VERSION = 1;

/**
 * Bytes of one message. SQS takes 1 MiB since 2025 and took 256 KiB before; this stays below the smaller with room for
 * attributes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const MAX_BODY_BYTES = 250_000;
/** Bytes of what a message may unpack to: an event of Lambda's largest, a few times over. */
const MAX_UNPACKED_BYTES = 8_388_608;

/** JSON that SQS takes: of the characters that JSON leaves as they are, it refuses these two. */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

/** Brotli sees as far back as the event reaches: its response mostly repeats its request, which gzip would not notice. */
const packed = (value: unknown): string =>
  brotliCompressSync(JSON.stringify(value), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  }).toString('base64');

/** What stands in the record where its content is left out, as CloudTrail writes it. */
const OMITTED = { omitted: true, reason: LEFT_OUT_OF_SECOND_LOOK };

/**
 * The event without the parts of its record that can be large. The second look finds what was created by who did it and
 * when, as it does where CloudTrail has left them out.
 */
const abridged = (event: unknown): unknown => {
  if (!isObject(event)) return event;
  const detail = ownField(event, 'detail');
  const bare = (record: JsonObject) => ({
    ...record,
    requestParameters: OMITTED,
    responseElements: OMITTED,
  });
  return isObject(detail) ? { ...event, detail: bare(detail) } : bare(event);
};

const fits = (body: string): boolean => Buffer.byteLength(body) <= MAX_BODY_BYTES;

/**
 * A request as the text of a message: as it is, else packed, else without the request and response of the event.
 * @throws RangeError where even that is too large
 */
export const bodyOf = ({ event, first }: SecondLookRequest): string => {
  const plain = jsonOf({ version: VERSION, first, event });
  if (fits(plain)) return plain;
  const whole = jsonOf({ version: VERSION, first, packed: packed(event) });
  if (fits(whole)) return whole;
  const bare = jsonOf({
    version: VERSION,
    first: { ...first, isAbridged: true },
    packed: packed(abridged(event)),
  });
  if (fits(bare)) return bare;
  throw new RangeError(`The event is too large to be looked at again: ${Buffer.byteLength(bare)} bytes.`);
};

const isFirstLook = (value: unknown): value is FirstLook =>
  isObject(value) &&
  typeof value.severity === 'string' &&
  typeof value.disposition === 'string' &&
  Array.isArray(value.findings) &&
  Array.isArray(value.unread);

/**
 * The request in a message.
 * @throws NotASecondLookError where it is none of {@link bodyOf}'s
 */
export const requestIn = (body: string): SecondLookRequest => {
  try {
    const message: unknown = JSON.parse(body);
    if (isObject(message) && message.version === VERSION && isFirstLook(message.first)) {
      const { first, packed: text } = message;
      return { first, event: typeof text === 'string' ? unpacked(text) : message.event };
    }
  } catch (error) {
    throw new NotASecondLookError('The message cannot be read.', { cause: error });
  }
  throw new NotASecondLookError('The message asks for no second look of this version.');
};

const unpacked = (text: string): unknown =>
  JSON.parse(
    brotliDecompressSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_UNPACKED_BYTES }).toString(),
  );

/** What SQS takes for the id of a group or against duplicates. */
const SAFE_ID = /^[\x21-\x7e]{1,128}$/;

/** The alert's id where SQS takes it, else a digest of it. */
export const queueIdOf = (alertId: string): string =>
  SAFE_ID.test(alertId) ? alertId : createHash('sha256').update(alertId).digest('hex');
