/**
 * Forwarders in three other places, two by `cdk deploy` and one by a stack set, and an event put on each default bus.
 *
 * What moto does not do, and test/lib checks on the templates instead: it enforces no bus policy, no role and no disabled
 * rule; and after a hop between buses the envelope has another Region and id, and no account.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { trustPolicy } from '../support/context';
import { bridgeEvent, ACCOUNT as FIXTURE_ACCOUNT, REGION as FIXTURE_REGION } from '../support/event';
import type { DeployedFunction } from './alert-checks';
import { type Aws, awsAt, type Credentials } from './aws';
import { deployForwarder, invoke, synthForwarder } from './deployed';
import { HOME, HOME_ELSEWHERE, MEMBER, MEMBER_ELSEWHERE, MEMBER_HERE, named, type Place } from './place';
import { createQueue, type Queue } from './queue';
import type { Resources, Stage } from './stage';

export const FORWARDER = 'RolesAnywhereProfileForwarder';
export const READ_ROLE = 'RolesAnywhereProfileAlertReader';
const RULE = `${FORWARDER}-Profiles`;
const BUS = 'RolesAnywhereProfileAlert';
const NOWHERE = 'http://localhost:9';

const PARAMETERS = {
  HomeAccount: HOME.account,
  HomeRegion: HOME.region,
  HomeBusName: BUS,
  ReaderArns: `arn:aws:iam::${HOME.account}:role/triage`,
};

/** Credentials of another account: moto looks at the access key, which it remembers from AssumeRole. */
const credentialsOf = async (aws: Aws, account: string): Promise<Credentials> => {
  const xml = await aws.query('sts', {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam::${account}:role/Deployer`,
    RoleSessionName: 'deployer',
  });
  const of = (tag: string): string => new RegExp(`<${tag}>([^<]+)<`).exec(xml)?.[1] ?? '';
  return {
    accessKeyId: of('AccessKeyId'),
    secretAccessKey: of('SecretAccessKey'),
    sessionToken: of('SessionToken'),
  };
};

const deployByStackSet = async (aws: Aws, { account, region }: Place): Promise<void> => {
  const template = readFileSync(join(__dirname, '..', '..', 'docs', 'forwarder.template.json'), 'utf8');
  const parameters = Object.entries(PARAMETERS).flatMap(([key, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, key],
    [`Parameters.member.${index + 1}.ParameterValue`, value],
  ]);
  const common = { Version: '2010-05-15', StackSetName: FORWARDER };
  await aws.query('cloudformation', {
    ...common,
    Action: 'CreateStackSet',
    TemplateBody: template,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...Object.fromEntries(parameters),
  });
  await aws.query('cloudformation', {
    ...common,
    Action: 'CreateStackInstances',
    'Accounts.member.1': account,
    'Regions.member.1': region,
  });
};

/** What a forwarder consists of, read back: its rule on the default bus, the rule's one target, and its queue. */
const checkTheForwarder = async (stage: Stage, place: Place, aws: Aws): Promise<void> => {
  await stage.checks.that(`the forwarder in ${named(place)} sends profiles to the home bus`, async () => {
    const rule = await aws.json('events', 'AWSEvents.DescribeRule', { Name: RULE });
    assert.equal(rule.State, 'ENABLED');
    assert.ok(JSON.parse(String(rule.EventPattern)).detail.eventName.includes('CreateProfile'));
    const { Targets } = await aws.json('events', 'AWSEvents.ListTargetsByRule', { Rule: RULE });
    const [target, ...others] = Targets as { Arn: string; DeadLetterConfig: { Arn: string } }[];
    assert.deepEqual(others, []);
    assert.equal(target?.Arn, `arn:aws:events:${HOME.region}:${HOME.account}:event-bus/${BUS}`);
    assert.match(
      target?.DeadLetterConfig.Arn ?? '',
      new RegExp(`^arn:aws:sqs:${place.region}:${place.account}:`),
    );
  });
};

const rolesIn = async (stage: Stage, credentials: Credentials): Promise<readonly string[]> => {
  const xml = await awsAt(stage.env.AWS_ENDPOINT_URL ?? '', { credentials, region: 'us-east-1' }).query(
    'iam',
    {
      Action: 'ListRoles',
      Version: '2010-05-08',
    },
  );
  return [...xml.matchAll(/<RoleName>([^<]+)</g)].map(([, name = '']) => name);
};

const recordOf = ({ account, region }: Place, id: string): Record<string, unknown> => {
  const text = JSON.stringify(bridgeEvent({ eventTime: new Date().toISOString(), eventID: id }));
  const { detail } = JSON.parse(text.replaceAll(FIXTURE_ACCOUNT, account).replaceAll(FIXTURE_REGION, region));
  return detail;
};

const put = (aws: Aws, detail: Record<string, unknown>): Promise<unknown> =>
  aws.json('events', 'AWSEvents.PutEvents', {
    Entries: [
      {
        Source: 'aws.rolesanywhere',
        DetailType: 'AWS API Call via CloudTrail',
        Detail: JSON.stringify(detail),
      },
    ],
  });

const PLACES = [HOME_ELSEWHERE, MEMBER_HERE, MEMBER_ELSEWHERE] as const;

/** @param home the resources of the stack at home */
export const checkTheForwarders = async (
  stage: Stage,
  home: Resources,
  deployed: DeployedFunction,
  everything: Queue,
): Promise<void> => {
  const { checks, env } = stage;
  const endpoint = env.AWS_ENDPOINT_URL ?? '';
  const member = await credentialsOf(stage.aws, MEMBER);
  const own = { accessKeyId: 'test', secretAccessKey: 'test' };
  const awsIn = ({ account, region }: Place): Aws =>
    awsAt(endpoint, { region, credentials: account === MEMBER ? member : own });

  const assembly = join(stage.assembly, '..', 'forwarder.out');
  const synthesised = synthForwarder(env, assembly);
  await checks.that('the forwarder is synthesised', () =>
    assert.equal(synthesised.status, 0, synthesised.output),
  );
  await checks.that('cdk deploy would send the bytes that the stack set has', () => {
    const sent = readFileSync(join(assembly, `${FORWARDER}.template.json`));
    assert.ok(sent.equals(readFileSync(join(__dirname, '..', '..', 'docs', 'forwarder.template.json'))));
  });
  for (const place of [HOME_ELSEWHERE, MEMBER_HERE]) {
    const ran = deployForwarder(env, assembly, PARAMETERS, {
      region: place.region,
      credentials: place.account === MEMBER ? member : own,
    });
    await checks.that(`cdk deploy of the forwarder in ${named(place)}`, () =>
      assert.equal(ran.status, 0, ran.output),
    );
  }
  await checks.that(`a stack set deploys it in ${named(MEMBER_ELSEWHERE)}`, () =>
    deployByStackSet(stage.aws, MEMBER_ELSEWHERE),
  );
  for (const place of PLACES) await checkTheForwarder(stage, place, awsIn(place));
  await checks.that('the role to read with is made once in the other account, and not at home', async () => {
    assert.equal((await rolesIn(stage, member)).filter((name) => name === READ_ROLE).length, 1);
    assert.ok(!(await rolesIn(stage, own)).includes(READ_ROLE));
  });

  // moto calls no function: the rule on the home bus gets a queue instead.
  const rule = { Rule: home('ProfileCreatedForwarded'), EventBusName: BUS };
  const arrived = await createQueue(stage.aws, 'arrived');
  await stage.aws.json('events', 'AWSEvents.RemoveTargets', { ...rule, Ids: ['Target0'] });
  await stage.aws.json('events', 'AWSEvents.PutTargets', {
    ...rule,
    Targets: [{ Id: 'queue', Arn: arrived.arn }],
  });
  const received: Record<string, unknown>[] = [];
  for (const [index, place] of PLACES.entries()) {
    const id = `0d6e1f0a-2b3c-4d5e-8f90-00000000000${index}`;
    await checks.that(`a profile made in ${named(place)} arrives at home, once`, async () => {
      await put(awsIn(place), recordOf(place, id));
      const messages = await arrived.take();
      assert.deepEqual(
        messages.map(({ detail }) => (detail as { eventID?: unknown }).eventID),
        [id],
      );
      // As EventBridge sends it on: moto leaves the account out and writes the Region of the home bus.
      received.push({ ...messages[0], account: place.account, region: place.region });
    });
  }
  await checks.that('a profile made at home does not come by the home bus', async () => {
    await put(stage.aws, recordOf(HOME, '0d6e1f0a-2b3c-4d5e-8f90-000000000009'));
    assert.deepEqual(await arrived.take(), []);
  });

  await checkTheAlertOf(stage, received.at(-1), member, deployed, everything);
};

const alertsIn = async (queue: Queue): Promise<readonly Alert[]> =>
  (await queue.take()).map(({ Message }) => alertSchema.parse(JSON.parse(String(Message))));

/** The function at home on what arrived from another account and Region. */
const checkTheAlertOf = async (
  { checks, env }: Stage,
  event: unknown,
  credentials: Credentials,
  deployed: DeployedFunction,
  everything: Queue,
): Promise<void> => {
  const iam = new IAMClient({ endpoint: env.AWS_ENDPOINT_URL ?? '', region: 'us-east-1', credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: trustPolicy() }));
  // Less than the role of that name has at home: the alert can only have it from there.
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'deploy', PolicyArn }));
  const power = ({ roles }: Alert) => roles.map(({ arn, power: level }) => [arn, level]);
  const role = `arn:aws:iam::${MEMBER}:role/deploy`;

  const ran = invoke(deployed.code, event, deployed.env);
  await checks.that(
    'the function at home alerts about it once, with its account, Region and role',
    async () => {
      assert.equal(ran.status, 0, ran.output);
      const [alert, ...more] = await alertsIn(everything);
      assert.deepEqual(more, []);
      assert.deepEqual([alert?.account.id, alert?.region], [MEMBER, MEMBER_ELSEWHERE.region]);
      assert.deepEqual(alert && power(alert), [[role, 'sensitive']]);
    },
  );
  const refused = invoke(deployed.code, event, { ...deployed.env, AWS_ENDPOINT_URL_STS: NOWHERE });
  await checks.that(
    'where it may not read there, the alert is unverified and says what to deploy',
    async () => {
      assert.equal(refused.status, 0, refused.output);
      const [alert, ...more] = await alertsIn(everything);
      assert.deepEqual(more, []);
      assert.deepEqual(alert && power(alert), [[role, 'unknown']]);
      assert.match(JSON.stringify(alert?.unknowns), /deploy the forwarder there/);
    },
  );
};
