import type { SharingProfile, StillOpen } from '../assess/response';
import type { ByHand } from '../assess/stop-actor';
import type { Lookup } from '../lookup';
import { abridged, shortName } from './words';

/** A machine that gets new credentials by itself, and what stops it. */
const MACHINES = {
  'ec2-instance': (name: string) =>
    `EC2 instance ${name} gets new credentials by itself: isolate it with a security group without rules, or stop it, after a snapshot`,
  'lambda-function': (name: string) =>
    `Lambda function ${name} gets new credentials by itself: set its reserved concurrency to 0`,
  other: (name: string) => `${name} may get new credentials by itself: stop it there`,
} as const;

const of = (what: string | undefined, before: string): string =>
  what === undefined ? '' : `${before}${what}`;

/** What stops the actor and no command of this account does, one sentence. */
export const byHandText = (hand: ByHand): string => {
  switch (hand.kind) {
    case 'root-user':
      return `Only the account owner can stop root: sign in as root, ${hand.accessKeyId === undefined ? 'delete its access keys' : `delete its access key ${hand.accessKeyId}`}, change password and MFA; in a member account an SCP of the organization that denies root stops it at once. No policy of this account does`;
    case 'assumed-root':
      return 'A root session by sts:AssumeRoot lasts 15 min at most and cannot be ended here: the management account stops whoever asked for it (CloudTrail there: AssumeRoot), and an SCP that denies root stops it at once';
    case 'root-federated':
      return 'The root user federated this session. Only the account owner can stop root: sign in as root, delete its access keys, change password and MFA; in a member account an SCP that denies root stops it at once';
    case 'identity-center':
      return `In the organization's management account: disable user ${hand.user}${of(hand.userId, ' (user id ')}${hand.userId === undefined ? '' : ')'} in Identity Center and remove the assignment${of(hand.permissionSet, ' of permission set ')} to this account. Sessions of the role live on, up to its session length: an SCP that denies everything where ${hand.userId === undefined ? 'aws:PrincipalArn is that session role' : `identitystore:UserId is ${hand.userId}`} ends them. The role itself cannot be changed in this account`;
    case 'other-account':
      return `The caller belongs to ${hand.accountId === undefined ? 'another account' : `account ${hand.accountId}`}: its owner has to stop it${of(hand.accessKeyId, ' (access key ')}${hand.accessKeyId === undefined ? '' : ')'}; here, take that account out of the trust and resource policies that let it in`;
    case 'aws-service':
      return `AWS service ${hand.service} made the call for somebody${of(hand.source, ', on behalf of ')}: find and stop whoever made it do so (its own events in CloudTrail, the minutes before)`;
    case 'provider-user':
      return `Stop ${hand.name} at identity provider ${hand.provider ?? '(not recorded)'}, which can sign it in again; if need be take the provider out of the role's trust policy`;
    case 'directory-user':
      return `Disable ${hand.name} in its directory; sessions of its role live on until they are ended`;
    case 'service-role':
      return `Role ${hand.roleName} belongs to an AWS service and cannot be changed: find who made the service act, and stop it there`;
    case 'machine':
      return MACHINES[hand.machine.kind](hand.machine.name);
    case 'certificate':
      return `The holder of certificate ${hand.serial} can make new sessions through IAM Roles Anywhere: revoke it (import-crl), or disable the profile or trust anchor it came by`;
    case 'revocation-list':
      return `Have the CA's current revocation list imported again${of(hand.anchor, ' for trust anchor ')} (import-crl, or update-crl of "${hand.name}"): AWS keeps no copy of the one before`;
    case 'delegate':
      return `Access is delegated to a product provider, account ${hand.accountId}: withdraw it in the console`;
    case 'ask-first':
      return `If the holder of role ${hand.roleName} did not do this: in IAM, role ${hand.roleName}, "Revoke active sessions" ends all of them, those of legitimate users too`;
    case 'unknown':
      return `The record does not tell what kind of identity it was: search CloudTrail for ${hand.accessKeyId === undefined ? 'other calls from the same address' : `access key ${hand.accessKeyId}`}, then stop the user or end the sessions of the role that shows`;
  }
};

/** What stays open after every command, one clause. */
export const stillOpenText = (open: StillOpen): string => {
  switch (open.kind) {
    case 'roles':
      return open.roleNames.length === 1
        ? `role ${abridged(open.roleNames, 1)} still issues sessions to whomever it trusts`
        : `roles ${abridged(open.roleNames, 3)} still issue sessions to whomever they trust`;
    case 'anchors':
      return `trust anchor ${abridged(
        open.names.map((name) => `"${name}"`),
        3,
      )} still reaches it`;
    case 'anchors-unknown':
      return 'any trust anchor (they could not be read)';
    case 'other-profiles':
      return otherProfiles(open.profiles);
    case 'other-keys':
      return open.isDenied
        ? `${open.userName} keeps its keys and password, denied`
        : `other keys, password and federated sessions of ${open.userName}`;
    case 'changes':
      return `not undone: ${abridged([...new Set(open.calls.map(calledOn))], 3)}`;
  }
};

/** Names of other profiles that one alert lists. */
const NAMED_PROFILES = 3;

const otherProfiles = (profiles: Lookup<readonly SharingProfile[]>): string => {
  if (!profiles.known) return 'other profiles with that role (they could not be listed)';
  const names = profiles.value.map(({ name, id }) => `"${name}"${id === null ? '' : ` (${id})`}`);
  return names.length === 1
    ? `profile ${abridged(names, 1)} still opens the same role`
    : `profiles ${abridged(names, NAMED_PROFILES)} still open the same roles`;
};

const calledOn = ({ eventName, target }: { readonly eventName: string; readonly target: string }): string =>
  `${eventName} ${shortName(target)}`.trim();
