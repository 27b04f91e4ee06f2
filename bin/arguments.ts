import { optionsIn } from './command-line';
import { BadInputError } from './recording/bad-input';
import { SWEEP_FORMATS, type SweepFormat } from './sweep/printout';

/** What is printed: what all people get, or what one kind of subscriber gets. */
export const FORMATS = ['all', 'email', 'slack', 'sms', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What is swept, and how it is printed. */
export interface SweepArguments {
  /** Regions; absent where none was named. */
  readonly regions?: readonly string[];
  readonly allRegions: boolean;
  /** The file that keeps what was judged. */
  readonly state?: string;
  readonly format: SweepFormat;
}

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
  /** Where all that is there is judged instead of an event. */
  readonly sweep?: SweepArguments;
}

export const HELP = `Triages a change of IAM Roles Anywhere, such as a new profile, on this computer and prints what
each subscriber of the alert would get.

  npm start                         the recorded attack, in a sandbox that stands in for AWS
  npm start -- --scenario routine   another story; --list names them
  npm start -- --event FILE --live  your own event, asking your own account, read-only
  npm start -- --event FILE         your own event by itself: nothing is looked up
  npm start -- --sweep              all profiles of an account made up; --live --sweep, of yours

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
  --sweep           judge what is there: every profile, and every role that lets Roles Anywhere in,
                    the worst first; reads only, at the pace of AWS's quotas (3,000 roles take 20
                    minutes). --format table (default), json or csv
  --region LIST     Regions to sweep, with commas; your own Region where left out
  --all-regions     sweep every Region of the partition
  --state FILE      keeps what was judged: Ctrl-C loses nothing, and running again goes on;
                    rolesanywhere-sweep-ACCOUNT.jsonl with --live
  --list            list the scenarios
  --help            this text

Exit status: 0, or 2 where the input cannot be used.
`;

const OPTIONS = {
  event: { type: 'string' },
  scenario: { type: 'string' },
  format: { type: 'string' },
  settings: { type: 'string' },
  live: { type: 'boolean', default: false },
  sweep: { type: 'boolean', default: false },
  region: { type: 'string' },
  'all-regions': { type: 'boolean', default: false },
  state: { type: 'string' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * @param args what stands behind the script's name
 * @throws BadInputError where they make no sense, in one line
 */
export const readArguments = (args: readonly string[]): Arguments => {
  const values = optionsIn(args, OPTIONS);
  const { event, scenario, settings, live, list, help } = values;
  for (const option of ['event', 'scenario', 'settings', 'region', 'state'] as const) {
    if (values[option] === '') throw new BadInputError(`--${option}: expected a value`);
  }
  const sweep = values.sweep ? sweepIn(values) : withoutSweep(values);
  const format = sweep === undefined ? chosen(values.format ?? 'all', FORMATS) : 'all';
  if (live && scenario !== undefined) {
    throw new BadInputError('--live and --scenario: AWS itself answers, or a scenario does, not both');
  }
  if (live && event === undefined && sweep === undefined) {
    throw new BadInputError('--live: expected --event FILE too, the event of your account, or --sweep');
  }
  return {
    ...(event === undefined ? {} : { event }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(settings === undefined ? {} : { settings }),
    ...(sweep === undefined ? {} : { sweep }),
    format,
    live,
    list,
    help,
  };
};

type Values = ReturnType<typeof optionsIn<typeof OPTIONS>>;

const sweepIn = (values: Values): SweepArguments => {
  const { region, state } = values;
  if (values.event !== undefined)
    throw new BadInputError('--sweep and --event: all that is there is judged, or an event is, not both');
  if (region !== undefined && values['all-regions'])
    throw new BadInputError('--region and --all-regions: some Regions are swept, or all, not both');
  const regions = region?.split(',').map((each) => each.trim());
  const odd = regions?.find((each) => !/^[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}$/.test(each));
  if (odd !== undefined)
    throw new BadInputError(
      `--region: got ${odd || 'nothing'}, expected Regions with commas, such as eu-central-1`,
    );
  return {
    ...(regions === undefined ? {} : { regions: [...new Set(regions)] }),
    ...(state === undefined ? {} : { state }),
    allRegions: values['all-regions'],
    format: chosen(values.format ?? 'table', SWEEP_FORMATS),
  };
};

/** What only a sweep knows would do nothing. */
const withoutSweep = (values: Values): undefined => {
  const options = [
    ['region', values.region !== undefined],
    ['all-regions', values['all-regions']],
    ['state', values.state !== undefined],
  ] as const;
  const [given] = options.filter(([, isGiven]) => isGiven);
  if (given !== undefined) throw new BadInputError(`--${given[0]}: expected --sweep too`);
  return undefined;
};

const chosen = <Choice extends string>(given: string, choices: readonly Choice[]): Choice => {
  const found = choices.find((choice) => choice === given);
  if (found === undefined)
    throw new BadInputError(`--format: got ${given}, expected one of ${choices.join(', ')}`);
  return found;
};
