import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { EncryptedTopic } from './encrypted-topic';

export interface OperationsTopicProps {
  /**
   * Addresses that hear of trouble with the alerting. SNS asks each to confirm.
   *
   * @default - nobody is subscribed by e-mail
   */
  readonly emailAddresses?: readonly string[];
}

/**
 * Where the alerting speaks of itself: alarms, and hands laid on it. With a key and subscribers of its own, since the
 * topic of the alerts may be the very thing that is broken, and without a filter, since an alarm's message bears no
 * attribute that a filter could let through.
 */
export class OperationsTopic extends EncryptedTopic {
  constructor(scope: Construct, id: string, props: OperationsTopicProps = {}) {
    super(scope, id, {
      displayName: 'Roles Anywhere alerting',
      keyDescription: 'Encrypts what the alerting about IAM Roles Anywhere profiles says of itself in SNS',
    });
    this.letPublish('AlarmsOfThisAccount', {
      principal: 'cloudwatch.amazonaws.com',
      arn: 'cloudwatch',
      resource: 'alarm',
    });
    this.letPublish('RulesOfThisAccount', {
      principal: 'events.amazonaws.com',
      arn: 'events',
      resource: 'rule',
    });
    for (const address of new Set(props.emailAddresses))
      this.topic.addSubscription(new EmailSubscription(address));
  }
}
