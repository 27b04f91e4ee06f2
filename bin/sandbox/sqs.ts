import { createHash } from 'node:crypto';
import { AwsError, jsonAnswer, type SandboxService } from './wire';

/** What waits in a queue. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly queueUrl: string;
  readonly body: string;
  readonly groupId: string;
}

/** Bytes of one message since 2025. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MAX_BYTES = 1_048_576;
/** The characters of the ids of groups and against duplicates. */
const ID = /^[\x21-\x7e]{1,128}$/;
/** What a message may hold. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const BODY = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+$/u;

const answer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  jsonAnswer(status, 'application/x-amz-json-1.0', value, headers);

const invalid = (what: string) => new AwsError('InvalidParameterValue', 400, `Invalid parameter: ${what}`);

/**
 * SQS: takes what a FIFO queue takes and adds it to the list. Of messages with one deduplication id it keeps the first, as
 * SQS does for five minutes.
 */
export const sqsService = (queued: QueuedMessage[]): SandboxService => {
  const known = new Map<string, string>();
  return {
    name: 'sqs',
    operationOf: ({ headers }) => {
      const target = headers['x-amz-target'];
      return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
    },
    operations: {
      SendMessage: ({ body: text }) => {
        const request: Record<string, unknown> = JSON.parse(text);
        const field = (name: string): string => {
          const value = request[name];
          if (typeof value !== 'string' || value === '') throw invalid(name);
          return value;
        };
        const queueUrl = field('QueueUrl');
        if (!queueUrl.endsWith('.fifo'))
          throw new AwsError('QueueDoesNotExist', 400, 'There is no such queue.');
        if (request.DelaySeconds !== undefined) throw invalid('DelaySeconds: a FIFO queue has one for all');
        const body = field('MessageBody');
        if (Buffer.byteLength(body) > MAX_BYTES) throw invalid('MessageBody: too long');
        if (!BODY.test(body)) throw new AwsError('InvalidMessageContents', 400, 'Invalid characters.');
        const groupId = field('MessageGroupId');
        const deduplicationId = field('MessageDeduplicationId');
        if (!ID.test(groupId) || !ID.test(deduplicationId)) throw invalid('an id of the message');
        const isNew = !known.has(deduplicationId);
        const messageId =
          known.get(deduplicationId) ?? `00000000-0000-4000-a000-${String(known.size + 1).padStart(12, '0')}`;
        known.set(deduplicationId, messageId);
        if (isNew) queued.push({ messageId, queueUrl, body, groupId });
        return answer(200, {
          MessageId: messageId,
          MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
          SequenceNumber: String(known.size),
        });
      },
    },
    failed: ({ code, status, message }) => answer(status, { __type: `com.amazonaws.sqs#${code}`, message }),
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
    faults: {
      AccessDenied: { code: 'AccessDeniedException', status: 403 },
      Throttling: { code: 'RequestThrottled', status: 403 },
      NotFound: { code: 'QueueDoesNotExist', status: 400 },
      ServiceFailure: { code: 'InternalFailure', status: 500 },
      ExpiredToken: { code: 'ExpiredTokenException', status: 403 },
      UnknownKey: { code: 'UnrecognizedClientException', status: 403 },
      WrongSignature: { code: 'InvalidSignatureException', status: 403 },
    },
  };
};

/** A message as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const lambdaEventOf = (messages: readonly Pick<QueuedMessage, 'messageId' | 'body'>[]) => ({
  Records: messages.map(({ messageId, body }) => ({
    messageId,
    body,
    receiptHandle: 'none',
    attributes: {},
    messageAttributes: {},
    eventSource: 'aws:sqs',
    awsRegion: 'us-east-1',
  })),
});
