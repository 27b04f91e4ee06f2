import type { STSClient } from '@aws-sdk/client-sts';
import { reasonOf } from '../../lambda/aws/errors';
import { credentialsIn, type ReadRole } from '../../lambda/enrich/assumed-role';
import { awsError } from './fakes';

const ROLE: ReadRole = { partition: 'aws', name: 'Reader', externalId: 'alerts' };
const ACCOUNT = '444455556666';
const given = (expiration: Date) => ({
  Credentials: {
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'secret',
    SessionToken: 'token',
    Expiration: expiration,
  },
});

const fakeSts = (answer: () => Promise<unknown>) => {
  const asked: unknown[] = [];
  const sts = {
    send: ({ input }: { input: unknown }) => {
      asked.push(input);
      return answer();
    },
  } as unknown as STSClient;
  return { sts, asked };
};

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

test('are those of the one role in the event’s account, asked for with the external id, for 15 minutes', async () => {
  const { sts, asked } = fakeSts(async () => given(inMinutes(15)));
  const credentials = credentialsIn(sts, ROLE, ACCOUNT);
  await expect(credentials()).resolves.toMatchObject({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE' });
  expect(asked).toEqual([
    {
      RoleArn: 'arn:aws:iam::444455556666:role/Reader',
      RoleSessionName: 'roles-anywhere-alert',
      DurationSeconds: 900,
      ExternalId: 'alerts',
    },
  ]);
});

test('are asked for once by all clients, and again shortly before they expire', async () => {
  const { sts, asked } = fakeSts(async () => given(inMinutes(15)));
  const credentials = credentialsIn(sts, ROLE, ACCOUNT);
  await Promise.all([credentials(), credentials()]);
  await credentials();
  expect(asked).toHaveLength(1);
  const expiring = fakeSts(async () => given(inMinutes(0.5)));
  const short = credentialsIn(expiring.sts, ROLE, ACCOUNT);
  await short();
  await short();
  expect(expiring.asked).toHaveLength(2);
});

test('where the role lets nobody in, one refusal serves the event, and says what to deploy', async () => {
  const { sts, asked } = fakeSts(() => Promise.reject(awsError('AccessDenied')));
  const credentials = credentialsIn(sts, ROLE, ACCOUNT);
  const refusals = await Promise.allSettled([credentials(), credentials(), credentials()]);
  expect(asked).toHaveLength(1);
  const reasons = refusals.map(
    (refusal) => refusal.status === 'rejected' && reasonOf(refusal.reason, 'iam:GetRole'),
  );
  expect(new Set(reasons)).toEqual(
    new Set([
      'ReadRoleError: role Reader of account 444455556666 cannot be assumed (AccessDenied): deploy the forwarder there',
    ]),
  );
});

test('an answer without credentials is a refusal', async () => {
  const { sts } = fakeSts(async () => ({}));
  await expect(credentialsIn(sts, ROLE, ACCOUNT)()).rejects.toThrow('no credentials in the answer');
});
