/** The sweep's function as its environment describes it, against the stand-in and a bucket on loopback. */

import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../bin/sandbox/server';
import { estate, SMALL } from '../../bin/sweep/estate';
import { defaultSettings } from '../../lambda/settings';
import { weeklyFrom } from '../../lambda/sweep/handler';
import { type Turn, takeTurn } from '../../lambda/sweep/weekly';

const TINY = { ...SMALL, profiles: { 'eu-central-1': 2 }, roles: 5, loose: 1, anchors: 1, subjects: 1 };
const ACCOUNT = '111122223333';

/** A bucket: GET and PUT by path. */
const startBucket = async (): Promise<{
  readonly server: Server;
  readonly url: string;
  readonly objects: Map<string, string>;
}> => {
  const objects = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? '';
    const there = objects.get(path);
    if (request.method === 'PUT') objects.set(path, Buffer.concat(chunks).toString());
    else if (there === undefined) return response.writeHead(404).end('<Code>NoSuchKey</Code>');
    const text = objects.get(path) ?? '';
    const etag = `"${createHash('md5').update(text).digest('hex')}"`;
    return response.writeHead(200, { etag }).end(request.method === 'PUT' ? '' : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, objects, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

describe('the function', () => {
  let sandbox: Sandbox;
  let bucket: Awaited<ReturnType<typeof startBucket>>;
  const before = { ...process.env };

  beforeAll(async () => {
    sandbox = await startSandbox(estate(TINY));
    bucket = await startBucket();
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIASANDBOXEXAMPLE00',
      AWS_SECRET_ACCESS_KEY: 'nothing-in-the-sandbox-is-secret',
    });
  });

  afterAll(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    await sandbox.close();
    bucket.server.closeAllConnections();
    bucket.server.close();
  });

  const environment = (): Record<string, string> => {
    const settings = join(mkdtempSync(join(tmpdir(), 'sweep-')), 'settings.json');
    writeFileSync(settings, JSON.stringify(defaultSettings));
    return {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ENDPOINT_URL_S3: bucket.url,
      TOPIC_ARN: `arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`,
      SETTINGS_FILE: settings,
      SWEEP_BUCKET: 'sweeps',
      SWEEP_REGIONS: 'eu-central-1',
      SWEEP_ACCOUNTS: `${ACCOUNT},${ACCOUNT}`,
      ALERT_LOG_GROUP: 'triage',
    };
  };

  test('sweeps, publishes one digest, and keeps the result', async () => {
    const turns: Turn[] = [];
    const telemetry = {
      turned: (turn: Turn) => turns.push(turn),
      finished: () => undefined,
      unfinished: () => undefined,
    };
    await takeTurn(weeklyFrom(environment(), telemetry), () => 840_000);
    expect(turns).toEqual(['finished']);
    const [digest, ...others] = sandbox.published;
    expect(others).toEqual([]);
    expect(digest?.subject).toMatch(/^\[\w+\] Roles Anywhere weekly sweep: first sweep/);
    expect(JSON.parse(digest?.message.sqs ?? '{}')).toMatchObject({
      kind: 'sweep-digest',
      profiles: 2,
      whole: 's3://sweeps/result.json',
    });
    expect(digest?.attributes).toMatchObject({
      accountId: { value: ACCOUNT },
      region: { value: 'eu-central-1' },
    });
    expect([...bucket.objects.keys()].sort()).toEqual(['/sweeps/progress.json', '/sweeps/result.json']);
    const asked = sandbox.calls.map(({ service, operation }) => `${service}:${operation}`);
    expect(asked.filter((call) => call === 'rolesanywhere:ListTrustAnchors')).toHaveLength(1);
    expect(asked).not.toContain('cloudtrail:LookupEvents');
  }, 60_000);

  test.each(['TOPIC_ARN', 'SETTINGS_FILE', 'SWEEP_BUCKET', 'SWEEP_REGIONS', 'ALERT_LOG_GROUP'])(
    'does not start without %s',
    (name) => {
      const telemetry = { turned: () => undefined, finished: () => undefined, unfinished: () => undefined };
      expect(() => weeklyFrom({ ...environment(), [name]: '' }, telemetry)).toThrow(name);
    },
  );
});
