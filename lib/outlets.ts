import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';
import type { AlertTopic } from './alert-topic';
import type { FunctionPower } from './function-power';
import { soundingAt } from './sounding';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface OutletsProps {
  /** Where alerts are published in the first place. */
  readonly alerts: AlertTopic;
  /** Who is told where an outlet did not take an alert. */
  readonly operations: ITopic;
  /** The least severities for which there is to be a topic of its own. */
  readonly minimumSeverities: readonly Severity[];
  /** Whether there is to be a topic of the machine JSON, whatever the protocol. */
  readonly machinesTopic: boolean;
  /** Whether alerts are imported into AWS Security Hub. */
  readonly securityHub: boolean;
  /**
   * An event bus of this account and Region, which is there already.
   *
   * @default - alerts are put on no bus
   */
  readonly eventBusName?: string;
}

/** What tells the function of an outlet, and what lets it use it. */
interface Way {
  readonly variable: string;
  readonly value: string;
  readonly statement: PolicyStatement;
}

/**
 * Where the function tells an alert besides the topic, once it is published there: what must not, and cannot, keep an alert
 * from people. Nothing is here unless a setting asks for it.
 */
export class Outlets extends Construct implements FunctionPower {
  readonly policyName = 'Outlets';
  readonly wildcards = [];
  /** Topics of alerts of a severity and above. */
  readonly topics: ReadonlyMap<Severity, ITopic>;
  /** The topic of machines, where there is one. */
  readonly machines: ITopic | undefined;
  /** What tells the function of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What lets the function reach them. */
  readonly statements: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, props: OutletsProps) {
    super(scope, id);
    this.topics = this.severityTopics(props);
    this.machines = props.machinesTopic ? this.topicUnder(props.alerts, 'Machines') : undefined;
    const ways = [
      ...this.bySeverity(),
      ...this.toMachines(),
      ...this.toBus(props),
      ...this.toSecurityHub(props),
    ];
    this.environment = Object.fromEntries(ways.map(({ variable, value }) => [variable, value]));
    this.statements = ways.map(({ statement }) => statement);
    if (ways.length > 0) this.whenOneFails(props.operations);
  }

  private bySeverity(): readonly Way[] {
    const topics = [...this.topics];
    if (topics.length === 0) return [];
    return [
      {
        variable: 'SEVERITY_TOPICS',
        value: topics.map(([minimum, { topicArn }]) => `${minimum}=${topicArn}`).join(','),
        statement: new PolicyStatement({
          sid: 'PublishBySeverity',
          actions: ['sns:Publish'],
          resources: topics.map(([, { topicArn }]) => topicArn),
        }),
      },
    ];
  }

  private toMachines(): readonly Way[] {
    const { machines } = this;
    if (machines === undefined) return [];
    return [
      {
        variable: 'MACHINES_TOPIC',
        value: machines.topicArn,
        statement: new PolicyStatement({
          sid: 'PublishForMachines',
          actions: ['sns:Publish'],
          resources: [machines.topicArn],
        }),
      },
    ];
  }

  private toBus({ eventBusName }: OutletsProps): readonly Way[] {
    if (eventBusName === undefined) return [];
    const bus = Stack.of(this).formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: eventBusName,
    });
    return [
      {
        variable: 'ALERT_BUS',
        value: eventBusName,
        statement: new PolicyStatement({
          sid: 'PutTheAlert',
          actions: ['events:PutEvents'],
          resources: [bus],
        }),
      },
    ];
  }

  private toSecurityHub(props: OutletsProps): readonly Way[] {
    if (!props.securityHub) return [];
    const { account } = Stack.of(this);
    const product = Stack.of(this).formatArn({
      service: 'securityhub',
      resource: 'product',
      resourceName: `${account}/default`,
    });
    return [
      {
        variable: 'SECURITY_HUB_PRODUCT',
        value: product,
        statement: new PolicyStatement({
          sid: 'ImportTheFinding',
          actions: ['securityhub:BatchImportFindings'],
          resources: [product],
        }),
      },
    ];
  }

  /** Under the key of the topic of the alerts: whoever may read the one may read the others. */
  private severityTopics({ alerts, minimumSeverities }: OutletsProps): ReadonlyMap<Severity, ITopic> {
    const asked = SEVERITIES.filter((severity) => minimumSeverities.includes(severity));
    return new Map(asked.map((minimum) => [minimum, this.topicUnder(alerts, `From-${minimum}`)]));
  }

  private topicUnder({ key }: AlertTopic, id: string): ITopic {
    return new Topic(this, id, { masterKey: key, enforceSSL: true });
  }

  /** Every topic of these, by a name that an expression of metrics may use. */
  get allTopics(): ReadonlyMap<string, ITopic> {
    return new Map<string, ITopic>([
      ...this.topics,
      ...(this.machines === undefined ? [] : [['machines', this.machines] as const]),
    ]);
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
    if (this.allTopics.size === 0) return untold;
    const undelivered = [...this.allTopics].map(
      ([name, topic]) => [name, topic.metricNumberOfNotificationsFailed(fiveMinutes)] as const,
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
    soundingAt(
      this,
      'Alarm',
      {
        id: 'OutletFailed',
        what: 'An alert is out, and a further place that was to have it did not take it.',
        metric: this.failures(),
      },
      operations,
    );
  }
}
