import { createInterface } from 'node:readline/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { optionsIn } from './command-line';
import { BadInputError } from './recording/bad-input';
import { findDeployment, type RedriveTarget, redrivingWith } from './redrive/deployment';
import { queueName } from './redrive/letters';
import { errorText, type Outcome, redrive, type Terminal } from './redrive/redrive';

const HELP = `Shows what is in the dead-letter queues of a deployment, one line each, and sends it through the
deployed function again when you confirm. A message is deleted only after its alert went out.

  npm run redrive                     the stack RolesAnywhereProfileAlert in your Region
  npm run redrive -- --yes            without asking

Options
  --stack NAME      the name of the stack, where it has another
  --queue URL       only this queue; may be given several times
  --function NAME   the function to send to; the stack's where left out
  --region REGION   where the stack is; AWS_REGION or your profile's where left out
  --yes             send without asking
  --help            this text

Needs cloudformation:DescribeStacks and ListStackResources, sqs:ReceiveMessage, ChangeMessageVisibility and
DeleteMessage, and lambda:InvokeFunction.
Exit status: 0, 1 where something is left in the queues, or 2 where nothing could be tried.
`;

const DEFAULT_STACK = 'RolesAnywhereProfileAlert';

const OPTIONS = {
  stack: { type: 'string', default: DEFAULT_STACK },
  queue: { type: 'string', multiple: true, default: [] as string[] },
  function: { type: 'string' },
  region: { type: 'string' },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const EXIT: Readonly<Record<Outcome, number>> = { delivered: 0, shown: 0, incomplete: 1 };
const BAD_INPUT = 2;

type Values = ReturnType<typeof optionsIn<typeof OPTIONS>>;

/** The Region that a queue's URL names: it may be another than the terminal's. */
const regionInUrl = (url: string): string | undefined => {
  if (!URL.canParse(url)) throw new BadInputError(`--queue: got ${url}, expected the URL of a queue`);
  return /^sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(new URL(url).hostname)?.[1];
};

const clientsFor = ({ region, queue }: Values) => {
  const [fromUrl] = queue.flatMap((url) => regionInUrl(url) ?? []);
  const chosen = region ?? fromUrl;
  const settings = chosen === undefined ? {} : { region: chosen };
  return {
    cloudFormation: new CloudFormationClient(settings),
    // The URL names the Region; the endpoint is the Region's, or the one that AWS_ENDPOINT_URL sets.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    lambda: new LambdaClient({
      ...settings,
      // One attempt, as long as the function may take: another would be a second alert.
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler({ connectionTimeout: 5_000, requestTimeout: 150_000 }),
    }),
  };
};

type Clients = ReturnType<typeof clientsFor>;

/** @throws BadInputError where there are no credentials, or no Region, to ask with */
const needCredentials = async ({ cloudFormation }: Clients): Promise<void> => {
  try {
    await cloudFormation.config.region();
  } catch (cause) {
    throw new BadInputError('No Region: set AWS_REGION, or give --region', { cause });
  }
  try {
    await cloudFormation.config.credentials();
  } catch (cause) {
    throw new BadInputError(
      `No AWS credentials (${errorText(cause)}); sign in (aws sso login, or AWS_PROFILE)`,
      { cause },
    );
  }
};

/** @throws BadInputError where queues or function are not to be found */
const deploymentOf = async (values: Values, { cloudFormation }: Clients): Promise<RedriveTarget> => {
  const { stack, queue, function: given } = values;
  if (queue.length > 0 && given !== undefined) return { queueUrls: queue, functionName: given };
  const region = await cloudFormation.config.region();
  const found = await findDeployment(cloudFormation, stack).catch((cause: unknown) => {
    throw new BadInputError(
      `Stack ${stack} in ${region}: ${errorText(cause)}. Give --stack NAME and --region, or --queue URL and --function NAME`,
      { cause },
    );
  });
  const functionName = given ?? found.functionName;
  const queueUrls = queue.length > 0 ? queue : found.queueUrls;
  if (functionName === undefined)
    throw new BadInputError(`Stack ${stack} has no output FunctionName: give --function NAME`);
  if (queueUrls.length === 0) throw new BadInputError(`Stack ${stack} has no queue: give --queue URL`);
  return { queueUrls, functionName };
};

const terminalFor = (yes: boolean): Terminal => ({
  say: (line) => process.stdout.write(`${line}\n`),
  confirm: async (question) => {
    if (yes) return true;
    if (!process.stdin.isTTY) {
      process.stdout.write(`${question} Nobody to ask here: --yes sends them.\n`);
      return false;
    }
    const asking = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return /^y(?:es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
    } finally {
      asking.close();
    }
  },
});

const run = async (args: readonly string[]): Promise<number> => {
  const values = optionsIn(args, OPTIONS);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const clients = clientsFor(values);
  await needCredentials(clients);
  const deployment = await deploymentOf(values, clients);
  const redriving = redrivingWith(clients.sqs, clients.lambda);
  const outcome = await redrive(
    deployment,
    { ...redriving, receive: (queueUrl) => redriving.receive(queueUrl).catch(unreadable(queueUrl)) },
    terminalFor(values.yes),
  );
  return EXIT[outcome];
};

const unreadable =
  (queueUrl: string) =>
  (cause: unknown): never => {
    throw new BadInputError(`Queue ${queueName(queueUrl)} could not be read: ${errorText(cause)}`, { cause });
  };

const main = async (): Promise<void> => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = BAD_INPUT;
  }
};

void main();
