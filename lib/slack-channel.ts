import { Stack } from 'aws-cdk-lib';
import { LoggingLevel, SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SlackChannelProps {
  /** The topics whose messages it shows. A channel has one configuration, so all are in it. */
  readonly topics: readonly ITopic[];
  /** The workspace, authorised once in the Amazon Q Developer console. */
  readonly slackWorkspaceId: string;
  readonly slackChannelId: string;
}

/**
 * Shows the topics' messages in a Slack channel, by Amazon Q Developer in chat applications.
 *
 * Whoever is in the channel can talk to Amazon Q, which acts as the channel's role within the guardrail. To show alerts
 * it needs neither, so the role may do nothing; and the guardrail keeps people from doing more than reading metrics should
 * somebody widen the role.
 */
export class SlackChannel extends Construct {
  readonly configurationName: string;

  constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { stackName, region } = Stack.of(this);
    // The name is the account's, not the Region's. Another workspace makes another configuration, which must not take the
    // name while the old one still has it; 128 characters are the most.
    this.configurationName = `${stackName.slice(0, 64)}-${region}-${props.slackWorkspaceId}`;
    new SlackChannelConfiguration(this, 'Channel', {
      slackChannelConfigurationName: this.configurationName,
      slackWorkspaceId: props.slackWorkspaceId,
      slackChannelId: props.slackChannelId,
      notificationTopics: [...props.topics],
      loggingLevel: LoggingLevel.ERROR,
      role: new Role(this, 'Role', {
        description: 'Amazon Q Developer in the Slack channel of the Roles Anywhere alerts: no permissions',
        assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      }),
      // The CDK's default is AdministratorAccess.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
    });
  }
}
