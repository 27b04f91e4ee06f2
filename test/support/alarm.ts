/**
 * The state of an alarm as CloudWatch evaluates it: of the last `EvaluationPeriods` data points, `DatapointsToAlarm` must
 * breach the threshold; a missing one counts as `TreatMissingData` says. CloudWatch looks at a few points more where some
 * are missing; that can only find older ones, so it is left out. Any other kind of alarm is an error.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param properties of the alarm, from the template
 * @param points one a period, oldest first; `undefined` where the metric reports nothing
 */
export const alarmState = (
  properties: Readonly<Record<string, unknown>>,
  points: readonly (number | undefined)[],
): 'OK' | 'ALARM' => {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData } =
    properties;
  const breaches = COMPARISONS[String(ComparisonOperator)];
  const missing = MISSING[String(TreatMissingData)];
  if (breaches === undefined || missing === undefined)
    throw new Error(`no such alarm in this project: ${JSON.stringify(properties)}`);
  const evaluated = points.slice(-Number(EvaluationPeriods));
  const breaching = evaluated.filter((point) =>
    point === undefined ? missing : breaches(point, Number(Threshold)),
  );
  return breaching.length >= Number(DatapointsToAlarm ?? EvaluationPeriods) ? 'ALARM' : 'OK';
};

const COMPARISONS: Readonly<Record<string, (point: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (point, threshold) => point > threshold,
  LessThanThreshold: (point, threshold) => point < threshold,
};

const MISSING: Readonly<Record<string, boolean>> = { breaching: true, notBreaching: false };
