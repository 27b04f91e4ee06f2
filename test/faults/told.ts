import { renderFullEmail } from '../../lambda/alert/email';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import type { Run } from './run-story';

/** An alert as its readers have it. */
export interface Told {
  readonly alert: Alert;
  /** What people read of it, in every channel: without line breaks, so that a sentence is found wherever it wraps. */
  readonly text: string;
}

/** The first alert of a run; a copy says the same. */
export const toldIn = ({ published: [message] }: Run): Told | undefined => {
  if (message === undefined) return undefined;
  const { email = '', https = '', sms = '', sqs = '' } = message.message;
  const alert = alertSchema.parse(JSON.parse(sqs));
  return {
    alert,
    // The short email of an alert that asks for nothing leaves out sentences, but denies none of them.
    text: [message.subject ?? '', email, renderFullEmail(alert), readable(https), sms]
      .join(' ')
      .replace(/\s+/g, ' '),
  };
};

/** The texts of a chat document, one after the other. */
const readable = (json: string): string => {
  const texts: string[] = [];
  JSON.parse(json || 'null', (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join(' ');
};
