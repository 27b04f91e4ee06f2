/** Runs of the function's handler, with its SDK clients, in a world without a network. */

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { SNSClient } from '@aws-sdk/client-sns';
import { cloudTrailService } from '../../bin/sandbox/cloudtrail';
import { firstUses, postTo } from '../../bin/sandbox/dynamodb';
import { iamService } from '../../bin/sandbox/iam';
import { inProcess, type RequestHandler } from '../../bin/sandbox/in-process';
import { rolesAnywhereService } from '../../bin/sandbox/roles-anywhere';
import type { Scenario } from '../../bin/sandbox/scenario';
import { type PublishedMessage, snsService } from '../../bin/sandbox/sns';
import { AwsError, type SandboxService } from '../../bin/sandbox/wire';
import { countryFile, remember } from '../../bin/sandboxed';
import { AwsAnswerError, type Post } from '../../lambda/aws/signed-post';
import { type Readers, sdkReaders } from '../../lambda/enrich/readers';
import { type Change, readChange } from '../../lambda/event/change';
import { recognise } from '../../lambda/event/cloudtrail-call';
import { firstUseTable } from '../../lambda/first-use/table';
import { type Watch, watchOver } from '../../lambda/first-use/watch';
import { handlerIn } from '../../lambda/handler';
import { type Publish, publisher } from '../../lambda/publish/publish';
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

const credentials = {
  accessKeyId: 'AKIASANDBOXEXAMPLE00',
  secretAccessKey: 'nothing-in-the-sandbox-is-secret',
};

interface Sent {
  readonly headers: Record<string, string>;
}

/**
 * In place of a signature what the stand-in reads of one, which is all that it asks for. Signing is the SDK's, the same for
 * whatever an attacker writes, and a tenth of a run's time.
 */
const nameOnly = (service: string, region: string) => ({
  sign: async <Request extends Sent>(request: Request): Promise<Request> => {
    const scope = `${credentials.accessKeyId}/20260304/${region}/${service}/aws4_request`;
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${scope}`;
    return request;
  },
});

const inRegions = <T>(make: (region: string) => T): ((region: string) => T) => {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    if (made.size < 50) made.set(region, client);
    return client;
  };
};

interface Clients {
  readonly readers: Readers;
  readonly publish: Publish;
}

const clientsOf = (isSigned: boolean): Clients => {
  const settings = (service: string, region: string) => ({
    credentials,
    region,
    requestHandler: transport,
    maxAttempts: 1,
    ...(isSigned ? {} : { signer: nameOnly(service, region) }),
  });
  const readers = sdkReaders(
    {
      iam: new IAMClient(settings('iam', REGION)),
      rolesAnywhereIn: inRegions((region) => new RolesAnywhereClient(settings('rolesanywhere', region))),
      cloudTrailIn: inRegions((region) => new CloudTrailClient(settings('cloudtrail', region))),
    },
    { countryDatabase: countryFile(), trailSpacingMs: 0, trailAttempts: 1, trustAnchorSpacingMs: 0 },
  );
  return { readers, publish: publisher(new SNSClient(settings('sns', REGION)), TOPIC) };
};

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

/** The change that an event tells of; `undefined` of any other event, which the handler refuses or passes over. */
export const changeOf = (event: unknown): Change | undefined => {
  try {
    const change = readChange(event);
    return recognise(event).is === 'no-concern' ? undefined : change;
  } catch {
    return undefined;
  }
};

/** Days for which a profile is watched. */
const WATCHED_DAYS = 90;

/** The watch over first uses, with what the story says that it remembers. */
const watchIn = async (
  change: Change,
  { firstUse }: Scenario,
  refused: readonly string[],
): Promise<Watch> => {
  const table = firstUses();
  const answered = postTo(table);
  const post: Post = async (request, signal) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1);
    if (refused.includes(`dynamodb:${operation}`)) throw new AwsAnswerError('AccessDeniedException', 400);
    return answered(request, signal);
  };
  await remember(table.items, firstUse, change, NOW);
  return watchOver(firstUseTable(post, 'first-uses'), WATCHED_DAYS);
};

/**
 * A turn of the event loop, as the network gives many. Without one, nothing that a `WeakRef` was made of is let go, and
 * `AbortSignal.any` makes some for each request.
 */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** One event through the handler, in an AWS that answers from the scenario and refuses some calls. */
export type Run = (event: unknown, scenario: Scenario, refused: readonly string[]) => Promise<Ran>;

/**
 * Runs with clients of their own, one run at a time.
 * @param isSigned whether requests are signed, as they are in the function
 */
export const runner = (isSigned: boolean): Run => {
  const clients = clientsOf(isSigned);
  return async (event, scenario, refused) => {
    const published: PublishedMessage[] = [];
    const services = [
      iamService(scenario),
      rolesAnywhereService(scenario),
      cloudTrailService(scenario, () => NOW),
    ];
    current = inProcess([...services.map((service) => refusing(service, refused)), snsService(published)]);
    const change = scenario.firstUse === undefined ? undefined : changeOf(event);
    let ownFault: unknown;
    const telemetry = {
      ...silentTelemetry,
      fault: (error: unknown) => {
        ownFault = error;
      },
    };
    const world: World = {
      ...clients,
      ...(change === undefined ? {} : { watch: await watchIn(change, scenario, refused) }),
      now: () => NOW,
      gaps: [],
      settings: settingsSchema.parse(scenario.settings),
    };
    await turn();
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
};
