import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allowListProblems } from '../lambda/assess/allow-list';
import { AlertTopic } from './alert-topic';
import { DeadLetterAlarms } from './dead-letter-alarms';
import { OperationsTopic } from './operations-topic';
import { ProfileCreatedRule } from './profile-created-rule';
import { NOBODY_LISTENS, type Settings, somebodyListens } from './settings';
import { SlackChannel } from './slack-channel';
import { TriageFunction } from './triage-function';

export interface ProfileAlertStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * CloudTrail -> EventBridge rule -> function -> topic -> e-mail, Slack, machines; and an alarm on each place where an
 * event could get stuck. The ids of the constructs are a contract: with another id, an update replaces the resource.
 */
export class ProfileAlertStack extends Stack {
  constructor(scope: Construct, id: string, props: ProfileAlertStackProps) {
    super(scope, id, props);
    const { deployment, judgement } = props.settings;
    // An error of the stack, which stops its deployment, and not of the app, which `cdk ls` and `cdk destroy` run too.
    if (!somebodyListens(deployment)) Annotations.of(this).addError(NOBODY_LISTENS);
    for (const { index, entry, problem } of allowListProblems(judgement.allowList, new Date())) {
      Annotations.of(this).addWarningV2(
        `allow-list-${index}`,
        `allowList[${index}] (${entry.principal}) makes nothing expected: ${problem}`,
      );
    }

    const alerts = new AlertTopic(this, 'Alerts', {
      emailAddresses: deployment.email,
      emailMinimumSeverity: deployment.emailMinimumSeverity,
    });
    const operations = new OperationsTopic(this, 'Operations', {
      emailAddresses: deployment.operationsEmail ?? deployment.email,
    });
    const triage = new TriageFunction(this, 'Triage', {
      alerts,
      settings: judgement,
      logRetention: deployment.logRetentionDays,
    });
    const created = new ProfileCreatedRule(this, 'ProfileCreated', { target: triage.function });
    new DeadLetterAlarms(this, 'Alarms', {
      undelivered: created.deadLetterQueue,
      failed: triage.deadLetterQueue,
      topic: operations.topic,
    });
    if (deployment.slackWorkspaceId !== undefined && deployment.slackChannelId !== undefined) {
      new SlackChannel(this, 'Slack', {
        topics: [alerts.topic, operations.topic],
        slackWorkspaceId: deployment.slackWorkspaceId,
        slackChannelId: deployment.slackChannelId,
      });
    }

    new CfnOutput(this, 'TopicArn', {
      description: 'Where the alerts are published; subscribe anything else to it',
      value: alerts.topic.topicArn,
    });
    new CfnOutput(this, 'OperationsTopicArn', {
      description: 'Where the alerting says that something is wrong with itself',
      value: operations.topic.topicArn,
    });
    new CfnOutput(this, 'FunctionName', {
      description: 'The function that triages; its log says what was sent',
      value: triage.function.functionName,
    });
    new CfnOutput(this, 'TestCommand', {
      description:
        'Creates a disabled profile without roles, which lets nobody in. Its alert proves the whole way, the ' +
        'trail included; delete the profile afterwards as the alert says',
      value: `aws rolesanywhere create-profile --name alert-test --no-enabled --role-arns '[]' --region ${this.region}`,
    });
    new CfnOutput(this, 'OtherRegions', {
      description: 'Roles Anywhere is regional: this stack sees the profiles of one Region only',
      value: `This stack watches ${this.region}. Deploy it in each Region in use (AWS_REGION=...)`,
    });
  }
}
