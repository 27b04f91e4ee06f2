import { clientSettings, type Environment } from '../aws/client-settings';
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
 */
export const askingVia = (queueUrl: string, environment: Environment): AskAgain => {
  let client: Promise<(message: Message, signal?: AbortSignal) => Promise<unknown>> | undefined;

  /** The client is loaded with the first message, when the alert is out: it would take its time of every start. */
  const load = async () => {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    const sqs = new SQSClient({ ...clientSettings('sqs', environment), useQueueUrlAsEndpoint: false });
    return async ({ body, id }: Message, abortSignal?: AbortSignal) => {
      const command = new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: id,
        MessageDeduplicationId: id,
      });
      const { MessageId } = await sqs.send(command, abortSignal === undefined ? {} : { abortSignal });
      // SQS gives every message it has taken an id; whatever else answers, a proxy's page say, may have taken none.
      if (MessageId === undefined) throw new Error('SQS confirmed no message, so nobody may look again');
    };
  };

  return async (alertId, request, signal) => {
    const message = { body: bodyOf(request), id: queueIdOf(alertId) };
    client ??= load();
    const send = await client;
    await send(message, signal);
  };
};

interface Message {
  readonly body: string;
  /** Of its group, and against doubles. */
  readonly id: string;
}

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
