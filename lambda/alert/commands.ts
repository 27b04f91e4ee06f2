import type { Assessment } from '../assess/assessment';
import type { JudgedRole } from '../assess/judged-role';
import { atLeast, type Severity } from '../assess/severity';
import { durationText } from '../assess/wording';
import type { Context } from '../enrich/context';
import { parseRoleArn } from '../enrich/role';
import type { Change } from '../event/change';
import { ifKnown } from '../lookup';
import { LOUD, loudness } from './role-order';
import type { Alert } from './schema';
import { command } from './shell';
import { shortName } from './words';

export type ResponseCommand = Alert['response']['commands'][number];

/** Commands of one kind in one alert; people get the rest from the pattern of the first. */
const MANY = 10;

/** The inline policy that ends sessions: the form that the IAM console's "revoke active sessions" writes. */
const REVOKE_POLICY_START =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"';
const REVOKE_POLICY_END = '"}}}]}';

/** What stands for a Region that nobody knows: whoever pastes the command has to fill it in. */
const regionOf = ({ place }: Change): string => (place.region.known ? place.region.value : 'REGION');

/** The id in an ARN's last part, for where the id itself is missing. */
const profileId = ({ id, arn }: Assessment['profile']): string | undefined =>
  id ?? (arn === null ? undefined : shortName(arn));

const disableProfile = (assessment: Assessment, { change, current }: Context): ResponseCommand[] => {
  const region = regionOf(change);
  const id = profileId(assessment.profile);
  if (id === undefined) {
    return [
      {
        step: 'find',
        purpose: 'Find the profile: the event does not hold its id',
        command: command`aws rolesanywhere list-profiles --region ${region}`,
      },
    ];
  }
  // One that was created disabled may have been enabled since; disabling it twice does no harm.
  if (assessment.profile.enabled === false && current.known) return [];
  return [
    {
      step: 'stop',
      purpose: 'Disable the profile (enable-profile undoes it)',
      command: command`aws rolesanywhere disable-profile --profile-id ${id} --region ${region}`,
    },
  ];
};

const disableAnchors = (anchors: Alert['trustAnchors'], region: string): ResponseCommand[] =>
  anchors
    .filter(({ suspicious }) => suspicious)
    .slice(0, MANY)
    .map(({ id, name }) => ({
      step: 'stop',
      purpose: `Disable trust anchor "${name}" (stops every profile that uses it)`,
      command: command`aws rolesanywhere disable-trust-anchor --trust-anchor-id ${id} --region ${region}`,
    }));

/** Roles of AWS services and of Identity Center, which nobody in the account can change. */
const reserved = (arn: string): boolean => /:role\/aws-(reserved|service-role)\//.test(arn);

/** Whether a command that takes a role's name alone acts on this role: an attacker may name another's under a wrong path. */
const isFoundByName = ({ arn, facts }: JudgedRole): boolean =>
  parseRoleArn(arn) !== undefined && (facts.state !== 'unreadable' || facts.namesakeArn === undefined);

/** Whether somebody can have, or can get, a session of the role through the profile, as far as was read. */
const mayHaveSessions = ({ usableNow, sessionsMayLiveOn }: JudgedRole): boolean =>
  usableNow !== 'no' || sessionsMayLiveOn === true;

/** Whether ending the role's sessions is worth its price: its rightful users must sign in anew, too. */
const worthRevoking = (role: JudgedRole): boolean =>
  isFoundByName(role) &&
  mayHaveSessions(role) &&
  role.facts.state !== 'missing' &&
  role.facts.state !== 'other-account' &&
  !reserved(role.arn) &&
  (loudness(role.power, role.possiblePower) >= LOUD || role.power === 'unknown');

/** IAM has one endpoint a partition; the AWS CLI finds it by itself only in the commercial one. */
const iamRegion = (change: Change): string =>
  change.place.partition === 'aws' ? '' : command` --region ${regionOf(change)}`;

const STILL_ISSUES = 'The role goes on issuing new sessions; rightful users need new credentials.';

const revokeSessions = (roles: readonly JudgedRole[], change: Change): ResponseCommand[] =>
  roles
    .filter(worthRevoking)
    .slice(0, MANY)
    .map(({ arn }) => ({
      step: 'end-sessions',
      purpose: `End all sessions of role ${shortName(arn)} so far, rightful ones too`,
      command: revocation(shortName(arn), change),
      note: STILL_ISSUES,
    }));

/** The time is filled in where the command runs, so that a session issued since the alert ends as well. */
const revocation = (roleName: string, change: Change): string =>
  `${command`aws iam put-role-policy --role-name ${roleName} --policy-name revoke-sessions --policy-document ${REVOKE_POLICY_START}`}"$(date -u +%FT%TZ)"${command`${REVOKE_POLICY_END}`}${iamRegion(change)}`;

/** What stops an actor who works with a session of a role, whose temporary key nobody can switch off. */
const endActorsSessions = ({ change }: Context, severity: Severity): ResponseCommand[] => {
  const { actor } = change.record;
  const account = ifKnown(change.place.account);
  const role = actor.sessionIssuerArn === undefined ? undefined : parseRoleArn(actor.sessionIssuerArn);
  if (!atLeast(severity, 'medium') || actor.kind !== 'role-session' || actor.sessionIssuerArn === undefined)
    return [];
  if (role === undefined || role.accountId !== account || reserved(actor.sessionIssuerArn)) return [];
  return [
    {
      step: 'actor',
      purpose: `If its rightful user did not do this: end all sessions of role ${role.name} so far`,
      command: revocation(role.name, change),
      note: STILL_ISSUES,
    },
  ];
};

const deactivateKey = ({ change }: Context): ResponseCommand[] => {
  const { actor } = change.record;
  const account = ifKnown(change.place.account);
  if (actor.longLivedKey !== true || actor.accessKeyId === undefined || actor.userName === undefined)
    return [];
  if (actor.kind !== 'iam-user' || (actor.accountId ?? account) !== account) return [];
  return [
    {
      step: 'actor',
      purpose: `If ${actor.userName} did not do this: switch the access key off`,
      command: `${command`aws iam update-access-key --user-name ${actor.userName} --access-key-id ${actor.accessKeyId} --status Inactive`}${iamRegion(change)}`,
    },
  ];
};

const findSessions = (context: Context, assessment: Assessment): ResponseCommand[] => {
  const { change } = context;
  const { time } = change.record;
  // Sessions name the profile by its ARN, whose last part is the id.
  const needle = profileId(assessment.profile);
  if (needle === undefined) return [];
  return [
    {
      step: 'investigate',
      purpose: 'Find its sessions (CloudTrail lags by minutes)',
      command: command`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateSession --start-time ${time.known ? time.value : context.now.toISOString()} --region ${regionOf(change)} --query 'Events[].[CloudTrailEvent]' --output text | grep -F -- ${needle}`,
    },
  ];
};

const deleteProfile = (assessment: Assessment, region: string): ResponseCommand[] => {
  const id = profileId(assessment.profile);
  if (id === undefined) return [];
  return [
    {
      step: 'remove',
      purpose: 'Delete the profile, once its settings are kept',
      command: command`aws rolesanywhere delete-profile --profile-id ${id} --region ${region}`,
    },
  ];
};

/** What to type, in the order to type it, with the real ids and the event's Region. */
export const commandsOf = (
  context: Context,
  assessment: Assessment,
  anchors: Alert['trustAnchors'],
  roles: readonly JudgedRole[],
): ResponseCommand[] => {
  const region = regionOf(context.change);
  return [
    ...disableProfile(assessment, context),
    ...disableAnchors(anchors, region),
    ...revokeSessions(roles, context.change),
    ...deactivateKey(context),
    ...endActorsSessions(context, assessment.severity),
    ...findSessions(context, assessment),
    ...deleteProfile(assessment, region),
  ];
};

/** What disabling does not do. */
export const sessionsLiveOn = (roles: readonly JudgedRole[], profile: Assessment['profile']): string => {
  if (roles.length > 0 && !roles.some(mayHaveSessions)) {
    return 'No session can have been made with it so far, as far as could be read.';
  }
  const longest = Math.max(
    0,
    ...roles.map(({ sessionSeconds }) => sessionSeconds ?? profile.durationSeconds),
  );
  return `Disabling ends no session already issued: those live up to ${durationText(longest || profile.durationSeconds)}.`;
};
