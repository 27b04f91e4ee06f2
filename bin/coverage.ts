import { parseArgs } from 'node:util';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { credentialsIn } from '../lambda/enrich/assumed-role';
import { FORWARDER_NAMES } from '../lib/forwarder-stack';
import { asked, readInstallation, readQueue, readRule, readTrails, sampleOf } from './health/aws';
import { type Coverage, coverageOf, coverageTable, type PlaceReadings } from './health/coverage';

const HELP = `Says in which accounts and Regions a new profile would be alerted, in which not, and why. It only reads.

  npm run coverage -- --accounts 111122223333,444455556666 --regions eu-central-1,us-east-1

Run it with the credentials of the home account. All accounts of an organisation, from its management account:
  aws organizations list-accounts --query 'Accounts[].Id' --output text | tr '\\t' ,

Options
  --accounts LIST      with commas
  --regions LIST       with commas
  --home-region REGION where the stack is; AWS_REGION where left out
  --stack NAME         the name of the stack, where it has another
  --role NAME          the role that the forwarder made to read with, where it has another name
  --external-id TEXT   what that role asks for, where it asks
  --help               this text

The role lets in who is named in the forwarder's parameter ReaderArns: add your own role to it.
Exit status: 0 where every place is covered, 1 where one is not or is not known, 2 where nothing could be looked at.
`;

const OPTIONS = {
  accounts: { type: 'string' },
  regions: { type: 'string' },
  'home-region': { type: 'string' },
  stack: { type: 'string', default: 'RolesAnywhereProfileAlert' },
  role: { type: 'string', default: 'RolesAnywhereProfileAlertReader' },
  'external-id': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const NOTHING_LOOKED_AT = 2;

const listOf = (text: string | undefined, what: string): readonly string[] => {
  const list = (text ?? '').split(',').flatMap((each) => each.trim() || []);
  if (list.length === 0) throw new Error(`no ${what}: give --${what}, with commas; --help says more`);
  return list;
};

type Credentials = ReturnType<typeof credentialsIn>;

const readForwarder = async (
  account: string,
  region: string,
  credentials: Credentials | undefined,
): Promise<PlaceReadings> => {
  const client = { region, ...(credentials === undefined ? {} : { credentials }) };
  const sqs = new SQSClient(client);
  const queue = async () => {
    const { QueueUrl = '' } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: `${FORWARDER_NAMES}Undelivered` }),
    );
    return readQueue(sqs, QueueUrl);
  };
  const at = { name: `${FORWARDER_NAMES}Profiles` };
  return {
    account,
    region,
    home: false,
    trails: await asked(readTrails(new CloudTrailClient(client))),
    rule: await asked(readRule(new EventBridgeClient(client), at, sampleOf(account, region))),
    queue: await asked(queue()),
  };
};

const readHome = async (account: string, region: string, stack: string): Promise<PlaceReadings> => {
  const { trails, rules, queues } = await readInstallation(stack, region, new Date());
  const missing = { known: false, reason: 'ResourceNotFoundException: the stack has none' } as const;
  return {
    account,
    region,
    home: true,
    trails,
    rule: rules.find(([id]) => id === 'ProfileCreatedRule')?.[1] ?? missing,
    queue: queues.find(([id]) => id === 'ProfileCreatedUndelivered')?.[1] ?? missing,
  };
};

const main = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const accounts = listOf(values.accounts, 'accounts');
  const regions = listOf(values.regions, 'regions');
  const homeRegion = values['home-region'] ?? process.env.AWS_REGION;
  if (homeRegion === undefined) throw new Error('no home Region: give --home-region, or set AWS_REGION');
  const sts = new STSClient({ region: homeRegion });
  const { Account: home = '', Arn: caller = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const partition = caller.split(':')[1] ?? 'aws';
  const externalId = values['external-id'];
  const role = { partition, name: values.role, ...(externalId === undefined ? {} : { externalId }) };
  const homeBus = `arn:${partition}:events:${homeRegion}:${home}:event-bus/${values.stack}`;
  const all: Coverage[] = [];
  for (const account of accounts) {
    const credentials = account === home ? undefined : credentialsIn(sts, role, account);
    for (const region of regions) {
      const isHome = account === home && region === homeRegion;
      const readings = isHome
        ? await readHome(account, region, values.stack)
        : await readForwarder(account, region, credentials);
      all.push(coverageOf(readings, homeBus));
    }
  }
  process.stdout.write(`${coverageTable(all)}\n`);
  return all.every(({ covered }) => covered === 'yes') ? 0 : 1;
};

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = NOTHING_LOOKED_AT;
  },
);
