import { type Actor, readActor } from '../../lambda/event/actor';
import { partOf } from '../../lambda/event/fields';
import type { Gap } from '../../lambda/lookup';
import { ACCOUNT, LONG_LIVED_KEY, OTHER_ACCOUNT, TEMPORARY_KEY, USER_ARN } from '../support/event';

interface Case {
  readonly name: string;
  readonly identity: unknown;
  readonly record?: Record<string, unknown>;
  readonly actor: Partial<Actor>;
  /** Fields that must not be there. */
  readonly absent?: readonly (keyof Actor)[];
  readonly gaps?: readonly string[];
}

const ISSUER_ARN = `arn:aws:iam::${ACCOUNT}:role/platform-admin`;
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/alice@example.com`;
const SSO_ROLE = 'AWSReservedSSO_Admin_0123456789abcdef';
const SSO_ISSUER = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-central-1/${SSO_ROLE}`;
const CREATED = '2026-03-04T04:00:00Z';

const issuer = (arn: string) => ({ type: 'Role', arn, principalId: 'AROAEXAMPLE', accountId: ACCOUNT });

const roleSession = (overrides: object = {}, session: object = {}) => ({
  type: 'AssumedRole',
  arn: SESSION_ARN,
  principalId: 'AROAEXAMPLE:alice@example.com',
  accountId: ACCOUNT,
  accessKeyId: TEMPORARY_KEY,
  sessionContext: {
    sessionIssuer: issuer(ISSUER_ARN),
    attributes: { creationDate: CREATED, mfaAuthenticated: 'false' },
    ...session,
  },
  ...overrides,
});

const CASES: readonly Case[] = [
  {
    name: 'root with MFA',
    identity: {
      type: 'Root',
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      accountId: ACCOUNT,
      sessionContext: { attributes: { creationDate: CREATED, mfaAuthenticated: 'true' } },
    },
    actor: { kind: 'root', type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, mfa: true },
  },
  {
    name: 'root without MFA',
    identity: { type: 'Root', arn: 'r', sessionContext: { attributes: { mfaAuthenticated: 'false' } } },
    actor: { kind: 'root', mfa: false },
  },
  {
    name: 'an IAM user with a long-lived key and no session',
    identity: {
      type: 'IAMUser',
      arn: USER_ARN,
      principalId: 'AIDAEXAMPLE',
      accountId: ACCOUNT,
      accessKeyId: LONG_LIVED_KEY,
      userName: 'alice',
    },
    actor: {
      kind: 'iam-user',
      arn: USER_ARN,
      principalId: 'AIDAEXAMPLE',
      accountId: ACCOUNT,
      userName: 'alice',
      accessKeyId: LONG_LIVED_KEY,
      longLivedKey: true,
    },
    absent: ['mfa', 'sessionName', 'sessionIssuerArn', 'fromConsole', 'invokedBy'],
  },
  {
    name: 'an IAM user in a console session without MFA',
    identity: {
      type: 'IAMUser',
      arn: USER_ARN,
      accessKeyId: TEMPORARY_KEY,
      sessionContext: { attributes: { mfaAuthenticated: 'false', creationDate: CREATED } },
    },
    record: { sessionCredentialFromConsole: 'true' },
    actor: { longLivedKey: false, mfa: false, sessionCreatedAt: CREATED, fromConsole: true },
  },
  {
    name: 'a role session, whose "false" does not mean that there was no MFA',
    identity: roleSession(),
    actor: {
      kind: 'role-session',
      arn: SESSION_ARN,
      sessionIssuerArn: ISSUER_ARN,
      sessionName: 'alice@example.com',
      longLivedKey: false,
      sessionCreatedAt: CREATED,
    },
    absent: ['mfa', 'userName'],
  },
  {
    name: 'a role session with MFA',
    identity: roleSession({}, { attributes: { mfaAuthenticated: 'true' } }),
    actor: { mfa: true },
  },
  {
    name: 'a role session whose creation date is in basic format',
    identity: roleSession({}, { attributes: { creationDate: '20131102T010628Z' } }),
    actor: { sessionCreatedAt: '2013-11-02T01:06:28Z' },
  },
  {
    name: 'a role session without ARN',
    identity: roleSession({ arn: undefined }),
    actor: { arn: ISSUER_ARN, sessionName: 'alice@example.com' },
  },
  {
    name: 'a role session of a web identity',
    identity: roleSession(
      {},
      { webIdFederationData: { federatedProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example` } },
    ),
    actor: { identityProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example` },
  },
  {
    name: 'a role session of another account',
    identity: roleSession({ accountId: OTHER_ACCOUNT }),
    actor: { kind: 'role-session', accountId: OTHER_ACCOUNT },
  },
  {
    name: 'a role itself',
    identity: { type: 'Role', arn: ISSUER_ARN },
    actor: { kind: 'role-session', arn: ISSUER_ARN },
    absent: ['sessionName'],
  },
  {
    name: 'an Identity Center session',
    identity: roleSession(
      { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO_ROLE}/alice` },
      { sessionIssuer: issuer(SSO_ISSUER) },
    ),
    actor: {
      kind: 'identity-center',
      type: 'AssumedRole',
      sessionName: 'alice',
      sessionIssuerArn: SSO_ISSUER,
    },
    absent: ['mfa'],
  },
  {
    name: 'an Identity Center session known by its ARN only',
    identity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO_ROLE}/alice` },
    actor: { kind: 'identity-center', sessionName: 'alice' },
  },
  {
    name: "a role of the account's own that is named like one of Identity Center's",
    identity: roleSession(
      { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO_ROLE}/alice` },
      { sessionIssuer: issuer(`arn:aws:iam::${ACCOUNT}:role/${SSO_ROLE}`) },
    ),
    actor: { kind: 'role-session' },
  },
  {
    name: 'an Identity Center user, who has no ARN',
    identity: {
      type: 'IdentityCenterUser',
      accountId: ACCOUNT,
      onBehalfOf: { userId: '544894e8-0000-4000-8000-000000000001' },
      credentialId: 'x',
    },
    actor: {
      kind: 'identity-center',
      arn: 'Identity Center user 544894e8-0000-4000-8000-000000000001',
      onBehalfOf: '544894e8-0000-4000-8000-000000000001',
    },
  },
  {
    name: 'a federated user, whose session an IAM user issued',
    identity: {
      type: 'FederatedUser',
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
      accessKeyId: TEMPORARY_KEY,
      sessionContext: {
        sessionIssuer: { type: 'IAMUser', arn: USER_ARN },
        attributes: { mfaAuthenticated: 'false' },
      },
    },
    actor: { kind: 'federated', sessionIssuerArn: USER_ARN },
    absent: ['mfa', 'sessionName'],
  },
  {
    name: 'a SAML user',
    identity: {
      type: 'SAMLUser',
      principalId: 'SampleUkh1i4+ExamplexL/jEvs=:SamlExample',
      userName: 'SamlExample',
      identityProvider: 'bdGOnTesti4+ExamplexL/jEvs=',
    },
    actor: {
      kind: 'federated',
      arn: 'SampleUkh1i4+ExamplexL/jEvs=:SamlExample',
      userName: 'SamlExample',
      identityProvider: 'bdGOnTesti4+ExamplexL/jEvs=',
    },
  },
  {
    name: 'a web identity user without principal',
    identity: { type: 'WebIdentityUser', userName: 'bob', identityProvider: 'www.example.com' },
    actor: { kind: 'federated', arn: 'user bob' },
  },
  {
    name: 'a directory user',
    identity: { type: 'Directory', userName: 'bob' },
    actor: { kind: 'federated', type: 'Directory', arn: 'user bob' },
  },
  {
    name: 'another account',
    identity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:bob', accountId: OTHER_ACCOUNT },
    actor: { kind: 'other-account', arn: 'AROAEXAMPLE:bob', accountId: OTHER_ACCOUNT },
  },
  {
    name: 'another account known by its number only',
    identity: { type: 'AWSAccount', accountId: OTHER_ACCOUNT },
    actor: { kind: 'other-account', arn: `an identity of account ${OTHER_ACCOUNT}` },
  },
  {
    name: 'an AWS service',
    identity: { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
    actor: {
      kind: 'aws-service',
      arn: 'cloudformation.amazonaws.com',
      invokedBy: 'cloudformation.amazonaws.com',
    },
    absent: ['accountId', 'accessKeyId', 'longLivedKey'],
  },
  {
    name: 'an AWS service for a role session',
    identity: roleSession({ invokedBy: 'cloudformation.amazonaws.com' }),
    actor: { kind: 'role-session', arn: SESSION_ARN, invokedBy: 'cloudformation.amazonaws.com' },
  },
  {
    name: 'a session of IAM Roles Anywhere',
    identity: roleSession(
      {
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/edge/2A9902119721AB7B`,
        principalId: 'AROAEXAMPLE:2A9902119721AB7B',
      },
      { sourceIdentity: 'CN=sensor-9.example.com' },
    ),
    actor: {
      sessionName: '2A9902119721AB7B',
      sourceIdentity: 'CN=sensor-9.example.com',
      certificate: { serial: '2a9902119721ab7b', subject: 'CN=sensor-9.example.com' },
    },
    absent: ['issuedTo'],
  },
  {
    name: 'a source identity with a session name that is no serial',
    identity: roleSession({}, { sourceIdentity: 'alice' }),
    actor: { sourceIdentity: 'alice' },
    absent: ['certificate'],
  },
  {
    name: 'a session name in hexadecimal without a source identity',
    identity: roleSession({ arn: `arn:aws:sts::${ACCOUNT}:assumed-role/edge/2a9902119721ab7b` }),
    actor: { sessionName: '2a9902119721ab7b' },
    absent: ['certificate', 'sourceIdentity'],
  },
  {
    name: 'an EC2 instance, by its session name and the metadata service',
    identity: roleSession(
      { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-0123456789abcdef0` },
      { ec2RoleDelivery: '2.0' },
    ),
    actor: { issuedTo: { kind: 'ec2-instance', name: 'i-0123456789abcdef0', metadataService: '2.0' } },
  },
  {
    name: 'an EC2 instance, by its session name alone',
    identity: roleSession({ arn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-01234567` }),
    actor: { issuedTo: { kind: 'ec2-instance', name: 'i-01234567' } },
  },
  {
    name: 'a session name that only begins like an instance',
    identity: roleSession({ arn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-0123` }),
    actor: { sessionName: 'i-0123' },
    absent: ['issuedTo'],
  },
  {
    name: 'a Lambda function',
    identity: roleSession({
      inScopeOf: {
        issuerType: 'AWS::Lambda::Function',
        credentialsIssuedTo: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f`,
      },
    }),
    actor: {
      issuedTo: { kind: 'lambda-function', name: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:f` },
    },
    absent: ['scope'],
  },
  {
    name: 'a service on behalf of a resource',
    identity: {
      type: 'AWSService',
      invokedBy: 'config.amazonaws.com',
      inScopeOf: { sourceArn: `arn:aws:config:eu-central-1:${ACCOUNT}:rule/r`, sourceAccount: ACCOUNT },
    },
    actor: {
      kind: 'aws-service',
      scope: { sourceArn: `arn:aws:config:eu-central-1:${ACCOUNT}:rule/r`, sourceAccount: ACCOUNT },
    },
    absent: ['issuedTo'],
  },
  {
    name: 'a product provider with delegated access',
    identity: roleSession({ invokedByDelegate: { accountId: OTHER_ACCOUNT } }),
    actor: { delegateAccount: OTHER_ACCOUNT },
  },
  {
    name: 'a person of Identity Center behind a role session',
    identity: roleSession({
      onBehalfOf: { userId: 'u-1', identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-1` },
      credentialId: 'c-1',
    }),
    actor: {
      onBehalfOf: 'u-1',
      identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-1`,
      credentialId: 'c-1',
    },
  },
  {
    name: 'a web identity with what its provider says of it',
    identity: roleSession(
      {},
      {
        webIdFederationData: {
          federatedProvider: 'accounts.google.com',
          attributes: { aud: 'a', appid: '' },
        },
      },
    ),
    actor: { identityProvider: 'accounts.google.com', identityClaims: 'aud=a' },
  },
  {
    name: 'a root session of the organization',
    identity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, sessionContext: { assumedRoot: 'true' } },
    actor: { kind: 'root', assumedRoot: true },
  },
  {
    name: 'an action of the console',
    identity: roleSession(),
    record: { eventType: 'AwsConsoleAction' },
    actor: { fromConsole: true },
  },
  {
    name: 'a call that is no action of the console',
    identity: roleSession(),
    record: { eventType: 'AwsApiCall' },
    actor: { kind: 'role-session' },
    absent: ['fromConsole'],
  },
  {
    name: 'an unknown identity with a key',
    identity: { type: 'Unknown', accessKeyId: LONG_LIVED_KEY },
    actor: { kind: 'unknown', arn: `the holder of access key ${LONG_LIVED_KEY}`, longLivedKey: true },
  },
  {
    name: 'a type that AWS invents tomorrow',
    identity: { type: 'constructor', arn: USER_ARN },
    actor: { kind: 'unknown', type: 'constructor', arn: USER_ARN },
  },
  {
    name: 'a key of a form that nobody knows, and empty text',
    identity: { type: 'IAMUser', arn: USER_ARN, accessKeyId: 'XKIA', userName: '' },
    actor: { accessKeyId: 'XKIA' },
    absent: ['longLivedKey', 'userName'],
  },
  {
    name: 'no type',
    identity: { arn: USER_ARN },
    actor: { kind: 'unknown', type: 'Unknown', arn: USER_ARN },
    gaps: ['userIdentity.type'],
  },
  {
    name: 'nobody',
    identity: { type: 'IAMUser' },
    actor: { kind: 'iam-user', arn: 'an identity that the record does not name' },
    gaps: ['userIdentity.arn'],
  },
  {
    name: 'no identity',
    identity: undefined,
    actor: { kind: 'unknown', type: 'Unknown', arn: 'an identity that the record does not name' },
    gaps: ['userIdentity', 'userIdentity.arn'],
  },
  {
    name: 'text for an identity',
    identity: 'alice',
    actor: { kind: 'unknown' },
    gaps: ['userIdentity', 'userIdentity.arn'],
  },
  {
    name: 'wrong types throughout',
    identity: {
      type: 7,
      arn: [USER_ARN],
      principalId: {},
      accessKeyId: true,
      sessionContext: { attributes: { mfaAuthenticated: 'perhaps', creationDate: 'yesterday' } },
      accountId: ACCOUNT,
    },
    record: { sessionCredentialFromConsole: 'no' },
    actor: { kind: 'unknown', arn: `an identity of account ${ACCOUNT}` },
    absent: ['mfa', 'sessionCreatedAt', 'fromConsole', 'accessKeyId'],
    gaps: [
      'userIdentity.type',
      'userIdentity.arn',
      'userIdentity.principalId',
      'userIdentity.accessKeyId',
      'userIdentity.sessionContext.attributes.mfaAuthenticated',
      'userIdentity.sessionContext.attributes.creationDate',
      'sessionCredentialFromConsole',
    ],
  },
];

describe('readActor', () => {
  test.each(CASES)('$name', ({ identity, record = {}, actor, absent = [], gaps: expected = [] }) => {
    const gaps: Gap[] = [];
    const read = readActor(partOf({ userIdentity: identity, ...record }, '', gaps));
    expect(read).toMatchObject(actor);
    for (const key of absent) expect(read).not.toHaveProperty(key);
    expect(gaps.map(({ what }) => what).sort()).toEqual([...expected].sort());
  });
});
