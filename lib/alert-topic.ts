import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { SEVERITIES } from '../lambda/assess/severity';
import { EncryptedTopic } from './encrypted-topic';
import type { Mailing } from './settings';

export interface AlertTopicProps {
  /**
   * Whom to mail, and from which severity on. SNS asks each to confirm.
   *
   * @default - nobody is subscribed by e-mail
   */
  readonly mailings?: readonly Mailing[];
}

/** Where every alert is published, and nothing else: what concerns the alerting itself is on the OperationsTopic. */
export class AlertTopic extends EncryptedTopic {
  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id, {
      displayName: 'Roles Anywhere alerts',
      keyDescription: 'Encrypts the alerts about IAM Roles Anywhere profiles in SNS',
    });
    for (const mailing of props.mailings ?? []) this.topic.addSubscription(emailSubscription(mailing));
  }
}

/**
 * Filtered even where every severity is mailed: the self-test of each day bears none, and is nothing for people.
 */
const emailSubscription = ({ address, minimumSeverity }: Mailing): EmailSubscription =>
  new EmailSubscription(address, {
    filterPolicy: {
      severity: new SubscriptionFilter(SEVERITIES.slice(SEVERITIES.indexOf(minimumSeverity))),
    },
  });
