import type { Actor, ActorKind } from '../event/actor';
import { moment, shortName } from './words';

/** How each kind of identity is called, and by which of its names. */
const CALLED: Readonly<Record<ActorKind, (actor: Actor) => string>> = {
  root: () => 'the root user',
  'iam-user': (actor) => `IAM user ${actor.userName ?? shortName(actor.arn)}`,
  'role-session': (actor) =>
    `role ${shortName(actor.sessionIssuerArn ?? actor.arn)}${actor.sessionName === undefined ? '' : `, session "${actor.sessionName}"`}`,
  'identity-center': (actor) => {
    const person = actor.userName ?? actor.sessionName ?? actor.onBehalfOf ?? shortName(actor.arn);
    const role = actor.sessionIssuerArn === undefined ? '' : ` (role ${shortName(actor.sessionIssuerArn)})`;
    return `Identity Center user ${person}${role}`;
  },
  federated: (actor) => {
    const provider = actor.identityProvider === undefined ? '' : ` of ${actor.identityProvider}`;
    return `federated user ${actor.userName ?? shortName(actor.arn)}${provider}`;
  },
  'aws-service': (actor) => `AWS service ${actor.invokedBy ?? actor.arn}`,
  'other-account': (actor) => `another account, ${actor.accountId ?? actor.arn}`,
  unknown: (actor) => `an identity of unknown kind, ${actor.arn}`,
};

const credential = ({ accessKeyId, longLivedKey }: Actor): string[] => {
  if (accessKeyId === undefined) return [];
  if (longLivedKey === undefined) return [`access key ${accessKeyId}`];
  return [longLivedKey ? `long-lived key ${accessKeyId}` : `temporary key ${accessKeyId}`];
};

/** Kinds of identity whose MFA CloudTrail can show: of any other, silence means nothing. */
const MFA_SHOWS: readonly ActorKind[] = ['root', 'iam-user', 'role-session'];

const mfa = (actor: Actor): string[] => {
  if (actor.mfa === true) return ['with MFA'];
  if (actor.mfa === false) return ['without MFA'];
  return MFA_SHOWS.includes(actor.kind) ? ['no MFA seen'] : [];
};

/** The actor's short name: "IAM user alice". */
export const actorName = (actor: Actor): string => CALLED[actor.kind](actor);

/** The actor in one line: "IAM user alice, long-lived key AKIA..., no MFA seen". */
export const describeActor = (actor: Actor): string =>
  [
    actorName(actor),
    ...credential(actor),
    ...(actor.fromConsole === true ? ['console session'] : []),
    ...mfa(actor),
    ...(actor.sessionCreatedAt === undefined ? [] : [`signed in ${moment(actor.sessionCreatedAt)}`]),
    ...(actor.invokedBy === undefined || actor.kind === 'aws-service' ? [] : [`through ${actor.invokedBy}`]),
  ].join(', ');
