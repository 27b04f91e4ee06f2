import pico from 'picocolors';
import { NotAChangeError } from '../lambda/event/change';
import type { Settings } from '../lambda/settings';
import { type Arguments, HELP, readArguments } from './arguments';
import { triageLive } from './live';
import { type Published, printout } from './printout';
import { checkedSettings, readSettingsFile } from './read-settings';
import {
  BadInputError,
  type RecordedEvent,
  type Recording,
  readRecordedFile,
  readRecordedStream,
} from './recorded-events';
import { loadScenario, scenarioNames } from './sandbox/load';
import { NoNewsError, triageInSandbox } from './sandboxed';
import { runSweep } from './sweep/run';
import { triageUnasked } from './unasked';

const DEFAULT_SCENARIO = 'attack';

/** Exit status of input that cannot be used. */
const BAD_INPUT = 2;

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** What `all` ends with. */
const moreToTry = (): string =>
  [
    'Try: npm start -- --scenario routine, or --format json, or --event FILE with an event of your own;',
    `scenarios: ${scenarioNames().join(', ')}.`,
    '',
  ].join('\n');

const listed = (): string =>
  `${scenarioNames()
    .map((name) => `${name}\n    ${loadScenario(name).description}`)
    .join('\n')}\n`;

/** All alerts, one after the other: CloudTrail and the terminal both take them in turn. */
const inTurn = async <Told>(
  events: readonly unknown[],
  triage: (event: unknown) => Promise<Told>,
): Promise<readonly Told[]> => {
  const alerts: Told[] = [];
  for (const event of events) alerts.push(await triage(event));
  return alerts;
};

/** What was triaged, and what people should know before they read it. */
interface Triaged {
  readonly alerts: readonly Published[];
  /** Stands before the alerts; absent where nothing needs saying. */
  readonly preface?: string;
}

const triageAll = async (args: Arguments): Promise<Triaged> => {
  const settings = args.settings === undefined ? undefined : readSettingsFile(args.settings);
  const recording = args.event === undefined ? undefined : await readRecorded(args.event);
  for (const line of recording?.notes ?? []) note(line);
  if (recording !== undefined && args.scenario === undefined)
    return args.live ? askingAws(recording, settings) : askingNobody(recording, settings);
  return inScenario(args.scenario ?? DEFAULT_SCENARIO, recording?.events, settings);
};

/** `-` is standard input, as everywhere. */
const readRecorded = async (name: string): Promise<Recording> => {
  if (name !== '-') return readRecordedFile(name);
  if (process.stdin.isTTY) note('Reading the event from standard input; end it with Ctrl-D.');
  return readRecordedStream(process.stdin);
};

const askingAws = async ({ events }: Recording, settings: Settings | undefined): Promise<Triaged> => {
  note('Asking AWS with the credentials of your environment: read-only, and nothing is published.');
  return { alerts: await inTurn(events, (each) => triageLive(each, settings)) };
};

const NOT_LOOKED_UP =
  'Judged by the event alone: nothing was looked up in AWS, so roles, trust anchors and earlier calls are unknown. ' +
  '--live asks your own account, read-only.';

const askingNobody = async ({ events }: Recording, settings: Settings | undefined): Promise<Triaged> => ({
  alerts: await inTurn(events, (each) => triageUnasked(each, settings)),
  preface: NOT_LOOKED_UP,
});

const inScenario = async (
  name: string,
  events: readonly RecordedEvent[] | undefined,
  settings: Settings | undefined,
): Promise<Triaged> => {
  const loaded = loadScenario(name);
  if (settings === undefined) checkedSettings(loaded.settings, `Scenario ${name}, settings`);
  const looks = await inTurn(events ?? [ownEvent(loaded.event, name)], async (each) => {
    const { message, update } = await triageInSandbox(each, loaded, settings);
    return update === undefined ? [message] : [message, update];
  });
  return { alerts: looks.flat() };
};

const ownEvent = (event: RecordedEvent | undefined, name: string): RecordedEvent => {
  if (event === undefined)
    throw new BadInputError(`Scenario ${name} has no event of its own: give one with --event`);
  return event;
};

const outputOf = async (args: Arguments): Promise<string> => {
  if (args.help) return HELP;
  if (args.list) return listed();
  const { alerts, preface } = await triageAll(args);
  const colors = pico.createColors(
    pico.isColorSupported && (process.stdout.isTTY || 'FORCE_COLOR' in process.env),
  );
  // What a program reads holds the alert and nothing else; what people read begins with where it comes from.
  const isForPrograms = args.format === 'json' || args.format === 'slack';
  if (isForPrograms && preface !== undefined) note(preface);
  return [
    isForPrograms || preface === undefined ? '' : `${preface}\n\n`,
    printout(alerts, args.format, colors),
    args.format === 'all' ? colors.dim(moreToTry()) : '',
  ].join('');
};

const main = async (): Promise<void> => {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const args = readArguments(process.argv.slice(2));
    if (args.sweep !== undefined && !args.help && !args.list) await runSweep(args, args.sweep);
    else process.stdout.write(await outputOf(args));
  } catch (error) {
    if (error instanceof NoNewsError) {
      process.stdout.write(`${error.message}\n`);
      return;
    }
    if (!(error instanceof BadInputError || error instanceof NotAChangeError)) throw error;
    note(error.message);
    process.exitCode = BAD_INPUT;
  }
};

void main();
