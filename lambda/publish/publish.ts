import {
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { type Channels, messageOf } from '../alert/channels';
import type { Alert } from '../alert/schema';
import { ascii } from '../alert/subject';
import { highest, RISK_SCORE, type Severity } from '../assess/severity';
import { insist } from './attempts';

/**
 * Sends one alert to everybody who subscribed; throws where it could not be sent, so that it is tried again.
 * @param signal aborts when there is no more time to try
 */
export type Publish = (channels: Channels, alert: Alert, signal?: AbortSignal) => Promise<void>;

/** An attribute value as SNS takes it: not empty, no surrogate pairs, and short, since it counts towards the message. */
const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: ascii(value).slice(0, 64) || 'unknown',
});

/** The severity that decides who gets an alert: whoever got the first gets its update too, however much calmer that is. */
export const severityToFilterBy = ({ severity, update }: Alert): Severity =>
  highest([severity, update?.severityBefore ?? severity]);

/**
 * What subscribers filter by. Attributes are not encrypted: nothing in them that the account id and Region do not
 * already say.
 */
export const attributesOf = (alert: Alert): Attributes => {
  const { dispositionBefore = alert.disposition } = alert.update ?? {};
  const severity = severityToFilterBy(alert);
  const isUnexpected = [alert.disposition, dispositionBefore].includes('unexpected');
  return {
    severity: text(severity),
    riskScore: { DataType: 'Number', StringValue: String(RISK_SCORE[severity]) },
    disposition: text(isUnexpected ? 'unexpected' : 'expected'),
    accountId: text(alert.account.id),
    region: text(alert.region),
  };
};

/** Milliseconds to try in at most: Lambda's own retry comes a minute later, with a fresh start. */
const LONGEST_PUBLISHING_MS = 30_000;

/** What one message is besides its texts. */
export type Attributes = Record<string, MessageAttributeValue>;

/** Attributes of a message that is about more than one profile. */
export const attributesFor = (about: {
  readonly severity: Severity;
  readonly accountId: string;
  readonly region: string;
}): Attributes => ({
  severity: text(about.severity),
  riskScore: { DataType: 'Number', StringValue: String(RISK_SCORE[about.severity]) },
  disposition: text('unexpected'),
  accountId: text(about.accountId),
  region: text(about.region),
});

/** What one message says. */
type Message = Pick<PublishCommandInput, 'Subject' | 'Message' | 'MessageStructure'>;

/** Publishes a message to one topic, and again while SNS is too busy. */
const sending =
  (client: SNSClient, topicArn: string) =>
  async (text: Message, attributes: Attributes, signal?: AbortSignal): Promise<void> => {
    const message = { TopicArn: topicArn, ...text, MessageAttributes: attributes };
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), LONGEST_PUBLISHING_MS);
    const abortSignal = AbortSignal.any([late.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      await insist(async () => {
        const { MessageId } = await client.send(new PublishCommand(message), { abortSignal });
        // SNS gives every message it has taken an id; whatever else answers, a proxy's page say, may have taken none.
        if (!MessageId) throw new Error('SNS confirmed no message, so the alert may not be published.');
      }, abortSignal);
    } finally {
      clearTimeout(timer);
    }
  };

/**
 * Publishes to one topic, all protocols in one call, and again while SNS is too busy.
 * @param client makes one attempt a call: those that may have been taken are counted here
 */
export const publishing = (client: SNSClient, topicArn: string) => {
  const send = sending(client, topicArn);
  return (channels: Channels, attributes: Attributes, signal?: AbortSignal): Promise<void> =>
    send(
      { Subject: channels.subject, Message: messageOf(channels), MessageStructure: 'json' },
      attributes,
      signal,
    );
};

/** Publishes one text to a topic, the same by every protocol. */
export const publishingOneText = (client: SNSClient, topicArn: string) => {
  const send = sending(client, topicArn);
  return (text: string, alert: Alert, signal?: AbortSignal): Promise<void> =>
    send({ Message: text }, attributesOf(alert), signal);
};

/** Publishes alerts to one topic. */
export const publisher = (client: SNSClient, topicArn: string): Publish => {
  const publish = publishing(client, topicArn);
  return (channels, alert, signal) => publish(channels, attributesOf(alert), signal);
};
