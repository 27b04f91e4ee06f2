import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/settings';
import { PROGRESS_KEY, RESULT_KEY } from '../lambda/sweep/keys';
import { SCHEDULE, TURN_SECONDS } from '../lambda/sweep/window';
import type { AlertTopic } from './alert-topic';
import { BUNDLED_FUNCTION } from './bundled-function';
import { scheduleOf } from './schedule';
import { SettingsLayer } from './settings-layer';
import { soundingAt } from './sounding';
import { METRICS_NAMESPACE, type TriageFunction } from './triage-function';
import {
  assumingWildcard,
  EVERY_REGION,
  PUBLISHING_WILDCARD,
  readWildcards,
  sweepStatements,
} from './triage-permissions';

export interface WeeklySweepProps {
  /** Where digests are published. */
  readonly alerts: AlertTopic;
  /** Whose log says which profiles had an alert. */
  readonly triage: TriageFunction;
  /** Who is told where a sweep fails. */
  readonly operations: ITopic;
  /** How profiles are judged. */
  readonly settings: Settings;
  /** How long its log is kept. */
  readonly logRetention: RetentionDays;
  /** What is swept: these Regions of these accounts. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  /**
   * The role that it reads with in other accounts, and what that role asks for.
   *
   * @default - it reads in its own account only
   */
  readonly crossAccountRole?: { readonly name: string; readonly externalId?: string };
}

/** The dimension of the sweep's metrics. */
export const SWEEP_SERVICE = 'rolesanywhere-profile-sweep';

/** Days that earlier results are kept, to see when something began; and earlier states of a sweep under way, which nobody needs. */
const RESULTS_DAYS = 400;
const PROGRESS_DAYS = 7;

/**
 * Judges all that is there once a week and tells what is new or worse. A function takes 15 minutes at most, so the schedule
 * gives it a turn every quarter of an hour of one night; the bucket keeps how far it is, and what it found.
 *
 * A function of its own, since it reads more than triage: the list of all roles, and whose certificates were seen.
 */
export class WeeklySweep extends Construct {
  readonly function: IFunction;
  readonly role: Role;
  readonly schedule: CfnSchedule;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: WeeklySweepProps) {
    super(scope, id);
    this.bucket = this.results();
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.makeRole(props, logGroup);
    this.function = new NodejsFunction(this, 'Function', {
      ...BUNDLED_FUNCTION,
      description: 'Judges all IAM Roles Anywhere profiles once a week and tells what is new or worse',
      entry: join(__dirname, '..', 'lambda', 'sweep', 'handler.ts'),
      timeout: Duration.seconds(TURN_SECONDS),
      // A whole processor: it judges hundreds of profiles between its requests.
      memorySize: 1769,
      // The next turn is the retry.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(10),
      logGroup,
      role: this.role.withoutPolicyUpdates(),
      layers: [new SettingsLayer(this, 'Settings', { settings: props.settings })],
      environment: {
        TOPIC_ARN: props.alerts.topic.topicArn,
        SETTINGS_FILE: SettingsLayer.FILE,
        SWEEP_BUCKET: this.bucket.bucketName,
        SWEEP_REGIONS: props.regions.join(','),
        SWEEP_ACCOUNTS: props.accounts.join(','),
        ALERT_LOG_GROUP: props.triage.logGroup.logGroupName,
        ...crossAccount(props),
        POWERTOOLS_SERVICE_NAME: SWEEP_SERVICE,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
    this.schedule = this.weekly();
    this.alarm(
      props.operations,
      'SweepFailed',
      'A turn of the weekly sweep failed; the next one, a quarter of an hour later, goes on.',
      this.function.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM }),
    );
    this.alarm(
      props.operations,
      'SweepUnfinished',
      'The weekly sweep was not finished in its night: no digest went out, and nobody knows what is new or worse.',
      new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: 'SweepsUnfinished',
        dimensionsMap: { service: SWEEP_SERVICE },
        period: Duration.minutes(5),
        statistic: Stats.SUM,
      }),
    );
  }

  /** Kept when the stack goes: it says who could be admin, and since when. */
  private results(): Bucket {
    const bucket = new Bucket(this, 'Results', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'Progress',
          prefix: PROGRESS_KEY,
          noncurrentVersionExpiration: Duration.days(PROGRESS_DAYS),
        },
        { id: 'Results', prefix: RESULT_KEY, noncurrentVersionExpiration: Duration.days(RESULTS_DAYS) },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'One function writes two objects once a week, versions show what was overwritten, and logs of access would need a second bucket: CloudTrail’s data events tell who reads it, where somebody wants to know.',
    });
    return bucket;
  }

  private makeRole({ alerts, triage, crossAccountRole }: WeeklySweepProps, logGroup: LogGroup): Role {
    const stack = Stack.of(this);
    const assumed = `arn:${stack.partition}:iam::*:role/${crossAccountRole?.name}`;
    const statement = (sid: string, actions: string[], ...resources: string[]): PolicyStatement =>
      new PolicyStatement({ sid, actions, resources });
    const keep = [
      statement(
        'KeepTheResult',
        ['s3:GetObject', 's3:PutObject'],
        ...[PROGRESS_KEY, RESULT_KEY].map((key) => this.bucket.arnForObjects(key)),
      ),
      // Without it, S3 does not say that there is no result yet, but that it may not be read.
      statement('WhetherThereIsAResult', ['s3:ListBucket'], this.bucket.bucketArn),
      statement('WhichAlertsWentOut', ['logs:FilterLogEvents'], triage.logGroup.logGroupArn),
      statement('PublishTheDigest', ['sns:Publish'], alerts.topic.topicArn),
      statement('EncryptTheDigest', ['kms:Decrypt', 'kms:GenerateDataKey*'], alerts.key.keyArn),
      statement('WriteTheSweepLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
    ];
    const role = new Role(this, 'Role', {
      description:
        'Reads all Roles Anywhere profiles and roles once a week and publishes what is new or worse',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Read: new PolicyDocument({ statements: sweepStatements(stack) }),
        Keep: new PolicyDocument({ statements: keep }),
        ...(crossAccountRole === undefined
          ? {}
          : {
              Assume: new PolicyDocument({
                statements: [statement('SweepInOtherAccounts', ['sts:AssumeRole'], assumed)],
              }),
            }),
      },
    });
    const wildcards = [
      ...readWildcards(stack, EVERY_REGION),
      PUBLISHING_WILDCARD,
      assumingWildcard(stack, crossAccountRole?.name, 'sweep'),
    ];
    for (const wildcard of wildcards) Validations.of(role).acknowledge(wildcard);
    return role;
  }

  private weekly(): CfnSchedule {
    return scheduleOf(this, {
      description: 'The turns of the weekly sweep of Roles Anywhere profiles',
      scheduleExpression: SCHEDULE,
      scheduleExpressionTimezone: 'UTC',
      roleId: 'ScheduleRole',
      roleDescription: 'Gives the weekly sweep of Roles Anywhere profiles its turns',
      may: {
        policy: 'Start',
        sid: 'StartTheSweep',
        action: 'lambda:InvokeFunction',
        on: this.function.functionArn,
      },
      // A turn that comes late would meet the next one.
      target: { retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 600 } },
    });
  }

  private alarm(operations: ITopic, id: string, what: string, metric: IMetric): void {
    soundingAt(this, id, { id, what, metric }, operations);
  }
}

const crossAccount = ({ crossAccountRole }: WeeklySweepProps): Record<string, string> =>
  crossAccountRole === undefined
    ? {}
    : {
        CROSS_ACCOUNT_ROLE: crossAccountRole.name,
        ...(crossAccountRole.externalId === undefined
          ? {}
          : { CROSS_ACCOUNT_EXTERNAL_ID: crossAccountRole.externalId }),
      };
