import { CloudTrailClient, LookupEventsCommand, type LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import {
  CreateUserCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteTrustAnchorCommand,
  DisableProfileCommand,
  DisableTrustAnchorCommand,
  GetProfileCommand,
  GetTrustAnchorCommand,
  ListTagsForResourceCommand,
  ListTrustAnchorsCommand,
  RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import { PublishCommand, type PublishInput, SNSClient } from '@aws-sdk/client-sns';
import { type Scenario, scenarioSchema } from '../../../bin/sandbox/scenario';
import { type Sandbox, startSandbox } from '../../../bin/sandbox/server';
import { ACCOUNT, PROFILE_ARN, PROFILE_ID, REGION, ROLE_ARN } from '../../support/event';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const ADMIN_ARN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`;
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: "a<b>&'*", Resource: '*' }],
};

const anchor = (number: number, region = REGION) => ({
  trustAnchorArn: `arn:aws:rolesanywhere:${region}:${ACCOUNT}:trust-anchor/${number}`,
  trustAnchorId: String(number),
  name: `anchor-${number}`,
  enabled: true,
  source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: 'PEM' } },
  createdAt: '2026-03-04T05:00:00Z',
  updatedAt: '2026-03-04T05:00:00Z',
});

const trailEvent = (eventName: string, eventTime: string, extra: object = {}) => ({
  eventName,
  eventTime,
  eventSource: 'iam.amazonaws.com',
  awsRegion: 'us-east-1',
  eventID: `${eventName}@${eventTime}`,
  userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  ...extra,
});

const BASE: unknown = {
  description: 'What the tests ask for',
  accountAlias: 'example-prod',
  profiles: [
    { profileId: PROFILE_ID, profileArn: PROFILE_ARN, name: 'build-farm', createdAt: '2026-03-04T05:06:07Z' },
  ],
  tags: { [PROFILE_ARN]: [{ key: 'owner', value: 'platform' }] },
  trustAnchors: [anchor(1), anchor(2), anchor(3), anchor(4, 'eu-west-1')],
  roles: [
    {
      arn: ROLE_ARN,
      trustPolicy: DOCUMENT,
      boundary: ADMIN_ARN,
      attached: [ADMIN_ARN, `${ADMIN_ARN}2`, `${ADMIN_ARN}3`],
      inline: { one: DOCUMENT, two: '{ broken', three: DOCUMENT },
      tags: [{ key: 'team', value: 'a & b' }],
    },
    { arn: `arn:aws:iam::${ACCOUNT}:role/teams/web/bare`, trustPolicy: DOCUMENT, maxSessionDuration: 7200 },
  ],
  policies: { [ADMIN_ARN]: DOCUMENT },
  trail: [
    trailEvent('CreateRole', '2026-03-04T05:00:00Z', { requestParameters: { roleName: 'deploy' } }),
    trailEvent('AttachRolePolicy', '2026-03-04T05:01:00Z'),
    trailEvent('CreateRole', '2026-03-04T05:02:00Z', { userIdentity: { type: 'Root' } }),
    trailEvent('CreateRole', '2026-03-04T05:03:00Z', { awsRegion: REGION }),
  ],
};

const scenarioWith = (overrides: object = {}): Scenario =>
  scenarioSchema.parse({ ...(BASE as object), ...overrides });

let sandbox: Sandbox;
const started = async (overrides: object = {}): Promise<void> => {
  sandbox = await startSandbox(scenarioWith(overrides));
};
afterEach(() => sandbox.close());

const client = (region = REGION) => ({
  endpoint: sandbox.url,
  region,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
  maxAttempts: 1,
});
const iam = () => new IAMClient(client());
const rolesAnywhere = (region = REGION) => new RolesAnywhereClient(client(region));
const lookUp = (request: LookupEventsRequest, region = 'us-east-1') =>
  new CloudTrailClient(client(region)).send(new LookupEventsCommand(request));
const publish = (input: PublishInput) =>
  new SNSClient(client()).send(new PublishCommand({ TopicArn: TOPIC_ARN, ...input }));

describe('IAM', () => {
  it('shows a role with its documents URL-encoded', async () => {
    await started();
    const { Role } = await iam().send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(Role).toMatchObject({
      Arn: ROLE_ARN,
      Path: '/',
      MaxSessionDuration: 3600,
      PermissionsBoundary: { PermissionsBoundaryArn: ADMIN_ARN },
      Tags: [{ Key: 'team', Value: 'a & b' }],
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22/);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(DOCUMENT);
  });

  it('finds a role by the last segment of its path', async () => {
    await started();
    const { Role } = await iam().send(new GetRoleCommand({ RoleName: 'bare' }));
    expect(Role).toMatchObject({ Path: '/teams/web/', RoleName: 'bare', MaxSessionDuration: 7200 });
  });

  it('pages its lists', async () => {
    await started();
    const first = await iam().send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'deploy', MaxItems: 100 }),
    );
    expect(first).toMatchObject({ IsTruncated: true, AttachedPolicies: [{ PolicyArn: ADMIN_ARN }, {}] });
    const second = await iam().send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'deploy', Marker: first.Marker }),
    );
    expect(second).toMatchObject({ IsTruncated: false, AttachedPolicies: [{ PolicyArn: `${ADMIN_ARN}3` }] });
    const names = await iam().send(new ListRolePoliciesCommand({ RoleName: 'deploy', MaxItems: 1 }));
    expect(names).toMatchObject({ IsTruncated: true, PolicyNames: ['one'] });
  });

  it('shows empty lists as empty', async () => {
    await started();
    const { AttachedPolicies, IsTruncated } = await iam().send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'bare' }),
    );
    expect([AttachedPolicies, IsTruncated]).toEqual([[], false]);
  });

  it('shows inline and managed documents, whatever is in them', async () => {
    await started();
    const inline = await iam().send(new GetRolePolicyCommand({ RoleName: 'deploy', PolicyName: 'two' }));
    expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe('{ broken');
    const { Policy } = await iam().send(new GetPolicyCommand({ PolicyArn: ADMIN_ARN }));
    const version = await iam().send(
      new GetPolicyVersionCommand({ PolicyArn: ADMIN_ARN, VersionId: Policy?.DefaultVersionId }),
    );
    expect(JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? ''))).toEqual(DOCUMENT);
    await expect(
      iam().send(new GetPolicyVersionCommand({ PolicyArn: ADMIN_ARN, VersionId: 'v1' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('shows the account alias', async () => {
    await started();
    const { AccountAliases } = await iam().send(new ListAccountAliasesCommand({}));
    expect(AccountAliases).toEqual(['example-prod']);
  });

  it('answers with the error of AWS for what is not there', async () => {
    await started();
    await expect(iam().send(new GetRoleCommand({ RoleName: 'gone' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('keeps what the commands of an alert change, while it runs', async () => {
    await started();
    const PolicyDocument = JSON.stringify(DOCUMENT);
    await iam().send(
      new PutRolePolicyCommand({ RoleName: 'deploy', PolicyName: 'revoke-sessions', PolicyDocument }),
    );
    const { PolicyDocument: kept = '' } = await iam().send(
      new GetRolePolicyCommand({ RoleName: 'deploy', PolicyName: 'revoke-sessions' }),
    );
    expect(decodeURIComponent(kept)).toBe(PolicyDocument);
    await iam().send(
      new UpdateAccessKeyCommand({
        UserName: 'alice',
        AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        Status: 'Inactive',
      }),
    );
    const { AccessKeyMetadata } = await iam().send(new ListAccessKeysCommand({ UserName: 'alice' }));
    expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' }]);
    await rolesAnywhere().send(new DisableProfileCommand({ profileId: PROFILE_ID }));
    const { profile } = await rolesAnywhere().send(new GetProfileCommand({ profileId: PROFILE_ID }));
    expect(profile?.enabled).toBe(false);
    await rolesAnywhere().send(new DisableTrustAnchorCommand({ trustAnchorId: '1' }));
    const { trustAnchor } = await rolesAnywhere().send(new GetTrustAnchorCommand({ trustAnchorId: '1' }));
    expect(trustAnchor).toMatchObject({ name: 'anchor-1', enabled: false });
    await rolesAnywhere().send(new DeleteTrustAnchorCommand({ trustAnchorId: '1' }));
    await expect(
      rolesAnywhere().send(new GetTrustAnchorCommand({ trustAnchorId: '1' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each([
    ['a name that IAM does not take', "o'brien", '{}', 'ValidationError'],
    ['a document that is none', 'alice', '{ broken', 'MalformedPolicyDocument'],
  ])('refuses %s', async (_, UserName, PolicyDocument, name) => {
    await started();
    const put = new PutUserPolicyCommand({ UserName, PolicyName: 'deny-all', PolicyDocument });
    await expect(iam().send(put)).rejects.toMatchObject({ name: expect.stringContaining(name) });
  });

  it('names an operation it does not know', async () => {
    await started();
    await expect(iam().send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toThrow(/iam:CreateUser/);
  });
});

describe('IAM Roles Anywhere', () => {
  it('shows a profile in its own Region only', async () => {
    await started();
    const { profile } = await rolesAnywhere().send(new GetProfileCommand({ profileId: PROFILE_ID }));
    expect(profile).toMatchObject({ name: 'build-farm', createdAt: new Date('2026-03-04T05:06:07Z') });
    await expect(
      rolesAnywhere('eu-west-1').send(new GetProfileCommand({ profileId: PROFILE_ID })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } });
  });

  it('pages the trust anchors of one Region', async () => {
    await started();
    const first = await rolesAnywhere().send(new ListTrustAnchorsCommand({ pageSize: 50 }));
    expect(first.trustAnchors?.map(({ name }) => name)).toEqual(['anchor-1', 'anchor-2']);
    const second = await rolesAnywhere().send(
      new ListTrustAnchorsCommand({ nextToken: first.nextToken ?? '' }),
    );
    expect(second.trustAnchors?.map(({ name }) => name)).toEqual(['anchor-3']);
    expect(second.nextToken).toBeUndefined();
  });

  it('shows tags', async () => {
    await started();
    const { tags } = await rolesAnywhere().send(new ListTagsForResourceCommand({ resourceArn: PROFILE_ARN }));
    expect(tags).toEqual([{ key: 'owner', value: 'platform' }]);
  });
});

describe('CloudTrail', () => {
  const name = (AttributeValue: string) => ({
    LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue }],
  });

  it('finds the events of the Region it is asked in, newest first', async () => {
    await started();
    const { Events } = await lookUp(name('CreateRole'));
    expect(Events?.map(({ EventId }) => EventId)).toEqual([
      'CreateRole@2026-03-04T05:02:00Z',
      'CreateRole@2026-03-04T05:00:00Z',
    ]);
    expect(Events?.[0]).toMatchObject({ Username: 'root', EventTime: new Date('2026-03-04T05:02:00Z') });
    expect(JSON.parse(Events?.[1]?.CloudTrailEvent ?? '')).toMatchObject({ eventName: 'CreateRole' });
  });

  it.each([
    ['Username', 'alice', 2],
    ['AccessKeyId', 'AKIAIOSFODNN7EXAMPLE', 2],
    ['EventSource', 'iam.amazonaws.com', 3],
    ['ResourceName', 'deploy', 1],
    ['EventName', 'DeleteRole', 0],
  ] as const)('finds by %s', async (AttributeKey, AttributeValue, count) => {
    await started();
    const { Events } = await lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
    expect(Events).toHaveLength(count);
  });

  it('keeps to the time range, both ends included', async () => {
    await started();
    const { Events } = await lookUp({
      StartTime: new Date('2026-03-04T05:01:00Z'),
      EndTime: new Date('2026-03-04T05:02:00Z'),
    });
    expect(Events?.map(({ EventName }) => EventName)).toEqual(['CreateRole', 'AttachRolePolicy']);
  });

  it('returns 50 a page', async () => {
    const trail = Array.from({ length: 51 }, (_, index) =>
      trailEvent('CreateRole', new Date(Date.UTC(2026, 2, 4, 5, 0, index)).toISOString()),
    );
    await started({ trail });
    const first = await lookUp({});
    const second = await lookUp({ NextToken: first.NextToken });
    expect([first.Events?.length, second.Events?.length, second.NextToken]).toEqual([50, 1, undefined]);
  });

  it.each<[string, LookupEventsRequest, string]>([
    [
      'two attributes',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'a' },
          { AttributeKey: 'Username', AttributeValue: 'b' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    ['a page too long', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['a token of its own making', { NextToken: 'mine' }, 'InvalidNextTokenException'],
    [
      'a range turned round',
      { StartTime: new Date(2000), EndTime: new Date(1000) },
      'InvalidTimeRangeException',
    ],
  ])('refuses %s', async (_, request, error) => {
    await started();
    await expect(lookUp(request)).rejects.toMatchObject({ name: error });
  });
});

describe('SNS', () => {
  const json = (message: object) => ({ MessageStructure: 'json', Message: JSON.stringify(message) });

  it('keeps what each protocol gets', async () => {
    await started();
    await publish({
      ...json({ default: 'for all', email: 'for people', sms: 'short', odd: 7 }),
      Subject: 'Hello',
      MessageAttributes: { riskScore: { DataType: 'Number', StringValue: '99' } },
    });
    expect(sandbox.published).toEqual([
      {
        messageId: expect.any(String),
        topicArn: TOPIC_ARN,
        subject: 'Hello',
        message: { default: 'for all', email: 'for people', sms: 'short' },
        attributes: { riskScore: { type: 'Number', value: '99' } },
      },
    ]);
  });

  it.each<[string, PublishInput]>([
    ['a subject of 99 characters', { Message: 'm', Subject: 'x'.repeat(99) }],
    ['a message of 262,144 bytes', { Message: 'x'.repeat(262_144) }],
  ])('takes %s', async (_, input) => {
    await started();
    await publish(input);
    expect(sandbox.published).toHaveLength(1);
  });

  it.each<[string, PublishInput, RegExp]>([
    ['an empty message', { Message: '' }, /Empty message/],
    ['a subject of 100 characters', { Message: 'm', Subject: 'x'.repeat(100) }, /Subject/],
    ['a subject of two lines', { Message: 'm', Subject: 'one\ntwo' }, /Subject/],
    ['a message of 262,145 bytes', { Message: 'x'.repeat(262_145) }, /Message too long/],
    [
      'a message that is too long with its attributes',
      { Message: 'x'.repeat(262_140), MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
      /Message too long/,
    ],
    ['texts without a default', json({ email: 'only' }), /No default entry/],
    ['a default that is no text', json({ default: {} }), /No default entry/],
    ['texts that are no JSON', { MessageStructure: 'json', Message: '{' }, /failed to parse/],
    ['an unknown structure', { MessageStructure: 'xml', Message: 'm' }, /MessageStructure/],
    [
      'the topic of another Region',
      { Message: 'm', TopicArn: TOPIC_ARN.replace(REGION, 'eu-west-1') },
      /TopicArn/,
    ],
    [
      'an emoji in an attribute',
      { Message: 'm', MessageAttributes: { a: { DataType: 'String', StringValue: '🔥' } } },
      /invalid character/,
    ],
    [
      'an empty attribute',
      { Message: 'm', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      /non-empty/,
    ],
    [
      'a number that is none',
      { Message: 'm', MessageAttributes: { a: { DataType: 'Number', StringValue: 'ten' } } },
      /no number/,
    ],
    [
      'an attribute name of AWS',
      { Message: 'm', MessageAttributes: { 'AWS.a': { DataType: 'String', StringValue: 'b' } } },
      /attribute name/,
    ],
  ])('refuses %s', async (_, input, message) => {
    await started();
    await expect(publish(input)).rejects.toThrow(message);
    expect(sandbox.published).toEqual([]);
  });
});

describe('faults', () => {
  const calls = {
    'iam:GetRole': () => iam().send(new GetRoleCommand({ RoleName: 'deploy' })),
    'rolesanywhere:GetProfile': () => rolesAnywhere().send(new GetProfileCommand({ profileId: PROFILE_ID })),
    'cloudtrail:LookupEvents': () => lookUp({}),
    'sns:Publish': () => publish({ Message: 'm' }),
  };

  it.each([
    ['iam:GetRole', 'AccessDenied', 'AccessDenied', 403],
    ['iam:GetRole', 'Throttling', 'Throttling', 400],
    ['iam:GetRole', 'NotFound', 'NoSuchEntityException', 404],
    ['iam:GetRole', 'ServiceFailure', 'ServiceFailureException', 500],
    ['rolesanywhere:GetProfile', 'AccessDenied', 'AccessDeniedException', 403],
    ['rolesanywhere:GetProfile', 'Throttling', 'ThrottlingException', 429],
    ['rolesanywhere:GetProfile', 'NotFound', 'ResourceNotFoundException', 404],
    ['cloudtrail:LookupEvents', 'AccessDenied', 'AccessDeniedException', 400],
    ['cloudtrail:LookupEvents', 'Throttling', 'ThrottlingException', 400],
    ['sns:Publish', 'AccessDenied', 'AuthorizationErrorException', 403],
    ['sns:Publish', 'ServiceFailure', 'InternalErrorException', 500],
  ] as const)('%s: %s is %s with status %i', async (operation, error, name, httpStatusCode) => {
    await started({ faults: [{ operation, error }] });
    await expect(calls[operation]()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it.each([
    ['*', true],
    ['iam:*', true],
    ['iam:GetRole', true],
    ['iam:GetRolePolicy', false],
    ['sns:*', false],
  ])('%s speaks of iam:GetRole: %s', async (operation, speaks) => {
    await started({ faults: [{ operation, error: 'AccessDenied' }] });
    const failed = await calls['iam:GetRole']().then(
      () => false,
      () => true,
    );
    expect(failed).toBe(speaks);
  });

  it('end when they are used up', async () => {
    await started({ faults: [{ operation: 'iam:GetRole', error: 'ServiceFailure', times: 2 }] });
    const { Role } = await new IAMClient({ ...client(), maxAttempts: 3 }).send(
      new GetRoleCommand({ RoleName: 'deploy' }),
    );
    expect(Role?.Arn).toBe(ROLE_ARN);
    expect(sandbox.calls.map(({ operation }) => operation)).toEqual(['GetRole', 'GetRole', 'GetRole']);
  });

  it('leave a request without an answer until the stand-in closes', async () => {
    await started({ faults: [{ operation: 'iam:GetRole', error: 'NoAnswer' }] });
    const asked = expect(
      iam().send(new GetRoleCommand({ RoleName: 'deploy' }), { abortSignal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await asked;
    expect(sandbox.calls).toHaveLength(1);
  });

  it('delay an answer', async () => {
    await started({ faults: [{ operation: 'iam:GetRole', delayMs: 100 }] });
    const before = Date.now();
    const { Role } = await iam().send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(Role?.Arn).toBe(ROLE_ARN);
    expect(Date.now() - before).toBeGreaterThanOrEqual(95);
  });
});

describe('requests', () => {
  it('are recorded with their service, operation and Region', async () => {
    await started();
    await rolesAnywhere().send(new ListTrustAnchorsCommand({}));
    await lookUp({});
    expect(sandbox.calls).toMatchObject([
      { service: 'rolesanywhere', operation: 'ListTrustAnchors', region: REGION },
      { service: 'cloudtrail', operation: 'LookupEvents', region: 'us-east-1' },
    ]);
  });

  it('without a signature are refused', async () => {
    await started();
    const answer = await fetch(sandbox.url);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'MissingAuthenticationToken',
    ]);
  });
});
