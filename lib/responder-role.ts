import { Aws, Stack, Token, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface ResponderRoleProps {
  /** ARNs of those who may take the role, or patterns of them. */
  readonly responderArns: readonly string[];
}

/**
 * What somebody on call needs to stop a profile and a trust anchor of this account with one command, and nothing else: not
 * even to enable them again, or to read. Whoever takes it must be let by a policy of their own as well.
 */
export class ResponderRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { responderArns }: ResponderRoleProps) {
    super(scope, id);
    const partition = Token.isUnresolved(Stack.of(this).partition)
      ? '<AWS::Partition>'
      : Stack.of(this).partition;
    const account = Token.isUnresolved(Stack.of(this).account) ? '<AWS::AccountId>' : Stack.of(this).account;
    const all = (kind: string, of: { readonly partition: string; readonly account: string }): string =>
      `arn:${of.partition}:rolesanywhere:*:${of.account}:${kind}/*`;
    const here = { partition: Stack.of(this).partition, account: Stack.of(this).account };
    const statement = (sid: string, action: string, kind: string): PolicyStatement =>
      new PolicyStatement({ sid, actions: [action], resources: [all(kind, here)] });
    this.role = new Role(this, 'Role', {
      description: 'Disables Roles Anywhere profiles and trust anchors, and does nothing else',
      assumedBy: new AccountRootPrincipal().withConditions({
        ArnLike: { 'aws:PrincipalArn': [...responderArns] },
        StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID },
      }),
      inlinePolicies: {
        Stop: new PolicyDocument({
          statements: [
            statement('StopAProfile', 'rolesanywhere:DisableProfile', 'profile'),
            statement('StopATrustAnchor', 'rolesanywhere:DisableTrustAnchor', 'trust-anchor'),
          ],
        }),
      },
    });
    for (const kind of ['profile', 'trust-anchor'])
      Validations.of(this.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${all(kind, { partition, account })}]`,
        reason:
          'What is to be disabled is a profile or a trust anchor that does not exist yet, in any Region.',
      });
  }
}
