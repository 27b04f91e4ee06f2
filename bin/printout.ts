import type { Colors } from 'picocolors/types';
import type { Format } from './arguments';

/** An alert as it was published. */
export interface Published {
  readonly subject?: string;
  /** Texts by protocol. */
  readonly message: Readonly<Record<string, string>>;
}

/** The width of rules; the email's prose wraps at 72. */
const WIDTH = 72;

/** What the command prints for the alerts of all events in one format. */
export const printout = (alerts: readonly Published[], format: Format, colors: Colors): string => {
  if (format === 'json') return `${machineText(alerts)}\n`;
  const texts = alerts.map((alert) => PRINTERS[format](alert, colors));
  return `${texts.join(`\n${colors.dim('='.repeat(WIDTH))}\n\n`)}\n`;
};

const PRINTERS: Readonly<Record<Exclude<Format, 'json'>, (alert: Published, colors: Colors) => string>> = {
  email: (alert, colors) => email(alert, colors),
  slack: ({ message }) => asciiJson(JSON.parse(message.https ?? '{}')),
  sms: ({ message }) => visible(message.sms ?? ''),
  all: (alert, colors) =>
    [
      email(alert, colors),
      '',
      rule('Slack, through Amazon Q Developer', colors),
      slack(alert.message.https ?? '{}', colors),
      '',
      rule('SMS', colors),
      visible(alert.message.sms ?? ''),
      '',
    ].join('\n'),
};

const rule = (title: string, colors: Colors): string =>
  `${colors.dim(`-- ${title} ${'-'.repeat(Math.max(0, WIDTH - title.length - 4))}`)}\n`;

/** One alert as an object, several as a list: what is asked for one event reads as one event. */
const machineText = (alerts: readonly Published[]): string => {
  const documents = alerts.map(({ message }) => JSON.parse(message.sqs ?? 'null') as unknown);
  return asciiJson(documents.length === 1 ? documents[0] : documents);
};

/**
 * JSON that does nothing to a terminal: control and direction characters, which are the event's and so anybody's, stay
 * escaped. The same document to whoever parses it.
 */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Controls but tab and line feed, and the characters that turn text around. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text for a terminal: nothing in it moves the cursor, changes colours or turns around. */
const visible = (text: string): string => text.replace(UNPRINTABLE, '\ufffd');

/** Where the decision and each heading begin is shown in bold; the text is the email's, to the letter. */
const email = ({ subject = '', message }: Published, colors: Colors): string => {
  const lines = visible(message.email ?? '')
    .trimEnd()
    .split('\n');
  return [
    `${colors.dim('Subject:')} ${coloured(visible(subject), colors)}`,
    '',
    ...lines.map((line, index) => (index === 0 ? coloured(line, colors) : heading(line, colors))),
  ].join('\n');
};

const heading = (line: string, colors: Colors): string =>
  line.replace(/^(?:[A-Z]{2,}[A-Z ,]*[A-Z]{2,}|[A-Z]{4,})(?=[:, ]|$)/, (words) => colors.bold(words));

type Paint = (text: string) => string;

const PAINTS: readonly (readonly [RegExp, (colors: Colors) => Paint])[] = [
  [/\bCRITICAL\b/, (colors) => (text) => colors.bold(colors.red(text))],
  [/\bHIGH\b/, (colors) => (text) => colors.bold(colors.red(text))],
  [/\bMEDIUM\b/, (colors) => (text) => colors.bold(colors.yellow(text))],
  [/\bLOW\b/, (colors) => (text) => colors.bold(colors.cyan(text))],
  [/\bINFORMATIONAL\b/, (colors) => (text) => colors.bold(colors.green(text))],
];

/** A line in the colour of its severity. */
const coloured = (line: string, colors: Colors): string => {
  const paint = PAINTS.find(([severity]) => severity.test(line))?.[1];
  return paint === undefined ? line : paint(colors)(line);
};

interface ChatNotification {
  readonly content?: {
    readonly title?: string;
    readonly description?: string;
    readonly nextSteps?: readonly string[];
  };
}

/** The notification about as the chat shows it. */
const slack = (text: string, colors: Colors): string => {
  const {
    title = '',
    description = '',
    nextSteps = [],
  } = (JSON.parse(text) as ChatNotification).content ?? {};
  return [
    colors.bold(chatText(title, colors)),
    '',
    chatText(description, colors),
    ...(nextSteps.length === 0 ? [] : ['', colors.bold('Next steps')]),
    ...nextSteps.map((step, index) => `${index + 1}. ${chatText(step, colors)}`),
  ].join('\n');
};

/** The emoji of the alert's titles, by the chat's names for them. */
const EMOJI: readonly (readonly [name: string, emoji: string])[] = [
  [':rotating_light:', '\u{1f6a8}'],
  [':red_circle:', '\u{1f534}'],
  [':large_orange_circle:', '\u{1f7e0}'],
];

/** The chat's own marks, turned into what a terminal has. Within code nothing is a mark. */
const chatText = (markup: string, colors: Colors): string =>
  visible(markup)
    .split(/(`[^`\n]*`)/)
    .map((part) => unescaped(part.startsWith('`') ? colors.cyan(part.slice(1, -1)) : prose(part, colors)))
    .join('');

const prose = (markup: string, colors: Colors): string =>
  EMOJI.reduce((text, [name, emoji]) => text.replaceAll(name, emoji), markup)
    .replace(/<(https:[^|<>]*)\|([^<>]*)>/g, (_, url: string, label: string) => `${label}: ${url}`)
    .replace(/\*([^*\n]+)\*/g, (_, bold: string) => colors.bold(bold));

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
