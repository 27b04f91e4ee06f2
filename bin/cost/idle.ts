import { PRICES, type PricedItem } from './prices';

interface Resource {
  readonly Type: string;
  /** An alarm's metrics, where it does not watch one alone. */
  readonly Properties?: Readonly<Record<string, unknown>> & {
    readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
  };
}

export interface CloudFormationTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What a resource costs by being there; every type that a template may hold is named, so that a new one is not forgotten. */
const STANDING: Readonly<Record<string, PricedItem | 'nothing'>> = {
  'AWS::KMS::Key': 'key',
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::CDK::Metadata': 'nothing',
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': 'nothing',
  'AWS::Chatbot::SlackChannelConfiguration': 'nothing',
  // By request, and by the gigabyte: a few rows.
  'AWS::DynamoDB::Table': 'nothing',
  'AWS::Events::EventBus': 'nothing',
  'AWS::Events::EventBusPolicy': 'nothing',
  'AWS::Events::Rule': 'nothing',
  'AWS::IAM::Role': 'nothing',
  'AWS::Lambda::EventInvokeConfig': 'nothing',
  'AWS::Lambda::EventSourceMapping': 'polling',
  'AWS::Lambda::Function': 'nothing',
  'AWS::Lambda::LayerVersion': 'nothing',
  'AWS::Lambda::Permission': 'nothing',
  'AWS::Logs::LogGroup': 'nothing',
  'AWS::Logs::MetricFilter': 'metric',
  'AWS::S3::Bucket': 'nothing',
  'AWS::S3::BucketPolicy': 'nothing',
  'AWS::SNS::Subscription': 'nothing',
  'AWS::SNS::Topic': 'nothing',
  'AWS::SNS::TopicPolicy': 'nothing',
  'AWS::SQS::Queue': 'nothing',
  'AWS::SQS::QueuePolicy': 'nothing',
  'AWS::Scheduler::Schedule': 'nothing',
};

export interface Line {
  readonly item: PricedItem;
  readonly count: number;
  /** US dollars a month. */
  readonly usd: number;
}

const line = (item: PricedItem, count: number): Line => ({ item, count, usd: count * PRICES[item].usd });

/** What the resources of a template cost a month while nothing happens. */
export const standing = ({ Resources }: CloudFormationTemplate): readonly Line[] => {
  const items = Object.values(Resources).flatMap(({ Type, Properties }) => {
    const item = STANDING[Type];
    if (item === undefined) throw new Error(`${Type}: nobody has said what it costs (bin/cost/idle.ts)`);
    const metrics = Properties?.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
    return Array<PricedItem | 'nothing'>(item === 'alarm' ? metrics : 1).fill(item);
  });
  return [...countBy(items)].flatMap(([item, count]) => (item === 'nothing' ? [] : [line(item, count)]));
};

const countBy = <T>(values: readonly T[]): ReadonlyMap<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const DAYS = 31;
/** Seconds and gigabytes of one self-test, a cold start each: measured with npm run bench, and more. */
const SELF_TEST_SECONDS = 2;
const FUNCTION_GB = 1769 / 1024;

/**
 * A schedule that puts an event on a bus is a self-test; the one that starts a function each day is the health check. The weekly
 * sweep has a schedule of its own, and is counted by {@link weeklySweep}.
 */
const schedulesIn = ({ Resources }: CloudFormationTemplate) => {
  const targets = Object.values(Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::Scheduler::Schedule' && Properties?.ScheduleExpression === 'rate(1 day)',
    )
    .map(({ Properties }) => Properties?.Target as { readonly EventBridgeParameters?: object } | undefined);
  const tests = targets.filter((target) => target?.EventBridgeParameters !== undefined).length;
  return { tests, healthChecks: targets.length - tests };
};

/** What the daily self-tests of a template cost a month. */
export const selfTests = (template: CloudFormationTemplate): readonly Line[] => {
  const tests = schedulesIn(template).tests * DAYS;
  return [
    line('schedule', tests),
    line('customEvent', tests),
    line('request', tests),
    line('gigabyteSecond', tests * SELF_TEST_SECONDS * FUNCTION_GB),
    line('publish', tests),
  ];
};

/** All the seconds that a health check may take, and the gigabytes of its function. */
const CHECK_SECONDS = 900;
const CHECK_GB = 0.5;

/**
 * What the daily health check of a template costs a month, however many accounts and Regions it looks at: what it reads is free, and
 * it has one metric, counted here as if it were written each hour.
 */
export const healthChecks = (template: CloudFormationTemplate): readonly Line[] => {
  const { healthChecks: each } = schedulesIn(template);
  const count = each * DAYS;
  return each === 0
    ? []
    : [
        line('metric', each),
        line('schedule', count),
        line('request', count),
        line('gigabyteSecond', count * CHECK_SECONDS * CHECK_GB),
      ];
};

/** Weeks of a month, rounded up. */
const WEEKS = 5;
/** Turns of one night, of which a large account needs two; the rest ends at once. */
const TURNS = 16;
/** Seconds that a sweep of 500 profiles and 3,000 roles takes: measured with npm run sweep:simulate, and more. */
const SWEEP_SECONDS = 1_500;
/** Times that progress is written, and what both objects come to with their earlier versions, in gigabytes. */
const SWEEP_WRITES = 40;
const SWEEP_GB = 0.2;

/** What the weekly sweep costs a month beside the rest, of an account with 500 profiles. */
export const weeklySweep = (): readonly Line[] => [
  line('alarm', 2),
  line('schedule', WEEKS * TURNS),
  line('request', WEEKS * TURNS),
  line('gigabyteSecond', WEEKS * SWEEP_SECONDS * FUNCTION_GB),
  line('put', WEEKS * SWEEP_WRITES),
  line('storedGigabyte', SWEEP_GB),
  line('publish', WEEKS),
  line('mail', WEEKS),
];

/** Seconds that an alert takes, most of them waiting for AWS, and what else it uses. */
const ALERT_SECONDS = 25;
/** Each is looked at again, as slowly, and mostly that is all. */
const LOOKS = 2;
const LOG_GB = 4e-6;

/** What one alert costs, triaged as slowly as it may be, mailed to one address, from another account. */
export const alert = (): readonly Line[] => [
  line('crossBusEvent', 1),
  line('request', LOOKS),
  line('gigabyteSecond', LOOKS * ALERT_SECONDS * FUNCTION_GB),
  line('publish', 1),
  line('mail', 1),
  line('logGigabyte', LOG_GB),
];

/** Sessions that are counted together: what one costs is less than anybody reads. */
const SESSIONS = 1_000_000;
/** Seconds that the function takes for one, reading one row and no more: a tenth, where loopback takes milliseconds. */
const SESSION_SECONDS = 0.1;
/** What Lambda writes of each: when it began, and what it took. */
const SESSION_LOG_GB = 1e-6;

/** What a million sessions cost, of profiles that no alert was about, half of them sent by forwarders. */
export const sessions = (): readonly Line[] => [
  line('crossBusEvent', SESSIONS / 2),
  line('request', SESSIONS),
  line('gigabyteSecond', SESSIONS * SESSION_SECONDS * FUNCTION_GB),
  line('tableRead', SESSIONS),
  line('logGigabyte', SESSIONS * SESSION_LOG_GB),
];

export const total = (lines: readonly Line[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);
