import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface EncryptedTopicProps {
  /** What the key is for, as people read it in the console. */
  readonly keyDescription: string;
  /**
   * The name that e-mail shows as the sender.
   *
   * @default - the address of SNS alone
   */
  readonly displayName?: string;
}

/** A topic with a key of its own, which takes nothing that is not sent over TLS. */
export class EncryptedTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: EncryptedTopicProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: props.keyDescription,
      enableKeyRotation: true,
      // Nothing is stored under this key: SNS holds a message for as long as it takes to deliver it.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.topic = new Topic(this, 'Topic', {
      ...(props.displayName === undefined ? {} : { displayName: props.displayName }),
      masterKey: this.key,
      enforceSSL: true,
    });
  }

  /**
   * Lets an AWS service publish for resources of this account and Region. The topic's policy replaces the one that SNS
   * gives a topic by default, so it must name the service; and the service's message is lost without a word unless the
   * key lets it in too.
   * @param service the service principal, and the kind of its resources in their ARNs
   */
  protected letPublish(sid: string, service: { principal: string; arn: string; resource: string }): void {
    const principals = [new ServicePrincipal(service.principal)];
    const ownResources = Stack.of(this).formatArn({
      service: service.arn,
      resource: service.resource,
      resourceName: '*',
      arnFormat: service.resource === 'alarm' ? ArnFormat.COLON_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME,
    });
    const conditions = {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': ownResources },
    };
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions,
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: `${sid}ThroughSns`,
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
  }
}
