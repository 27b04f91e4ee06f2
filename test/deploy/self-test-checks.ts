import assert from 'node:assert/strict';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { SEVERITIES } from '../../lambda/assess/severity';
import { HEARTBEAT_ATTRIBUTE, SELF_TEST } from '../../lambda/self-test';
import type { DeployedFunction } from './alert-checks';
import { invoke } from './deployed';
import { createQueue, type Queue } from './queue';
import type { Resources, Stage } from './stage';

const NOWHERE = 'http://localhost:9';

/**
 * The way of the daily self-test, link by link: what the schedule sends goes through the deployed rule, then through the
 * bundled function and the deployed topic to a queue with the heartbeat's filter. For each broken link, nothing arrives;
 * that the alarm hears so is shown on the template (test/lib/self-test.test.ts), since moto evaluates no alarms.
 */
export const checkTheSelfTest = async (
  stage: Stage,
  id: Resources,
  deployed: DeployedFunction,
): Promise<void> => {
  const { checks, aws, sns } = stage;
  const rule = id('SelfTestRule');
  const matched = await createQueue(aws, 'self-tests');
  await aws.json('events', 'AWSEvents.RemoveTargets', { Rule: rule, Ids: ['Target0'] });
  await aws.json('events', 'AWSEvents.PutTargets', {
    Rule: rule,
    Targets: [{ Id: 'queue', Arn: matched.arn }],
  });
  const subscribed = async (name: string, filter: object): Promise<Queue> => {
    const queue = await createQueue(aws, name);
    const Attributes = { FilterPolicy: JSON.stringify(filter) };
    const TopicArn = deployed.env.TOPIC_ARN;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes }));
    return queue;
  };
  const heartbeats = await subscribed('heartbeats', { [HEARTBEAT_ATTRIBUTE]: ['default'] });
  const people = await subscribed('people', { severity: SEVERITIES });

  const put = (source: string): Promise<unknown> =>
    aws.json('events', 'AWSEvents.PutEvents', {
      Entries: [
        { Source: source, DetailType: SELF_TEST.detailType, Detail: JSON.stringify({ way: 'default' }) },
      ],
    });
  await put(SELF_TEST.source);
  const [event, ...more] = await matched.take();
  await checks.that('the rule of the self-test matches what the schedule sends', () => {
    assert.equal(event?.source, SELF_TEST.source);
    assert.deepEqual(more, []);
  });
  const ran = invoke(deployed.code, event, deployed.env);
  await checks.that('a self-test ends as one heartbeat, and nobody gets mail of it', async () => {
    assert.equal(ran.status, 0, ran.output);
    assert.equal((await heartbeats.take()).length, 1);
    assert.deepEqual(await people.take(), []);
  });
  const broken: readonly (readonly [what: string, run: () => unknown])[] = [
    ['the event is of another source', () => put('another')],
    [
      'the function cannot reach the topic',
      () => invoke(deployed.code, event, { ...deployed.env, AWS_ENDPOINT_URL_SNS: NOWHERE }),
    ],
    [
      'the topic is gone',
      () => invoke(deployed.code, event, { ...deployed.env, TOPIC_ARN: `${deployed.env.TOPIC_ARN}-gone` }),
    ],
    ['the function does not start', () => invoke(deployed.code, event, { ...deployed.env, TOPIC_ARN: '' })],
  ];
  for (const [what, run] of broken) {
    await checks.that(`no heartbeat arrives where ${what}`, async () => {
      await run();
      assert.deepEqual(await heartbeats.take(), []);
    });
  }
};
