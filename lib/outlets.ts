import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';
import type { AlertTopic } from './alert-topic';
import { runbook } from './runbook';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface OutletsProps {
  /** Where alerts are published in the first place. */
  readonly alerts: AlertTopic;
  /** Who is told where an outlet did not take an alert. */
  readonly operations: ITopic;
  /** The least severities for which there is to be a topic of its own. */
  readonly minimumSeverities: readonly Severity[];
}

/**
 * Where the function tells an alert besides the topic, once it is published there: what must not, and cannot, keep an alert
 * from people. Nothing is here unless a setting asks for it.
 */
export class Outlets extends Construct {
  /** Topics of alerts of a severity and above. */
  readonly topics: ReadonlyMap<Severity, ITopic>;
  /** What tells the function of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What lets the function reach them. */
  readonly statements: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, props: OutletsProps) {
    super(scope, id);
    this.topics = this.severityTopics(props);
    const topics = [...this.topics];
    this.environment =
      topics.length === 0
        ? {}
        : { SEVERITY_TOPICS: topics.map(([minimum, { topicArn }]) => `${minimum}=${topicArn}`).join(',') };
    this.statements =
      topics.length === 0
        ? []
        : [
            new PolicyStatement({
              sid: 'PublishBySeverity',
              actions: ['sns:Publish'],
              resources: topics.map(([, { topicArn }]) => topicArn),
            }),
          ];
    if (this.statements.length > 0) this.whenOneFails(props.operations);
  }

  /** Under the key of the topic of the alerts: whoever may read the one may read the others. */
  private severityTopics({ alerts, minimumSeverities }: OutletsProps): ReadonlyMap<Severity, ITopic> {
    const asked = SEVERITIES.filter((severity) => minimumSeverities.includes(severity));
    return new Map(
      asked.map((minimum) => [
        minimum,
        new Topic(this, `From-${minimum}`, { masterKey: alerts.key, enforceSSL: true }),
      ]),
    );
  }

  /** What the function could not tell, and what the topics could not deliver. */
  private failures(): IMetric {
    const fiveMinutes = { period: Duration.minutes(5), statistic: Stats.SUM };
    const untold = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: 'OutletsFailed',
      dimensionsMap: { service: SERVICE },
      ...fiveMinutes,
    });
    if (this.topics.size === 0) return untold;
    const undelivered = [...this.topics].map(
      ([minimum, topic]) => [minimum, topic.metricNumberOfNotificationsFailed(fiveMinutes)] as const,
    );
    const usingMetrics = Object.fromEntries([['untold', untold], ...undelivered]);
    return new MathExpression({
      expression: Object.keys(usingMetrics)
        .map((name) => `FILL(${name}, 0)`)
        .join(' + '),
      usingMetrics,
      period: fiveMinutes.period,
    });
  }

  private whenOneFails(operations: ITopic): void {
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: runbook(
        'OutletFailed',
        'An alert is out, and a further place that was to have it did not take it.',
      ),
      metric: this.failures(),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(operations));
  }
}
