import { join } from 'node:path';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/settings';
import type { AlertTopic } from './alert-topic';
import { BUNDLED_FUNCTION } from './bundled-function';
import { CountryLayer } from './country-layer';
import { DeadLetterQueue } from './dead-letter-queue';
import type { FunctionPower } from './function-power';
import type { SecondLookQueue } from './second-look-queue';
import { SettingsLayer } from './settings-layer';
import {
  assumingWildcard,
  EVERY_REGION,
  PUBLISHING_WILDCARD,
  readStatements,
  readWildcards,
} from './triage-permissions';

/** The dimension and the namespace of the function's own metrics. */
export const SERVICE = 'rolesanywhere-profile-alert';
export const METRICS_NAMESPACE = 'RolesAnywhereProfileAlert';

export interface TriageFunctionProps {
  /** Where alerts are published. */
  readonly alerts: AlertTopic;
  /** How profiles are judged. */
  readonly settings: Settings;
  /** How long the log is kept. */
  readonly logRetention: RetentionDays;
  /**
   * The role that it reads with in other accounts, and what that role asks for before it lets anybody in.
   *
   * @default - it reads in its own account only
   */
  readonly crossAccountRole?: { readonly name: string; readonly externalId?: string };
  /**
   * Where each event waits to be looked at again.
   *
   * @default - nothing is looked at again
   */
  readonly secondLook?: SecondLookQueue;
  /**
   * What it may do beside.
   *
   * @default - nothing
   */
  readonly powers?: readonly FunctionPower[];
}

/** What Lambda does with the function's role to hand messages of a queue to it. */
const TAKE_MESSAGES: readonly string[] = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

/** Triages a profile creation and publishes the alert; what it cannot publish ends in a queue of its own. */
export class TriageFunction extends Construct {
  readonly function: IFunction;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly logGroup: LogGroup;
  readonly role: Role;
  /** How long one event may take. */
  static readonly TIMEOUT = Duration.seconds(120);
  readonly timeout = TriageFunction.TIMEOUT;

  constructor(scope: Construct, id: string, props: TriageFunctionProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Failed');
    // Kept when the stack goes: it says which alerts were sent, and when.
    this.logGroup = new LogGroup(this, 'Log', { retention: props.logRetention });
    this.role = this.makeRole(props);
    this.function = new NodejsFunction(this, 'Function', {
      ...BUNDLED_FUNCTION,
      description: 'Triages each new IAM Roles Anywhere profile and publishes the alert',
      entry: join(__dirname, '..', 'lambda', 'handler.ts'),
      // Most of an alert's time is waiting for AWS, at two CloudTrail look-ups a second and account. The rest is room to
      // judge 50 roles whose policies were made to take long.
      timeout: this.timeout,
      // Lambda gives CPU by memory, a whole one from here on. A cold start is the usual start, and needs it to load code.
      memorySize: 1769,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.deadLetterQueue),
      logGroup: this.logGroup,
      // The grants are all written here; what constructs would add on their own is wider.
      role: this.role.withoutPolicyUpdates(),
      layers: [
        new SettingsLayer(this, 'Settings', { settings: props.settings }),
        new CountryLayer(this, 'Countries'),
      ],
      environment: {
        TOPIC_ARN: props.alerts.topic.topicArn,
        SETTINGS_FILE: SettingsLayer.FILE,
        COUNTRY_FILE: CountryLayer.FILE,
        ...crossAccount(props),
        ...(props.secondLook === undefined ? {} : { SECOND_LOOK_QUEUE_URL: props.secondLook.queue.queueUrl }),
        ...Object.assign({}, ...(props.powers ?? []).map(({ environment }) => environment)),
        POWERTOOLS_SERVICE_NAME: SERVICE,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
  }

  private makeRole({ alerts, crossAccountRole, secondLook, powers = [] }: TriageFunctionProps): Role {
    const again = (actions: readonly string[], sid: string): readonly PolicyStatement[] =>
      secondLook === undefined
        ? []
        : [new PolicyStatement({ sid, actions: [...actions], resources: [secondLook.queue.queueArn] })];
    const write = [
      new PolicyStatement({
        sid: 'PublishTheAlert',
        actions: ['sns:Publish'],
        resources: [alerts.topic.topicArn],
      }),
      new PolicyStatement({
        sid: 'EncryptTheAlert',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: [alerts.key.keyArn],
      }),
      new PolicyStatement({
        sid: 'KeepWhatFailed',
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetterQueue.queueArn],
      }),
      ...again(['sqs:SendMessage'], 'AskForTheSecondLook'),
      ...again(TAKE_MESSAGES, 'TakeWhatWaitedForIt'),
      new PolicyStatement({
        sid: 'WriteTheLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    ];
    // Another account's event may be of any Region, and so may the home account's that comes by the home bus.
    const elsewhere = crossAccountRole === undefined ? {} : EVERY_REGION;
    const roles = `arn:${Stack.of(this).partition}:iam::*:role/${crossAccountRole?.name}`;
    const assume = new PolicyStatement({
      sid: 'ReadInOtherAccounts',
      actions: ['sts:AssumeRole'],
      resources: [roles],
    });
    const role = new Role(this, 'Role', {
      description: 'Reads what a new Roles Anywhere profile allows and publishes the alert about it',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Read: new PolicyDocument({ statements: readStatements(Stack.of(this), elsewhere) }),
        Write: new PolicyDocument({ statements: write }),
        ...Object.fromEntries(
          powers
            .filter(({ statements }) => statements.length > 0)
            .map(({ policyName, statements }) => [
              policyName,
              new PolicyDocument({ statements: [...statements] }),
            ]),
        ),
        ...(crossAccountRole === undefined ? {} : { Assume: new PolicyDocument({ statements: [assume] }) }),
      },
    });
    const wildcards = [
      ...readWildcards(Stack.of(this), elsewhere),
      ...powers.flatMap((power) => power.wildcards),
      PUBLISHING_WILDCARD,
      assumingWildcard(Stack.of(this), crossAccountRole?.name, 'function'),
    ];
    for (const wildcard of wildcards) Validations.of(role).acknowledge(wildcard);
    return role;
  }
}

const crossAccount = ({ crossAccountRole }: TriageFunctionProps): Record<string, string> =>
  crossAccountRole === undefined
    ? {}
    : {
        CROSS_ACCOUNT_ROLE: crossAccountRole.name,
        ...(crossAccountRole.externalId === undefined
          ? {}
          : { CROSS_ACCOUNT_EXTERNAL_ID: crossAccountRole.externalId }),
      };
