import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface DashboardProps {
  /** Heartbeats of the self-tests. */
  readonly heartbeats: readonly IMetric[];
  /** The function's log, which says what was sent. */
  readonly logGroup: ILogGroup;
}

const HALF = { width: 12, height: 6 };
const DAY = Duration.days(1);

const ofSeverity = (metricName: string, severity: Severity, statistic: string): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: SERVICE, severity },
    statistic,
    period: DAY,
    label: severity,
  });

const ofAll = (metricName: string): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: SERVICE },
    statistic: Stats.SUM,
    period: DAY,
  });

/** What was alerted and how soon, what AWS did not answer, what failed, and whether the self-tests arrive. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stackName, region } = Stack.of(this);
    const asTable = { view: LogQueryVisualizationType.TABLE, logGroupNames: [props.logGroup.logGroupName] };
    new CloudWatchDashboard(this, 'Dashboard', {
      // The name is the account's, not the Region's.
      dashboardName: `${stackName}-${region}`,
      defaultInterval: Duration.days(30),
      widgets: [
        [
          new GraphWidget({
            ...HALF,
            title: 'Alerts a day, by severity',
            left: SEVERITIES.map((severity) => ofSeverity('Alerts', severity, Stats.SUM)),
            stacked: true,
          }),
          new GraphWidget({
            ...HALF,
            title: 'Milliseconds from event to publish, the slowest of the day',
            left: SEVERITIES.map((severity) => ofSeverity('EventToPublish', severity, Stats.MAXIMUM)),
          }),
        ],
        [
          new LogQueryWidget({
            ...HALF,
            ...asTable,
            title: 'Questions that AWS did not answer, by source',
            queryLines: [
              'filter message = "alert published" and ispresent(unanswered.0)',
              'stats count(*) as alerts by unanswered.0, unanswered.1, unanswered.2',
              'sort alerts desc',
            ],
          }),
          new GraphWidget({
            ...HALF,
            title: 'Failures a day',
            left: [ofAll('AlertsFailed'), ofAll('AlertsWithoutTriage')],
          }),
        ],
        [
          new GraphWidget({ ...HALF, title: 'Self-tests that came through', left: [...props.heartbeats] }),
          new LogQueryWidget({
            ...HALF,
            ...asTable,
            title: 'The last alerts',
            queryLines: [
              'filter message = "alert published"',
              'fields @timestamp, severity, disposition, account, region, alertId, unknowns',
              'sort @timestamp desc',
              'limit 20',
            ],
          }),
        ],
      ],
    });
  }
}
