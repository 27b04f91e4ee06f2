import type { Actor, ActorKind } from '../event/actor';
import { moment, shortName } from './words';

/** How each kind of identity is called, and by which of its names. */
const CALLED: Readonly<Record<ActorKind, (actor: Actor) => string>> = {
  root: () => 'the root user',
  'iam-user': (actor) => `IAM user ${actor.userName ?? shortName(actor.arn)}`,
  'role-session': (actor) =>
    `role ${shortName(actor.sessionIssuerArn ?? actor.arn)}${actor.sessionName === undefined ? '' : `, session "${actor.sessionName}"`}`,
  'identity-center': (actor) =>
    `Identity Center user ${actor.userName ?? actor.sessionName ?? actor.onBehalfOf ?? shortName(actor.arn)}`,
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
const MFA_SHOWS: readonly ActorKind[] = ['root', 'iam-user'];

const mfa = (actor: Actor): string[] => {
  if (actor.mfa === true) return ['with MFA'];
  if (actor.mfa === false) return ['without MFA'];
  return MFA_SHOWS.includes(actor.kind) ? ['no MFA seen'] : [];
};

const session = ({ fromConsole, sessionCreatedAt }: Actor): string[] => {
  const since = sessionCreatedAt === undefined ? '' : ` since ${moment(sessionCreatedAt)}`;
  if (fromConsole === true) return [`console session${since}`];
  return since === '' ? [] : [`session${since}`];
};

/** The actor's short name: "IAM user alice". */
export const actorName = (actor: Actor): string => CALLED[actor.kind](actor);

/** The actor in one line: "IAM user alice, long-lived key AKIA..., no MFA seen". */
export const describeActor = (actor: Actor): string =>
  [
    actorName(actor),
    ...credential(actor),
    ...mfa(actor),
    ...session(actor),
    ...(actor.invokedBy === undefined || actor.kind === 'aws-service' ? [] : [`through ${actor.invokedBy}`]),
  ].join(', ');
