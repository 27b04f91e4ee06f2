import { composeAlert } from '../../lambda/alert/compose';
import { factsOf } from '../../lambda/assess/facts';
import type { Severity } from '../../lambda/assess/severity';
import { stopActor } from '../../lambda/assess/stop-actor';
import { readChange } from '../../lambda/event/change';
import { defaultSettings } from '../../lambda/settings-file';
import { assessmentIn, assessmentOf } from '../alert/assessments';
import { contextOf } from '../support/context';
import { ACCOUNT, bridgeEvent, OTHER_ACCOUNT } from '../support/event';

const USER = `arn:aws:iam::${ACCOUNT}:user/build/alice`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ops/platform`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/platform/alice`;
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const TEMPORARY = 'ASIAIOSFODNN7EXAMPLE';
const SSO_ROLE = 'AWSReservedSSO_Admin_0123456789abcdef';

const contextBy = (userIdentity: object, rest: object = {}) => {
  const event = bridgeEvent();
  const detail = { ...(event.detail as object), ...rest, userIdentity };
  return contextOf({ change: readChange({ ...event, detail }) });
};

const stopped = (userIdentity: object, { severity = 'critical' as Severity, rest = {} } = {}) =>
  stopActor(factsOf(contextBy(userIdentity, rest), defaultSettings), severity);

const issuedBy = (type: string, arn: string, more: object = {}) => ({
  sessionContext: { sessionIssuer: { type, arn, accountId: arn.split(':')[4] }, attributes: {}, ...more },
});

/** One identity of each kind that CloudTrail documents, and how it is stopped. */
const CASES: readonly (readonly [string, object, object])[] = [
  [
    'an IAM user with a key',
    { type: 'IAMUser', arn: USER, accountId: ACCOUNT, userName: 'alice', accessKeyId: KEY },
    {
      steps: [{ kind: 'deactivate-key', userName: 'alice', accessKeyId: KEY }],
      byHand: [],
      userName: 'alice',
    },
  ],
  [
    'an IAM user whose name only the ARN tells',
    { type: 'IAMUser', arn: USER, accountId: ACCOUNT, accessKeyId: KEY },
    {
      steps: [{ kind: 'deactivate-key', userName: 'alice', accessKeyId: KEY }],
      byHand: [],
      userName: 'alice',
    },
  ],
  [
    'an IAM user with a temporary key',
    { type: 'IAMUser', arn: USER, accountId: ACCOUNT, userName: 'alice', accessKeyId: TEMPORARY },
    {
      steps: [{ kind: 'deny-user', userName: 'alice', because: 'temporary-key' }],
      byHand: [],
      userName: 'alice',
    },
  ],
  [
    'an IAM user without a key',
    { type: 'IAMUser', arn: USER, accountId: ACCOUNT, userName: 'alice' },
    {
      steps: [{ kind: 'deny-user', userName: 'alice', because: 'key-not-recorded' }],
      byHand: [],
      userName: 'alice',
    },
  ],
  [
    'an IAM user of another account',
    {
      type: 'IAMUser',
      arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/x`,
      accountId: OTHER_ACCOUNT,
      userName: 'x',
      accessKeyId: KEY,
    },
    { steps: [], byHand: [{ kind: 'other-account', accountId: OTHER_ACCOUNT, accessKeyId: KEY }] },
  ],
  [
    'root with a key',
    { type: 'Root', arn: ROOT, accountId: ACCOUNT, accessKeyId: KEY },
    { steps: [], byHand: [{ kind: 'root-user', accessKeyId: KEY }] },
  ],
  [
    'root in the console',
    { type: 'Root', arn: ROOT, accountId: ACCOUNT, accessKeyId: TEMPORARY },
    { steps: [], byHand: [{ kind: 'root-user' }] },
  ],
  [
    'root by sts:AssumeRoot',
    { type: 'Root', arn: ROOT, accountId: ACCOUNT, sessionContext: { assumedRoot: 'true' } },
    { steps: [], byHand: [{ kind: 'assumed-root' }] },
  ],
  [
    'a role session',
    {
      type: 'AssumedRole',
      arn: SESSION,
      accountId: ACCOUNT,
      accessKeyId: TEMPORARY,
      ...issuedBy('Role', ROLE),
    },
    { steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }], byHand: [] },
  ],
  [
    'a role session whose record has no issuer',
    { type: 'AssumedRole', arn: SESSION, accountId: ACCOUNT },
    { steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }], byHand: [] },
  ],
  [
    'a role by itself',
    { type: 'Role', arn: ROLE, accountId: ACCOUNT },
    { steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }], byHand: [] },
  ],
  [
    'a role session of another account',
    { type: 'AssumedRole', arn: SESSION.replace(ACCOUNT, OTHER_ACCOUNT), accountId: OTHER_ACCOUNT },
    { steps: [], byHand: [{ kind: 'other-account', accountId: OTHER_ACCOUNT }] },
  ],
  [
    'a role of an AWS service',
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForX/x`,
      accountId: ACCOUNT,
      ...issuedBy('Role', `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`),
    },
    { steps: [], byHand: [{ kind: 'service-role', roleName: 'AWSServiceRoleForX' }] },
  ],
  [
    'an EC2 instance',
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform/i-0123456789abcdef0`,
      accountId: ACCOUNT,
      ...issuedBy('Role', ROLE),
    },
    {
      steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }],
      byHand: [{ kind: 'machine', machine: { kind: 'ec2-instance', name: 'i-0123456789abcdef0' } }],
    },
  ],
  [
    'a certificate through IAM Roles Anywhere',
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform/2a99beef`,
      accountId: ACCOUNT,
      ...issuedBy('Role', ROLE, { sourceIdentity: 'CN=sensor' }),
    },
    {
      steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }],
      byHand: [{ kind: 'certificate', serial: '2a99beef' }],
    },
  ],
  [
    'a role session that a web identity provider opened',
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform/ci-run`,
      accountId: ACCOUNT,
      ...issuedBy('Role', ROLE, { webIdFederationData: { federatedProvider: 'accounts.example.com' } }),
    },
    {
      steps: [{ kind: 'revoke-sessions', roleName: 'platform', whose: 'actor' }],
      byHand: [{ kind: 'provider-user', name: 'ci-run', provider: 'accounts.example.com' }],
    },
  ],
  [
    'a session federated by a user',
    {
      type: 'FederatedUser',
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
      accountId: ACCOUNT,
      accessKeyId: TEMPORARY,
      ...issuedBy('IAMUser', USER),
    },
    {
      steps: [{ kind: 'deny-user', userName: 'alice', because: 'federated' }],
      byHand: [],
      userName: 'alice',
    },
  ],
  [
    'a session federated by root',
    { type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`, ...issuedBy('Root', ROOT) },
    { steps: [], byHand: [{ kind: 'root-federated' }] },
  ],
  [
    'a session federated by nobody knows whom',
    { type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob` },
    { steps: [], byHand: [{ kind: 'unknown' }] },
  ],
  [
    'Identity Center, through its role',
    {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO_ROLE}/alice@example.com`,
      accountId: ACCOUNT,
      onBehalfOf: {
        userId: 'user-1',
        identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-1',
      },
      ...issuedBy('Role', `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${SSO_ROLE}`),
    },
    {
      steps: [],
      byHand: [
        { kind: 'identity-center', user: 'alice@example.com', userId: 'user-1', permissionSet: 'Admin' },
      ],
    },
  ],
  [
    'Identity Center, by itself',
    { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId: 'user-1' } },
    { steps: [], byHand: [{ kind: 'identity-center', user: 'user-1', userId: 'user-1' }] },
  ],
  [
    'a SAML user',
    { type: 'SAMLUser', principalId: 'x:alice', userName: 'alice', identityProvider: 'idp.example.com' },
    { steps: [], byHand: [{ kind: 'provider-user', name: 'alice', provider: 'idp.example.com' }] },
  ],
  [
    'a web identity',
    { type: 'WebIdentityUser', userName: 'alice', identityProvider: 'www.example.com' },
    { steps: [], byHand: [{ kind: 'provider-user', name: 'alice', provider: 'www.example.com' }] },
  ],
  [
    'a directory user',
    { type: 'Directory', userName: 'alice' },
    { steps: [], byHand: [{ kind: 'directory-user', name: 'alice' }] },
  ],
  [
    'another account',
    { type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AIDAEXAMPLE' },
    { steps: [], byHand: [{ kind: 'other-account', accountId: OTHER_ACCOUNT }] },
  ],
  [
    'an AWS service',
    { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
    { steps: [], byHand: [{ kind: 'aws-service', service: 'cloudformation.amazonaws.com' }] },
  ],
  [
    'an unknown identity',
    { type: 'Unknown', accessKeyId: KEY },
    {
      steps: [{ kind: 'find-key-owner', accessKeyId: KEY }],
      byHand: [{ kind: 'unknown', accessKeyId: KEY }],
    },
  ],
  ['no identity at all', {}, { steps: [], byHand: [{ kind: 'unknown' }] }],
  ['a kind that nobody knows yet', { type: 'Robot' }, { steps: [], byHand: [{ kind: 'unknown' }] }],
];

test.each(CASES)('stops %s', (_, userIdentity, expected) => {
  expect(stopped(userIdentity)).toEqual(expected);
});

test.each(CASES)('has a step in the alert for %s', (_, userIdentity) => {
  const context = contextBy(userIdentity);
  const { response } = composeAlert(assessmentIn(context, assessmentOf({ severity: 'critical' })));
  const steps = response.commands.filter(({ step }) => step === 'actor');
  expect(steps.length + response.byHand.length).toBeGreaterThan(0);
  expect(response.byHand.join(' ')).not.toMatch(/undefined|null|\(\)/);
});

test('denies a console user, who has no key to deactivate', () => {
  const alice = { type: 'IAMUser', arn: USER, accountId: ACCOUNT, userName: 'alice', accessKeyId: TEMPORARY };
  expect(stopped(alice, { rest: { sessionCredentialFromConsole: 'true' } }).steps).toEqual([
    { kind: 'deny-user', userName: 'alice', because: 'console' },
  ]);
});

test.each([
  ['critical', 1],
  ['medium', 1],
  ['low', 0],
  ['informational', 0],
] as const)('ends the sessions of the role of an actor at severity %s: %i', (severity, count) => {
  const { steps, byHand } = stopped({ type: 'AssumedRole', arn: SESSION, accountId: ACCOUNT }, { severity });
  expect(steps).toHaveLength(count);
  expect(byHand).toEqual(count === 1 ? [] : [{ kind: 'ask-first', roleName: 'platform' }]);
});
