/**
 * Deploys the stack with the real CDK into moto, a stand-in for AWS on this computer, and follows one event the whole
 * way: through the deployed rule, through the bundled function in its deployed environment, through the deployed topic,
 * to a queue that reads what subscribers get.
 *
 * What moto 5.2 lacks, and this can therefore not show: IAM Roles Anywhere and CloudTrail look-ups (the alert must say
 * so and still go out), and in CloudFormation outputs, layers, subscriptions, queue policies, alarms, and Lambda's
 * asynchronous configuration, all of which test/lib checks in the template.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { REGION } from '../support/event';
import { checkTheAlert, createAdmin, functionAsDeployed } from './alert-checks';
import { awsAt } from './aws';
import { type Checks, checks } from './checks';
import { awsEnvironment, bootstrap, deploy, list } from './deployed';
import { checkTheForwarders, READ_ROLE } from './forwarders';
import { checkTheRemoval, checkTheUpdate } from './lifecycle-checks';
import { checkTheTemplates } from './lint-checks';
import { missing, startMoto } from './moto';
import { HOME, MEMBER } from './place';
import { throughTheRule } from './rule-checks';
import { checkTheSecondLook } from './second-look-checks';
import { checkTheSelfTest } from './self-test-checks';
import { checkWhatExists } from './stack-checks';
import { resourcesOf, STACK, type Stage } from './stage';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const stageAt = (endpoint: string, folder: string, checks: Checks): Stage => {
  const client = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    checks,
    aws: awsAt(endpoint),
    iam: new IAMClient(client),
    sns: new SNSClient(client),
    env: awsEnvironment(endpoint, folder),
    assembly: join(folder, 'cdk.out'),
  };
};

/** An installation that takes the profiles of another account and of its own other Regions. */
const CONTEXT = [
  'email=you@example.com',
  `memberAccounts=${HOME.account},${MEMBER}`,
  `crossAccountRoleName=${READ_ROLE}`,
];

const checkTheDeployment = async ({ checks, env, assembly }: Stage): Promise<void> => {
  const refused = deploy(env, assembly, ['email=you']);
  await checks.that('wrong settings deploy nothing, and say why', () => {
    assert.notEqual(refused.status, 0);
    assert.match(refused.output, /^email\[0\]: got "you", expected an e-mail address/m);
  });
  const listed = list(env, assembly);
  await checks.that('cdk ls, without settings', () => assert.equal(listed.output.trim(), STACK));
  const bootstrapped = bootstrap(env, assembly);
  await checks.that('cdk bootstrap, without settings', () =>
    assert.equal(bootstrapped.status, 0, bootstrapped.output),
  );
  const unheard = deploy(env, assembly, []);
  await checks.that('cdk deploy where nobody would hear the alerts is refused', () => {
    assert.notEqual(unheard.status, 0);
    assert.match(unheard.output, /nobody would receive the alerts; set email/);
  });
  const deployed = deploy(env, assembly, CONTEXT);
  await checks.that('cdk deploy -c email=you@example.com', () => {
    assert.equal(deployed.status, 0, deployed.output);
  });
  await checks.that('it warns of nothing', () => assert.doesNotMatch(deployed.output, /warning/i));
  if (deployed.status !== 0) throw new Error('without a deployed stack there is nothing more to check');
};

const everything = async (stage: Stage): Promise<void> => {
  await checkTheDeployment(stage);
  await checkTheTemplates(stage);
  const id = await resourcesOf(stage.aws);
  await checkWhatExists(stage, id);
  const event = await throughTheRule(stage, id('ProfileCreatedRule'));
  await createAdmin(stage);
  const deployed = await functionAsDeployed(stage, id('TriageFunction'));
  const subscriber = await checkTheAlert(stage, event, deployed);
  await checkTheSecondLook(stage, id, event, deployed, subscriber);
  await checkTheForwarders(stage, id, deployed, subscriber);
  await checkTheSelfTest(stage, id, deployed);
  await checkTheUpdate(stage, id, CONTEXT);
  await checkTheRemoval(stage, id);
};

const main = async (): Promise<number> => {
  const lacking = missing();
  if (lacking !== undefined) {
    process.stderr.write(lacking);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
  const counted = checks(print);
  const moto = await startMoto(folder);
  try {
    const stage = stageAt(moto.endpoint, folder, counted);
    await counted.that('every check was reached', () => everything(stage));
  } finally {
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  print(`deployment: ${counted.passed()} passed, ${counted.failed()} failed`);
  return counted.failed() === 0 ? 0 : 1;
};

// Node 20 is the least this project runs on; what the SDK says about it would only hide what the checks say.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
