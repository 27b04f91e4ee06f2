import { Duration, Validations } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HEARTBEAT_ATTRIBUTE, SELF_TEST } from '../lambda/self-test';
import { nameOfRule } from './rule-name';
import { scheduleOf } from './schedule';
import { soundingInSilence } from './sounding';

export interface SelfTestProps {
  /** Which way is tested, in lower case: the name of the heartbeat. */
  readonly way: string;
  /** The bus that the events of profiles come by. */
  readonly bus: IEventBus;
  /** What they are handed to. */
  readonly target: IFunction;
  /** Where what cannot be handed over is kept. */
  readonly deadLetterQueue: IQueue;
  /** Where the function publishes. */
  readonly alerts: ITopic;
  /** Who is told that no heartbeat arrives. */
  readonly operations: ITopic;
}

/** The way by the default bus. */
const DEFAULT_WAY = 'default';

/** Hours without a heartbeat until the alarm sounds: a day, and time for EventBridge to be late. */
const HOURS = 26;

/**
 * Once a day, an event of our own goes the way of a profile's: bus, rule, function, topic, subscription. It ends in a
 * queue whose metric is the heartbeat. Whatever breaks on the way, the heartbeat stays away and the alarm sounds: silence
 * is what it listens for. The rule of the profiles itself matches nothing that anybody but AWS may send, so the health check
 * reads whether it is as it was deployed.
 */
export class SelfTest extends Construct {
  readonly rule: Rule;
  /** The rule's name, as requests of EventBridge have it. */
  readonly ruleName: string;
  readonly schedule: CfnSchedule;
  readonly alarm: Alarm;
  readonly heartbeats: Queue;
  /** One for each self-test that came through. */
  readonly heartbeat: Metric;

  constructor(scope: Construct, id: string, props: SelfTestProps) {
    super(scope, id);
    this.heartbeats = new Queue(this, 'Heartbeats', {
      retentionPeriod: Duration.days(2),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.heartbeats).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'Nobody reads this queue: that something arrives in it is the heartbeat, so nothing in it can fail.',
    });
    props.alerts.addSubscription(
      new SqsSubscription(this.heartbeats, {
        filterPolicy: {
          [HEARTBEAT_ATTRIBUTE]: SubscriptionFilter.stringFilter({ allowlist: [props.way] }),
        },
      }),
    );
    this.heartbeat = this.heartbeats.metricNumberOfMessagesSent({
      period: Duration.hours(1),
      statistic: Stats.SUM,
    });
    this.rule = new Rule(this, 'Rule', {
      description: `The daily self-test by the ${props.way} bus`,
      eventBus: props.bus,
      eventPattern: {
        source: [SELF_TEST.source],
        detailType: [SELF_TEST.detailType],
        detail: { way: [props.way] },
      },
      targets: [new LambdaFunction(props.target, { deadLetterQueue: props.deadLetterQueue })],
    });
    this.ruleName = nameOfRule(this.rule, props.way === DEFAULT_WAY ? undefined : props.bus);
    this.schedule = this.daily(props);
    this.alarm = this.whenNothingArrives(props);
  }

  private daily({ way, bus }: SelfTestProps): CfnSchedule {
    const schedule = scheduleOf(this, {
      description: 'The daily self-test of the Roles Anywhere alerting',
      scheduleExpression: 'rate(1 day)',
      roleId: 'Role',
      roleDescription: 'Puts the daily self-test of the Roles Anywhere alerting on its bus',
      may: { policy: 'Put', sid: 'PutTheSelfTest', action: 'events:PutEvents', on: bus.eventBusArn },
      target: {
        eventBridgeParameters: { source: SELF_TEST.source, detailType: SELF_TEST.detailType },
        input: JSON.stringify({ way }),
      },
    });
    // The first self-test is sent as the schedule is made; it would be lost on a rule that is not there yet.
    schedule.node.addDependency(this.rule, this.heartbeats);
    return schedule;
  }

  private whenNothingArrives({ way, operations }: SelfTestProps): Alarm {
    // SQS reports nothing about a queue that nothing reaches: just then it must sound.
    return soundingInSilence(
      this,
      'Missing',
      {
        id: 'SelfTestMissing',
        what: `No self-test has come through by the ${way} bus for ${HOURS} hours: an alert would not come through either.`,
        metric: this.heartbeat,
        hours: HOURS,
        without: { threshold: 1, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD },
      },
      operations,
    );
  }
}
