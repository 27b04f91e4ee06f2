import { fillScenario } from '../../bin/sandbox/fill';
import { loadScenario } from '../../bin/sandbox/load';
import type { Fault, Scenario } from '../../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../../bin/sandbox/server';
import { lambdaEventOf } from '../../bin/sandbox/sqs';
import { enterSandbox } from '../../bin/sandboxed';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { SECOND_LOOK_MS } from '../../lambda/assess/second-look';
import { readChange } from '../../lambda/event/change';
import { handlerIn, worldFrom } from '../../lambda/handler';
import { type Settings, settingsSchema } from '../../lambda/settings';
import { silentTelemetry, type Telemetry } from '../../lambda/telemetry';
import type { World } from '../../lambda/triage';

export interface Handling {
  readonly scenario?: string;
  readonly faults?: readonly Fault[];
  /** The event in place of the scenario's. */
  readonly event?: (event: Scenario['event']) => Scenario['event'];
  /** Beside the scenario's own. */
  readonly settings?: Partial<Settings>;
  /** Of the function; `{region}` becomes the Region of the event. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly world?: Partial<World>;
  readonly telemetry?: Partial<Telemetry>;
  readonly remainingMs?: number;
  /** How often the event is delivered before the second look. */
  readonly deliveries?: number;
}

export interface Handled extends Pick<Sandbox, 'published' | 'put' | 'findings' | 'calls'> {
  readonly alerts: readonly Alert[];
  /** Milliseconds that the first looks took. */
  readonly ms: number;
  /** What the second look returned. */
  readonly second: unknown;
}

/** A record as EventBridge brings it, which writes the account itself. */
export const fromEventBridge =
  (account?: string) =>
  (record: Scenario['event']): Scenario['event'] => ({
    version: '0',
    id: '00000000-0000-4000-8000-00000000eb01',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.rolesanywhere',
    account: account ?? record?.recipientAccountId,
    time: record?.eventTime,
    region: record?.awsRegion,
    resources: [],
    detail: record,
  });

const storyWith = ({ scenario = 'attack', faults, event = (same) => same }: Handling): Scenario => {
  const story = loadScenario(scenario);
  return { ...story, event: event(story.event), faults: [...(faults ?? story.faults)] };
};

/** One event through the function's own handler, with its SDK clients against the stand-in, and then its second look. */
export const handled = async (handling: Handling = {}): Promise<Handled> => {
  const story = storyWith(handling);
  const filled = fillScenario(story, story.event);
  const created = readChange(story.event);
  const { time } = created.record;
  let now = Date.parse(time.known ? time.value : '') + 30_000;
  const sandbox = await startSandbox(filled, () => new Date(now));
  const leave = enterSandbox(sandbox.url, created);
  try {
    const region = process.env.AWS_REGION ?? '';
    const environment = Object.fromEntries(
      Object.entries(handling.environment ?? {}).map(([name, value]) => [
        name,
        value.replace('{region}', region),
      ]),
    );
    const world = worldFrom({ ...process.env, ...environment });
    const warm = {
      world: {
        ...world,
        readers: { ...world.readers, country: async (ip: string) => filled.countries[ip] },
        settings: { ...settingsSchema.parse(filled.settings), ...handling.settings },
        now: () => new Date(now),
        ...handling.world,
      },
      telemetry: { ...silentTelemetry, ...handling.telemetry },
    };
    const handle = handlerIn(() => warm);
    const context = { getRemainingTimeInMillis: () => handling.remainingMs ?? 70_000 };
    const started = Date.now();
    for (let count = 0; count < (handling.deliveries ?? 1); count += 1) await handle(story.event, context);
    const ms = Date.now() - started;
    now += SECOND_LOOK_MS;
    const second = await handle(lambdaEventOf(sandbox.queued), context);
    const { published, put, findings, calls } = sandbox;
    const alerts = published.map(({ message }) =>
      alertSchema.parse(JSON.parse(message.sqs ?? message.default ?? '')),
    );
    return { published, put, findings, calls, alerts, ms, second };
  } finally {
    leave();
    await sandbox.close();
  }
};
