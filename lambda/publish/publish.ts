import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Channels, messageOf } from '../alert/channels';
import type { Alert } from '../alert/schema';
import { ascii } from '../alert/subject';

/** Sends one alert to everybody who subscribed; throws where it could not be sent, so that it is tried again. */
export type Publish = (channels: Channels, alert: Alert) => Promise<void>;

/** An attribute value as SNS takes it: not empty, no surrogate pairs, and short, since it counts towards the message. */
const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: ascii(value).slice(0, 64) || 'unknown',
});

/**
 * What subscribers filter by. Attributes are not encrypted: nothing in them that the account id and Region do not
 * already say.
 */
export const attributesOf = (alert: Alert): Record<string, MessageAttributeValue> => ({
  severity: text(alert.severity),
  riskScore: { DataType: 'Number', StringValue: String(alert.riskScore) },
  disposition: text(alert.disposition),
  accountId: text(alert.account.id),
  region: text(alert.region),
});

/** Publishes to one topic, all protocols in one call. */
export const publisher =
  (client: SNSClient, topicArn: string): Publish =>
  async (channels, alert) => {
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: channels.subject,
        Message: messageOf(channels),
        MessageStructure: 'json',
        MessageAttributes: attributesOf(alert),
      }),
    );
    // SNS gives every message it has taken an id; whatever else answers, a proxy's page say, has taken none.
    if (!MessageId) throw new Error('SNS confirmed no message, so the alert may not be published.');
  };
