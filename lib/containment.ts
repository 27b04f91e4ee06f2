import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FunctionPower } from './function-power';
import { soundingAt } from './sounding';
import { METRICS_NAMESPACE, SERVICE } from './triage-function';

export interface ContainmentProps {
  /** Whether events of other Regions come here. */
  readonly isEveryRegion: boolean;
  /**
   * The role to disable profiles with in other accounts.
   *
   * @default - profiles of other accounts are left alone
   */
  readonly roleName?: string;
  /** Who is told where a profile could not be disabled. */
  readonly operations: ITopic;
}

/**
 * Lets the function disable profiles: the one thing it may change, and only where a setting asks for it. Not by the role that
 * it reads with in other accounts, so that whoever lets it read there has not let it change anything.
 */
export class Containment extends Construct implements FunctionPower {
  readonly policyName = 'Contain';
  readonly statements: readonly PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
  readonly wildcards: FunctionPower['wildcards'];

  constructor(scope: Construct, id: string, { isEveryRegion, roleName, operations }: ContainmentProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const profiles = (place: Readonly<Record<'partition' | 'region' | 'account', string>>): string =>
      `arn:${place.partition}:rolesanywhere:${isEveryRegion ? '*' : place.region}:${place.account}:profile/*`;
    const roles = (of: string): string => `arn:${of}:iam::*:role/${roleName}`;
    const named = (value: string, pseudo: string): string =>
      Token.isUnresolved(value) ? `<AWS::${pseudo}>` : value;
    this.statements = [
      new PolicyStatement({
        sid: 'DisableTheProfile',
        actions: ['rolesanywhere:DisableProfile'],
        resources: [profiles({ partition, region, account })],
      }),
      ...(roleName === undefined
        ? []
        : [
            new PolicyStatement({
              sid: 'ContainInOtherAccounts',
              actions: ['sts:AssumeRole'],
              resources: [roles(partition)],
            }),
          ]),
    ];
    this.environment = {
      CONTAINS: 'profiles',
      ...(roleName === undefined ? {} : { CONTAINMENT_ROLE: roleName }),
    };
    const where = {
      partition: named(partition, 'Partition'),
      region: named(region, 'Region'),
      account: named(account, 'AccountId'),
    };
    this.wildcards = [
      {
        id: `AwsSolutions-IAM5[Resource::${profiles(where)}]`,
        reason: 'What is to be disabled is a profile that does not exist yet.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::${roles(where.partition)}]`,
        reason:
          'One role name in every account that forwards; whether it lets the function in is that account’s to say.',
      },
    ];
    this.whenOneFails(operations);
  }

  private whenOneFails(operations: ITopic): void {
    soundingAt(
      this,
      'Alarm',
      {
        id: 'ContainmentFailed',
        what: 'A Roles Anywhere profile was to be disabled automatically, and was not for all that is known; its alert says so.',
        metric: new Metric({
          namespace: METRICS_NAMESPACE,
          metricName: 'ContainmentsFailed',
          dimensionsMap: { service: SERVICE },
          period: Duration.minutes(5),
          statistic: Stats.SUM,
        }),
      },
      operations,
    );
  }
}
