import { renderEmail } from './email';
import { fittedJson } from './fit';
import type { Alert } from './schema';
import { renderSlack } from './slack';
import { renderSms } from './sms';
import { renderSubject } from './subject';

/** One alert as each kind of subscriber gets it. */
export interface Channels {
  /** Printable ASCII, at most 99 characters. */
  readonly subject: string;
  /** Plain text for people. */
  readonly email: string;
  /** The custom notification of Amazon Q Developer, JSON text; it reaches Slack by https. */
  readonly slack: string;
  /** One line of at most 140 characters. */
  readonly sms: string;
  /** The machine JSON, as much of it as fits into the message. */
  readonly json: string;
  /** For protocols that have no text of their own: the email's. */
  readonly default: string;
}

/** SNS: bytes of one message, its attributes included. */
export const MESSAGE_MAX_BYTES = 262_144;
/** Kept free for the subject and the attributes, which `publish` makes and which are short. */
export const RESERVED_BYTES = 2048;

/** Protocols that get the machine JSON; each carries a copy of its own. */
const MACHINES = ['email-json', 'sqs', 'lambda', 'firehose'] as const;

/** The `Message` of one SNS publish with `MessageStructure: json`: each protocol's text under the protocol's name. */
export const messageOf = (channels: Channels): string =>
  JSON.stringify({
    default: channels.default,
    email: channels.email,
    http: channels.slack,
    https: channels.slack,
    sms: channels.sms,
    ...Object.fromEntries(MACHINES.map((protocol) => [protocol, channels.json])),
  });

/** What every subscriber gets, the whole within one SNS message however large the alert. */
export const renderChannels = (alert: Alert): Channels => {
  const email = renderEmail(alert);
  const people = {
    subject: renderSubject(alert),
    email,
    slack: renderSlack(alert),
    sms: renderSms(alert),
    default: email,
  };
  const left = MESSAGE_MAX_BYTES - RESERVED_BYTES - Buffer.byteLength(messageOf({ ...people, json: '' }));
  return { ...people, json: fittedJson(alert, Math.floor(left / MACHINES.length)) };
};
