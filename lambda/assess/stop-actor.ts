import { parseRoleArn } from '../enrich/role';
import type { Actor, IssuedTo } from '../event/actor';
import { present } from '../event/fields';
import { ifKnown } from '../lookup';
import type { Facts } from './facts';
import { atLeast, type Severity } from './severity';

/** What a command in the event's account does to stop the actor. */
export type ActorStep =
  /** End the sessions of the role that the actor worked with. */
  | { readonly kind: 'revoke-sessions'; readonly roleName: string; readonly whose: 'profile' | 'actor' }
  | { readonly kind: 'deactivate-key'; readonly userName: string; readonly accessKeyId: string }
  /** Deny a user everything: that also ends what no key and no password of the user's can end. */
  | {
      readonly kind: 'deny-user';
      readonly userName: string;
      readonly because: 'console' | 'federated' | 'temporary-key' | 'key-not-recorded';
    }
  /** Read-only: whose key it is, where the record names nobody. */
  | { readonly kind: 'find-key-owner'; readonly accessKeyId: string };

/** What only somebody else can do, or only elsewhere. */
export type ByHand =
  | { readonly kind: 'root-user'; readonly accessKeyId?: string }
  | { readonly kind: 'assumed-root' }
  | { readonly kind: 'root-federated' }
  | {
      readonly kind: 'identity-center';
      readonly user: string;
      readonly userId?: string;
      readonly permissionSet?: string;
    }
  | { readonly kind: 'other-account'; readonly accountId?: string; readonly accessKeyId?: string }
  | { readonly kind: 'aws-service'; readonly service: string; readonly source?: string }
  /** Somebody whom a SAML or web identity provider signs in. */
  | { readonly kind: 'provider-user'; readonly name: string; readonly provider?: string }
  | { readonly kind: 'directory-user'; readonly name: string }
  /** A role that nobody in the account can change. */
  | { readonly kind: 'service-role'; readonly roleName: string }
  /** Gets new credentials by itself, so that ending sessions does not stop it. */
  | { readonly kind: 'machine'; readonly machine: IssuedTo }
  /** Whoever holds it makes new sessions through IAM Roles Anywhere. */
  | { readonly kind: 'certificate'; readonly serial: string }
  /** A revocation list that is gone, or another now, can only be imported again. */
  | { readonly kind: 'revocation-list'; readonly name: string; readonly anchor?: string }
  /** The product provider's account to which access is delegated. */
  | { readonly kind: 'delegate'; readonly accountId: string }
  /** Too little is wrong to end everybody's sessions of the role unasked. */
  | { readonly kind: 'ask-first'; readonly roleName: string }
  | { readonly kind: 'unknown'; readonly accessKeyId?: string };

/** How the actor is stopped. */
export interface StopActor {
  readonly steps: readonly ActorStep[];
  readonly byHand: readonly ByHand[];
  /** The IAM user of the account that it was, or that stands behind it. */
  readonly userName?: string;
}

/** Roles of AWS services and of Identity Center, which nobody in the account can change. */
export const isReserved = (arn: string): boolean => /:role\/aws-(reserved|service-role)\//.test(arn);

/** A user's name as IAM allows it. Source: IAM API reference, CreateUser. */
const USER = /^arn:aws[a-z-]*:iam::(\d{12}):user\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/;
const SESSION = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\//;

const userIn = (
  arn: string | undefined,
): { readonly accountId: string; readonly userName: string } | undefined => {
  const [, accountId, userName] = USER.exec(arn ?? '') ?? [];
  return accountId === undefined || userName === undefined ? undefined : { accountId, userName };
};

/** The role of a session: its issuer, else the role that the session's own ARN names, whose path that does not show. */
const roleArnOf = ({ sessionIssuerArn, arn }: Actor): string | undefined => {
  if (sessionIssuerArn !== undefined) return sessionIssuerArn;
  const [, partition, account, name] = SESSION.exec(arn) ?? [];
  if (name !== undefined) return `arn:${partition}:iam::${account}:role/${name}`;
  return parseRoleArn(arn) === undefined ? undefined : arn;
};

/** Whether something of an account can be changed from the account of the event. */
const isOwn = (accountId: string | undefined, own: string | undefined): boolean =>
  accountId === undefined || own === undefined || accountId === own;

const stopUser = (actor: Actor, own: string | undefined): StopActor => {
  const userName = actor.userName ?? userIn(actor.arn)?.userName;
  const { accessKeyId, longLivedKey } = actor;
  if (!isOwn(actor.accountId ?? userIn(actor.arn)?.accountId, own)) {
    return {
      steps: [],
      byHand: [{ kind: 'other-account', ...present({ accountId: actor.accountId, accessKeyId }) }],
    };
  }
  if (userName === undefined) return stopUnknown(actor);
  if (longLivedKey === true && accessKeyId !== undefined)
    return { steps: [{ kind: 'deactivate-key', userName, accessKeyId }], byHand: [], userName };
  const because =
    actor.fromConsole === true ? 'console' : accessKeyId === undefined ? 'key-not-recorded' : 'temporary-key';
  return { steps: [{ kind: 'deny-user', userName, because }], byHand: [], userName };
};

/** What goes on whatever is done to a role's sessions. */
const behindSession = ({
  certificate,
  issuedTo,
  identityProvider,
  delegateAccount,
  sessionName,
}: Actor): readonly ByHand[] => [
  ...(certificate === undefined ? [] : [{ kind: 'certificate' as const, serial: certificate.serial }]),
  ...(issuedTo === undefined ? [] : [{ kind: 'machine' as const, machine: issuedTo }]),
  ...(identityProvider === undefined
    ? []
    : [
        {
          kind: 'provider-user' as const,
          name: sessionName ?? 'the caller',
          provider: identityProvider,
        },
      ]),
  ...(delegateAccount === undefined ? [] : [{ kind: 'delegate' as const, accountId: delegateAccount }]),
];

const stopSession = (actor: Actor, own: string | undefined, severity: Severity): StopActor => {
  const role = parseRoleArn(roleArnOf(actor) ?? '');
  if (role === undefined) return stopUnknown(actor);
  if (!isOwn(role.accountId, own))
    return { steps: [], byHand: [{ kind: 'other-account', accountId: role.accountId }] };
  const { name: roleName } = role;
  if (isReserved(role.arn))
    return { steps: [], byHand: [{ kind: 'service-role', roleName }, ...behindSession(actor)] };
  // Ending the sessions of a pipeline's role stops everybody who works with it.
  if (!atLeast(severity, 'medium'))
    return { steps: [], byHand: [{ kind: 'ask-first', roleName }, ...behindSession(actor)] };
  return {
    steps: [{ kind: 'revoke-sessions', roleName, whose: 'actor' }],
    byHand: behindSession(actor),
  };
};

/** Names of Identity Center's roles: AWSReservedSSO_<permission set>_<16 hexadecimal digits>. */
const PERMISSION_SET = /AWSReservedSSO_([\w+=,.@-]+)_[0-9a-f]{16}(?:$|\/)/;

const stopIdentityCenter = (actor: Actor): StopActor => ({
  steps: [],
  byHand: [
    {
      kind: 'identity-center',
      user: actor.userName ?? actor.sessionName ?? actor.onBehalfOf ?? actor.arn,
      ...present({
        userId: actor.onBehalfOf,
        permissionSet: PERMISSION_SET.exec(actor.sessionIssuerArn ?? actor.arn)?.[1],
      }),
    },
  ],
});

/** A federated session belongs to the user that asked for it. Source: STS API reference, GetFederationToken. */
const stopFederated = (actor: Actor, own: string | undefined): StopActor => {
  const { sessionIssuerArn, type, identityProvider, userName, arn } = actor;
  if (sessionIssuerArn?.endsWith(':root') === true)
    return { steps: [], byHand: [{ kind: 'root-federated' }] };
  const user = userIn(sessionIssuerArn);
  if (user !== undefined)
    return isOwn(user.accountId, own)
      ? {
          steps: [{ kind: 'deny-user', userName: user.userName, because: 'federated' }],
          byHand: [],
          userName: user.userName,
        }
      : { steps: [], byHand: [{ kind: 'other-account', accountId: user.accountId }] };
  const name = userName ?? arn;
  if (type === 'Directory') return { steps: [], byHand: [{ kind: 'directory-user', name }] };
  if (type === 'FederatedUser') return stopUnknown(actor);
  return {
    steps: [],
    byHand: [{ kind: 'provider-user', name, ...present({ provider: identityProvider }) }],
  };
};

const stopUnknown = ({ accessKeyId, longLivedKey }: Actor): StopActor => ({
  steps: accessKeyId !== undefined && longLivedKey === true ? [{ kind: 'find-key-owner', accessKeyId }] : [],
  byHand: [{ kind: 'unknown', ...present({ accessKeyId }) }],
});

/** How the actor is stopped, whatever kind of identity it is: every kind has a step, if only in words. */
export const stopActor = ({ actor, place }: Facts, severity: Severity): StopActor => {
  const own = ifKnown(place.account);
  const { accessKeyId, longLivedKey, accountId } = actor;
  switch (actor.kind) {
    case 'root':
      return {
        steps: [],
        byHand: [
          actor.assumedRoot === true
            ? { kind: 'assumed-root' }
            : { kind: 'root-user', ...(longLivedKey === true ? present({ accessKeyId }) : {}) },
        ],
      };
    case 'iam-user':
      return stopUser(actor, own);
    case 'role-session':
      return stopSession(actor, own, severity);
    case 'identity-center':
      return stopIdentityCenter(actor);
    case 'federated':
      return stopFederated(actor, own);
    case 'aws-service':
      return {
        steps: [],
        byHand: [
          {
            kind: 'aws-service',
            service: actor.invokedBy ?? actor.arn,
            ...present({ source: actor.scope?.sourceArn ?? actor.scope?.sourceAccount }),
          },
        ],
      };
    case 'other-account':
      return { steps: [], byHand: [{ kind: 'other-account', ...present({ accountId, accessKeyId }) }] };
    case 'unknown':
      return stopUnknown(actor);
  }
};
