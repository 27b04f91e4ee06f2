import { Aws, CfnResource } from 'aws-cdk-lib';
import { CfnRule, EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

export interface HomeBusProps {
  /** The bus's name, which the forwarders know it by. */
  readonly busName: string;
  /**
   * The organisation whose accounts may send.
   *
   * @default - no organisation
   */
  readonly organizationId?: string;
  /**
   * Accounts that may send.
   *
   * @default - none but the home account itself
   */
  readonly memberAccounts?: readonly string[];
}

/**
 * Where the forwarders of other accounts and Regions send to, in one hop. Its policy lets in exactly the organisation or the
 * accounts that are listed, to put events and nothing else. They cannot put a forged profile on it: nobody but AWS may
 * send events of a source that begins with "aws.", and EventBridge writes the sender's account into the envelope.
 */
export class HomeBus extends Construct {
  readonly bus: IEventBus;
  private readonly resource: EventBus;

  constructor(scope: Construct, id: string, props: HomeBusProps) {
    super(scope, id);
    this.resource = new EventBus(this, 'Bus', {
      eventBusName: props.busName,
      description: 'IAM Roles Anywhere profiles of other accounts and Regions',
    });
    // By its name, as the forwarders of other stacks know it too.
    this.bus = EventBus.fromEventBusName(this, 'Named', props.busName);
    const resource = this.bus.eventBusArn;
    const put = { Effect: 'Allow', Action: 'events:PutEvents', Resource: resource };
    const { organizationId, memberAccounts = [] } = props;
    const others = [...new Set(memberAccounts)].sort();
    if (organizationId !== undefined) {
      this.letIn('Organisation', {
        ...put,
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      });
    }
    if (others.length > 0) {
      this.letIn('Accounts', {
        ...put,
        Principal: { AWS: others.map((account) => `arn:${Aws.PARTITION}:iam::${account}:root`) },
      });
    }
  }

  /** Makes the rules on the bus, in all of a construct, wait for the bus: they know it by name only. */
  comesBeforeItsRulesIn(scope: Construct): void {
    for (const rule of scope.node.findAll())
      if (rule instanceof CfnRule && rule.eventBusName === this.bus.eventBusName)
        rule.node.addDependency(this.resource);
  }

  private letIn(sid: string, statement: object): void {
    // Not the CDK's own construct, which warns of a deprecated property whether it is used or not.
    const policy = new CfnResource(this, sid, {
      type: 'AWS::Events::EventBusPolicy',
      properties: {
        EventBusName: this.bus.eventBusName,
        StatementId: sid,
        Statement: { Sid: sid, ...statement },
      },
    });
    policy.node.addDependency(this.resource);
  }
}
