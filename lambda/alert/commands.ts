import type { Assessment } from '../assess/assessment';
import type { NeededStep, SessionsLeft } from '../assess/response';
import { durationText } from '../assess/wording';
import type { Place } from '../event/place';
import type { Alert } from './schema';
import { command } from './shell';

export type ResponseCommand = Alert['response']['commands'][number];

/** What the words of a step need beside the step itself. */
interface Setting {
  readonly place: Place;
  /** ISO 8601; when to begin looking for sessions. */
  readonly since: string;
}

/** The inline policy that ends sessions: the form that the IAM console's "revoke active sessions" writes. */
const REVOKE_POLICY_START =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"';
const REVOKE_POLICY_END = '"}}}]}';

/** What stands for a Region that nobody knows: whoever pastes the command has to fill it in. */
const regionOf = ({ region }: Place): string => (region.known ? region.value : 'REGION');

/** IAM has one endpoint a partition; the AWS CLI finds it by itself only in the commercial one. */
const iamRegion = (place: Place): string =>
  place.partition === 'aws' ? '' : command` --region ${regionOf(place)}`;

const STILL_ISSUES = 'The role goes on issuing new sessions; legitimate users need new credentials.';

/** The time is filled in where the command runs, so that a session issued since the alert ends as well. */
const revocation = (roleName: string, place: Place): string =>
  `${command`aws iam put-role-policy --role-name ${roleName} --policy-name revoke-sessions --policy-document ${REVOKE_POLICY_START}`}"$(date -u +%FT%TZ)"${command`${REVOKE_POLICY_END}`}${iamRegion(place)}`;

const commandOf = (step: NeededStep, { place, since }: Setting): ResponseCommand => {
  const region = regionOf(place);
  switch (step.kind) {
    case 'find-profile':
      return {
        step: 'find',
        purpose: 'Find the profile: the event does not hold its id',
        command: command`aws rolesanywhere list-profiles --region ${region}`,
      };
    case 'disable-profile':
      return {
        step: 'stop',
        purpose: 'Disable the profile (enable-profile undoes it)',
        command: command`aws rolesanywhere disable-profile --profile-id ${step.profileId} --region ${region}`,
      };
    case 'disable-anchor':
      return {
        step: 'stop',
        purpose: `Disable trust anchor "${step.anchorName}" (stops every profile that uses it)`,
        command: command`aws rolesanywhere disable-trust-anchor --trust-anchor-id ${step.anchorId} --region ${region}`,
      };
    case 'revoke-sessions':
      return step.whose === 'profile'
        ? {
            step: 'end-sessions',
            purpose: `End all sessions of role ${step.roleName} so far, legitimate users too`,
            command: revocation(step.roleName, place),
            note: STILL_ISSUES,
          }
        : {
            step: 'actor',
            purpose: `If its legitimate user did not do this: end all sessions of role ${step.roleName} so far`,
            command: revocation(step.roleName, place),
            note: STILL_ISSUES,
          };
    case 'deactivate-key':
      return {
        step: 'actor',
        purpose: `If ${step.userName} did not do this: deactivate the access key`,
        command: `${command`aws iam update-access-key --user-name ${step.userName} --access-key-id ${step.accessKeyId} --status Inactive`}${iamRegion(place)}`,
      };
    case 'find-sessions':
      return {
        step: 'investigate',
        purpose: 'Find its sessions (CloudTrail lags by minutes)',
        // Sessions name the profile by its ARN, whose last part is the id.
        command: command`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateSession --start-time ${since} --region ${region} --query 'Events[].[CloudTrailEvent]' --output text | grep -F -- ${step.profileId}`,
      };
    case 'delete-profile':
      return {
        step: 'remove',
        purpose: 'Delete the profile, once its settings are kept',
        command: command`aws rolesanywhere delete-profile --profile-id ${step.profileId} --region ${region}`,
      };
  }
};

/** What to type, in the order to type it, with the real ids and the event's Region. */
export const commandsOf = ({ facts, response }: Assessment): ResponseCommand[] => {
  const { place, when, now } = facts;
  const since = when.known ? when.value : now.toISOString();
  return response.steps.map((step) => commandOf(step, { place, since }));
};

/** What disabling does not do. */
export const sessionsLiveOn = (left: SessionsLeft): string =>
  left.kind === 'none'
    ? 'No session can have been made with it so far, as far as could be read.'
    : `Disabling ends no session already issued: those live up to ${durationText(left.seconds)}.`;
