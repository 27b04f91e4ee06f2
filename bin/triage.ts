import pico from 'picocolors';
import { NotAProfileCreationError } from '../lambda/event/change';
import { type Arguments, HELP, readArguments } from './arguments';
import { triageLive } from './live';
import { type Published, printout } from './printout';
import { checkedSettings, readSettingsFile } from './read-settings';
import { BadInputError, type RecordedEvent, readRecordedFile } from './recorded-events';
import { loadScenario, scenarioNames } from './sandbox/load';
import { triageInSandbox } from './sandboxed';

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
const inTurn = async (
  events: readonly unknown[],
  triage: (event: unknown) => Promise<Published>,
): Promise<readonly Published[]> => {
  const alerts: Published[] = [];
  for (const event of events) alerts.push(await triage(event));
  return alerts;
};

const triageAll = async ({ event, scenario, settings, live }: Arguments): Promise<readonly Published[]> => {
  const given = settings === undefined ? undefined : readSettingsFile(settings);
  const events = event === undefined ? undefined : readRecordedFile(event);
  if (live && events !== undefined) {
    note('Asking AWS with the credentials of your environment: read-only, and nothing is published.');
    return inTurn(events, (each) => triageLive(each, given));
  }
  const name = scenario ?? DEFAULT_SCENARIO;
  const loaded = loadScenario(name);
  if (given === undefined) checkedSettings(loaded.settings, `Scenario ${name}, settings`);
  if (events !== undefined && scenario === undefined) {
    note(
      `The event is yours; what AWS answers is made up, from scenario ${name}. --live asks your own account.`,
    );
  }
  return inTurn(events ?? [ownEvent(loaded.event, name)], async (each) => {
    const { message } = await triageInSandbox(each, loaded, given);
    return message;
  });
};

const ownEvent = (event: RecordedEvent | undefined, name: string): RecordedEvent => {
  if (event === undefined)
    throw new BadInputError(`Scenario ${name} has no event of its own: give one with --event`);
  return event;
};

const outputOf = async (args: Arguments): Promise<string> => {
  if (args.help) return HELP;
  if (args.list) return listed();
  const alerts = await triageAll(args);
  const colors = pico.createColors(
    pico.isColorSupported && (process.stdout.isTTY || 'FORCE_COLOR' in process.env),
  );
  return printout(alerts, args.format, colors) + (args.format === 'all' ? `${colors.dim(moreToTry())}` : '');
};

const main = async (): Promise<void> => {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.stdout.write(await outputOf(readArguments(process.argv.slice(2))));
  } catch (error) {
    if (!(error instanceof BadInputError || error instanceof NotAProfileCreationError)) throw error;
    note(error.message);
    process.exitCode = BAD_INPUT;
  }
};

void main();
