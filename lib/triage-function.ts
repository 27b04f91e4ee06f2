import { join } from 'node:path';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type IFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/settings';
import type { AlertTopic } from './alert-topic';
import { CountryLayer } from './country-layer';
import { DeadLetterQueue } from './dead-letter-queue';
import { SettingsLayer } from './settings-layer';
import { readStatements, readWildcards } from './triage-permissions';

export interface TriageFunctionProps {
  /** Where alerts are published. */
  readonly alerts: AlertTopic;
  /** How profiles are judged. */
  readonly settings: Settings;
  /** How long the log is kept. */
  readonly logRetention: RetentionDays;
}

/** Triages a profile creation and publishes the alert; what it cannot publish ends in a queue of its own. */
export class TriageFunction extends Construct {
  readonly function: IFunction;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: TriageFunctionProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Failed');
    // Kept when the stack goes: it says which alerts were sent, and when.
    this.logGroup = new LogGroup(this, 'Log', { retention: props.logRetention });
    this.function = new NodejsFunction(this, 'Function', {
      description: 'Triages each new IAM Roles Anywhere profile and publishes the alert',
      entry: join(__dirname, '..', 'lambda', 'handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Most of an alert's time is waiting for AWS, at two CloudTrail look-ups a second and account. The rest is room to
      // judge 50 roles whose policies were made to take long.
      timeout: Duration.seconds(120),
      // Lambda gives CPU by memory, a whole one from here on. A cold start is the usual start, and needs it to load code.
      memorySize: 1769,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.deadLetterQueue),
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      // The grants are all written here; what constructs would add on their own is wider.
      role: this.role(props).withoutPolicyUpdates(),
      layers: [
        new SettingsLayer(this, 'Settings', { settings: props.settings }),
        new CountryLayer(this, 'Countries'),
      ],
      environment: {
        TOPIC_ARN: props.alerts.topic.topicArn,
        SETTINGS_FILE: SettingsLayer.FILE,
        COUNTRY_FILE: CountryLayer.FILE,
        POWERTOOLS_SERVICE_NAME: 'rolesanywhere-profile-alert',
        POWERTOOLS_METRICS_NAMESPACE: 'RolesAnywhereProfileAlert',
      },
      bundling: {
        // The AWS SDK is bundled too: what was tested is what runs, whatever the runtime ships.
        externalModules: [],
        format: OutputFormat.CJS,
        target: 'node24',
        // The packages' ES modules, of which esbuild leaves out what nobody uses: CommonJS comes whole, and starts slower.
        mainFields: ['module', 'main'],
        minify: true,
        // Node.js reads a map at each start, for a tenth of its time, though only an error needs it.
        sourceMap: false,
        logLevel: LogLevel.WARNING,
      },
    });
  }

  private role({ alerts }: TriageFunctionProps): Role {
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
      new PolicyStatement({
        sid: 'WriteTheLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    ];
    const role = new Role(this, 'Role', {
      description: 'Reads what a new Roles Anywhere profile allows and publishes the alert about it',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Read: new PolicyDocument({ statements: readStatements(Stack.of(this)) }),
        Write: new PolicyDocument({ statements: write }),
      },
    });
    const wildcards = [
      ...readWildcards(Stack.of(this)),
      {
        id: 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
        reason: 'The kinds of data key that SNS asks for, as its documentation lists them, of this one key.',
      },
    ];
    for (const wildcard of wildcards) Validations.of(role).acknowledge(wildcard);
    return role;
  }
}
