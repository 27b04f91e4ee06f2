import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Alert } from './alert/schema';
import type { Containment } from './assess/containment';
import type { Untold } from './outlets/outlet';

/** What the function says about itself: one log line a decision, and the metrics its dashboards and alarms use. */
export interface Telemetry {
  /** An alert was published at `publishedAt`. */
  readonly published: (alert: Alert, publishedAt: Date) => void;
  /** An alert had to go out without triage, for a fault of this program. */
  readonly fault: (error: unknown) => void;
  /** No alert could be published; Lambda will retry and the dead-letter queue keeps the event. */
  readonly failed: (error: unknown) => void;
  /** A second look was taken; with the update, where it had something to tell. */
  readonly lookedAgain: (update: Alert | undefined) => void;
  /** A second look failed; the queue hands its message on again, and then keeps it apart. */
  readonly secondLookFailed: (error: unknown) => void;
  /** An alert is out, and its second look could not be asked for. */
  readonly notAskedAgain: (error: unknown) => void;
  /** What came of disabling the profile with this ARN. */
  readonly contained: (profileArn: string, containment: Containment) => void;
  /** An alert is out, and the table of first uses did not take what it came to. */
  readonly notRemembered: (error: unknown) => void;
  /** An alert is out, and a further place that was to have it did not take it. */
  readonly untold: (alertId: string, untold: Untold) => void;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The calls that AWS did not answer, as the reasons name them: "access denied (iam:GetRole)". */
const unansweredIn = ({ unknowns }: Alert): readonly string[] => {
  const calls = unknowns.flatMap(({ why }) => /\(([a-z]{2,20}:[A-Za-z]{2,60})\)/.exec(why)?.[1] ?? []);
  return [...new Set(calls)].sort();
};

/**
 * The profile that the alert is about, by which the weekly sweep asks whether it ever had one. An alert about a trust anchor
 * or a role shows the worst profile that it opens: that one has had no alert by it.
 */
const profileAlerted = ({ event, profile }: Alert): { readonly profileArn?: string } => {
  const arn = event.subject.type === 'profile' ? (profile.arn ?? event.subject.arn) : null;
  return arn === null || arn === undefined ? {} : { profileArn: arn };
};

/**
 * Telemetry on Powertools: logs are JSON lines, metrics are CloudWatch embedded metric format in the same logs.
 * Neither holds a policy, a tag or an access key: whoever may read the logs need not be allowed to read those.
 */
export const powertoolsTelemetry = (): Telemetry => {
  const logger = new Logger();
  const metrics = new Metrics();
  return {
    published: (alert, publishedAt) => {
      const delayMs = Math.max(0, publishedAt.getTime() - Date.parse(alert.eventTime));
      logger.info('alert published', {
        alertId: alert.alertId,
        account: alert.account.id,
        region: alert.region,
        ...profileAlerted(alert),
        severity: alert.severity,
        riskScore: alert.riskScore,
        disposition: alert.disposition,
        findings: alert.findings.map(({ id }) => id),
        unknowns: alert.unknowns.length,
        unanswered: unansweredIn(alert),
        delayMs,
      });
      metrics.addDimension('severity', alert.severity);
      metrics.addMetric('Alerts', MetricUnit.Count, 1);
      metrics.addMetric('EventToPublish', MetricUnit.Milliseconds, delayMs);
      metrics.publishStoredMetrics();
    },
    fault: (error) => {
      logger.error('an alert goes out without triage', asError(error));
      metrics.addMetric('AlertsWithoutTriage', MetricUnit.Count, 1);
      // By itself: together with the alert's it would be a metric of each severity, which no alarm looks at.
      metrics.publishStoredMetrics();
    },
    failed: (error) => {
      logger.error('no alert was published', asError(error));
      metrics.addMetric('AlertsFailed', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    lookedAgain: (update) => {
      logger.info('looked again', {
        ...(update === undefined
          ? {}
          : {
              alertId: update.alertId,
              severity: update.severity,
              severityBefore: update.update?.severityBefore,
              findings: update.findings.map(({ id }) => id),
            }),
        updated: update !== undefined,
      });
      metrics.addMetric('SecondLooks', MetricUnit.Count, 1);
      metrics.addMetric('Updates', MetricUnit.Count, update === undefined ? 0 : 1);
      metrics.publishStoredMetrics();
    },
    secondLookFailed: (error) => {
      logger.error('a second look failed', asError(error));
      metrics.addMetric('SecondLooksFailed', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    notAskedAgain: (error) => {
      logger.error('an alert is out, and nobody will look again', asError(error));
      metrics.addMetric('SecondLooksNotAsked', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    contained: (profileArn, containment) => {
      const { kind } = containment;
      const why = kind === 'failed' ? { why: containment.why } : {};
      logger.info('automatic containment', { profileArn, outcome: kind, ...why });
      metrics.addMetric('ContainmentsFailed', MetricUnit.Count, kind === 'disabled' ? 0 : 1);
      metrics.publishStoredMetrics();
    },
    notRemembered: (error) => {
      logger.error('an alert is out, and the table of first uses did not take it', asError(error));
      metrics.addMetric('FirstUsesNotKept', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
    untold: (alertId, { outlet, error }) => {
      logger.error('an alert is out, and a further place did not take it', {
        alertId,
        outlet,
        error: asError(error),
      });
      metrics.addMetric('OutletsFailed', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    },
  };
};

/** Where nobody listens: on somebody's own computer. */
export const silentTelemetry: Telemetry = {
  published: () => undefined,
  fault: () => undefined,
  failed: () => undefined,
  lookedAgain: () => undefined,
  secondLookFailed: () => undefined,
  notAskedAgain: () => undefined,
  contained: () => undefined,
  notRemembered: () => undefined,
  untold: () => undefined,
};
