import assert from 'node:assert/strict';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { lambdaEventOf } from '../../bin/sandbox/sqs';
import { type Alert, alertSchema } from '../../lambda/alert/schema';
import { trustPolicy } from '../support/context';
import type { DeployedFunction } from './alert-checks';
import { invoke, type Ran } from './deployed';
import { ACCOUNT } from './moto';
import type { Queue } from './queue';
import type { Resources, Stage } from './stage';

const ROLE = 'grown-since';

/** The event as if it were another profile's, with a role of its own. */
const ofAnother = (event: unknown): unknown => {
  const { detail, ...envelope } = structuredClone(event) as { detail: Record<string, unknown> };
  const roleArns = [`arn:aws:iam::${ACCOUNT}:role/${ROLE}`];
  const profile = (detail.responseElements as { profile: object }).profile;
  return {
    ...envelope,
    detail: {
      ...detail,
      eventID: '5e0c0d1f-0000-4000-8000-000000000002',
      requestParameters: { ...(detail.requestParameters as object), roleArns },
      responseElements: { profile: { ...profile, roleArns } },
    },
  };
};

/**
 * Both looks by the bundled function, through the deployed queue. moto would run the function in a container of its own,
 * which it waits for: its mapping is switched off, and the message is taken out here as Lambda would. The queue's delay,
 * which test/lib holds to a quarter of an hour, is taken off first.
 */
export const checkTheSecondLook = async (
  { checks, aws, iam }: Stage,
  id: Resources,
  event: unknown,
  deployed: DeployedFunction,
  subscriber: Queue,
): Promise<void> => {
  const { QueueUrl } = await aws.json('sqs', 'AmazonSQS.GetQueueUrl', {
    QueueName: id('SecondLookQueue').split('/').at(-1),
  });
  const attributes = async (): Promise<Record<string, string>> => {
    const input = { QueueUrl, AttributeNames: ['All'] };
    return (await aws.json('sqs', 'AmazonSQS.GetQueueAttributes', input)).Attributes as Record<
      string,
      string
    >;
  };
  await checks.that('the queue of the second look is FIFO, and waits a quarter of an hour', async () => {
    const { DelaySeconds, FifoQueue, VisibilityTimeout } = await attributes();
    assert.deepEqual([DelaySeconds, FifoQueue, VisibilityTimeout], ['900', 'true', '720']);
  });
  const { EventSourceMappings } = await aws.get('lambda', '/2015-03-31/event-source-mappings/');
  for (const { UUID } of EventSourceMappings as { UUID: string }[]) {
    await aws.put('lambda', `/2015-03-31/event-source-mappings/${UUID}`, { Enabled: false });
  }
  await aws.json('sqs', 'AmazonSQS.PurgeQueue', { QueueUrl });
  await aws.json('sqs', 'AmazonSQS.SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '0' } });

  const alerts = async (): Promise<readonly Alert[]> =>
    (await subscriber.take()).map(({ Message }) => alertSchema.parse(JSON.parse(String(Message))));
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: trustPolicy() }));
  await subscriber.take();
  const created = ofAnother(event);
  const ran = [invoke(deployed.code, created, deployed.env), invoke(deployed.code, created, deployed.env)];
  const first = await alerts();
  const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
  const answer = await aws.json('sqs', 'AmazonSQS.ReceiveMessage', input);
  const messages = (answer.Messages ?? []) as { MessageId: string; Body: string }[];
  await checks.that('an event delivered twice waits once, and its alerts say until when', () => {
    for (const { status, output } of ran) assert.equal(status, 0, output);
    assert.equal(messages.length, 1);
    assert.equal(first.length, 2);
    for (const { looksAgainAt } of first) assert.match(looksAgainAt ?? '', /^\d{4}-/);
  });
  const again = (env = deployed.env): Ran => {
    const queued = messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
    return invoke(deployed.code, lambdaEventOf(queued), env);
  };
  await checks.that('where nothing is new, nobody is told', async () => {
    const { status, output } = again();
    assert.equal(status, 0, output);
    assert.deepEqual(await alerts(), []);
  });
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
  await checks.that('a role that has become an administrator since is told of', async () => {
    const { status, output } = again();
    assert.equal(status, 0, output);
    const [update, ...more] = await alerts();
    assert.deepEqual(more, []);
    assert.equal(update?.update?.of, first[0]?.alertId);
    assert.match(update?.update?.changed.join() ?? '', new RegExp(`Role ${ROLE} is admin`));
    assert.equal(update?.looksAgainAt, undefined);
  });
  await checks.that('where it cannot be published, the message is handed on again', () => {
    const mute = { ...deployed.env, AWS_ENDPOINT_URL_SNS: 'http://localhost:9' };
    assert.notEqual(again(mute).status, 0);
  });
};
