import assert from 'node:assert/strict';
import { bridgeEvent, ACCOUNT as FIXTURE_ACCOUNT, type Overrides } from '../support/event';
import { ACCOUNT } from './moto';
import { createQueue } from './queue';
import type { Stage } from './stage';

/**
 * The base event as if it were of moto's account, of this moment (CloudTrail is not asked about the far past), and from a
 * public resolver's address, since the networks for documentation are in no country.
 */
const eventOfMoto = (overrides: Overrides = {}, envelope: Overrides = {}): Record<string, unknown> => {
  const event = bridgeEvent(
    { eventTime: new Date().toISOString(), sourceIPAddress: '8.8.8.8', ...overrides },
    envelope,
  );
  return JSON.parse(JSON.stringify(event).replaceAll(FIXTURE_ACCOUNT, ACCOUNT));
};

/**
 * The event as the deployed rule lets it through. moto cannot call functions, so the rule's target is a queue now; its
 * matching of patterns is another's than the one in test/support.
 */
export const throughTheRule = async ({ checks, aws }: Stage, rule: string): Promise<unknown> => {
  const queue = await createQueue(aws, 'matched');
  await aws.json('events', 'AWSEvents.RemoveTargets', { Rule: rule, Ids: ['Target0'] });
  await aws.json('events', 'AWSEvents.PutTargets', {
    Rule: rule,
    Targets: [{ Id: 'queue', Arn: queue.arn }],
  });
  const send = async (event: Record<string, unknown>): Promise<readonly unknown[]> => {
    const entry = {
      Source: event.source,
      DetailType: event['detail-type'],
      Detail: JSON.stringify(event.detail),
    };
    await aws.json('events', 'AWSEvents.PutEvents', { Entries: [entry] });
    return queue.take();
  };
  const created = eventOfMoto();
  const [matched, ...more] = await send(created);
  await checks.that('the rule matches a profile that was created', () => {
    assert.deepEqual((matched as { detail?: unknown } | undefined)?.detail, created.detail);
    assert.equal(more.length, 0);
  });
  const others = [
    ['a call that failed', eventOfMoto({ errorCode: 'AccessDenied' })],
    ['another call', eventOfMoto({ eventName: 'DisableProfile' })],
    [
      'CreateProfile of another service',
      eventOfMoto({ eventSource: 'transfer.amazonaws.com' }, { source: 'aws.transfer' }),
    ],
  ] as const;
  for (const [what, event] of others) {
    await checks.that(`the rule leaves ${what}`, async () => assert.deepEqual(await send(event), []));
  }
  return matched;
};
