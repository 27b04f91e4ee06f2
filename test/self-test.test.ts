import type { SNSClient } from '@aws-sdk/client-sns';
import { handlerIn } from '../lambda/handler';
import { HEARTBEAT_ATTRIBUTE, heartbeatOf, SELF_TEST, selfTestIn } from '../lambda/self-test';
import { silentTelemetry } from '../lambda/telemetry';
import type { World } from '../lambda/triage';
import { bridgeEvent } from './support/event';

const event = (detail: unknown = { way: 'home' }) => ({
  source: SELF_TEST.source,
  'detail-type': SELF_TEST.detailType,
  detail,
});

const cases: readonly (readonly [what: string, event: unknown, way: string | undefined])[] = [
  ['by the home bus', event(), 'home'],
  ['that names no way', event({}), 'unknown'],
  ['with hostile text for a way', event({ way: '"><script>' }), 'unknown'],
  ['that is a profile', bridgeEvent(), undefined],
  ['that is nothing', null, undefined],
  [
    'that is a profile which claims to be a test in its detail',
    bridgeEvent({ source: SELF_TEST.source }),
    undefined,
  ],
];
test.each(cases)('an event %s', (_, given, way) => {
  expect(selfTestIn(given)).toBe(way);
});

test('is published for the queue of the heartbeats: no severity, and no form that a chat shows', async () => {
  const sent: unknown[] = [];
  const sns = { send: async ({ input }: { input: unknown }) => sent.push(input) } as unknown as SNSClient;
  await heartbeatOf(sns, 'arn:aws:sns:eu-central-1:111122223333:alerts')('home');
  expect(sent).toEqual([
    {
      TopicArn: 'arn:aws:sns:eu-central-1:111122223333:alerts',
      Subject: expect.stringMatching(/^[\x20-\x7e]{1,99}$/),
      Message: '{"selfTest":"home"}',
      MessageAttributes: { [HEARTBEAT_ATTRIBUTE]: { DataType: 'String', StringValue: 'home' } },
    },
  ]);
});

describe('the function', () => {
  const context = { getRemainingTimeInMillis: () => 120_000 };
  const world = (heartbeat: World['heartbeat']): World =>
    ({
      publish: () => Promise.reject(new Error('an alert')),
      heartbeat,
    }) as unknown as World;

  test('answers a self-test with a heartbeat, and with no alert', async () => {
    const ways: string[] = [];
    const handle = handlerIn(() => ({
      world: world(async (way) => void ways.push(way)),
      telemetry: silentTelemetry,
    }));
    await handle(event(), context);
    expect(ways).toEqual(['home']);
  });

  test('fails where it cannot, so that the queue and the alarm hear of it', async () => {
    const handle = handlerIn(() => ({
      world: world(() => Promise.reject(new Error('KMS'))),
      telemetry: silentTelemetry,
    }));
    await expect(handle(event(), context)).rejects.toThrow('KMS');
  });
});
