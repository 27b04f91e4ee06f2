import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { trustPolicy } from '../support/context';
import { EVENT_ID, REGION } from '../support/event';
import { assetsIn, invoke } from './deployed';
import { ACCOUNT } from './moto';
import { createQueue, type Queue } from './queue';
import { STACK, type Stage } from './stage';

/** Nothing listens there. */
const NOWHERE = 'http://localhost:9';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/deploy`;

/** A role that may do everything and that any trust anchor reaches, under the name the event has. */
export const createAdmin = async ({ iam }: Stage): Promise<void> => {
  const RoleName = ROLE_ARN.split('/').at(-1);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustPolicy() }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
};

export interface DeployedFunction {
  readonly code: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The function as deployed: its bundled code, and its environment as moto has it, the layers where they were staged. */
export const functionAsDeployed = async (
  { aws, assembly, env }: Stage,
  name: string,
): Promise<DeployedFunction> => {
  const { Configuration } = await aws.get('lambda', `/2015-03-31/functions/${name}`);
  const { Variables } = (Configuration as { Environment: { Variables: Record<string, string> } }).Environment;
  const { code, layers } = assetsIn(assembly, STACK);
  const local = (value: string): string =>
    layers.map((layer) => value.replace(/^\/opt\b/, layer)).find((file) => existsSync(file)) ?? value;
  const variables = Object.entries(Variables).map(([key, value]) => [key, local(value)]);
  return { code, env: { ...env, ...Object.fromEntries(variables) } };
};

interface Published {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
}

const alertIn = (messages: readonly Record<string, unknown>[]): { published: Published; alert: Alert } => {
  assert.equal(messages.length, 1, `expected one message, not ${messages.length}`);
  const published = messages[0] as unknown as Published;
  return { published, alert: alertSchema.parse(JSON.parse(published.Message)) };
};

export const checkTheAlert = async (
  { checks, aws, sns }: Stage,
  event: unknown,
  deployed: DeployedFunction,
): Promise<Queue> => {
  const topic = deployed.env.TOPIC_ARN;
  const subscribe = async (name: string, filter?: object): Promise<Queue> => {
    const queue = await createQueue(aws, name);
    const Attributes = filter === undefined ? {} : { FilterPolicy: JSON.stringify(filter) };
    await sns.send(
      new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn, Attributes }),
    );
    return queue;
  };
  const everything = await subscribe('everything');
  const urgent = await subscribe('urgent', { severity: ['critical', 'high'] });
  const calm = await subscribe('calm', { severity: ['low', 'informational'] });

  const ran = invoke(deployed.code, event, deployed.env);
  await checks.that('the bundled function ends well', () => assert.equal(ran.status, 0, ran.output));
  const messages = await everything.take();
  await checks.that('a subscriber gets one alert, of the event', () => {
    const { alert } = alertIn(messages);
    assert.equal(alert.alertId, EVENT_ID);
    assert.deepEqual(alert.profile.roleArns, [ROLE_ARN]);
  });
  await checks.that('it says that the role, read from IAM, is an administrator', () => {
    const { alert } = alertIn(messages);
    assert.deepEqual(
      alert.roles.map(({ arn, state, power, trust }) => ({ arn, state, power, trust })),
      [{ arn: ROLE_ARN, state: 'found', power: 'admin', trust: 'any-anchor' }],
    );
  });
  await checks.that('it says what could not be checked, and is critical all the same', () => {
    const { alert } = alertIn(messages);
    const unknown = alert.unknowns.map(({ what }) => what).join('; ');
    for (const what of [/trust anchors/, /tags/, /earlier profiles/]) assert.match(unknown, what);
    assert.deepEqual([alert.severity, alert.riskScore], ['critical', 99]);
  });
  await checks.that('it knows the country, from the database in the layer', () => {
    assert.equal(alertIn(messages).alert.source.country, 'US');
  });
  await checks.that('its subject is short and its attributes say the same as its text', () => {
    const { alert, published } = alertIn(messages);
    assert.match(published.Subject, /^[\x20-\x7e]{1,99}$/);
    const value = (name: string): string | undefined => published.MessageAttributes[name]?.Value;
    assert.deepEqual(
      [value('severity'), value('riskScore'), value('accountId'), value('region')],
      [alert.severity, String(alert.riskScore), ACCOUNT, REGION],
    );
  });
  await checks.that('subscribers filter by severity', async () => {
    assert.equal((await urgent.take()).length, 1);
    assert.equal((await calm.take()).length, 0);
  });

  const blind = {
    ...deployed.env,
    AWS_ENDPOINT_URL: NOWHERE,
    AWS_ENDPOINT_URL_SNS: deployed.env.AWS_ENDPOINT_URL,
  };
  const blindRun = invoke(deployed.code, event, blind);
  await checks.that(
    'with every read failing, the alert still goes out, with roles and duration',
    async () => {
      assert.equal(blindRun.status, 0, blindRun.output);
      const { alert } = alertIn(await everything.take());
      assert.deepEqual(alert.profile.roleArns, [ROLE_ARN]);
      assert.equal(alert.profile.durationSeconds, 3600);
      assert.deepEqual(
        alert.roles.map(({ power }) => power),
        ['unknown'],
      );
    },
  );
  await checks.that('where it cannot publish, the function fails, so that Lambda tries again', () => {
    const mute = { ...deployed.env, AWS_ENDPOINT_URL_SNS: NOWHERE };
    assert.notEqual(invoke(deployed.code, event, mute).status, 0);
  });
  return everything;
};
