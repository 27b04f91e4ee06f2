import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { runbook } from './runbook';

/** Something that is not to happen, by the metric that tells. */
export interface Trouble {
  /** The heading in docs/operations.md. */
  readonly id: string;
  readonly what: string;
  readonly metric: IMetric;
  /** It sounds when the metric is above; 0 where left out. */
  readonly above?: number;
}

/** An alarm that tells people of the trouble, at the first time it is seen. */
export const soundingAt = (
  scope: Construct,
  constructId: string,
  { id, what, metric, above = 0 }: Trouble,
  operations: ITopic,
): Alarm => {
  const alarm = new Alarm(scope, constructId, {
    alarmDescription: runbook(id, what),
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // Nothing happens on most days, and then none of these metrics is reported.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(operations));
  return alarm;
};

/** Something that is to happen each day, by the metric that tells. */
export interface DailySign extends Pick<Trouble, 'id' | 'what' | 'metric'> {
  /** So many hours without it are too many. */
  readonly hours: number;
  /** What an hour's figure is where it did not happen. */
  readonly without: Pick<AlarmProps, 'threshold' | 'comparisonOperator'>;
}

/**
 * An alarm that tells people when it did not happen, and when it does again. An hour of which nothing is told counts as one
 * without it.
 */
export const soundingInSilence = (
  scope: Construct,
  constructId: string,
  { id, what, metric, hours, without }: DailySign,
  operations: ITopic,
): Alarm => {
  const alarm = new Alarm(scope, constructId, {
    alarmDescription: runbook(id, what),
    metric,
    ...without,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    treatMissingData: TreatMissingData.BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(operations));
  alarm.addOkAction(new SnsAction(operations));
  return alarm;
};
