import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Plan } from '../lambda/health/check';
import { LOOKS } from '../lambda/health/looks';
import { PLACES_IN_TROUBLE } from '../lambda/health/telemetry';
import { BUNDLED_FUNCTION } from './bundled-function';
import { lookAtTrails, lookStatements, lookWildcards } from './look-permissions';
import { nameOfRule } from './rule-name';
import { scheduleOf } from './schedule';
import { soundingInSilence } from './sounding';
import { METRICS_NAMESPACE } from './triage-function';

export interface HealthCheckProps {
  /** The rules of profiles, on each bus that the stack listens on. */
  readonly rules: readonly { readonly rule: IRule; readonly bus?: IEventBus }[];
  /** The function that they hand profiles to. */
  readonly target: IFunction;
  /** Who is told. */
  readonly operations: ITopic;
  /**
   * Whose forwarders send to which bus.
   *
   * @default - nobody forwards
   */
  readonly forwarders?: CheckedForwarders;
}

export interface CheckedForwarders {
  readonly bus: IEventBus;
  readonly accounts: readonly string[];
  /** Whether the accounts of an organisation forward, too. */
  readonly organization: boolean;
  /** Regions that forwarders are in, beside the home Region. */
  readonly regions: readonly string[];
  /**
   * The role to read with in other accounts.
   *
   * @default - only the forwarders of the home account are looked at
   */
  readonly role?: { readonly name: string; readonly externalId?: string };
}

/** The dimension of the health check's metrics. */
export const HEALTH_SERVICE = 'rolesanywhere-profile-health';

/** Hours without a health check that found all well until the alarm sounds: a day, and time to look. */
const HOURS = 26;

/**
 * Looks once a day whether the rules of the profiles are as they were deployed, which no self-test can show, and whether
 * each forwarder is, and could deliver what it had: one function, one metric and one alarm for all accounts and Regions.
 * The alarm listens for the health check that finds all well: trouble sounds it, and so does a health check that does not come.
 *
 * A function of its own, since it asks other questions than triage: it may look at rules, queues and trails, and neither
 * read roles and policies nor publish anything.
 */
export class HealthCheck extends Construct {
  readonly function: IFunction;
  readonly role: Role;
  readonly schedule: CfnSchedule;
  readonly alarm: Alarm;
  /** Places that are not as they should be. */
  readonly trouble: Metric;

  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    super(scope, id);
    // What it found is on the operations topic or gone, so its log goes with the stack.
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.makeRole(props, logGroup);
    this.function = new NodejsFunction(this, 'Function', {
      ...BUNDLED_FUNCTION,
      description:
        'Looks each day whether the rules and forwarders of the Roles Anywhere alerting are in order',
      entry: join(__dirname, '..', 'lambda', 'health', 'handler.ts'),
      // It waits for other Regions most of the time.
      timeout: Duration.minutes(15),
      memorySize: 512,
      logGroup,
      role: this.role.withoutPolicyUpdates(),
      environment: {
        POWERTOOLS_SERVICE_NAME: HEALTH_SERVICE,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
    this.trouble = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: PLACES_IN_TROUBLE,
      dimensionsMap: { service: HEALTH_SERVICE },
      period: Duration.hours(1),
      statistic: Stats.MAXIMUM,
    });
    this.schedule = this.daily(props);
    this.alarm = this.unlessAllIsWell(props.operations);
  }

  private makeRole({ forwarders, rules }: HealthCheckProps, logGroup: LogGroup): Role {
    const { partition } = Stack.of(this);
    const name = forwarders?.role?.name;
    const assumed = `arn:${partition}:iam::*:role/${name}`;
    const look = [
      new PolicyStatement({
        sid: 'WhetherItsOwnRulesHold',
        actions: [...LOOKS.rules],
        resources: rules.map(({ rule }) => rule.ruleArn),
      }),
      ...(forwarders === undefined ? [lookAtTrails()] : lookStatements()),
      ...(forwarders?.organization
        ? [
            new PolicyStatement({
              sid: 'WhichAccounts',
              actions: ['organizations:ListAccounts'],
              resources: ['*'],
            }),
          ]
        : []),
      ...(name === undefined
        ? []
        : [
            new PolicyStatement({
              sid: 'LookInOtherAccounts',
              actions: ['sts:AssumeRole'],
              resources: [assumed],
            }),
          ]),
    ];
    const write = new PolicyStatement({
      sid: 'WriteTheHealthLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      description: 'Looks whether the rules and forwarders of the Roles Anywhere alerting are in order',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Look: new PolicyDocument({ statements: look }),
        Write: new PolicyDocument({ statements: [write] }),
      },
    });
    const named = Token.isUnresolved(partition) ? '<AWS::Partition>' : partition;
    const wildcards = [
      ...lookWildcards(),
      {
        id: `AwsSolutions-IAM5[Resource::arn:${named}:iam::*:role/${name}]`,
        reason:
          'One role name in every account that forwards; whether it lets the health check in is that account’s to say.',
      },
    ];
    for (const wildcard of wildcards) Validations.of(role).acknowledge(wildcard);
    return role;
  }

  private daily(props: HealthCheckProps): CfnSchedule {
    return scheduleOf(this, {
      description: 'The daily health check of the Roles Anywhere alerting',
      scheduleExpression: 'rate(1 day)',
      roleId: 'ScheduleRole',
      roleDescription: 'Starts the daily health check of the Roles Anywhere alerting',
      may: {
        policy: 'Start',
        sid: 'StartTheHealthCheck',
        action: 'lambda:InvokeFunction',
        on: this.function.functionArn,
      },
      target: { input: Stack.of(this).toJsonString(this.plan(props)) },
    });
  }

  private plan({ rules, target, forwarders }: HealthCheckProps): Plan {
    const { account, region } = Stack.of(this);
    return {
      home: { account, region },
      function: target.functionArn,
      rules: rules.map(({ rule, bus }) => ({
        name: nameOfRule(rule, bus),
        ...(bus === undefined ? {} : { bus: bus.eventBusName }),
      })),
      ...(forwarders === undefined
        ? {}
        : {
            forwarders: {
              bus: forwarders.bus.eventBusArn,
              accounts: forwarders.accounts,
              organization: forwarders.organization,
              // The role to read with is made in the home Region of each account, by a forwarder.
              regions: [region, ...forwarders.regions],
              ...(forwarders.role === undefined ? {} : { role: forwarders.role }),
            },
          }),
    };
  }

  private unlessAllIsWell(operations: ITopic): Alarm {
    // Every hour but the health check's is missing; one hour that says 0 is what keeps the alarm silent.
    return soundingInSilence(
      this,
      'PlacesInTrouble',
      {
        id: 'PlacesInTrouble',
        what: `No daily health check of the last ${HOURS} hours found every rule, trail and forwarder in order: a profile might raise no alert somewhere.`,
        metric: this.trouble,
        hours: HOURS,
        without: { threshold: 0, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD },
      },
      operations,
    );
  }
}
