import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { CfnMicrosoftTeamsChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { chatGuardrail, chatRole, configurationName } from './chat';

export interface TeamsChannelProps {
  /** The topics whose messages it shows. */
  readonly topics: readonly ITopic[];
  /** The tenant of Microsoft Entra ID. */
  readonly teamsTenantId: string;
  /** The team, authorised once in the Amazon Q Developer console. */
  readonly teamsTeamId: string;
  /** The channel, percent-encoded as a link to it has it. */
  readonly teamsChannelId: string;
}

/** Shows the topics' messages in a channel of Microsoft Teams, by Amazon Q Developer in chat applications. */
export class TeamsChannel extends Construct {
  readonly configurationName: string;

  constructor(scope: Construct, id: string, props: TeamsChannelProps) {
    super(scope, id);
    const { topics, teamsTenantId, teamsTeamId, teamsChannelId } = props;
    this.configurationName = configurationName(
      Stack.of(this),
      `teams-${digestOf(teamsTenantId, teamsTeamId)}`,
    );
    new CfnMicrosoftTeamsChannelConfiguration(this, 'Channel', {
      configurationName: this.configurationName,
      teamsTenantId,
      teamId: teamsTeamId,
      teamsChannelId,
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
      loggingLevel: 'ERROR',
      iamRoleArn: chatRole(this, 'Microsoft Teams').roleArn,
      guardrailPolicies: [chatGuardrail().managedPolicyArn],
    });
  }
}

/** Both ids are create-only, and too long for a name. */
const digestOf = (...ids: readonly string[]): string =>
  createHash('sha256').update(ids.join(' ').toLowerCase()).digest('hex').slice(0, 12);
