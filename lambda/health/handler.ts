import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import { parseArn } from '../arn';
import { credentialsIn } from '../enrich/assumed-role';
import { checkHealth, type HealthReaders, type Plan } from './check';
import { ONLY_LOOKS } from './looks';
import { planIn } from './plan';
import { type PlaceClients, readAccounts, readForwarder, readHome } from './readers';
import { powertoolsTell, type Tell } from './telemetry';

/** Milliseconds kept back to tell what was found. */
const TELLING_RESERVE_MS = 30_000;
/** What each client has beside its Region: a place that does not answer must not hold up the others for long. */
const PATIENCE = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

type Credentials = ReturnType<typeof credentialsIn>;

const clientsIn = (region: string, credentials: Credentials | undefined): PlaceClients => {
  const client = { ...PATIENCE, region, ...(credentials === undefined ? {} : { credentials }) };
  return {
    cloudtrail: new CloudTrailClient(client),
    events: new EventBridgeClient(client),
    sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
  };
};

/** @param plan as the stack wrote it */
const readersFor = ({ home, function: arn, forwarders }: Plan): HealthReaders => {
  const partition = parseArn(arn)?.partition ?? 'aws';
  const sts = new STSClient({ ...PATIENCE, region: home.region });
  const all = new Map<string, Credentials>();
  const credentialsOf = (account: string): Credentials | undefined => {
    const { role } = forwarders ?? {};
    if (account === home.account || role === undefined) return undefined;
    const made =
      all.get(account) ?? credentialsIn(sts, { partition, ...role, sessionPolicy: ONLY_LOOKS }, account);
    all.set(account, made);
    return made;
  };
  return {
    home: (place, rules) => readHome(clientsIn(place.region, undefined), place, rules),
    forwarder: async (place) => {
      const clients = clientsIn(place.region, credentialsOf(place.account));
      try {
        return await readForwarder(clients, place);
      } finally {
        // Hundreds of places would each keep their connections open.
        for (const client of Object.values(clients)) client.destroy();
      }
    },
    accounts: () => readAccounts(new OrganizationsClient({ ...PATIENCE, region: home.region })),
  };
};

let tell: Tell | undefined;

/**
 * The daily health check: looks whether the stack's own rules and every forwarder are as they were deployed, and tells how many are
 * not. That nothing is told is what its alarm listens for, too.
 * @throws where the event is no plan
 */
export const handler = async (
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  const plan = planIn(event);
  tell ??= powertoolsTell();
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TELLING_RESERVE_MS;
  tell(await checkHealth(plan, readersFor(plan), hasTime));
};
