import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { asObject, objectAt } from './json';

/**
 * How the daily self-test marks its events. The source is our own, since nobody but AWS may send events of a source
 * that begins with "aws."; so a self-test can never be taken for a profile, nor a profile for a self-test.
 */
export const SELF_TEST = { source: 'rolesanywhere-profile-alert', detailType: 'Self-test' } as const;

/** The message attribute by which the queue of the heartbeats, and nobody else, gets a self-test. */
export const HEARTBEAT_ATTRIBUTE = 'selfTest';

/** Proves that an event can reach the topic: publishes a message that only the queue of the heartbeats gets. */
export type Heartbeat = (way: string) => Promise<void>;

/** The way that a self-test is to prove ("default", or "home" for the bus of the forwarders); `undefined` for all other events. */
export const selfTestIn = (event: unknown): string | undefined => {
  if (asObject(event).source !== SELF_TEST.source) return undefined;
  const way = objectAt(event, 'detail').way;
  return typeof way === 'string' && /^[a-z]{1,16}$/.test(way) ? way : 'unknown';
};

/**
 * The message bears no severity, so that mail that is filtered by it never has it, and it is no notification that Amazon Q
 * Developer knows, so that no chat shows it.
 */
export const heartbeatOf =
  (client: SNSClient, topicArn: string): Heartbeat =>
  async (way) => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'Self-test of the Roles Anywhere alerting',
        Message: JSON.stringify({ selfTest: way }),
        MessageAttributes: { [HEARTBEAT_ATTRIBUTE]: { DataType: 'String', StringValue: way } },
      }),
    );
  };
