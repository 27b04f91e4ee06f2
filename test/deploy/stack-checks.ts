import assert from 'node:assert/strict';
import { GetRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import type { Resources, Stage } from './stage';

/** Topic, queues, log, rule and role, read back from moto rather than from the template. */
export const checkWhatExists = async ({ checks, aws, iam, sns }: Stage, id: Resources): Promise<void> => {
  await checks.that('the topic is encrypted with the key of the stack', async () => {
    const command = new GetTopicAttributesCommand({ TopicArn: id('AlertsTopic') });
    const { Attributes } = await sns.send(command);
    assert.ok(Attributes?.KmsMasterKeyId?.endsWith(id('AlertsKey')), Attributes?.KmsMasterKeyId);
  });
  for (const queue of ['TriageFailed', 'ProfileCreatedUndelivered']) {
    await checks.that(`the queue ${queue} keeps events for 14 days`, async () => {
      const { QueueUrl } = await aws.json('sqs', 'AmazonSQS.GetQueueUrl', {
        QueueName: id(queue).split('/').at(-1),
      });
      const input = { QueueUrl, AttributeNames: ['MessageRetentionPeriod'] };
      const { Attributes } = await aws.json('sqs', 'AmazonSQS.GetQueueAttributes', input);
      assert.equal((Attributes as Record<string, string>).MessageRetentionPeriod, '1209600');
    });
  }
  await checks.that('the log group forgets after 90 days', async () => {
    const input = { logGroupNamePrefix: id('TriageLog') };
    const { logGroups } = await aws.json('logs', 'Logs_20140328.DescribeLogGroups', input);
    assert.deepEqual(
      (logGroups as { retentionInDays: number }[]).map(({ retentionInDays }) => retentionInDays),
      [90],
    );
  });
  await checks.that(
    'the rule hands profile creations to the function, for a day, then to its queue',
    async () => {
      const { Targets } = await aws.json('events', 'AWSEvents.ListTargetsByRule', {
        Rule: id('ProfileCreatedRule'),
      });
      const [target] = Targets as Record<string, unknown>[];
      assert.equal((Targets as unknown[]).length, 1);
      assert.ok(String(target?.Arn).endsWith(`:function:${id('TriageFunction')}`));
      assert.deepEqual(target?.RetryPolicy, { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 });
      const queue = id('ProfileCreatedUndelivered').split('/').at(-1);
      assert.match(JSON.stringify(target?.DeadLetterConfig), new RegExp(`:${queue}"`));
    },
  );
  await checks.that('the role reads, and writes to nothing but topic, queue and log', async () => {
    const written = await actionsOf(iam, id('TriageRole'), 'Write');
    const read = await actionsOf(iam, id('TriageRole'), 'Read');
    assert.deepEqual(written, [
      'kms:Decrypt',
      'kms:GenerateDataKey*',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      // To the queue of what failed, and to the one of the second look.
      'sqs:SendMessage',
      'sqs:SendMessage',
    ]);
    assert.deepEqual(
      read.filter((action) => !/^[a-z]+:(Get|List|Lookup)[A-Za-z]+$/.test(action)),
      [],
    );
  });
};

const actionsOf = async (
  iam: IAMClient,
  RoleName: string,
  PolicyName: string,
): Promise<readonly string[]> => {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  // moto keeps a document from a template as Python prints it, in single quotes.
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument ?? '').replaceAll("'", '"'));
  return (Statement as { Action: string | string[] }[]).flatMap(({ Action }) => Action).sort();
};
