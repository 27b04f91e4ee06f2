import { loadScenario } from '../../bin/sandbox/load';
import { type Scenario, scenarioSchema } from '../../bin/sandbox/scenario';
import { ACCOUNT } from '../support/event';

/** A story whose mail is pasted, and the calls that must arrive, each with its values, in their order. */
export interface Story {
  readonly name: string;
  readonly scenario: Scenario;
  readonly calls: readonly string[];
  readonly prints: readonly string[];
  /** A name in it would do something else where it were not quoted. */
  readonly isHostile?: boolean;
}

const ROLE = 'backup-admin';
const PROFILE = '227468b9-42a0-40bf-bde7-1f96ef68d1e8';
const ANCHOR = '0e4f6b1d-93c7-4d2a-b8e5-61f0a7c9d382';

const attack = (): Scenario => loadScenario('attack');

/** The attack by another actor. */
const by = (userIdentity: object, rest: object = {}): Scenario => {
  const scenario = attack();
  return { ...scenario, event: { ...scenario.event, ...rest, userIdentity } };
};

/** The attack with another piece of JSON in place of one of its own, wherever it stands. */
const renamed = (from: string, to: string): Scenario =>
  scenarioSchema.parse(JSON.parse(JSON.stringify(attack()).replaceAll(from, () => to)));

const contained = (role = ROLE): string[] => [
  `rolesanywhere:DisableProfile ${PROFILE}`,
  `rolesanywhere:DisableTrustAnchor ${ANCHOR}`,
  `iam:PutRolePolicy ${role} revoke-sessions`,
];

const PROVEN = ['False', 'False', 'revoke-sessions'];

const withKey = (user: string, role = ROLE): Pick<Story, 'calls' | 'prints'> => ({
  calls: [...contained(role), `iam:UpdateAccessKey ${user} AKIAIOSFODNN7EXAMPLE Inactive`],
  prints: [...PROVEN, 'Inactive'],
});

const denied = (user: string): Pick<Story, 'calls' | 'prints'> => ({
  calls: [...contained(), `iam:PutUserPolicy ${user} deny-all`],
  prints: [...PROVEN, 'deny-all'],
});

const withRole = (role: string): Pick<Story, 'calls' | 'prints'> => ({
  calls: [...contained(), `iam:PutRolePolicy ${role} revoke-sessions`],
  prints: [...PROVEN, 'revoke-sessions'],
});

const byNobodyHere = { calls: contained(), prints: PROVEN };

const USER = `arn:aws:iam::${ACCOUNT}:user/build-svc`;
const session = (role: string, name: string, more: object = {}) => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split('/').at(-1)}/${name}`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, accountId: ACCOUNT },
    ...more,
  },
});

const ROOT = { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
const CONSOLE = {
  type: 'IAMUser',
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  accountId: ACCOUNT,
  userName: 'alice',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
};

/** One story for each kind of actor, and names that would do something else where they were not quoted. */
export const stories = (): readonly Story[] => [
  { name: 'the attack, by a user with a key', scenario: attack(), ...withKey('svc-backup') },
  {
    name: 'a console user',
    scenario: by(CONSOLE, { sessionCredentialFromConsole: 'true' }),
    ...denied('alice'),
  },
  {
    name: 'a session federated by a user',
    scenario: by({
      type: 'FederatedUser',
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob`,
      accountId: ACCOUNT,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: { sessionIssuer: { type: 'IAMUser', arn: USER, accountId: ACCOUNT } },
    }),
    ...denied('build-svc'),
  },
  {
    // The role that the actor works with is in the stand-in only where it is the profile's own.
    name: 'a session of the same role',
    scenario: by(session(ROLE, 'alice')),
    ...byNobodyHere,
  },
  {
    name: 'a session of another role',
    scenario: { ...by(session('ops/deployer', 'alice')), roles: [...attack().roles, deployer()] },
    ...withRole('deployer'),
  },
  {
    name: 'Identity Center',
    scenario: by(session('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef', 'alice')),
    ...byNobodyHere,
  },
  { name: 'root', scenario: by({ ...ROOT, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }), ...byNobodyHere },
  {
    name: 'an AWS service',
    scenario: by({ type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' }),
    ...byNobodyHere,
  },
  {
    name: 'another account',
    scenario: by({ type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' }),
    ...byNobodyHere,
  },
  {
    name: 'a web identity',
    scenario: by({ type: 'WebIdentityUser', userName: 'ci', identityProvider: 'accounts.example.com' }),
    ...byNobodyHere,
  },
  { name: 'a SAML user', scenario: by({ type: 'SAMLUser', userName: 'bob' }), ...byNobodyHere },
  { name: 'an unknown identity', scenario: by({ type: 'Unknown' }), ...byNobodyHere },
  {
    name: 'a trust anchor on an outside CA',
    scenario: loadScenario('anchor-outside-ca'),
    calls: [
      `rolesanywhere:DisableTrustAnchor ${ANCHOR}`,
      `iam:PutRolePolicy ${ROLE} revoke-sessions`,
      'iam:UpdateAccessKey svc-backup AKIAIOSFODNN7EXAMPLE Inactive',
    ],
    prints: ['False', 'revoke-sessions', 'Inactive'],
  },
  {
    name: 'a revocation list that was disabled',
    scenario: loadScenario('crl-disabled'),
    calls: [
      'rolesanywhere:EnableCrl 5f0c7e1a-2b3d-4c5e-8f90-a1b2c3d4e5f6',
      'iam:PutRolePolicy build-admin revoke-sessions',
      'iam:UpdateAccessKey svc-backup AKIAIOSFODNN7EXAMPLE Inactive',
    ],
    prints: ['True', 'revoke-sessions', 'Inactive'],
  },
  {
    name: 'a role that was opened',
    scenario: loadScenario('role-opened'),
    calls: [
      `iam:UpdateAssumeRolePolicy ${ROLE}`,
      `iam:PutRolePolicy ${ROLE} revoke-sessions`,
      'iam:UpdateAccessKey svc-backup AKIAIOSFODNN7EXAMPLE Inactive',
    ],
    prints: ['Deny', 'revoke-sessions', 'Inactive'],
  },
  {
    name: 'a role named --version',
    isHostile: true,
    scenario: renamed(ROLE, '--version'),
    ...withKey('svc-backup', '--version'),
  },
  { name: 'a user named -h', isHostile: true, scenario: renamed('svc-backup', '-h'), ...withKey('-h') },
  {
    name: 'an anchor whose name quotes, breaks lines and speaks other alphabets',
    isHostile: true,
    scenario: renamed(
      '"backup-sync"',
      JSON.stringify('\'; exit #"\n$(exit)`\u202e\u0430 aws iam delete-user\u2028 )'),
    ),
    ...withKey('svc-backup'),
  },
];

const deployer = (): Scenario['roles'][number] => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/ops/deployer`,
  trustPolicy: { Version: '2012-10-17', Statement: [] },
  maxSessionDuration: 3600,
  attached: [],
  inline: {},
  tags: [],
});
