import type { Actor, ActorKind, IssuedTo } from '../event/actor';
import { dayAndTime, shortName } from './words';

/*
 * What somebody chose stands in quotation marks: the names of sessions and federated users, and source identities. All
 * else is AWS's own word.
 */

/** The session of a role: by the certificate that opened it, else by the name that its user chose. */
const sessionOf = ({ certificate, sessionName }: Actor): string => {
  if (certificate !== undefined) return `, by certificate "${certificate.subject}"`;
  return sessionName === undefined ? '' : `, session "${sessionName}"`;
};

/** A user's federated session is that user, who names it as they like. Source: STS API reference, GetFederationToken. */
const federatedBy = ({ sessionIssuerArn, sessionIssuerName }: Actor): string | undefined => {
  if (sessionIssuerArn === undefined) return undefined;
  if (sessionIssuerArn.endsWith(':root')) return 'the root user';
  return `IAM user ${sessionIssuerName ?? shortName(sessionIssuerArn)}`;
};

/** How each kind of identity is called, and by which of its names. */
const CALLED: Readonly<Record<ActorKind, (actor: Actor) => string>> = {
  root: ({ assumedRoot }) => (assumedRoot === true ? 'the root user, by sts:AssumeRoot' : 'the root user'),
  'iam-user': (actor) => `IAM user ${actor.userName ?? shortName(actor.arn)}`,
  'role-session': (actor) => `role ${shortName(actor.sessionIssuerArn ?? actor.arn)}${sessionOf(actor)}`,
  'identity-center': (actor) =>
    `Identity Center user ${actor.userName ?? actor.sessionName ?? actor.onBehalfOf ?? shortName(actor.arn)}`,
  federated: (actor) => {
    const user = federatedBy(actor);
    if (user !== undefined) return `${user}, in a session federated as "${shortName(actor.arn)}"`;
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
  const since = sessionCreatedAt === undefined ? '' : ` since ${dayAndTime(sessionCreatedAt)}`;
  if (fromConsole === true) return [`console session${since}`];
  return since === '' ? [] : [`session${since}`];
};

/** How each kind of thing is called that credentials are issued to. */
const ISSUED_TO: Readonly<Record<IssuedTo['kind'], string>> = {
  'ec2-instance': 'EC2 instance ',
  'lambda-function': 'Lambda function ',
  other: '',
};

const metadataService = (version: string | undefined): string =>
  version === undefined ? '' : ` (from IMDSv${version.split('.')[0]})`;

/** Who or what else is behind the call. */
const behind = (actor: Actor): readonly (string | undefined)[] => {
  const { certificate, sourceIdentity, issuedTo, scope } = actor;
  const owner = scope?.sourceArn ?? (scope?.sourceAccount && `account ${scope.sourceAccount}`);
  return [
    certificate && `which came in through IAM Roles Anywhere by these names, serial ${certificate.serial}`,
    certificate === undefined ? sourceIdentity && `source identity "${sourceIdentity}"` : undefined,
    actor.kind === 'role-session'
      ? actor.identityProvider && `signed in by ${actor.identityProvider}`
      : undefined,
    actor.kind === 'identity-center'
      ? undefined
      : actor.onBehalfOf && `on behalf of Identity Center user ${actor.onBehalfOf}`,
    issuedTo &&
      `with credentials of ${ISSUED_TO[issuedTo.kind]}${issuedTo.name}${metadataService(issuedTo.metadataService)}`,
    owner && `on behalf of ${owner}`,
    actor.delegateAccount && `by a product provider, account ${actor.delegateAccount}`,
  ];
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
    ...behind(actor).filter((words) => words !== undefined && words !== ''),
    ...(actor.invokedBy === undefined || actor.kind === 'aws-service' ? [] : [`through ${actor.invokedBy}`]),
  ].join(', ');
