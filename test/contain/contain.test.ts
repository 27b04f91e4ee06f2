import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { rolesAnywhereSettings } from '../../lambda/aws/client-settings';
import { disabling } from '../../lambda/contain/contain';
import { ReadRoleError } from '../../lambda/enrich/assumed-role';
import { ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION } from '../support/event';

const PROFILE = { partition: 'aws', account: ACCOUNT, region: REGION, id: PROFILE_ID, arn: PROFILE_ARN };
const NOW = new Date('2026-03-04T05:08:00Z');

type Answer = (response: ServerResponse) => void;
type Came = { readonly kind: string } & Readonly<Record<string, unknown>>;
const answers = (status: number, body: unknown, code?: string): Answer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = code === undefined ? {} : { 'x-amzn-errortype': code };
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...type }).end(text);
  };
};
const disabled = answers(200, { profile: { profileId: PROFILE_ID, enabled: false } });

const breaks: Answer = (response) => {
  response.destroy();
};

/** What came of asking a server that answers so, one answer after the other and then as the last. */
const outcomeOf = async (given: readonly Answer[]): Promise<Came & { readonly ms: number }> => {
  let requests = 0;
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(`${request.method} ${request.url}`);
    given[Math.min(requests, given.length - 1)]?.(response);
    requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new RolesAnywhereClient({
    region: REGION,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'none' },
    ...rolesAnywhereSettings({ AWS_ENDPOINT_URL: endpoint }),
  });
  const started = Date.now();
  try {
    const outcome = await disabling(
      () => client,
      () => NOW,
    )(PROFILE, AbortSignal.timeout(2_000));
    return { ...outcome, paths, ms: Date.now() - started };
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
};

const failed = (why: string) => ({ kind: 'failed', profile: PROFILE, why });
const UNANSWERED = { kind: 'unanswered', profile: PROFILE };

test('asks for the one profile, and says when AWS disabled it', async () => {
  expect(await outcomeOf([disabled])).toMatchObject({
    kind: 'disabled',
    at: NOW.toISOString(),
    paths: [`POST /profile/${PROFILE_ID}/disable`],
  });
});

test.each<[string, readonly Answer[], object]>([
  [
    'is disabled after AWS was too busy',
    [answers(429, {}, 'ThrottlingException'), disabled],
    { kind: 'disabled' },
  ],
  [
    'is as it was where AWS refuses',
    [answers(403, {}, 'AccessDeniedException')],
    failed('access denied (rolesanywhere:DisableProfile)'),
  ],
  ['is gone', [answers(404, {}, 'ResourceNotFoundException')], failed('does not exist')],
  ['may be disabled where AWS failed on its own side', [answers(500, {}, 'InternalFailure')], UNANSWERED],
  ['may be disabled where nothing answers', [() => undefined], UNANSWERED],
  ['may be disabled where the connection breaks', [breaks], UNANSWERED],
  ['is not taken for disabled by the page of a proxy', [answers(200, '<html>')], UNANSWERED],
  ['is not taken for disabled by an answer without it', [answers(200, {})], UNANSWERED],
  [
    'is not taken for disabled by an answer that says otherwise',
    [answers(200, { profile: { profileId: PROFILE_ID, enabled: true } })],
    UNANSWERED,
  ],
])('the profile %s', async (_, given, outcome) => {
  const { paths: _paths, ms, ...came } = await outcomeOf(given);
  expect(came).toMatchObject(outcome);
  expect(ms).toBeLessThan(3_000);
});

test('without a role for the account, nobody is asked', async () => {
  expect(await disabling(() => undefined)(PROFILE)).toEqual(failed(`no role to do so in account ${ACCOUNT}`));
});

test('a role that lets nobody in is named, with what to do', async () => {
  const client = new RolesAnywhereClient({
    region: REGION,
    credentials: async () => {
      throw new ReadRoleError(ACCOUNT, 'Contain', 'AccessDenied');
    },
    ...rolesAnywhereSettings({}),
  });
  expect(await disabling(() => client)(PROFILE, AbortSignal.timeout(2_000))).toEqual(
    failed(`role Contain of account ${ACCOUNT} cannot be assumed (AccessDenied): deploy the forwarder there`),
  );
});

test('without time, nobody is asked', async () => {
  expect(await disabling(() => undefined)(PROFILE, AbortSignal.abort())).toEqual(
    failed('no time left before the alert had to go out'),
  );
});
