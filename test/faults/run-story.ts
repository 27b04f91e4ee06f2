/** One story, triaged by the function's own handler with its SDK clients, in simulated time and with one thing going wrong. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillScenario } from '../../bin/sandbox/fill';
import type { Fault, Scenario } from '../../bin/sandbox/scenario';
import { type PublishedMessage, startSandbox } from '../../bin/sandbox/server';
import { enterSandbox } from '../../bin/sandboxed';
import { readChange } from '../../lambda/event/change';
import { handlerIn, worldFrom } from '../../lambda/handler';
import { ifKnown } from '../../lambda/lookup';
import { silentTelemetry, type Telemetry } from '../../lambda/telemetry';
import { inSimulatedTime } from './simulated-time';

/** A request as it reached AWS. */
export interface Request {
  /** "iam:GetRole". */
  readonly call: string;
  readonly region: string;
  /** Milliseconds of simulated time since the event's arrival. */
  readonly ms: number;
}

/** What one run of the handler came to. */
export interface Run {
  /** Everything that SNS took, copies included. */
  readonly published: readonly PublishedMessage[];
  /** `stopped`: Lambda had to stop it, which is tried again like what is thrown. */
  readonly ended: 'well' | 'thrown' | 'stopped';
  /** What the handler threw, in a few words. */
  readonly thrown?: string;
  /** Milliseconds of simulated time from the event's arrival to the handler's end. */
  readonly ms: number;
  /** "iam:GetRole", each request once, in order. */
  readonly calls: readonly string[];
  /** Every request, in the order of arrival. */
  readonly requests: readonly Request[];
  /** A fault of the program's own that the triage had to do without. */
  readonly ownFault?: string;
}

/** What goes wrong in a run. */
export interface Trouble {
  /** Of the calls. */
  readonly faults?: readonly Fault[];
  /** Of the function's surroundings: variables laid over its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of the settings' file as it should be. */
  readonly settingsText?: string;
}

/** Milliseconds that Lambda gives the function. */
const FUNCTION_MS = 120_000;
/** Milliseconds from the event to its arrival. */
const DELIVERY_MS = 30_000;

const said = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : String(error).slice(0, 200);

/**
 * @param settings as the settings' file holds them, not yet checked
 * @throws Error where the run never comes to rest
 */
export const runStory = async (
  story: Scenario,
  settings: Readonly<Record<string, unknown>>,
  { faults = [], environment = {}, settingsText }: Trouble = {},
): Promise<Run> => {
  const { event } = story;
  const change = readChange(event);
  const scenario = fillScenario({ ...story, faults: [...faults, ...story.faults] }, event);
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const settingsFile = join(folder, 'settings.json');
  writeFileSync(settingsFile, settingsText ?? JSON.stringify(settings));
  const arrives = new Date(Date.parse(ifKnown(change.record.time) ?? '') + DELIVERY_MS);
  const sandbox = await startSandbox(scenario, () => arrives);
  const leave = enterSandbox(sandbox.url, change);
  let ownFault: string | undefined;
  const telemetry: Telemetry = {
    ...silentTelemetry,
    fault: (error) => {
      ownFault = said(error);
    },
  };
  try {
    Object.assign(process.env, { SETTINGS_FILE: settingsFile }, environment);
    const { time } = change.record;
    const start = (time.known ? Date.parse(time.value) : 0) + DELIVERY_MS;
    const { outcome, ms } = await inSimulatedTime(start, FUNCTION_MS, sandbox.traffic, async (elapsedMs) => {
      const world = worldFrom(process.env);
      const readers = {
        ...world.readers,
        country: async (ip: string) => scenario.countries[ip] ?? world.readers.country(ip),
      };
      const handle = handlerIn(() => ({ world: { ...world, readers }, telemetry }));
      await handle(event, { getRemainingTimeInMillis: () => FUNCTION_MS - elapsedMs() });
    });
    return {
      published: [...sandbox.published],
      ended: outcome.ended,
      ms,
      requests: sandbox.calls.map(({ service, operation, region, at }) => ({
        call: `${service}:${operation}`,
        region,
        ms: at.getTime() - start,
      })),
      calls: [...new Set(sandbox.calls.map(({ service, operation }) => `${service}:${operation}`))],
      ...(outcome.ended === 'thrown' ? { thrown: said(outcome.error) } : {}),
      ...(ownFault === undefined ? {} : { ownFault }),
    };
  } finally {
    leave();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
};
