import { type HealthFinding, unknown, well, wrong } from '../../lambda/health/finding';
import {
  type Drift,
  type EventRule,
  type Queue,
  queueFindings,
  ruleFindings,
  type Trail,
  trailFindings,
} from '../../lambda/health/place';
import type { Lookup } from '../../lambda/lookup';

export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
  /** Whether only an authenticated call can end it; SNS tells of confirmed ones. */
  readonly authenticated: boolean;
}

/** What is read of an installation, at one time. */
export interface Readings {
  readonly stackName: string;
  readonly region: string;
  readonly stack: Lookup<{ readonly status: string; readonly protected: boolean }>;
  readonly trails: Lookup<readonly Trail[]>;
  /** The rules of the stack, by the beginning of their logical ids. */
  readonly rules: readonly (readonly [id: string, rule: Lookup<EventRule>])[];
  readonly queues: readonly (readonly [id: string, queue: Lookup<Queue>])[];
  readonly keys: readonly (readonly [id: string, state: Lookup<string>])[];
  readonly subscriptions: readonly (readonly [
    topic: string,
    subscriptions: Lookup<readonly Subscription[]>,
  ])[];
  /** Self-tests that came through in the last 26 hours, by their ids. */
  readonly selfTests: readonly (readonly [id: string, count: Lookup<number>])[];
  /** Names of the stack's alarms that sound. */
  readonly sounding: Lookup<readonly string[]>;
  /** The functions of the stack, by the beginning of their logical ids. */
  readonly functions: readonly (readonly [id: string, name: string])[];
  /** What CloudFormation last knew of the drift of the stack. */
  readonly drift: Lookup<Drift>;
  /** Whether the stack has a chat. */
  readonly chat: boolean;
}

const REVERT = 'npx cdk deploy --revert-drift, with the settings it was deployed with';

/** Everything that must be so for an alert to reach somebody, in the order of its way. */
export const installationFindings = (readings: Readings): readonly HealthFinding[] => [
  ...stackFindings(readings),
  ...trailFindings(readings.region, readings.trails),
  ...readings.rules.flatMap(([id, rule]) => ruleFindings(id, rule, REVERT)),
  ...readings.queues.flatMap(([id, queue]) => queueFindings(id, queue, 'npm run redrive')),
  ...readings.keys.flatMap(([id, state]) => keyFindings(id, state)),
  ...readings.subscriptions.flatMap(([topic, subscriptions]) => subscriptionFindings(topic, subscriptions)),
  ...readings.selfTests.flatMap(([id, count]) => selfTestFindings(id, count)),
  ...alarmFindings(readings.sounding),
  ...(readings.chat ? [CHAT] : []),
];

const stackFindings = ({ stack, stackName }: Readings): readonly HealthFinding[] => {
  if (!stack.known) return [unknown(`stack ${stackName}`, stack.reason)];
  const { status } = stack.value;
  const whole = /^(CREATE|UPDATE)_COMPLETE$|^UPDATE_ROLLBACK_COMPLETE$/.test(status);
  return [
    whole
      ? well(`stack ${stackName} is deployed`)
      : wrong(`stack ${stackName} is in state ${status}`, 'npx cdk deploy, with its settings'),
    stack.value.protected
      ? well('it is protected from being deleted')
      : wrong(
          'it is not protected from being deleted',
          `aws cloudformation update-termination-protection --enable-termination-protection --stack-name '${stackName}'`,
        ),
  ];
};

const keyFindings = (id: string, state: Lookup<string>): readonly HealthFinding[] => {
  if (!state.known) return [unknown(`the key of ${id}`, state.reason)];
  if (state.value === 'Enabled') return [well(`the key of ${id} is enabled`)];
  const mend = 'aws kms cancel-key-deletion --key-id KEY; aws kms enable-key --key-id KEY';
  return [wrong(`the key of ${id} is in state ${state.value}: nothing can be published with it`, mend)];
};

const subscriptionFindings = (
  topic: string,
  subscriptions: Lookup<readonly Subscription[]>,
): readonly HealthFinding[] => {
  if (!subscriptions.known) return [unknown(`the subscriptions to ${topic}`, subscriptions.reason)];
  const people = subscriptions.value.filter(({ protocol }) => protocol !== 'sqs');
  const confirmed = people.filter((each) => each.confirmed);
  const pending = people.filter((each) => !each.confirmed);
  const open = confirmed.filter(({ protocol, authenticated }) => protocol === 'email' && !authenticated);
  return [
    confirmed.length > 0
      ? well(`${confirmed.length} subscribed to ${topic}`)
      : wrong(
          `nobody is subscribed to ${topic}`,
          'confirm the mail of SNS, or subscribe: docs/operations.md',
        ),
    ...pending.map(({ endpoint }) =>
      wrong(
        `${endpoint} has not confirmed the subscription to ${topic}`,
        'confirm the mail that SNS sent there',
      ),
    ),
    ...open.map(({ endpoint }) =>
      wrong(
        `whoever follows the link in a mail to ${endpoint}, a mail scanner say, ends its subscription to ${topic}`,
        'subscribe again and confirm with authentication: docs/operations.md, "Subscriptions that stay"',
      ),
    ),
  ];
};

const selfTestFindings = (id: string, count: Lookup<number>): readonly HealthFinding[] => {
  if (!count.known) return [unknown(`the last self-test (${id})`, count.reason)];
  return count.value > 0
    ? [well(`a self-test (${id}) came through in the last 26 hours`)]
    : [
        wrong(
          `no self-test (${id}) came through in the last 26 hours`,
          'docs/operations.md, "SelfTestMissing"',
        ),
      ];
};

const alarmFindings = (sounding: Lookup<readonly string[]>): readonly HealthFinding[] => {
  if (!sounding.known) return [unknown('the alarms', sounding.reason)];
  if (sounding.value.length === 0) return [well('no alarm sounds')];
  return sounding.value.map((name) => wrong(`alarm ${name} sounds`, 'docs/operations.md, under its name'));
};

/** Whether a workspace is authorised only Amazon Q's own API tells, for which there is no small client. */
const CHAT: HealthFinding = unknown(
  'the Slack workspace',
  "look whether it is listed: aws chatbot describe-slack-workspaces --region us-east-2 --query 'SlackWorkspaces[].[SlackTeamId,State]'",
);
