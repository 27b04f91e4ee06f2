import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Keeps events that could not be delivered or triaged for 14 days, the longest SQS allows. A standard queue, since
 * EventBridge takes no FIFO queue as a target's dead-letter queue.
 */
export class DeadLetterQueue extends Queue {
  /** @param queueName the queue's name; CloudFormation's choice where left out */
  constructor(scope: Construct, id: string, queueName?: string) {
    super(scope, id, {
      ...(queueName === undefined ? {} : { queueName }),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'This is a dead-letter queue, of an EventBridge target or of a function: neither shows as a redrive policy.',
    });
  }
}
