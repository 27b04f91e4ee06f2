/**
 * Milliseconds after which a change is looked at again: by then CloudTrail shows LookupEvents what happened just before
 * and after it. The delay of the queue is the same; SQS takes 900 seconds at most.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
 */
export const SECOND_LOOK_MS = 900_000;
