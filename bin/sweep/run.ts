import { existsSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import pico from 'picocolors';
import { partitionOf } from '../../lambda/event/place';
import { known } from '../../lambda/lookup';
import { defaultSettings, type Settings } from '../../lambda/settings';
import { sdkSweepReaders } from '../../lambda/sweep/readers';
import type { SweepRow } from '../../lambda/sweep/row';
import { type SweepReaders, sweepAccount } from '../../lambda/sweep/sweep';
import type { Arguments, SweepArguments } from '../arguments';
import { errorLine } from '../command-line';
import { checkedSettings, readSettingsFile } from '../read-settings';
import { BadInputError } from '../recording/bad-input';
import { fillScenario } from '../sandbox/fill';
import { iamService } from '../sandbox/iam';
import { inProcess } from '../sandbox/in-process';
import { loadScenario } from '../sandbox/load';
import { rolesAnywhereService } from '../sandbox/roles-anywhere';
import type { Scenario } from '../sandbox/scenario';
import { ESTATE_ACCOUNT, estate, SMALL } from './estate';
import { printedSweep } from './printout';
import { progressOn } from './progress';
import { type SweepState, stateIn } from './state-file';

/** Exit status of a sweep that Ctrl-C stopped: 128 and the signal's number, as shells have it. */
const STOPPED = 130;

/** Whose account is swept, where, and who answers. */
interface Target {
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  readonly readers: SweepReaders;
  readonly settings: Settings;
}

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Sweeps, prints what was found, and says how to go on where it was stopped. */
export const runSweep = async (args: Arguments, sweep: SweepArguments): Promise<void> => {
  const settings = args.settings === undefined ? undefined : readSettingsFile(args.settings);
  const target = args.live
    ? await liveTarget(sweep, settings ?? defaultSettings)
    : sandboxTarget(args.scenario, sweep, settings);
  const file = sweep.state ?? (args.live ? `rolesanywhere-sweep-${target.account}.jsonl` : undefined);
  const isThere = file !== undefined && existsSync(file);
  const state = file === undefined ? inMemory() : stateIn(file, target);
  if (file !== undefined && state.finishedAt === undefined)
    note(`${isThere ? 'Going on with' : 'Keeping what is judged in'} ${file}.`);
  const rows = [...state.before];
  const keep = (row: SweepRow): void => {
    state.keep(row);
    rows.push(row);
  };
  const isWhole = await sweptWhole(target, { ...state, keep }, file);
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  const colors = pico.createColors(
    pico.isColorSupported && (process.stdout.isTTY || 'FORCE_COLOR' in process.env),
  );
  process.stdout.write(printedSweep(rows, sweep.format, isWhole, colors, width));
  if (!isWhole) process.exitCode = STOPPED;
};

const inMemory = (): SweepState => ({ before: [], keep: () => undefined, finish: () => undefined });

/** Sweeps until the end, or Ctrl-C: what is under way is then left for the next run. */
const sweptWhole = async (target: Target, state: SweepState, file: string | undefined): Promise<boolean> => {
  if (state.finishedAt !== undefined) {
    note(`${file} holds a sweep that ended at ${state.finishedAt}; remove it to sweep anew.`);
    return true;
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  const progress = progressOn(process.stderr);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const end = await sweepAccount({
      ...target,
      now: () => new Date(),
      before: state.before,
      keep: state.keep,
      onProgress: progress.tell,
      stop: stop.signal,
    });
    progress.end();
    if (end === 'finished') {
      state.finish(new Date());
      return true;
    }
    note(
      file === undefined
        ? 'Stopped: what follows is what was judged so far.'
        : `Stopped: what was judged is in ${file}. Run the same again to go on.`,
    );
    return false;
  } finally {
    progress.end();
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  }
};

/** The account of the ambient credentials. */
const liveTarget = async (sweep: SweepArguments, settings: Settings): Promise<Target> => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const home = sweep.regions?.[0] ?? (await ownRegion());
  const { account, partition } = await caller(home);
  const regions = sweep.allRegions ? regionsOf(partition) : (sweep.regions ?? [home]);
  note(`Asking AWS about account ${account} with the credentials of your environment: read-only.`);
  return { account, partition, regions, readers: sdkSweepReaders(home, process.env), settings };
};

const ownRegion = async (): Promise<string> => {
  try {
    return await new STSClient({}).config.region();
  } catch (cause) {
    throw new BadInputError('--sweep: no Region; give --region or --all-regions, or set AWS_REGION', {
      cause,
    });
  }
};

const caller = async (region: string): Promise<{ readonly account: string; readonly partition: string }> => {
  try {
    const { Account, Arn = '' } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    if (Account === undefined) throw new Error('the answer names no account');
    return { account: Account, partition: partitionOf([Arn], known(region)) };
  } catch (cause) {
    throw new BadInputError(
      `--live: whose credentials these are could not be asked (${errorLine(cause)}); sign in (aws sso login, or AWS_PROFILE), or leave --live out`,
      { cause },
    );
  }
};

/** Every Region of the partition that the installed CDK knows; one that is not enabled shows as not read. */
const regionsOf = (partition: string): readonly string[] =>
  RegionInfo.regions.filter((info) => info.partition === partition).map(({ name }) => name);

const sandboxTarget = (
  name: string | undefined,
  sweep: SweepArguments,
  given: Settings | undefined,
): Target => {
  const scenario = name === undefined ? estate(SMALL) : filled(name);
  const settings =
    given ?? checkedSettings(scenario.settings, `Scenario ${name ?? 'of the sweep'}, settings`);
  const places = placesIn(scenario);
  const regions = sweep.regions ?? [...new Set(places.map(({ region }) => region))].sort();
  const account = places[0]?.account ?? ESTATE_ACCOUNT;
  const [home = 'us-east-1'] = regions;
  return {
    account,
    partition: places[0]?.partition ?? 'aws',
    regions,
    readers: sandboxReaders(scenario, home),
    settings,
  };
};

/** Readers that a scenario answers, with no pace: there is no AWS to spare. */
const sandboxReaders = (scenario: Scenario, home: string): SweepReaders =>
  sdkSweepReaders(
    home,
    {},
    {
      credentials: async () => ({
        accessKeyId: 'AKIASANDBOXEXAMPLE00',
        secretAccessKey: 'nothing-in-the-sandbox-is-secret',
        sessionToken: 'nothing-in-the-sandbox-is-secret',
        expiration: new Date(Date.now() + 3_600_000),
      }),
      quotas: [],
      requestHandler: inProcess([iamService(scenario), rolesAnywhereService(scenario)]),
    },
  );

const filled = (name: string): Scenario => {
  const scenario = loadScenario(name);
  if (scenario.event === undefined)
    throw new BadInputError(`Scenario ${name} has no event of its own, so nothing fills its places`);
  return fillScenario(scenario, scenario.event);
};

const placesIn = ({ profiles, trustAnchors }: Scenario) =>
  [...profiles.map(({ profileArn }) => profileArn), ...trustAnchors.map((anchor) => anchor.trustAnchorArn)]
    .filter((arn) => typeof arn === 'string')
    .map((arn) => {
      const [, partition = 'aws', , region = '', account = ''] = arn.split(':');
      return { partition, region, account };
    });
