import type { Post } from '../aws/signed-post';
import { isObject } from '../json';
import { bodyOf, queueIdOf, type SecondLookRequest } from './request';

/**
 * Asks for a second look at what an alert was published about.
 * @param signal aborts when there is no more time to ask
 * @throws where the queue did not take it
 */
export type AskAgain = (alertId: string, request: SecondLookRequest, signal?: AbortSignal) => Promise<void>;

/**
 * Asks by a message to a FIFO queue that hands it on a quarter of an hour later. The alert's id is the message's, so that an
 * event that Lambda or EventBridge delivers again within minutes makes no second message.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export const askingVia =
  (post: Post, queueUrl: string): AskAgain =>
  async (alertId, request, signal = new AbortController().signal) => {
    const id = queueIdOf(alertId);
    const message = {
      QueueUrl: queueUrl,
      MessageBody: bodyOf(request),
      MessageGroupId: id,
      MessageDeduplicationId: id,
    };
    const answer = await post({ path: '/', headers: SEND_MESSAGE, body: JSON.stringify(message) }, signal);
    // SQS gives every message it has taken an id; whatever else answers, a proxy's page say, may have taken none.
    if (!isObject(answer) || typeof answer.MessageId !== 'string')
      throw new Error('SQS confirmed no message, so nobody may look again');
  };

const SEND_MESSAGE = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'AmazonSQS.SendMessage',
};

/** A message as Lambda hands it on. */
export interface QueuedRequest {
  readonly messageId: string;
  readonly body: string;
}

/** The messages of an event that comes from a queue; `undefined` for every other event. */
export const queuedIn = (event: unknown): readonly QueuedRequest[] | undefined => {
  const records = isObject(event) && Array.isArray(event.Records) ? (event.Records as unknown[]) : [];
  const queued = records.flatMap((record): readonly QueuedRequest[] => {
    if (!isObject(record) || record.eventSource !== 'aws:sqs') return [];
    const { messageId, body } = record;
    return typeof messageId === 'string' && typeof body === 'string' ? [{ messageId, body }] : [];
  });
  return queued.length > 0 ? queued : undefined;
};
