import { optionsIn, runCommand } from './command-line';
import { readInstallation } from './health/aws';
import { installationFindings } from './health/installation';
import { exitStatus, findingLines } from './health/words';

const HELP = `Looks whether an alert would reach somebody: trail, rules, queues, keys, subscriptions, self-test, alarms.
It only reads.

  npm run doctor                      the stack RolesAnywhereProfileAlert in your Region

Options
  --stack NAME      the name of the stack, where it has another
  --region REGION   where the stack is; AWS_REGION where left out
  --help            this text

Needs cloudformation:DescribeStacks and ListStackResources, cloudtrail:DescribeTrails, GetTrailStatus and
GetEventSelectors, events:DescribeRule, ListTargetsByRule and TestEventPattern, sqs:GetQueueAttributes, kms:DescribeKey,
sns:ListSubscriptionsByTopic and GetSubscriptionAttributes, cloudwatch:GetMetricStatistics and DescribeAlarms.
Exit status: 0 where all is well, 1 where something is wrong or could not be looked at, 2 where nothing could be.
`;

const OPTIONS = {
  stack: { type: 'string', default: 'RolesAnywhereProfileAlert' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const NOTHING_LOOKED_AT = 2;

const main = async (args: readonly string[]): Promise<number> => {
  const values = optionsIn(args, OPTIONS);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const region = values.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region === undefined) throw new Error('no Region: give --region, or set AWS_REGION');
  const findings = installationFindings(await readInstallation(values.stack, region, new Date()));
  process.stdout.write(`${findingLines(findings)}\n`);
  return exitStatus(findings);
};

void runCommand(() => main(process.argv.slice(2)), NOTHING_LOOKED_AT);
