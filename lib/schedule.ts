import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, type CfnScheduleProps } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';

/** What EventBridge Scheduler does, and how often. */
export interface ScheduledCall extends Omit<CfnScheduleProps, 'flexibleTimeWindow' | 'target'> {
  readonly description: string;
  /** The id of the role in its scope. */
  readonly roleId: string;
  readonly roleDescription: string;
  /** The one call that the role may make, and on what. */
  readonly may: {
    readonly policy: string;
    readonly sid: string;
    readonly action: string;
    readonly on: string;
  };
  readonly target: Omit<CfnSchedule.TargetProperty, 'arn' | 'roleArn'>;
}

/** A schedule of `may.on`, on the minute, with a role of its own that may do nothing else, for schedules of this account alone. */
export const scheduleOf = (
  scope: Construct,
  { roleId, roleDescription, may, target, ...rest }: ScheduledCall,
): CfnSchedule => {
  const role = new Role(scope, roleId, {
    description: roleDescription,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      [may.policy]: new PolicyDocument({
        statements: [new PolicyStatement({ sid: may.sid, actions: [may.action], resources: [may.on] })],
      }),
    },
  });
  return new CfnSchedule(scope, 'Schedule', {
    ...rest,
    flexibleTimeWindow: { mode: 'OFF' },
    target: { ...target, arn: may.on, roleArn: role.roleArn },
  });
};
