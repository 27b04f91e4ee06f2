import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * What Amazon Q Developer is in a chat channel. Whoever is in the channel can talk to Amazon Q, which acts as the channel's
 * role within the guardrail. To show alerts it needs neither, so the role may do nothing; and the guardrail keeps people
 * from doing more than reading metrics should somebody widen the role.
 */
export const chatRole = (scope: Construct, channel: string): Role =>
  new Role(scope, 'Role', {
    description: `Amazon Q Developer in the ${channel} channel of the Roles Anywhere alerts: no permissions`,
    assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
  });

/** Without one, it would be AdministratorAccess. */
export const chatGuardrail = () => ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess');

/** Characters of a configuration's name. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-chatbot-slackchannelconfiguration.html */
const MAX_NAME = 128;
/** Characters of the stack's name in it. */
const MAX_STACK_NAME = 64;

/**
 * A configuration's name, which is the account's and not the Region's, and create-only. Whatever else is create-only makes
 * another configuration, which must not take the name while the old one still has it: so it is in the name.
 * @param createOnly what a change of makes another configuration
 */
export const configurationName = (
  { stackName, region }: { readonly stackName: string; readonly region: string },
  ...createOnly: readonly string[]
): string => [stackName.slice(0, MAX_STACK_NAME), region, ...createOnly].join('-').slice(0, MAX_NAME);
