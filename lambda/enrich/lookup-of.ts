import { known, type Lookup, notKnown } from '../lookup';
import type { Deadline } from './deadline';

export const NO_TIME_LEFT = 'no time left before the alert had to go out';
export const DOES_NOT_EXIST = 'does not exist';

/** Characters of a foreign error message that reach a reason. */
const MAX_MESSAGE = 200;

/** An AWS call that may fail, named as its IAM action: "iam:GetRole". */
export type Ask = <T>(operation: string, call: (signal: AbortSignal) => Promise<T>) => Promise<Lookup<T>>;

/**
 * The answer to one question, or the reason there is none. Never rejects, and is settled when the deadline passes even
 * if the call never settles and ignores its signal.
 * @param operation the IAM action asked for, shown in the reason
 */
export const lookupOf = async <T>(
  operation: string,
  deadline: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<Lookup<T>> => {
  if (hasPassed(deadline)) return notKnown(NO_TIME_LEFT);
  try {
    return known(await unlessAborted(call(deadline.signal), deadline.signal));
  } catch (error) {
    return notKnown(deadline.signal.aborted ? NO_TIME_LEFT : reasonOf(error, operation));
  }
};

/** {@link lookupOf} with the deadline already given. */
export const askUntil =
  (deadline: Deadline): Ask =>
  (operation, call) =>
    lookupOf(operation, deadline, call);

/** What a promise brings, unless the signal aborts first. */
export const unlessAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('aborted'));
  });
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};

const hasPassed = (deadline: Deadline): boolean => deadline.signal.aborted || deadline.remainingMs() <= 0;

/** Error names and codes of AWS, of its SDK and of Node, by what they mean to a reader. */
const MEANINGS: readonly {
  readonly names: readonly string[];
  readonly say: (operation: string) => string;
}[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
    names: ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized'],
    say: (operation) => `access denied (${operation})`,
  },
  {
    // The names the SDK itself retries as throttling: @smithy/core, THROTTLING_ERROR_CODES.
    names: [
      'BandwidthLimitExceeded',
      'LimitExceededException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
      'ThrottledException',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
    ],
    say: (operation) => `throttled by AWS (${operation})`,
  },
  {
    names: ['NoSuchEntity', 'NoSuchEntityException', 'ResourceNotFoundException', 'NotFoundException'],
    say: () => DOES_NOT_EXIST,
  },
  {
    names: [
      'TimeoutError',
      'RequestTimeout',
      'RequestTimeoutException',
      'ETIMEDOUT',
      'ESOCKETTIMEDOUT',
      'AbortError',
    ],
    say: () => 'timed out',
  },
  {
    names: [
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'NetworkingError',
    ],
    say: () => 'no connection',
  },
  {
    names: ['CredentialsProviderError', 'CredentialsError'],
    say: () => 'no AWS credentials',
  },
  {
    names: [
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
    ],
    say: (operation) => `AWS did not accept the credentials (${operation})`,
  },
];

/** Why a call failed, in words for the alert. Foreign text in it is raw but printable and bounded. */
export const reasonOf = (error: unknown, operation: string): string => {
  const names = namesOf(error);
  const meaning = MEANINGS.find((row) => row.names.some((name) => names.includes(name)));
  if (meaning !== undefined) return meaning.say(operation);
  if (textField(field(error, '$metadata'), 'httpStatusCode') === '429')
    return `throttled by AWS (${operation})`;
  const message = textField(error, 'message') ?? (typeof error === 'string' ? error : 'no reason given');
  return printable(`${textField(error, 'name') ?? 'Error'}: ${message}`, MAX_MESSAGE);
};

/** Every name an error goes by: its own, its code and, for a failed connection, those of the attempts in it. */
const namesOf = (error: unknown): readonly string[] => {
  const attempts = field(error, 'errors');
  const all = [error, field(error, 'cause'), ...(Array.isArray(attempts) ? attempts.slice(0, 10) : [])];
  return all.flatMap((each) =>
    [textField(each, 'name'), textField(each, 'code'), textField(each, 'Code')].filter(
      (name) => name !== undefined,
    ),
  );
};

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const textField = (value: unknown, key: string): string | undefined => {
  const found = field(value, key);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};

/** Text without control, format or unpaired surrogate characters, at most so many characters long. */
export const printable = (text: string, max: number): string => {
  // A character is at most two code units; cutting first keeps a huge message from being walked whole.
  const characters = Array.from(text.slice(0, 2 * max + 2).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' '));
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : characters.join('');
};
