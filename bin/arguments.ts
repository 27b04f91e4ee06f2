import { parseArgs } from 'node:util';
import { BadInputError } from './recording/bad-input';

/** What is printed: what all people get, or what one kind of subscriber gets. */
export const FORMATS = ['all', 'email', 'slack', 'sms', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface Arguments {
  /** A file that holds CloudTrail or EventBridge events, or `-` for standard input. */
  readonly event?: string;
  /** The scenario that AWS answers from: a name or a file. */
  readonly scenario?: string;
  readonly format: Format;
  /** A file of settings. */
  readonly settings?: string;
  /** True to ask AWS itself. */
  readonly live: boolean;
  readonly help: boolean;
  /** True to list the scenarios. */
  readonly list: boolean;
}

export const HELP = `Triages the creation of an IAM Roles Anywhere profile on this computer and prints what
each subscriber of the alert would get.

  npm start                         the recorded attack, in a sandbox that stands in for AWS
  npm start -- --scenario routine   another story; --list names them
  npm start -- --event FILE --live  your own event, asking your own account, read-only
  npm start -- --event FILE         your own event by itself: nothing is looked up

Options
  --event FILE      whatever holds the event: an EventBridge event, a CloudTrail record or log
                    file, what the AWS CLI answers (lookup-events, sqs receive-message), a
                    message of a dead-letter queue, a document of a SIEM, rows as JSON or CSV,
                    one of these a line; plain or gzip; - reads standard input
  --scenario NAME   what AWS answers, made up: a scenario's name, or a file of your own
                    (see bin/sandbox/README.md)
  --format FORMAT   all (default), email, slack, sms or json; json prints the alert of one event
                    as an object, the alerts of several as a list, and nothing else
  --settings FILE   how to judge: JSON with keys of lambda/settings.ts, or a cdk.json
  --live            ask AWS with the credentials of your environment; nothing is published
  --list            list the scenarios
  --help            this text

Exit status: 0, or 2 where the input cannot be used.
`;

const OPTIONS = {
  event: { type: 'string' },
  scenario: { type: 'string' },
  format: { type: 'string', default: 'all' },
  settings: { type: 'string' },
  live: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * @param args what stands behind the script's name
 * @throws BadInputError where they make no sense, in one line
 */
export const readArguments = (args: readonly string[]): Arguments => {
  const { format, event, scenario, settings, live, list, help } = valuesOf(args);
  if (!isFormat(format))
    throw new BadInputError(`--format: got ${format}, expected one of ${FORMATS.join(', ')}`);
  for (const [option, value] of Object.entries({ event, scenario, settings })) {
    if (value === '') throw new BadInputError(`--${option}: expected a value`);
  }
  if (live && scenario !== undefined) {
    throw new BadInputError('--live and --scenario: AWS itself answers, or a scenario does, not both');
  }
  if (live && event === undefined) {
    throw new BadInputError('--live: expected --event FILE too, the event of your account');
  }
  return {
    ...(event === undefined ? {} : { event }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(settings === undefined ? {} : { settings }),
    format,
    live,
    list,
    help,
  };
};

const valuesOf = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's message goes on with advice about positional arguments; its first sentence says what is wrong.
    const [what] = /(?:Unknown|Unexpected|Option)[^.\n]*/.exec(String(error)) ?? ['unknown option'];
    throw new BadInputError(`${what}; --help shows what there is`);
  }
};

const isFormat = (format: string): format is Format => (FORMATS as readonly string[]).includes(format);
