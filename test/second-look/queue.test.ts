import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scenarioSchema } from '../../bin/sandbox/scenario';
import { startSandbox } from '../../bin/sandbox/server';
import { askingVia } from '../../lambda/second-look/queue';
import { requestIn, type SecondLookRequest } from '../../lambda/second-look/request';
import { ACCOUNT, bridgeEvent, EVENT_ID, REGION } from '../support/event';

const request: SecondLookRequest = {
  event: bridgeEvent(),
  first: { severity: 'low', disposition: 'unexpected', findings: [], unread: [] },
};

/** Asks twice for a second look at one alert, of a queue by this name, and says what the queue then holds. */
const asked = async (queueName: string, faults: readonly object[] = []) => {
  const sandbox = await startSandbox(scenarioSchema.parse({ description: 'a queue', faults }));
  try {
    const ask = askingVia(`${sandbox.url}/${ACCOUNT}/${queueName}`, { AWS_ENDPOINT_URL: sandbox.url });
    await ask(EVENT_ID, request);
    await ask(EVENT_ID, request);
    return { queued: [...sandbox.queued], regions: sandbox.calls.map(({ region }) => region) };
  } finally {
    await sandbox.close();
  }
};

describe('the queue of the second look', () => {
  const before = { ...process.env };
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
    });
  });
  afterEach(() => {
    process.env = { ...before };
  });

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

  it.each([
    ['a page of a proxy', '<html>Sign in</html>'],
    ['an object without the id of a message', '{}'],
  ])('has taken nothing where %s answers', async (_, body) => {
    const server = createServer((_request, response) => void response.end(body));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await expect(askingVia(`${url}/queue`, { AWS_ENDPOINT_URL: url })(EVENT_ID, request)).rejects.toThrow();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
