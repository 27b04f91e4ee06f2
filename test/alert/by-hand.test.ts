import { byHandText, stillOpenText } from '../../lambda/alert/by-hand';
import type { SharingProfile, StillOpen } from '../../lambda/assess/response';
import type { ByHand } from '../../lambda/assess/stop-actor';
import { known, notKnown } from '../../lambda/lookup';
import { OTHER_ACCOUNT } from '../support/event';

const KEY = 'AKIAEXAMPLE';

describe('what only somebody else can do', () => {
  test.each<[ByHand, string]>([
    [
      { kind: 'root-user' },
      'Only the account owner can stop root: sign in as root, delete its access keys, change password and MFA; in a member account an SCP of the organization that denies root stops it at once. No policy of this account does',
    ],
    [
      { kind: 'root-user', accessKeyId: KEY },
      'Only the account owner can stop root: sign in as root, delete its access key AKIAEXAMPLE, change password and MFA; in a member account an SCP of the organization that denies root stops it at once. No policy of this account does',
    ],
    [
      { kind: 'assumed-root' },
      'A root session by sts:AssumeRoot lasts 15 min at most and cannot be ended here: the management account stops whoever asked for it (CloudTrail there: AssumeRoot), and an SCP that denies root stops it at once',
    ],
    [
      { kind: 'root-federated' },
      'The root user federated this session. Only the account owner can stop root: sign in as root, delete its access keys, change password and MFA; in a member account an SCP that denies root stops it at once',
    ],
    [
      { kind: 'identity-center', user: 'alice' },
      "In the organization's management account: disable user alice in Identity Center and remove the assignment to this account. Sessions of the role live on, up to its session length: an SCP that denies everything where aws:PrincipalArn is that session role ends them. The role itself cannot be changed in this account",
    ],
    [
      { kind: 'identity-center', user: 'alice', userId: 'u-1', permissionSet: 'Admin' },
      "In the organization's management account: disable user alice (user id u-1) in Identity Center and remove the assignment of permission set Admin to this account. Sessions of the role live on, up to its session length: an SCP that denies everything where identitystore:UserId is u-1 ends them. The role itself cannot be changed in this account",
    ],
    [
      { kind: 'other-account' },
      'The caller belongs to another account: its owner has to stop it; here, take that account out of the trust and resource policies that let it in',
    ],
    [
      { kind: 'other-account', accountId: OTHER_ACCOUNT, accessKeyId: KEY },
      'The caller belongs to account 444455556666: its owner has to stop it (access key AKIAEXAMPLE); here, take that account out of the trust and resource policies that let it in',
    ],
    [
      { kind: 'aws-service', service: 'cloudformation.amazonaws.com' },
      'AWS service cloudformation.amazonaws.com made the call for somebody: find and stop whoever made it do so (its own events in CloudTrail, the minutes before)',
    ],
    [
      { kind: 'aws-service', service: 'cloudformation.amazonaws.com', source: 'stack press' },
      'AWS service cloudformation.amazonaws.com made the call for somebody, on behalf of stack press: find and stop whoever made it do so (its own events in CloudTrail, the minutes before)',
    ],
    [
      { kind: 'provider-user', name: 'alice' },
      "Stop alice at identity provider (not recorded), which can sign it in again; if need be take the provider out of the role's trust policy",
    ],
    [
      { kind: 'provider-user', name: 'alice', provider: 'corp' },
      "Stop alice at identity provider corp, which can sign it in again; if need be take the provider out of the role's trust policy",
    ],
    [
      { kind: 'directory-user', name: 'alice' },
      'Disable alice in its directory; sessions of its role live on until they are ended',
    ],
    [
      { kind: 'service-role', roleName: 'AWSServiceRoleForX' },
      'Role AWSServiceRoleForX belongs to an AWS service and cannot be changed: find who made the service act, and stop it there',
    ],
    [
      { kind: 'machine', machine: { kind: 'ec2-instance', name: 'i-1' } },
      'EC2 instance i-1 gets new credentials by itself: isolate it with a security group without rules, or stop it, after a snapshot',
    ],
    [
      { kind: 'machine', machine: { kind: 'lambda-function', name: 'press' } },
      'Lambda function press gets new credentials by itself: set its reserved concurrency to 0',
    ],
    [
      { kind: 'machine', machine: { kind: 'other', name: 'A task' } },
      'A task may get new credentials by itself: stop it there',
    ],
    [
      { kind: 'certificate', serial: '3a9f' },
      'The holder of certificate 3a9f can make new sessions through IAM Roles Anywhere: revoke it (import-crl), or disable the profile or trust anchor it came by',
    ],
    [
      { kind: 'revocation-list', name: 'lost-laptops' },
      `Have the CA's current revocation list imported again (import-crl, or update-crl of "lost-laptops"): AWS keeps no copy of the one before`,
    ],
    [
      { kind: 'revocation-list', name: 'lost-laptops', anchor: 'build-ca' },
      `Have the CA's current revocation list imported again for trust anchor build-ca (import-crl, or update-crl of "lost-laptops"): AWS keeps no copy of the one before`,
    ],
    [
      { kind: 'delegate', accountId: OTHER_ACCOUNT },
      'Access is delegated to a product provider, account 444455556666: withdraw it in the console',
    ],
    [
      { kind: 'ask-first', roleName: 'deploy' },
      'If the holder of role deploy did not do this: in IAM, role deploy, "Revoke active sessions" ends all of them, those of legitimate users too',
    ],
    [
      { kind: 'unknown' },
      'The record does not tell what kind of identity it was: search CloudTrail for other calls from the same address, then stop the user or end the sessions of the role that shows',
    ],
    [
      { kind: 'unknown', accessKeyId: KEY },
      'The record does not tell what kind of identity it was: search CloudTrail for access key AKIAEXAMPLE, then stop the user or end the sessions of the role that shows',
    ],
  ])('%j', (hand, expected) => {
    expect(byHandText(hand)).toBe(expected);
  });
});

const sharing = (name: string, id: string | null = null): SharingProfile => ({ name, id, enabled: true });
const call = (eventName: string, target: string) => ({ eventName, target });

describe('what stays open', () => {
  test.each<[StillOpen, string]>([
    [{ kind: 'roles', roleNames: ['a'] }, 'role a still issues sessions to whomever it trusts'],
    [
      { kind: 'roles', roleNames: ['a', 'b', 'c', 'd'] },
      'roles a, b, c, +1 more still issue sessions to whomever they trust',
    ],
    [{ kind: 'anchors', names: ['a'] }, 'trust anchor "a" still reaches it'],
    [
      { kind: 'anchors', names: ['a', 'b', 'c', 'd'] },
      'trust anchor "a", "b", "c", +1 more still reaches it',
    ],
    [{ kind: 'anchors-unknown' }, 'any trust anchor (they could not be read)'],
    [
      { kind: 'other-profiles', profiles: notKnown('denied') },
      'other profiles with that role (they could not be listed)',
    ],
    [
      { kind: 'other-profiles', profiles: known([sharing('press', 'p-1')]) },
      'profile "press" (p-1) still opens the same role',
    ],
    [
      { kind: 'other-profiles', profiles: known(['a', 'b', 'c', 'd'].map((name) => sharing(name))) },
      'profiles "a", "b", "c", +1 more still open the same roles',
    ],
    [{ kind: 'other-keys', userName: 'alice', isDenied: true }, 'alice keeps its keys and password, denied'],
    [
      { kind: 'other-keys', userName: 'alice', isDenied: false },
      'other keys, password and federated sessions of alice',
    ],
    [
      {
        kind: 'changes',
        calls: [
          call('PutRolePolicy', 'arn:aws:iam::111122223333:role/deploy'),
          call('PutRolePolicy', 'deploy'),
          call('CreateAccessKey', ''),
          call('A', 'a'),
          call('B', 'b'),
        ],
      },
      'not undone: PutRolePolicy deploy, CreateAccessKey, A a, +1 more',
    ],
  ])('%j', (open, expected) => {
    expect(stillOpenText(open)).toBe(expected);
  });
});
