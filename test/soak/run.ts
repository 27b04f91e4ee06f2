/** One run of the function's handler, with its SDK clients, in a world without a network. */

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { SNSClient } from '@aws-sdk/client-sns';
import { cloudTrailService } from '../../bin/sandbox/cloudtrail';
import { iamService } from '../../bin/sandbox/iam';
import { inProcess, type RequestHandler } from '../../bin/sandbox/in-process';
import { rolesAnywhereService } from '../../bin/sandbox/roles-anywhere';
import type { Scenario } from '../../bin/sandbox/scenario';
import { type PublishedMessage, snsService } from '../../bin/sandbox/sns';
import { AwsError, type SandboxService } from '../../bin/sandbox/wire';
import { countryFile } from '../../bin/sandboxed';
import { sdkReaders } from '../../lambda/enrich/readers';
import { handlerIn } from '../../lambda/handler';
import { publisher } from '../../lambda/publish/publish';
import { settingsSchema } from '../../lambda/settings';
import { silentTelemetry } from '../../lambda/telemetry';
import type { World } from '../../lambda/triage';

export interface Ran {
  readonly published: readonly PublishedMessage[];
  /** What the handler threw. */
  readonly thrown?: unknown;
  /** A fault of the program's own that the triage had to do without. */
  readonly ownFault?: unknown;
  /** Milliseconds of CPU, garbage collection included. */
  readonly cpuMs: number;
}

const REGION = 'eu-central-1';
const TOPIC = `arn:aws:sns:${REGION}:111122223333:profile-alerts`;
/** Milliseconds that the function says it has left. */
const REMAINING_MS = 70_000;
/** Half a minute after the events of the stories. */
const NOW = new Date('2026-03-04T03:13:14Z');

/** The transport of the run under way; the clients outlive it, as in a warm function. */
let current: RequestHandler | undefined;

const transport: RequestHandler = {
  ...inProcess([]),
  handle: (request, options) => {
    if (current === undefined) throw new Error('no run is under way');
    return current.handle(request, options);
  },
};

const shared = {
  credentials: { accessKeyId: 'AKIASANDBOXEXAMPLE00', secretAccessKey: 'nothing-in-the-sandbox-is-secret' },
  requestHandler: transport,
  maxAttempts: 1,
};

const inRegions = <T>(make: (region: string) => T): ((region: string) => T) => {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    if (made.size < 50) made.set(region, client);
    return client;
  };
};

const readers = sdkReaders(
  {
    iam: new IAMClient({ ...shared, region: REGION }),
    rolesAnywhereIn: inRegions((region) => new RolesAnywhereClient({ ...shared, region })),
    cloudTrailIn: inRegions((region) => new CloudTrailClient({ ...shared, region })),
  },
  { countryDatabase: countryFile(), trailSpacingMs: 0, trailAttempts: 1, trustAnchorSpacingMs: 0 },
);
const publish = publisher(new SNSClient({ ...shared, region: REGION }), TOPIC);

/** A service that refuses some of its operations. */
const refusing = (service: SandboxService, refused: readonly string[]): SandboxService => ({
  ...service,
  operations: Object.fromEntries(
    Object.entries(service.operations).map(([name, operation]) => [
      name,
      refused.includes(`${service.name}:${name}`)
        ? () => {
            const { code, status } = service.faults.AccessDenied;
            throw new AwsError(code, status, 'refused');
          }
        : operation,
    ]),
  ),
});

export const ran = async (event: unknown, scenario: Scenario, refused: readonly string[]): Promise<Ran> => {
  const published: PublishedMessage[] = [];
  const services = [
    iamService(scenario),
    rolesAnywhereService(scenario),
    cloudTrailService(scenario, () => NOW),
  ];
  current = inProcess([...services.map((service) => refusing(service, refused)), snsService(published)]);
  let ownFault: unknown;
  const telemetry = {
    ...silentTelemetry,
    fault: (error: unknown) => {
      ownFault = error;
    },
  };
  const world: World = {
    readers,
    publish,
    now: () => NOW,
    gaps: [],
    settings: settingsSchema.parse(scenario.settings),
  };
  const before = process.cpuUsage();
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  try {
    await handlerIn(() => ({ world, telemetry }))(event, { getRemainingTimeInMillis: () => REMAINING_MS });
    return { published, cpuMs: cpuMs(), ...(ownFault === undefined ? {} : { ownFault }) };
  } catch (thrown) {
    return { published, cpuMs: cpuMs(), thrown, ...(ownFault === undefined ? {} : { ownFault }) };
  }
};
