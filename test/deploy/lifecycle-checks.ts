import assert from 'node:assert/strict';
import { deploy, destroy } from './deployed';
import { type Resources, resourcesOf, STACK, type Stage } from './stage';

/** What must still be the same thing after an update, so that nobody has to confirm a subscription again. */
const KEPT = [
  'AlertsTopic',
  'OperationsTopic',
  'TriageFailed',
  'ProfileCreatedUndelivered',
  'TriageFunction',
];

/** A second deployment, with other settings. */
export const checkTheUpdate = async (
  stage: Stage,
  before: Resources,
  context: readonly string[],
): Promise<void> => {
  const { checks, env, assembly, aws } = stage;
  const updated = deploy(env, assembly, [
    ...context,
    'emailMinimumSeverity=high',
    'manyRoles=7',
    'crossAccountExternalId=alerts',
  ]);
  await checks.that('a second cdk deploy with other settings', () =>
    assert.equal(updated.status, 0, updated.output),
  );
  const after = await resourcesOf(aws);
  await checks.that('keeps topics, queues and function', () => {
    assert.deepEqual(
      KEPT.map((id) => after(id)),
      KEPT.map((id) => before(id)),
    );
  });
  await checks.that('and changes what it is to change', async () => {
    const name = after('TriageFunction');
    const { Configuration } = await aws.get('lambda', `/2015-03-31/functions/${name}`);
    const { Variables } = (Configuration as { Environment: { Variables: Record<string, string> } })
      .Environment;
    assert.equal(Variables.CROSS_ACCOUNT_EXTERNAL_ID, 'alerts');
  });
};

/** The end: `cdk destroy` leaves the log of what was alerted, and nothing else. */
export const checkTheRemoval = async (stage: Stage, id: Resources): Promise<void> => {
  const { checks, env, assembly, aws } = stage;
  const log = id('TriageLog');
  await aws
    .query('cloudformation', {
      Action: 'UpdateTerminationProtection',
      Version: '2010-05-15',
      StackName: STACK,
      EnableTerminationProtection: 'false',
    })
    .catch(() => undefined);
  const destroyed = destroy(env, assembly);
  await checks.that('cdk destroy, without settings', () =>
    assert.equal(destroyed.status, 0, destroyed.output),
  );
  const named = (text: string): readonly string[] =>
    [...new Set(text.match(new RegExp(`${STACK}-[A-Za-z0-9-]+`, 'g')) ?? [])].filter(
      (name) => !name.startsWith('RolesAnywhereProfileForwarder'),
    );
  await checks.that('leaves keys that are to be deleted, and none that works', async () => {
    const { Keys } = await aws.json('kms', 'TrentService.ListKeys', {});
    const states = await Promise.all(
      (Keys as { KeyId: string }[]).map(async ({ KeyId }) => {
        const { KeyMetadata } = await aws.json('kms', 'TrentService.DescribeKey', { KeyId });
        return KeyMetadata as { Description: string; KeyState: string };
      }),
    );
    const ours = states.filter(({ Description }) => /Roles Anywhere/.test(Description));
    assert.deepEqual(
      ours.filter(({ KeyState }) => KeyState !== 'PendingDeletion'),
      [],
    );
  });
  await checks.that('leaves the log, and nothing else of the stack', async () => {
    const left = [
      await aws.query('sns', { Action: 'ListTopics', Version: '2010-03-31' }),
      JSON.stringify(await aws.json('sqs', 'AmazonSQS.ListQueues', {})),
      JSON.stringify(await aws.json('events', 'AWSEvents.ListRules', {})),
      JSON.stringify(await aws.json('events', 'AWSEvents.ListEventBuses', {})),
      JSON.stringify(await aws.get('lambda', '/2015-03-31/functions/')),
      JSON.stringify(await aws.json('logs', 'Logs_20140328.DescribeLogGroups', {})),
      await aws.query('iam', { Action: 'ListRoles', Version: '2010-05-08' }),
    ].flatMap(named);
    assert.deepEqual(left, [log]);
  });
};
