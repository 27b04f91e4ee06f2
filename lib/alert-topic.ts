import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../lambda/assess/severity';
import { EncryptedTopic } from './encrypted-topic';

export interface AlertTopicProps {
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

/** Where every alert is published, and nothing else: what concerns the alerting itself is on the OperationsTopic. */
export class AlertTopic extends EncryptedTopic {
  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id, {
      displayName: 'Roles Anywhere alerts',
      keyDescription: 'Encrypts the alerts about IAM Roles Anywhere profiles in SNS',
    });
    for (const address of new Set(props.emailAddresses)) {
      this.topic.addSubscription(emailSubscription(address, props.emailMinimumSeverity ?? 'informational'));
    }
  }
}

/**
 * Filtered even where every severity is mailed: the self-test of each day bears none, and is nothing for people.
 */
const emailSubscription = (address: string, minimum: Severity): EmailSubscription =>
  new EmailSubscription(address, {
    filterPolicy: { severity: new SubscriptionFilter(SEVERITIES.slice(SEVERITIES.indexOf(minimum))) },
  });
