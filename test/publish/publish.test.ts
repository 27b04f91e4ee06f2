import { type PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { MESSAGE_MAX_BYTES, renderChannels } from '../../lambda/alert/channels';
import type { Alert } from '../../lambda/alert/schema';
import { attributesOf, publisher } from '../../lambda/publish/publish';
import { attack, composeTold } from '../alert/assessments';
import { hostileText } from '../alert/hostile';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const alertOf = (): Alert => composeTold(attack().context, attack().assessment);

/** A client that keeps what it is asked to send, or fails. */
const fakeClient = (
  failure?: Error,
  answer: object = { MessageId: 'message-1' },
): { client: SNSClient; sent: PublishCommandInput[] } => {
  const sent: PublishCommandInput[] = [];
  const client = new SNSClient({ region: 'eu-central-1' });
  client.send = async (command: unknown) => {
    if (failure !== undefined) throw failure;
    sent.push((command as PublishCommand).input);
    return answer;
  };
  return { client, sent };
};

/** The bytes that SNS counts. */
const sizeOf = ({ Message, Subject, MessageAttributes = {} }: PublishCommandInput): number =>
  [
    Message ?? '',
    Subject ?? '',
    ...Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
      name,
      DataType ?? '',
      StringValue ?? '',
    ]),
  ].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

test('publishes once, all protocols in one message, with attributes to filter by', async () => {
  const { client, sent } = fakeClient();
  const alert = alertOf();
  const channels = renderChannels(alert);
  await publisher(client, TOPIC)(channels, alert);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    TopicArn: TOPIC,
    Subject: channels.subject,
    MessageStructure: 'json',
    MessageAttributes: {
      severity: { DataType: 'String', StringValue: 'critical' },
      riskScore: { DataType: 'Number', StringValue: '99' },
      disposition: { DataType: 'String', StringValue: 'unexpected' },
      accountId: { DataType: 'String', StringValue: '111122223333' },
      region: { DataType: 'String', StringValue: 'eu-central-1' },
    },
  });
  expect(JSON.parse(sent[0]?.Message ?? '')).toMatchObject({ email: channels.email, sqs: channels.json });
});

test('a failed publish throws, so that the event is tried again', async () => {
  const { client } = fakeClient(new Error('throttled'));
  const alert = alertOf();
  await expect(publisher(client, TOPIC)(renderChannels(alert), alert)).rejects.toThrow('throttled');
});

test.each([{}, { MessageId: '' }])('a publish that nobody confirms throws, too: %j', async (answer) => {
  const { client } = fakeClient(undefined, answer);
  const alert = alertOf();
  await expect(publisher(client, TOPIC)(renderChannels(alert), alert)).rejects.toThrow(
    'confirmed no message',
  );
});

test('attributes are never empty, and hold nothing that SNS refuses', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const attributes = attributesOf({ ...alertOf(), region: text, account: { id: text } });
      for (const { StringValue } of Object.values(attributes))
        expect(StringValue).toMatch(/^[\x20-\x7e]{1,64}$/);
    }),
  );
});

test('the whole fits into one message, attributes and subject included', async () => {
  const { client, sent } = fakeClient();
  const alert = alertOf();
  const [role] = alert.roles;
  if (role === undefined) throw new Error('no role to repeat');
  const large: Alert = {
    ...alert,
    roles: Array.from({ length: 250 }, (_, index) => ({
      ...role,
      arn: `${role.arn}-${'x'.repeat(500)}-${index}`,
    })),
    region: 'x'.repeat(5000),
  };
  await publisher(client, TOPIC)(renderChannels(large), large);
  expect(sizeOf(sent[0] ?? { Message: undefined })).toBeLessThanOrEqual(MESSAGE_MAX_BYTES);
  expect(sizeOf(sent[0] ?? { Message: undefined })).toBeGreaterThan(100_000);
});
