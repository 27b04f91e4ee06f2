import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { mayPass } from '../../lambda/aws/errors';
import { wholeAnswers } from '../../lambda/aws/whole-answers';

const ALIASES =
  '<ListAccountAliasesResponse><ListAccountAliasesResult><IsTruncated>false</IsTruncated>' +
  '<AccountAliases><member>example-prod</member></AccountAliases></ListAccountAliasesResult></ListAccountAliasesResponse>';

const clientOf = (server: Server, requestHandler: ReturnType<typeof wholeAnswers>): IAMClient =>
  new IAMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    maxAttempts: 1,
    requestHandler,
  });

/** Asks a server that answers in this way, once, and says how it went and what reached the server. */
const asked = async (answer: (response: ServerResponse) => void, answerMs = 200, signal?: AbortSignal) => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const client = clientOf(server, wholeAnswers({ connectionMs: 1000, answerMs }));
  try {
    const options = signal === undefined ? {} : { abortSignal: signal };
    const { AccountAliases } = await client.send(new ListAccountAliasesCommand({}), options);
    return { aliases: AccountAliases, requests };
  } catch (error) {
    return { error: error as Error, requests };
  } finally {
    client.destroy();
    server.close();
    server.closeAllConnections();
  }
};

const begin = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/xml' });

describe('a whole answer', () => {
  it('is read, also where it comes in pieces', async () => {
    const pieces = (response: ServerResponse) => {
      begin(response).write(ALIASES.slice(0, 50));
      setTimeout(() => response.end(ALIASES.slice(50)), 20);
    };
    expect(await asked(pieces, 5_000)).toMatchObject({ aliases: ['example-prod'] });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['without a head', () => undefined],
    ['without a body', (response) => void begin(response).flushHeaders()],
    ['whose body never ends', (response) => void begin(response).write(ALIASES)],
    [
      'that drips',
      (response) => {
        begin(response);
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('%s is given up in time, and worth another attempt', async (_, answer) => {
    const started = Date.now();
    const { error } = await asked(answer);
    expect(error?.name).toBe('TimeoutError');
    expect(mayPass(error)).toBe(true);
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('that is broken off is worth another attempt', async () => {
    const { error } = await asked((response) => {
      begin(response).write(ALIASES.slice(0, 50), () => response.destroy());
    });
    expect(mayPass(error)).toBe(true);
  });

  it('is not waited for when its caller gives up', async () => {
    const { error } = await asked(
      (response) => void begin(response).write(ALIASES),
      10_000,
      AbortSignal.timeout(100),
    );
    expect(error?.name).toBe('AbortError');
    expect(mayPass(error)).toBe(false);
  });

  it('larger than any of AWS is not read to its end', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const { error } = await asked((response) => {
      begin(response);
      const more = () => {
        sent += 1;
        if (!response.destroyed && sent < 100) response.write(piece, more);
      };
      more();
    }, 10_000);
    expect(error?.message).toContain('larger than any');
    expect(sent).toBeLessThan(80);
  });

  it('leaves its connection to the next request', async () => {
    let connections = 0;
    const server = createServer((request, response) => {
      request.resume();
      begin(response).end(ALIASES);
    });
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const handler = wholeAnswers({ connectionMs: 1000, answerMs: 1000 });
    const client = clientOf(server, handler);
    try {
      for (let count = 0; count < 3; count += 1) await client.send(new ListAccountAliasesCommand({}));
      expect(connections).toBe(1);
    } finally {
      client.destroy();
      server.close();
    }
  });

  it('is not asked for where its caller has given up before', async () => {
    const { error, requests } = await asked(
      (response) => void begin(response).end(ALIASES),
      1000,
      AbortSignal.abort(),
    );
    expect(error?.name).toBe('AbortError');
    expect(requests).toBe(0);
  });
});
