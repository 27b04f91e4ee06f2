import { REGION } from '../support/event';
import type { Aws } from './aws';
import { ACCOUNT } from './moto';

/** A queue of this test's own, to see what arrives. */
export interface Queue {
  readonly arn: string;
  /** The messages in the queue, which are taken out of it. */
  readonly take: () => Promise<readonly Record<string, unknown>[]>;
}

export const createQueue = async (aws: Aws, name: string): Promise<Queue> => {
  const { QueueUrl } = await aws.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: name });
  return {
    arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
    take: async () => {
      const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
      const answer = await aws.json('sqs', 'AmazonSQS.ReceiveMessage', input);
      const messages = (answer.Messages ?? []) as { Body: string; ReceiptHandle: string }[];
      for (const { ReceiptHandle } of messages) {
        await aws.json('sqs', 'AmazonSQS.DeleteMessage', { QueueUrl, ReceiptHandle });
      }
      return messages.map(({ Body }) => JSON.parse(Body));
    },
  };
};
