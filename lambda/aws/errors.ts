/** What the errors of AWS, of its SDK and of Node mean. */

import { asObject, objectAt } from '../json';

export const DOES_NOT_EXIST = 'does not exist';

/** Characters of a foreign error message that reach a reason. */
const MAX_MESSAGE = 200;

/** What most services call it that too many requests came. */
const THROTTLING = 'Throttling';

interface Meaning {
  readonly names: readonly string[];
  readonly say: (operation: string) => string;
  /** True where the same call may succeed a moment later. */
  readonly mayPass?: true;
}

/** Error names and codes of AWS, of its SDK and of Node, by what they mean to a reader. */
const MEANINGS: readonly Meaning[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
    names: ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized'],
    say: (operation) => `access denied (${operation})`,
  },
  {
    // The names the SDK itself retries as throttling: @smithy/core, THROTTLING_ERROR_CODES; and those SNS has of its own,
    // for itself and for the key of the topic: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
    names: [
      'BandwidthLimitExceeded',
      'EC2ThrottledException',
      'KMSThrottling',
      'KMSThrottlingException',
      'LimitExceededException',
      'PriorRequestNotComplete',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
      'Throttled',
      'ThrottledException',
      THROTTLING,
      'ThrottlingException',
      'TooManyRequestsException',
      'TransactionInProgressException',
    ],
    say: (operation) => `throttled by AWS (${operation})`,
    mayPass: true,
  },
  {
    names: ['NoSuchEntity', 'NoSuchEntityException', 'ResourceNotFoundException', 'NotFoundException'],
    say: () => DOES_NOT_EXIST,
  },
  {
    // Before the next row: a request may have been aborted while it waited for one of those.
    names: ['AbortError'],
    say: () => 'timed out',
  },
  {
    names: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'],
    say: () => 'timed out',
    mayPass: true,
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
    mayPass: true,
  },
  {
    names: ['CredentialsProviderError', 'CredentialsError'],
    say: () => 'no AWS credentials',
  },
  {
    // Nobody was asked: the local command with an event alone (bin/unasked.ts).
    names: ['NotLookedUp'],
    say: () => 'not looked up',
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

/** Errors whose message is this program's own: what AWS and its SDK say names parameters, and may repeat what a caller wrote. */
const OWN_ERRORS: readonly string[] = ['Error', 'ReadRoleError'];

/** Characters of a foreign error's name that reach a reason; the longest of IAM's has 37. */
const MAX_NAME = 60;

/** Why a call failed, in words for the alert: ours, and of a foreign error its name alone, printable and bounded. */
export const reasonOf = (error: unknown, operation: string): string => {
  const meaning = meaningOf(error);
  if (meaning !== undefined) return meaning.say(operation);
  // The SDK's own message here tells a developer how to debug; a reader only needs to know that it was no answer.
  if (textField(error, 'name') === 'SyntaxError') return `the answer could not be read (${operation})`;
  if (statusOf(error) === 429) return `throttled by AWS (${operation})`;
  const name = textField(error, 'name') ?? 'Error';
  if (!OWN_ERRORS.includes(name)) return `failed with ${printable(name, MAX_NAME)} (${operation})`;
  const message = textField(error, 'message') ?? (typeof error === 'string' ? error : 'no reason given');
  return printable(`${name}: ${message}`, MAX_MESSAGE);
};

/**
 * Whether a failed call is worth another attempt: AWS was too busy, did not answer, or failed on its own side, or the
 * client has just learned that its clock is wrong.
 */
export const mayPass = (error: unknown): boolean => {
  if (objectAt(error, '$metadata').clockSkewCorrected === true) return true;
  const meaning = meaningOf(error);
  if (meaning !== undefined) return meaning.mayPass === true;
  const status = statusOf(error);
  return status !== undefined && (status === 429 || status >= 500);
};

/** Whether AWS refused because too many requests came. */
export const isThrottled = (error: unknown): boolean =>
  meaningOf(error)?.names.includes(THROTTLING) ?? statusOf(error) === 429;

const meaningOf = (error: unknown): Meaning | undefined => {
  const names = namesOf(error);
  return MEANINGS.find((row) => row.names.some((name) => names.includes(name)));
};

/** Whether no connection was made, so that nothing can have been sent. */
export const isRefusedConnection = (error: unknown): boolean =>
  namesOf(error).some((name) => NOT_CONNECTED.includes(name)) ||
  // The SDK's handler, of its time-out for connections.
  /did not establish a connection/.test(textField(error, 'message') ?? '');

const NOT_CONNECTED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
];

/** The HTTP status AWS answered with; undefined where there was no answer. */
export const statusOf = (error: unknown): number | undefined => {
  const status = objectAt(error, '$metadata').httpStatusCode;
  return typeof status === 'number' ? status : undefined;
};

/** Every name an error goes by: its own, its code and, for a failed connection, those of the attempts in it. */
const namesOf = (error: unknown): readonly string[] => {
  const { errors: attempts, cause } = asObject(error);
  const all = [error, cause, ...(Array.isArray(attempts) ? attempts.slice(0, 10) : [])];
  return all.flatMap((each) => {
    const names = [textField(each, 'name'), textField(each, 'code'), textField(each, 'Code')];
    return [...names.filter((name) => name !== undefined), ...wrappedCode(each)];
  });
};

/** The SDK wraps an error it does not take for one into a plain Error, whose message alone still holds the code. */
const wrappedCode = (error: unknown): readonly string[] => {
  const message = textField(error, 'message') ?? '';
  return /^AWS SDK error wrapper for Error: [a-z ]{0,40}(E[A-Z]{3,20})\b/.exec(message)?.slice(1) ?? [];
};

const textField = (value: unknown, key: string): string | undefined => {
  const found = asObject(value)[key];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};

/** Text without control, format or unpaired surrogate characters, at most so many characters long. */
export const printable = (text: string, max: number): string => {
  // A character is at most two code units; cutting first keeps a huge message from being walked whole.
  const characters = Array.from(text.slice(0, 2 * max + 2).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' '));
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : characters.join('');
};
