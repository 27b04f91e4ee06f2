import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';

export interface AlertTopicProps {
  /**
   * The name that e-mail shows as the sender.
   *
   * @default - the address of SNS alone
   */
  readonly displayName?: string;
  /**
   * Addresses to subscribe. SNS asks each to confirm.
   *
   * @default - nobody is subscribed by e-mail
   */
  readonly emailAddresses?: readonly string[];
  /**
   * The least severity that is e-mailed.
   *
   * @default 'informational', so every alert
   */
  readonly emailMinimumSeverity?: Severity;
}

/** Where every alert is published, and every alarm about the alerting itself. */
export class AlertTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the alerts about IAM Roles Anywhere profiles in SNS',
      enableKeyRotation: true,
      // Nothing is stored under this key: SNS holds a message for as long as it takes to deliver it.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.topic = new Topic(this, 'Topic', {
      ...(props.displayName === undefined ? {} : { displayName: props.displayName }),
      masterKey: this.key,
      enforceSSL: true,
    });
    this.letAlarmsPublish();
    for (const address of new Set(props.emailAddresses)) {
      this.topic.addSubscription(emailSubscription(address, props.emailMinimumSeverity ?? 'informational'));
    }
  }

  /**
   * The topic's policy replaces the one SNS gives a topic by default, so it must let CloudWatch in by name; and an
   * alarm's message to an encrypted topic is lost without a word unless the key lets CloudWatch in too.
   */
  private letAlarmsPublish(): void {
    const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [cloudwatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsThroughSns',
        principals: [cloudwatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
  }
}

/** Alarms bear no severity, so a filter on severities must let messages without one through. */
const emailSubscription = (address: string, minimum: Severity): EmailSubscription =>
  minimum === 'informational'
    ? new EmailSubscription(address)
    : new EmailSubscription(address, {
        filterPolicy: {
          severity: new SubscriptionFilter([
            ...SEVERITIES.slice(SEVERITIES.indexOf(minimum)),
            { exists: false },
          ]),
        },
      });
