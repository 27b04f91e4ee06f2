import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { kindsFor } from '../lambda/event/kinds/list';
import { EXPIRES, TABLE_KEY } from '../lambda/first-use/table';
import type { FunctionPower } from './function-power';
import { changePattern, handingTo } from './profile-created-rule';
import { soundingAt } from './sounding';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface FirstUseProps {
  /** Days for which a profile is watched after the last alert about it. */
  readonly days: number;
  /** Who is told where the table did not take what an alert came to. */
  readonly operations: ITopic;
}

/** A rule, and the bus that it is on. */
export interface SessionRule {
  readonly rule: Rule;
  /**
   * The bus.
   *
   * @default - the default bus
   */
  readonly bus?: IEventBus;
}

/**
 * Every session of Roles Anywhere. A rule gets it where a trail logs management events, by its name alone: none of those
 * that begin with Get, List or Describe.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const SESSIONS: EventPattern = changePattern(kindsFor('firstUse'));

/**
 * Remembers the profiles that an alert was about, and hands each session to the function, which tells of a certificate that
 * uses one of them for the first time. Only where the setting asks for it: a fleet gets a session each hour and host.
 */
export class FirstUseWatch extends Construct implements FunctionPower {
  readonly policyName = 'FirstUse';
  readonly statements: readonly PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
  readonly wildcards = [];
  readonly table: Table;

  constructor(scope: Construct, id: string, { days, operations }: FirstUseProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: TABLE_KEY.partition, type: AttributeType.STRING },
      sortKey: { name: TABLE_KEY.sort, type: AttributeType.STRING },
      timeToLiveAttribute: EXPIRES,
      billingMode: BillingMode.PAY_PER_REQUEST,
      // By DynamoDB's own key, as the queues are by SQS's: it holds ARNs and digests, and nothing that an attacker wrote.
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // What is in it is of use to nobody but the function, and the log keeps what was alerted.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.environment = { FIRST_USE_TABLE: this.table.tableName, FIRST_USE_DAYS: String(days) };
    this.statements = [
      new PolicyStatement({
        sid: 'RememberTheProfiles',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
      }),
    ];
    this.whenItFails(operations);
  }

  /**
   * Hands each session to the function.
   * @param deadLetterQueue what keeps those that could not be handed on
   * @param homeBus by which forwarders send theirs
   */
  handsTo(target: IFunction, deadLetterQueue: IQueue, homeBus?: IEventBus): readonly SessionRule[] {
    const ruleOn = (id: string, description: string, eventBus?: IEventBus): SessionRule => {
      const rule = new Rule(this, id, {
        description,
        eventPattern: SESSIONS,
        targets: [handingTo(target, deadLetterQueue)],
        ...(eventBus === undefined ? {} : { eventBus }),
      });
      return eventBus === undefined ? { rule } : { rule, bus: eventBus };
    };
    return [
      ruleOn('Rule', 'Somebody got a session through IAM Roles Anywhere'),
      ...(homeBus === undefined
        ? []
        : [ruleOn('Forwarded', 'Somebody got one in another account or Region', homeBus)]),
    ];
  }

  private whenItFails(operations: ITopic): void {
    soundingAt(
      this,
      'Alarm',
      {
        id: 'FirstUseNotKept',
        what: 'An alert is out, and the table of first uses did not take it: a use of that profile may go untold, or be told again.',
        metric: new Metric({
          namespace: METRICS_NAMESPACE,
          metricName: 'FirstUsesNotKept',
          dimensionsMap: { service: SERVICE },
          period: Duration.minutes(5),
          statistic: Stats.SUM,
        }),
      },
      operations,
    );
  }
}
