import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { credentialsIn } from '../lambda/enrich/assumed-role';
import { type PlaceCoverage, placeCoverage } from '../lambda/health/coverage';
import { FORWARDER_RULE } from '../lambda/health/forwarder';
import type { WatchedPlace } from '../lambda/health/place';
import { asked, readAccounts, readForwarder } from '../lambda/health/readers';
import { optionsIn, runCommand } from './command-line';
import { readDrift, readInstallation } from './health/aws';
import { coverageTable } from './health/words';

const HELP = `Says in which accounts and Regions a new profile would be alerted, in which not, and why. It only reads.

  npm run coverage                    the accounts of the organisation, in the Regions of forwarderRegions in cdk.json
  npm run coverage -- --accounts 111122223333,444455556666 --regions eu-central-1,us-east-1

Run it with the credentials of the home account. Only the management account, and accounts that administer something of
the organisation, may list its accounts; elsewhere name them.

Options
  --accounts LIST      with commas; where left out, those of the organisation and memberAccounts in cdk.json
  --regions LIST       with commas; where left out, the home Region and forwarderRegions in cdk.json
  --home-region REGION where the stack is; AWS_REGION where left out
  --stack NAME         the name of the stack, where it has another
  --role NAME          the role that the forwarder made to read with, where it has another name
  --external-id TEXT   what that role asks for, where it asks
  --help               this text

The role lets in who is named in the forwarder's parameter ReaderArns: add your own role to it. Whether a stack drifted is
what CloudFormation knew when it was last made to look; this does not make it look.
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

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** A list of the settings in cdk.json, which is what is deployed unless the command line says otherwise. */
const settingOf = (key: 'memberAccounts' | 'forwarderRegions'): readonly string[] => {
  const { context = {} } = JSON.parse(readFileSync(join(__dirname, '..', 'cdk.json'), 'utf8'));
  const value: unknown = context[key];
  return Array.isArray(value) ? value.map(String) : listOf(typeof value === 'string' ? value : '');
};

const accountsGiven = async (text: string | undefined, region: string): Promise<readonly string[]> => {
  if (text !== undefined) return listOf(text);
  const listed = settingOf('memberAccounts');
  const ofOrganisation = await asked(readAccounts(new OrganizationsClient({ region })));
  if (ofOrganisation.known) return [...listed, ...ofOrganisation.value];
  process.stderr.write(`The organisation does not list its accounts here (${ofOrganisation.reason}).\n`);
  return listed;
};

const someOf = (list: readonly string[], what: string): readonly string[] => {
  if (list.length === 0) throw new Error(`no ${what}: give --${what}, with commas; --help says more`);
  return [...new Set(list)];
};

type Credentials = ReturnType<typeof credentialsIn>;

const forwarderAt = async (
  place: WatchedPlace,
  credentials: Credentials | undefined,
  homeBus: string,
): Promise<PlaceCoverage> => {
  const client = { region: place.region, ...(credentials === undefined ? {} : { credentials }) };
  const readings = await readForwarder(
    {
      cloudtrail: new CloudTrailClient(client),
      events: new EventBridgeClient(client),
      sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
    },
    place,
  );
  const drift = await asked(readDrift(new CloudFormationClient(client), FORWARDER_RULE));
  return placeCoverage({ ...readings, drift }, homeBus);
};

const stackAt = async (place: WatchedPlace, stack: string, partition: string): Promise<PlaceCoverage> => {
  const { trails, rules, queues, drift, functions } = await readInstallation(stack, place.region, new Date());
  const ofProfiles = rules.filter(([id]) => id.startsWith('ProfileCreated')).map(([, rule]) => rule);
  const queue = queues.find(([id]) => id === 'ProfileCreatedUndelivered')?.[1];
  const name = functions.find(([id]) => id.startsWith('TriageFunction'))?.[1] ?? 'none';
  const target = `arn:${partition}:lambda:${place.region}:${place.account}:function:${name}`;
  const readings = { ...place, home: true, trails, rules: ofProfiles, drift };
  return placeCoverage(queue === undefined ? readings : { ...readings, queue }, target);
};

type Values = ReturnType<typeof optionsIn<typeof OPTIONS>>;

/** How the Regions of an account are looked at: the stack itself at home, elsewhere a forwarder. */
const lookingFrom = async (
  homeRegion: string,
  { stack, role: name, 'external-id': externalId }: Values,
): Promise<(account: string) => (region: string) => Promise<PlaceCoverage>> => {
  const sts = new STSClient({ region: homeRegion });
  const { Account: home = '', Arn: caller = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const partition = caller.split(':')[1] ?? 'aws';
  const role = { partition, name, ...(externalId === undefined ? {} : { externalId }) };
  const homeBus = `arn:${partition}:events:${homeRegion}:${home}:event-bus/${stack}`;
  return (account) => {
    const credentials = account === home ? undefined : credentialsIn(sts, role, account);
    return (region) => {
      const place = { account, region };
      return account === home && region === homeRegion
        ? stackAt(place, stack, partition)
        : forwarderAt(place, credentials, homeBus);
    };
  };
};

const main = async (args: readonly string[]): Promise<number> => {
  const values = optionsIn(args, OPTIONS);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const homeRegion = values['home-region'] ?? process.env.AWS_REGION;
  if (homeRegion === undefined) throw new Error('no home Region: give --home-region, or set AWS_REGION');
  const accounts = someOf(await accountsGiven(values.accounts, homeRegion), 'accounts');
  const regions = someOf(
    values.regions === undefined ? [homeRegion, ...settingOf('forwarderRegions')] : listOf(values.regions),
    'regions',
  );
  const lookInto = await lookingFrom(homeRegion, values);
  const all: PlaceCoverage[] = [];
  for (const account of accounts) {
    const lookAt = lookInto(account);
    for (const region of regions) all.push(await lookAt(region));
  }
  process.stdout.write(`${coverageTable(all)}\n`);
  return all.every(({ covered }) => covered === 'yes') ? 0 : 1;
};

void runCommand(() => main(process.argv.slice(2)), NOTHING_LOOKED_AT);
