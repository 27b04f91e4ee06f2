import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ReceivedMessage } from './letters';

/** Where events get stuck, and the function that takes them. */
export interface RedriveTarget {
  readonly queueUrls: readonly string[];
  readonly functionName: string;
}

/** What the redrive does to a deployment; each rejects as the SDK does. */
export interface Redriving {
  /** Takes what the queue shows, and hides it from others for a while. */
  readonly receive: (queueUrl: string) => Promise<readonly ReceivedMessage[]>;
  /** Hides a message for as long as sending it may take. */
  readonly hold: (message: ReceivedMessage) => Promise<void>;
  /** Shows a message to others again. */
  readonly release: (message: ReceivedMessage) => Promise<void>;
  readonly remove: (message: ReceivedMessage) => Promise<void>;
  /** Has the function triage an event, and waits until it has; why it did not, where it failed. */
  readonly send: (functionName: string, event: unknown) => Promise<{ readonly failure?: string }>;
}

/**
 * The queues that hold events no alert went out for, by the ids that the stack gives them: what waits for its second look, or
 * failed there, had its alert already.
 */
const DEAD_LETTERS = /(ProfileCreatedUndelivered|TriageFailed)[0-9A-F]{8}$/;

/**
 * The dead-letter queues and the function of a stack: its queues, and the function that its output names.
 * @throws as the SDK does where there is no such stack, or it may not be read
 */
export const findDeployment = async (
  client: CloudFormationClient,
  stackName: string,
): Promise<{ readonly queueUrls: readonly string[]; readonly functionName?: string }> => {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  const functionName = Stacks?.[0]?.Outputs?.find(
    ({ OutputKey }) => OutputKey === 'FunctionName',
  )?.OutputValue;
  const resources: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stackName }))
    resources.push(...(page.StackResourceSummaries ?? []));
  const queueUrls = resources.flatMap(({ ResourceType, LogicalResourceId = '', PhysicalResourceId }) =>
    ResourceType === 'AWS::SQS::Queue' &&
    DEAD_LETTERS.test(LogicalResourceId) &&
    PhysicalResourceId !== undefined
      ? [PhysicalResourceId]
      : [],
  );
  return { queueUrls, ...(functionName === undefined ? {} : { functionName }) };
};

/** Seconds in which people read and answer. */
const READING_SECONDS = 300;
/** Seconds that one event may take: the function's timeout, and some to delete the message in. */
const SENDING_SECONDS = 180;
/** Messages of one queue at a time; what is left shows the next time. */
const MAX_MESSAGES = 1000;
/** A standard queue answers from some of its servers at a time, so one empty answer does not mean an empty queue. */
const EMPTY_ANSWERS = 2;
const MAX_ANSWERS = 300;

export const redrivingWith = (sqs: SQSClient, lambda: LambdaClient): Redriving => {
  const showIn = async ({ queueUrl, receiptHandle }: ReceivedMessage, seconds: number): Promise<void> => {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
  return {
    receive: async (queueUrl) => {
      const messages = new Map<string, ReceivedMessage>();
      let empty = 0;
      let answers = 0;
      while (empty < EMPTY_ANSWERS && messages.size < MAX_MESSAGES && answers < MAX_ANSWERS) {
        answers += 1;
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: 10,
            WaitTimeSeconds: 1,
            VisibilityTimeout: READING_SECONDS,
            MessageSystemAttributeNames: ['SentTimestamp'],
            MessageAttributeNames: ['All'],
          }),
        );
        empty = Messages.length === 0 ? empty + 1 : 0;
        for (const message of Messages.flatMap((each) => receivedMessage(queueUrl, each)))
          messages.set(message.messageId, message);
      }
      return [...messages.values()].sort((one, other) =>
        (one.sentAt ?? '').localeCompare(other.sentAt ?? ''),
      );
    },
    hold: (message) => showIn(message, SENDING_SECONDS),
    release: (message) => showIn(message, 0),
    remove: async ({ queueUrl, receiptHandle }) => {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
    },
    send: async (functionName, event) => {
      // Waited for: an event that Lambda only took in could fail again after its message is gone.
      const { FunctionError, Payload, StatusCode } = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          InvocationType: 'RequestResponse',
          Payload: Buffer.from(JSON.stringify(event)),
        }),
      );
      if (FunctionError !== undefined) return { failure: `${FunctionError}: ${errorIn(Payload)}` };
      return StatusCode === 200 ? {} : { failure: `Lambda answered with status ${StatusCode ?? 'unknown'}` };
    },
  };
};

const receivedMessage = (queueUrl: string, message: Message): ReceivedMessage[] => {
  const { MessageId, ReceiptHandle, Body, Attributes, MessageAttributes } = message;
  if (MessageId === undefined || ReceiptHandle === undefined) return [];
  const sent = new Date(Number(Attributes?.SentTimestamp));
  const attributes = Object.entries(MessageAttributes ?? {}).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name, StringValue] as const],
  );
  return [
    {
      queueUrl,
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body ?? '',
      ...(Number.isNaN(sent.getTime()) ? {} : { sentAt: sent.toISOString() }),
      attributes: Object.fromEntries(attributes),
    },
  ];
};

/** What the function said of its failure. */
const errorIn = (payload: Uint8Array | undefined): string => {
  const text = payload === undefined ? '' : Buffer.from(payload).toString('utf8');
  try {
    const { errorMessage } = JSON.parse(text) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : text;
  } catch {
    return text;
  }
};
