import { Duration, Names } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SECOND_LOOK_MS } from '../lambda/assess/second-look';
import { soundingAt } from './sounding';

export interface SecondLookQueueProps {
  /** How long the function may take for one event. */
  readonly functionTimeout: Duration;
  /** Who is told where a second look could not be taken. */
  readonly operations: ITopic;
}

/** What is in both queues is attacker-written in part, and nobody's but this account's to read. */
const QUEUE = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

/** Second looks that failed as often are set aside. */
const MAX_ATTEMPTS = 3;

/**
 * Where each event waits for its second look. A FIFO queue, since that takes no second message of an event that was
 * delivered twice; the delay is the queue's, since FIFO knows none of a message's own.
 */
export class SecondLookQueue extends Construct {
  readonly queue: Queue;
  /** What could not be looked at again. A FIFO queue's own must be one, too. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: SecondLookQueueProps) {
    super(scope, id);
    // A FIFO queue's name ends so, and not everything that reads templates makes one by itself.
    const queueName = (which: string): string =>
      `${Names.uniqueResourceName(this, { maxLength: 60 })}${which}.fifo`;
    this.deadLetterQueue = new Queue(this, 'Failed', {
      ...QUEUE,
      queueName: queueName('Failed'),
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      ...QUEUE,
      queueName: queueName('Queue'),
      deliveryDelay: Duration.millis(SECOND_LOOK_MS),
      // What Lambda asks for, so that a message is not handed on twice while it waits its turn.
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.functionTimeout.toSeconds()),
      // A second look later than that tells nobody anything new.
      retentionPeriod: Duration.days(1),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_ATTEMPTS },
    });
    this.whenSomethingFails(props.operations);
  }

  /** Hands what has waited long enough to the function, one event at a time. */
  handsTo(target: IFunction): void {
    new EventSourceMapping(this, 'Mapping', {
      target,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
    });
  }

  private whenSomethingFails(operations: ITopic): void {
    soundingAt(
      this,
      'Alarm',
      {
        id: 'SecondLookFailed',
        what: `A Roles Anywhere profile was looked at again and that failed three times; its first alert is out. The event is in the queue ${this.deadLetterQueue.queueName}.`,
        metric: this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
          period: Duration.minutes(1),
          statistic: Stats.MAXIMUM,
        }),
      },
      operations,
    );
  }
}
