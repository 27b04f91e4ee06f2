import { Stack } from 'aws-cdk-lib';
import { LoggingLevel, SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { chatGuardrail, chatRole, configurationName } from './chat';

export interface SlackChannelProps {
  /** The topics whose messages it shows. A channel has one configuration, so all are in it. */
  readonly topics: readonly ITopic[];
  /** The workspace, authorised once in the Amazon Q Developer console. */
  readonly slackWorkspaceId: string;
  readonly slackChannelId: string;
  /**
   * True for a channel beside the one that shows everything: its configuration's name is told from that one's by the channel.
   *
   * @default false
   */
  readonly isFurther?: boolean;
}

/** Shows the topics' messages in a Slack channel, by Amazon Q Developer in chat applications. */
export class SlackChannel extends Construct {
  readonly configurationName: string;

  constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { slackWorkspaceId, slackChannelId, isFurther = false } = props;
    const channel = isFurther ? [slackChannelId] : [];
    this.configurationName = configurationName(Stack.of(this), slackWorkspaceId, ...channel);
    new SlackChannelConfiguration(this, 'Channel', {
      slackChannelConfigurationName: this.configurationName,
      slackWorkspaceId,
      slackChannelId,
      notificationTopics: [...props.topics],
      loggingLevel: LoggingLevel.ERROR,
      role: chatRole(this, 'Slack'),
      guardrailPolicies: [chatGuardrail()],
    });
  }
}
