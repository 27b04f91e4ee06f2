/** The command as people run it, with real SDK clients against services on loopback. Each run takes a few seconds. */

import { letterOf, type ReceivedMessage } from '../../bin/redrive/letters';
import { type Run, runScript } from '../support/command';
import { bridgeEvent, EVENT_TIME } from '../support/event';
import { type FakeBehaviour, type FakeDeployment, startFakeDeployment } from '../support/fake-deployment';

jest.setTimeout(60_000);

const failed = (event: unknown): string =>
  JSON.stringify({
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: event,
    responsePayload: { errorType: 'Error', errorMessage: 'the topic is gone' },
  });

const one = bridgeEvent({ eventID: 'first-event' });
const two = bridgeEvent({
  eventID: 'second-event',
  requestParameters: { name: 'other' },
  responseElements: { profile: { name: 'other' } },
});

describe('npm run redrive', () => {
  let fake: FakeDeployment | undefined;
  afterEach(async () => {
    await fake?.close();
    fake = undefined;
  });

  const against = async (
    behaviour: FakeBehaviour,
    ...args: readonly string[]
  ): Promise<Run & { readonly fake: FakeDeployment }> => {
    fake = await startFakeDeployment(behaviour);
    const result = await runScript('bin/redrive.ts', args, {
      env: {
        AWS_ENDPOINT_URL: fake.url,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'nobody-knows',
      },
    });
    return { ...result, fake };
  };

  it('shows what is there, and without a yes sends and deletes nothing', async () => {
    const { status, stdout, stderr, fake } = await against(
      { bodies: [failed(one), JSON.stringify(two)] },
      '--stack',
      'stack',
    );
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      `1. CreateProfile, ${EVENT_TIME}, account 111122223333, eu-central-1, profile build-farm, by arn:aws:iam::111122223333:user/alice, in failed: RetriesExhausted: the topic is gone`,
    );
    expect(lines[2]).toBe(
      'Send 2 events through the function stack-Triage again? Nobody to ask here: --yes sends them.',
    );
    expect(lines[3]).toBe('Nothing was sent, and nothing deleted.');
    expect(fake.invoked).toEqual([]);
    expect(fake.messages.map(({ hidden }) => hidden)).toEqual([false, false]);
    expect(fake.calls).not.toContain('sqs:DeleteMessage');
  });

  it('has the function take each event as it was, and deletes each message after that', async () => {
    const { status, stdout, fake } = await against(
      { bodies: [failed(one), JSON.stringify(two)] },
      '--stack',
      'stack',
      '--yes',
    );
    expect(status).toBe(0);
    expect(fake.invoked).toEqual([one, two]);
    expect(fake.messages).toEqual([]);
    expect(stdout).toContain('2 of 2 events delivered; 0 left in the queues.');
    const order = fake.calls.filter((call) => /Invoke|Delete/.test(call));
    expect(order).toEqual(['lambda:Invoke', 'sqs:DeleteMessage', 'lambda:Invoke', 'sqs:DeleteMessage']);
  });

  it('leaves what the function fails with, and what is no event, and says so with its exit status', async () => {
    const isFirst = (event: unknown) => JSON.stringify(event).includes('first-event');
    const { status, stdout, fake } = await against(
      { bodies: [failed(one), failed(two), '{"hello": 1}'], functionFails: isFirst },
      '--stack',
      'stack',
      '--yes',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('1. the function failed, and the message stays: Unhandled: the topic is gone');
    expect(stdout).toMatch(/3\. message message-3: holds no CloudTrail event: .*, in failed: left there/);
    expect(fake.invoked).toHaveLength(2);
    expect(fake.messages.map(({ id, hidden }) => [id, hidden])).toEqual([
      ['message-1', false],
      ['message-3', false],
    ]);
  });

  it('says that an alert went out whose message could not be deleted', async () => {
    const { status, stdout, fake } = await against(
      { bodies: [JSON.stringify(one)], denied: ['sqs:DeleteMessage'] },
      '--queue',
      'https://sqs.eu-central-1.amazonaws.com/111122223333/failed',
      '--function',
      'mine',
      '--yes',
    );
    expect(status).toBe(1);
    expect(stdout).toContain(
      'alert sent, but the message could not be deleted, and shows again: AccessDenied',
    );
    expect(fake.messages.map(({ hidden }) => hidden)).toEqual([false]);
    expect(fake.calls.some((call) => call.startsWith('cloudformation:'))).toBe(false);
  });

  it('says where nothing is', async () => {
    const { status, stdout } = await against({ bodies: [] }, '--stack', 'stack');
    expect([status, stdout]).toEqual([
      0,
      'Nothing is in the dead-letter queues (or another reader holds it for the moment).\n',
    ]);
  });

  it('gives one clear line and status 2 where it cannot begin', async () => {
    const { status, stdout, stderr } = await against(
      { bodies: [], denied: ['sqs:ReceiveMessage'] },
      '--stack',
      'stack',
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Queue failed could not be read: AccessDenied[^\n]*\n$/);
    const unknown = await runScript('bin/redrive.ts', ['--stack', 'other'], {
      env: {
        AWS_ENDPOINT_URL: fake?.url ?? '',
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'nobody-knows',
      },
    });
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(
      /^Stack other in eu-central-1: .*does not exist.* Give --stack NAME .*\n$/,
    );
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    ['credentials', [], { AWS_REGION: 'eu-central-1' }, /^No AWS credentials \(.*\); sign in/],
    [
      'a Region',
      [],
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      /^No Region: set AWS_REGION, or give --region\n$/,
    ],
    ['an option it knows', ['--all'], {}, /^Unknown option '--all'; --help shows what there is\n$/],
    ['the URL of a queue', ['--queue', 'failed'], {}, /^--queue: got failed, expected the URL of a queue\n$/],
  ])('says clearly that it lacks %s', async (_name, args, env, words) => {
    const { status, stdout, stderr } = await runScript('bin/redrive.ts', args, { env });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });
});

describe('letterOf', () => {
  const message = (body: string, attributes: ReceivedMessage['attributes'] = {}): ReceivedMessage => ({
    queueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/undelivered',
    messageId: 'm-1',
    receiptHandle: 'h',
    body,
    attributes,
  });

  it('tells why EventBridge could not deliver', () => {
    const { line, event } = letterOf(
      message(JSON.stringify(one), { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not allowed' }),
    );
    expect(event).toEqual(one);
    expect(line).toMatch(/, in undelivered: NO_PERMISSIONS \(not allowed\)$/);
  });

  it.each<[string, string]>([
    ['several events', JSON.stringify([one, two])],
    ['no event', 'hello'],
    ['nothing', ''],
    ['another call', JSON.stringify(bridgeEvent({ eventName: 'DeleteProfile' }))],
  ])('leaves a message with %s where it is', (_name, body) => {
    const { line, event } = letterOf(message(body));
    expect(event).toBeUndefined();
    expect(line).toMatch(/^message m-1.*, in undelivered: left there$/);
  });

  it('shows names that are made to mislead as they are, on one line', () => {
    const named = bridgeEvent({
      responseElements: { profile: { name: 'a\n2. CreateProfile\u001b[2K\u202e' } },
    });
    expect(letterOf(message(`see: ${JSON.stringify(named)}`)).line).toMatch(/^[\x20-\x7e]{1,600}$/);
  });
});
