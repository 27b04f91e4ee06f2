import { type Change, readChange } from '../../lambda/event/change';
import { ownField } from '../../lambda/event/fields';
import { shortText } from '../../lambda/event/short-text';
import { isObject } from '../../lambda/json';
import type { Lookup } from '../../lambda/lookup';
import { type RecordedEvent, readRecording } from '../recorded-events';
import { BadInputError } from '../recording/bad-input';

/** A message that a dead-letter queue holds. */
export interface ReceivedMessage {
  readonly queueUrl: string;
  readonly messageId: string;
  /** What SQS takes to delete it, or to show it to others again. */
  readonly receiptHandle: string;
  readonly body: string;
  /** When it came into the queue, in ISO 8601. */
  readonly sentAt?: string;
  /** The message's own attributes: EventBridge says there why it could not deliver. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message, and what it is about. */
export interface DeadLetter {
  readonly message: ReceivedMessage;
  /** What the function gets; absent where the message holds no event that it takes. */
  readonly event?: RecordedEvent;
  /** One line for people. Names in it are anybody's, shortened and printable. */
  readonly line: string;
}

/** Reads what a message holds. Never throws: what cannot be read stays in the queue, and its line says why. */
export const letterOf = (message: ReceivedMessage): DeadLetter => {
  const where = queueName(message.queueUrl);
  try {
    const { events } = readRecording(message.body, `message ${message.messageId}`);
    const [event, ...more] = events;
    if (event === undefined || more.length > 0)
      return {
        message,
        line: `message ${shortText(message.messageId)} holds ${events.length} events, in ${where}: left there`,
      };
    const reason = whyIn(message);
    const why = reason === undefined ? '' : `: ${shortText(reason, 120)}`;
    return { message, event, line: `${described(readChange(event))}, in ${where}${why}` };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return { message, line: `${error.message}, in ${where}: left there` };
  }
};

const described = ({ eventName, record, place, profile }: Change): string =>
  [
    eventName,
    told(record.time, 'at an unknown time'),
    `account ${told(place.account, 'unknown')}`,
    told(place.region, 'Region unknown'),
    `profile ${shortText(profile.name)}`,
    `by ${shortText(record.actor.arn, 120)}`,
  ].join(', ');

const told = (lookup: Lookup<string>, otherwise: string): string =>
  lookup.known ? shortText(lookup.value) : otherwise;

/** Why it is in the queue: what EventBridge or Lambda wrote beside the event. */
const whyIn = ({ body, attributes }: ReceivedMessage): string | undefined => {
  const { ERROR_CODE: code, ERROR_MESSAGE: text } = attributes;
  if (code !== undefined) return text === undefined ? code : `${code} (${text})`;
  const document = parsed(body);
  if (!isObject(document)) return undefined;
  const condition = textIn(document, 'requestContext', 'condition');
  const error =
    textIn(document, 'responsePayload', 'errorMessage') ?? textIn(document, 'responsePayload', 'errorType');
  return [condition, error].filter((each) => each !== undefined).join(': ') || undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const textIn = (
  document: Readonly<Record<string, unknown>>,
  part: string,
  key: string,
): string | undefined => {
  const inner = ownField(document, part);
  const value = isObject(inner) ? ownField(inner, key) : undefined;
  return typeof value === 'string' ? value : undefined;
};

export const queueName = (url: string): string => shortText(url.split('/').at(-1) ?? url, 80);
