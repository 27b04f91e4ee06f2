import { Aws, CfnCondition, Duration, Fn } from 'aws-cdk-lib';
import { type Alarm, type CfnAlarm, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Rule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { soundingAt, type Trouble } from './sounding';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface AlarmsProps {
  /** Events that EventBridge could not hand to the function. */
  readonly undelivered: IQueue;
  /** Events that the function gave up on. */
  readonly failed: IQueue;
  /** The rule of the profiles. */
  readonly rule: Rule;
  /** The function that triages, and how long it may take. */
  readonly function: IFunction;
  readonly timeout: Duration;
  /** Where alerts are published. */
  readonly alerts: ITopic;
  /** Who is told: not by the topic of the alerts, which may be what is broken. */
  readonly operations: ITopic;
  /** Whether each change is to be looked at again. */
  readonly secondLook: boolean;
  /**
   * The name of the chat configuration whose unsupported messages are counted.
   *
   * @default - there is no chat
   */
  readonly chatConfigurationName?: string;
}

const FIVE_MINUTES = { period: Duration.minutes(5), statistic: Stats.SUM };
const ONE_MINUTE = { period: Duration.minutes(1), statistic: Stats.MAXIMUM };
/** The part of its time past which the function is too near its end. */
const NEAR = 0.8;

/** What can go wrong on the way of an alert, by the metric that tells. */
const troubles = (props: AlarmsProps): readonly Trouble[] => [
  {
    id: 'Undelivered',
    what: `A Roles Anywhere profile was created and its event never reached the function; it is in the queue ${props.undelivered.queueName}, from where "npm run redrive" sends it again.`,
    metric: props.undelivered.metricApproximateNumberOfMessagesVisible(ONE_MINUTE),
  },
  {
    id: 'Failed',
    what: `A Roles Anywhere profile was created and its alert could not be published; its event is in the queue ${props.failed.queueName}, from where "npm run redrive" sends it again.`,
    metric: props.failed.metricApproximateNumberOfMessagesVisible(ONE_MINUTE),
  },
  {
    id: 'FunctionErrors',
    what: 'The function failed. Lambda tries an event three times; what then still fails is in the queue of the alarm Failed.',
    metric: props.function.metricErrors(FIVE_MINUTES),
  },
  {
    id: 'FunctionThrottled',
    what: 'Lambda did not start the function: the account, or somebody who set its concurrency, leaves it no room.',
    metric: props.function.metricThrottles(FIVE_MINUTES),
  },
  {
    id: 'FunctionSlow',
    what: 'Triage took so long that an alert may soon be cut off.',
    metric: props.function.metricDuration({ period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
    above: props.timeout.toMilliseconds() * NEAR,
  },
  {
    id: 'PublishFailed',
    what: 'The function could not publish an alert; Lambda tries again.',
    metric: ourMetric('AlertsFailed'),
  },
  {
    id: 'WithoutTriage',
    what: 'A fault of this program cost an alert its triage: it went out with what the event says alone.',
    metric: ourMetric('AlertsWithoutTriage'),
  },
  ...(props.secondLook ? [NOT_ASKED] : []),
  {
    id: 'NotDelivered',
    what: 'SNS could not deliver an alert to one of its subscribers.',
    metric: topicMetric(props.alerts),
  },
  {
    id: 'EventLost',
    what: 'EventBridge could neither hand an event to the function nor keep it in the dead-letter queue: it is lost.',
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'InvocationsFailedToBeSentToDlq',
      dimensionsMap: { RuleName: props.rule.ruleName },
      ...FIVE_MINUTES,
    }),
  },
  {
    id: 'FailureLost',
    what: 'Lambda could not keep an event that failed in the dead-letter queue: it is lost.',
    metric: props.function.metric('DestinationDeliveryFailures', FIVE_MINUTES),
  },
];

const ourMetric = (metricName: string): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: SERVICE },
    ...FIVE_MINUTES,
  });

const topicMetric = (topic: ITopic): Metric => topic.metricNumberOfNotificationsFailed(FIVE_MINUTES);

const NOT_ASKED: Trouble = {
  id: 'SecondLookNotAsked',
  what: 'An alert is out, and its second look could not be asked for: nobody will look again.',
  metric: ourMetric('SecondLooksNotAsked'),
};

/** An alert that did not go out is itself an alert. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    for (const trouble of troubles(props)) this.sounding(trouble, props.operations);
    if (props.chatConfigurationName !== undefined)
      this.unshown(props.chatConfigurationName, props.operations);
  }

  private sounding(trouble: Trouble, operations: ITopic): Alarm {
    return soundingAt(this, trouble.id, trouble, operations);
  }

  /**
   * Amazon Q Developer reports in us-east-1 only, and an alarm cannot look at another Region: elsewhere there is none.
   * The self-test of each day is no notification that it knows, on purpose.
   */
  private unshown(configurationName: string, operations: ITopic): void {
    const alarm = this.sounding(
      {
        id: 'ChatUnsupported',
        what: 'Amazon Q Developer did not show a message in the chat because of its form.',
        metric: new Metric({
          namespace: 'AWS/Chatbot',
          metricName: 'UnsupportedEvents',
          dimensionsMap: { ConfigurationName: configurationName },
          period: Duration.days(1),
          statistic: Stats.SUM,
        }),
        above: SELF_TESTS_A_DAY,
      },
      operations,
    );
    const resource = alarm.node.defaultChild as CfnAlarm;
    resource.cfnOptions.condition = new CfnCondition(this, 'ChatReportsHere', {
      expression: Fn.conditionEquals(Aws.REGION, 'us-east-1'),
    });
  }
}

/** By the default bus and, where there is one, the home bus; a schedule may fire twice in the day that a metric counts. */
const SELF_TESTS_A_DAY = 4;
