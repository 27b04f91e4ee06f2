import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface DeadLetterAlarmsProps {
  /** Events that EventBridge could not hand to the function. */
  readonly undelivered: IQueue;
  /** Events that the function gave up on. */
  readonly failed: IQueue;
  /** Who is told: not by the topic of the alerts, which may be what is broken. */
  readonly topic: ITopic;
}

/** An alert that did not go out is itself an alert. */
export class DeadLetterAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DeadLetterAlarmsProps) {
    super(scope, id);
    this.whenAnythingIsIn('Undelivered', props.undelivered, props.topic, 'never reached the function');
    this.whenAnythingIsIn('Failed', props.failed, props.topic, 'could not be published');
  }

  private whenAnythingIsIn(id: string, queue: IQueue, topic: ITopic, what: string): void {
    const alarm = new Alarm(this, id, {
      alarmDescription:
        `A Roles Anywhere profile was created and its alert ${what}. ` +
        `Find out why in the log of the function; "npm run redrive" shows what is in the queue ${queue.queueName} ` +
        'and sends it through the function again. What stays there, judge by hand ("npm start -- --live --event FILE") ' +
        'and delete: the alarm cannot sound again while the queue holds something.',
      metric: queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // SQS reports nothing about a queue that has been idle for hours.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
}
