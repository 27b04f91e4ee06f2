import { scenarioSchema } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import { type Post, signedPost } from '../../lambda/aws/signed-post';
import { askingVia } from '../../lambda/second-look/queue';
import { requestIn, type SecondLookRequest } from '../../lambda/second-look/request';
import { ACCOUNT, bridgeEvent, EVENT_ID, REGION } from '../support/event';

const request: SecondLookRequest = {
  event: bridgeEvent(),
  first: { severity: 'low', disposition: 'unexpected', findings: [], unread: [] },
};

const keys = async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' });

/** Asks twice for a second look at one alert, of a queue by this name, and says what the queue then holds. */
const asked = async (queueName: string, faults: readonly object[] = []) => {
  const sandbox = await startSandbox(scenarioSchema.parse({ description: 'a queue', faults }));
  try {
    const environment = { AWS_ENDPOINT_URL: sandbox.url };
    const post = signedPost({ service: 'sqs', partition: 'aws', region: REGION, keys, environment });
    const ask = askingVia(post, `${sandbox.url}/${ACCOUNT}/${queueName}`);
    await ask(EVENT_ID, request);
    await ask(EVENT_ID, request);
    return { queued: [...sandbox.queued], regions: sandbox.calls.map(({ region }) => region) };
  } finally {
    await sandbox.close();
  }
};

describe('the queue of the second look', () => {
  it('gets one message of an alert, however often it is asked', async () => {
    const { queued, regions } = await asked('second-look.fifo');
    expect(queued).toHaveLength(1);
    expect(requestIn(queued[0]?.body ?? '')).toEqual(request);
    expect(regions).toEqual([REGION, REGION]);
  });

  it('is asked again where SQS is too busy', async () => {
    const { queued } = await asked('second-look.fifo', [
      { operation: 'sqs:SendMessage', error: 'Throttling', times: 1 },
    ]);
    expect(queued).toHaveLength(1);
  });

  it('that does not exist has taken nothing', async () => {
    await expect(asked('second-look')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it.each<[string, unknown]>([
    ['a page of a proxy', undefined],
    ['an object without the id of a message', {}],
    ['an id that is none', { MessageId: 7 }],
  ])('has taken nothing where %s answers', async (_, answer) => {
    const post: Post = async () => answer;
    await expect(askingVia(post, 'queue')(EVENT_ID, request)).rejects.toThrow('confirmed no message');
  });
});
