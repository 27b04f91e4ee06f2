import type { Assessment } from '../assess/assessment';
import type { NeededStep, SessionsLeft } from '../assess/response';
import { durationText } from '../assess/wording';
import type { Place } from '../event/place';
import type { Alert } from './schema';
import { command, jmesText, quoted } from './shell';
import { clock } from './words';

export type ResponseCommand = Alert['response']['commands'][number];
export type Proof = Alert['response']['proof'][number];

/** What the words of a step need beside the step itself. */
interface Setting {
  readonly place: Place;
  /** ISO 8601; when to begin looking for sessions. */
  readonly since: string;
}

/** A step in words, its command, and what shows that it worked. */
interface Worded extends ResponseCommand {
  readonly proof?: Omit<Proof, 'of'>;
}

/**
 * The commands keep to what both versions of the AWS CLI take and read alike: values stand behind an equals sign, since
 * one that begins with a dash would be taken for an option; each names its Region, so that none depends on the shell's;
 * and each may be run again without harm. Source: AWS CLI User Guide, "Command structure"; tried in test/paste.
 */
const REVOKE_POLICY = 'revoke-sessions';
const DENY_POLICY = 'deny-all';

/** The inline policy that ends sessions: the form that the IAM console's "revoke active sessions" writes. */
const REVOKE_START =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"';
const REVOKE_END = '"}}}]}';
const DENY_DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

/** The Region of a command; where nobody knows it, whoever pastes the command has to say it first. */
const inRegion = ({ region }: Place): string =>
  region.known ? command` --region=${region.value}` : ' --region="$REGION"';

const STILL_ISSUES = 'The role goes on issuing new sessions; legitimate users need new credentials.';

/** The time is filled in where the command runs, so that a session issued since the alert ends as well. */
const revocation = (roleName: string): string =>
  [
    command`aws iam put-role-policy --role-name=${roleName} --policy-name=${REVOKE_POLICY} --policy-document=${REVOKE_START}`,
    '"$(date -u +%FT%TZ)"',
    quoted(REVOKE_END),
  ].join('');

const DENIED_BECAUSE = {
  console: 'a console session has no key to deactivate',
  federated: 'deactivating the key ends no federated session',
  'temporary-key': 'a temporary key cannot be deactivated',
  'key-not-recorded': 'the event names no key',
} as const;

const wordsOf = (step: NeededStep, { place, since }: Setting): Worded => {
  const region = inRegion(place);
  switch (step.kind) {
    case 'find-profile':
      return {
        step: 'find',
        purpose: 'Find the profile: the event does not hold its id',
        command: `aws rolesanywhere list-profiles${region}`,
      };
    case 'disable-profile':
      return {
        step: 'stop',
        purpose: 'Disable the profile (enable-profile undoes it)',
        command: command`aws rolesanywhere disable-profile --profile-id=${step.profileId}` + region,
        proof: {
          command:
            command`aws rolesanywhere get-profile --profile-id=${step.profileId}` +
            `${region} --query=profile.enabled --output=text`,
          prints: 'False',
        },
      };
    case 'disable-anchor':
      return {
        step: 'stop',
        purpose: `Disable trust anchor "${step.anchorName}" (stops every profile that uses it)`,
        command: command`aws rolesanywhere disable-trust-anchor --trust-anchor-id=${step.anchorId}` + region,
        proof: {
          command:
            command`aws rolesanywhere get-trust-anchor --trust-anchor-id=${step.anchorId}` +
            `${region} --query=trustAnchor.enabled --output=text`,
          prints: 'False',
        },
      };
    case 'find-anchor':
      return {
        step: 'find',
        purpose: 'Find the trust anchor: the event does not hold its id',
        command: `aws rolesanywhere list-trust-anchors${region}`,
      };
    case 'enable-crl':
      return {
        step: 'stop',
        purpose: `Enable revocation list "${step.crlName}" again`,
        command: command`aws rolesanywhere enable-crl --crl-id=${step.crlId}` + region,
        proof: {
          command:
            command`aws rolesanywhere get-crl --crl-id=${step.crlId}` +
            `${region} --query=crl.enabled --output=text`,
          prints: 'True',
        },
      };
    case 'close-role':
      return {
        step: 'stop',
        purpose: `Shut Roles Anywhere out of role ${step.roleName} (whoever else it trusts stays in)`,
        command:
          command`aws iam update-assume-role-policy --role-name=${step.roleName} --policy-document=${step.trustPolicy}` +
          region,
        proof: {
          command:
            command`aws iam get-role --role-name=${step.roleName}` +
            `${region} --query='Role.AssumeRolePolicyDocument.Statement[-1].Effect' --output=text`,
          prints: 'Deny',
        },
      };
    case 'deny-role':
      return {
        step: 'stop',
        purpose: `Deny role ${step.roleName} everything, whoever uses it (delete-role-policy undoes it)`,
        command:
          command`aws iam put-role-policy --role-name=${step.roleName} --policy-name=${DENY_POLICY} --policy-document=${DENY_DOCUMENT}` +
          region,
        proof: {
          command:
            command`aws iam get-role-policy --role-name=${step.roleName} --policy-name=${DENY_POLICY}` +
            `${region} --query=PolicyName --output=text`,
          prints: DENY_POLICY,
        },
      };
    case 'revoke-sessions':
      return {
        ...(step.whose === 'profile'
          ? {
              step: 'end-sessions',
              purpose: `End all sessions of role ${step.roleName} so far, legitimate users too`,
            }
          : {
              step: 'actor',
              purpose: `Stop the actor: end all sessions of role ${step.roleName} so far, legitimate users too`,
            }),
        command: revocation(step.roleName) + region,
        note: STILL_ISSUES,
        proof: {
          command:
            command`aws iam get-role-policy --role-name=${step.roleName} --policy-name=${REVOKE_POLICY}` +
            `${region} --query=PolicyName --output=text`,
          prints: REVOKE_POLICY,
        },
      };
    case 'deactivate-key':
      return {
        step: 'actor',
        purpose: `Stop ${step.userName}: deactivate the access key`,
        command:
          command`aws iam update-access-key --user-name=${step.userName} --access-key-id=${step.accessKeyId} --status=Inactive` +
          region,
        proof: {
          command:
            command`aws iam list-access-keys --user-name=${step.userName}` +
            `${region} ${command`--query=${`AccessKeyMetadata[?AccessKeyId==${jmesText(step.accessKeyId)}].Status`}`} --output=text`,
          prints: 'Inactive',
        },
      };
    case 'deny-user':
      return {
        step: 'actor',
        purpose: `Stop ${step.userName}: deny it everything, since ${DENIED_BECAUSE[step.because]} (delete-user-policy undoes it)`,
        command:
          command`aws iam put-user-policy --user-name=${step.userName} --policy-name=${DENY_POLICY} --policy-document=${DENY_DOCUMENT}` +
          region,
        proof: {
          command:
            command`aws iam get-user-policy --user-name=${step.userName} --policy-name=${DENY_POLICY}` +
            `${region} --query=PolicyName --output=text`,
          prints: DENY_POLICY,
        },
      };
    case 'find-key-owner':
      return {
        step: 'investigate',
        purpose: 'Find whose access key it is',
        command:
          command`aws iam get-access-key-last-used --access-key-id=${step.accessKeyId}` +
          `${region} --query=UserName --output=text`,
      };
    case 'find-sessions':
      return {
        step: 'investigate',
        purpose: 'Find its sessions (CloudTrail lags by minutes)',
        // Sessions name what they came by, by its ARN, whose last part is the id.
        command:
          command`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateSession --start-time=${since}` +
          `${region} --query='Events[].[CloudTrailEvent]' --output=text | ${command`grep -F -e ${step.named}`}`,
      };
    case 'find-profiles':
      return {
        step: 'investigate',
        purpose: 'Find other profiles with the same role',
        command:
          `aws rolesanywhere list-profiles${step.region === undefined ? region : command` --region=${step.region}`} ` +
          command`--query=${`profiles[?contains(roleArns,${jmesText(step.roleArn)})].[profileId,enabled,name]`} --output=text`,
      };
    case 'delete-anchor':
      return {
        step: 'remove',
        purpose: 'Delete the trust anchor, once its CA certificates are kept',
        command: command`aws rolesanywhere delete-trust-anchor --trust-anchor-id=${step.anchorId}` + region,
      };
    case 'delete-profile':
      return {
        step: 'remove',
        purpose: 'Delete the profile, once its settings are kept',
        command: command`aws rolesanywhere delete-profile --profile-id=${step.profileId}` + region,
      };
  }
};

const allWords = ({ facts, response }: Assessment): readonly Worded[] => {
  const { place, when, now } = facts;
  const since = when.known ? when.value : now.toISOString();
  return response.steps.map((step) => wordsOf(step, { place, since }));
};

/** What to type, in the order to type it, with the real ids and the event's Region. */
export const commandsOf = (assessment: Assessment): ResponseCommand[] =>
  allWords(assessment).map(({ proof: _proof, ...words }) => words);

/** Read-only: what each of them must print once the containing commands have worked. */
export const proofOf = (assessment: Assessment): Proof[] =>
  allWords(assessment).flatMap(({ proof, command: of }) => (proof === undefined ? [] : [{ ...proof, of }]));

/** What disabling does not do. */
export const sessionsLiveOn = (left: SessionsLeft): string =>
  left.kind === 'none'
    ? 'No session can have been made with it so far, as far as could be read.'
    : `Disabling ends no session already issued: those live up to ${durationText(left.seconds)} (one made by ${clock(left.issuedBy)}, until ${clock(left.until)}).`;
