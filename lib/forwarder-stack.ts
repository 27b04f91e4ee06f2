import {
  Aws,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnResource,
  Fn,
  type IStackSynthesizer,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import { type CfnRule, EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as ToEventBus } from 'aws-cdk-lib/aws-events-targets';
import { CfnRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { FORWARDER_NAMES, FORWARDER_QUEUE } from '../lambda/health/forwarder';
import { DeadLetterQueue } from './dead-letter-queue';
import { SESSIONS } from './first-use';
import { lookStatements, lookWildcards } from './look-permissions';
import { CHANGES } from './profile-created-rule';
import { guardOf, type Ours, TAMPERINGS, tamperingPattern } from './tampering';
import { EVERY_REGION, readStatements, readWildcards, sweepOnlyStatements } from './triage-permissions';

export interface ForwarderStackProps {
  /**
   * The stack's name, which its rules are named after.
   *
   * @default - the construct's id
   */
  readonly stackName?: string;
}

type Parameters = Readonly<
  Record<
    | 'homeAccount'
    | 'homeRegion'
    | 'homeBusName'
    | 'readerArns'
    | 'readRoleName'
    | 'containerArns'
    | 'containmentRoleName'
    | 'externalId'
    | 'forwardSessions',
    CfnParameter
  >
>;
type Conditions = Readonly<
  Record<'elsewhere' | 'readsHere' | 'containsHere' | 'asksForExternalId' | 'forwardsSessions', CfnCondition>
>;

/**
 * Sends the profiles of one Region of one account to the home bus, in one hop: a rule, its dead-letter queue and its role;
 * with it what is done to the forwarder itself and to the account's trails, and, in the global Region, to the roles of the
 * alerting. In the home Region of each other account also the role that the function reads with. In the home Region of the
 * home account it is empty, so that a stack set may be deployed everywhere and no event comes twice.
 *
 * It has no assets and asks for no bootstrap, so one template is good for StackSets and for `cdk deploy`.
 */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, id: string, props: ForwarderStackProps = {}) {
    super(scope, id, {
      ...props,
      description: 'Forwards IAM Roles Anywhere profiles to the account that alerts about them',
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      // Nothing in the template may depend on how it was synthesised.
      analyticsReporting: false,
    });
    this.node.setContext('aws:cdk:enable-path-metadata', false);
    const parameters = this.parameters();
    const conditions = this.conditions(parameters);
    this.forward(parameters, conditions);
    for (const child of this.node.findAll())
      if (child instanceof CfnResource) child.cfnOptions.condition = conditions.elsewhere;
    this.letRead(parameters, conditions);
    this.letContain(parameters, conditions);
  }

  private parameters(): Parameters {
    const parameter = (id: string, props: ConstructorParameters<typeof CfnParameter>[2]): CfnParameter =>
      new CfnParameter(this, id, { type: 'String', ...props });
    return {
      homeAccount: parameter('HomeAccount', {
        description: 'The account that alerts',
        allowedPattern: '\\d{12}',
      }),
      homeRegion: parameter('HomeRegion', {
        description: 'The Region that alerts',
        allowedPattern: '[a-z]{2,}(-[a-z0-9]+)+',
      }),
      homeBusName: parameter('HomeBusName', {
        description: 'The event bus that takes what is forwarded: the name of the stack that alerts',
        default: 'RolesAnywhereProfileAlert',
        allowedPattern: '[A-Za-z][A-Za-z0-9-]{0,127}',
      }),
      readerArns: parameter('ReaderArns', {
        type: 'CommaDelimitedList',
        description:
          'The roles of the home account that may read here: the output ReaderArns of the stack that alerts; empty for none',
        default: '',
      }),
      readRoleName: parameter('ReadRoleName', {
        description: 'The role that they read with: crossAccountRoleName of the stack that alerts',
        default: 'RolesAnywhereProfileAlertReader',
        allowedPattern: '[A-Za-z0-9+=,.@_-]{1,64}',
      }),
      containerArns: parameter('ContainerArns', {
        type: 'CommaDelimitedList',
        description:
          'The role of the home account that may disable profiles here: the output ContainerArns of the stack that alerts; empty for none',
        default: '',
      }),
      containmentRoleName: parameter('ContainmentRoleName', {
        description: 'The role that it does so with: containmentRoleName of the stack that alerts',
        default: 'RolesAnywhereProfileAlertContainment',
        allowedPattern: '[A-Za-z0-9+=,.@_-]{1,64}',
      }),
      externalId: parameter('ExternalId', {
        description:
          'What they must say to be let in: crossAccountExternalId of the stack that alerts; empty for nothing',
        default: '',
        allowedPattern: '[A-Za-z0-9+=,.@:/_-]{0,1224}',
      }),
      forwardSessions: parameter('ForwardSessions', {
        description:
          'Whether sessions are sent as well, each an event: only where firstUse of the stack that alerts is on',
        default: 'false',
        allowedValues: ['true', 'false'],
      }),
    };
  }

  private conditions({
    homeAccount,
    homeRegion,
    containerArns,
    externalId,
    forwardSessions,
  }: Parameters): Conditions {
    const at = (region: CfnParameter) => Fn.conditionEquals(Aws.REGION, region.valueAsString);
    const inHomeAccount = Fn.conditionEquals(Aws.ACCOUNT_ID, homeAccount.valueAsString);
    return {
      elsewhere: new CfnCondition(this, 'Elsewhere', {
        expression: Fn.conditionNot(Fn.conditionAnd(inHomeAccount, at(homeRegion))),
      }),
      // IAM is global: a role of this name can be made in one Region only.
      readsHere: new CfnCondition(this, 'ReadsHere', {
        expression: Fn.conditionAnd(Fn.conditionNot(inHomeAccount), at(homeRegion)),
      }),
      containsHere: new CfnCondition(this, 'ContainsHere', {
        expression: Fn.conditionAnd(
          Fn.conditionNot(inHomeAccount),
          at(homeRegion),
          Fn.conditionNot(Fn.conditionEquals(Fn.join('', containerArns.valueAsList), '')),
        ),
      }),
      forwardsSessions: new CfnCondition(this, 'ForwardsSessions', {
        expression: Fn.conditionEquals(forwardSessions.valueAsString, 'true'),
      }),
      asksForExternalId: new CfnCondition(this, 'AsksForExternalId', {
        expression: Fn.conditionNot(Fn.conditionEquals(externalId.valueAsString, '')),
      }),
    };
  }

  private forward(parameters: Parameters, { forwardsSessions }: Conditions): void {
    const { homeAccount, homeRegion, homeBusName, readRoleName, containmentRoleName } = parameters;
    const home = `arn:${Aws.PARTITION}:events:${homeRegion.valueAsString}:${homeAccount.valueAsString}:event-bus/${homeBusName.valueAsString}`;
    const deadLetterQueue = new DeadLetterQueue(this, 'Undelivered', FORWARDER_QUEUE);
    const role = new Role(this, 'ForwardRole', {
      description: 'Puts events on the home bus of the Roles Anywhere alerting',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Put: new PolicyDocument({
          statements: [
            new PolicyStatement({ sid: 'PutOnTheHomeBus', actions: ['events:PutEvents'], resources: [home] }),
          ],
        }),
      },
    });
    const target = new ToEventBus(EventBus.fromEventBusArn(this, 'Home', home), {
      role: role.withoutPolicyUpdates(),
      deadLetterQueue,
    });
    const rule = (id: string, eventPattern: EventPattern): Rule =>
      new Rule(this, id, { ruleName: `${FORWARDER_NAMES}${id}`, eventPattern, targets: [target] });
    const ours: Ours = {
      ...NOTHING,
      stackName: Aws.STACK_NAME,
      watchRules: FORWARDER_NAMES,
      queueNames: [deadLetterQueue.queueName],
      roles: [
        role.roleName,
        readRoleName.valueAsString,
        containmentRoleName.valueAsString,
        // What CloudFormation names the roles of the stack that alerts.
        { prefix: `${homeBusName.valueAsString}-` },
      ],
    };
    rule('Profiles', CHANGES);
    // A rule that is not there could not be named in the policy of the queue: it is there, and off.
    const sessions = rule('Sessions', SESSIONS).node.defaultChild as CfnRule;
    sessions.state = Fn.conditionIf(forwardsSessions.logicalId, 'ENABLED', 'DISABLED').toString();
    for (const row of TAMPERINGS.filter(({ id }) => WATCHED.includes(id)))
      rule(row.id, tamperingPattern(row, ours));
    rule('Guard', guardOf(FORWARDER_NAMES));
  }

  /** Lets in roles of the home account, where the external id is said that is asked for. */
  private trustIn(
    arns: CfnParameter,
    { homeAccount, externalId }: Parameters,
    { asksForExternalId }: Conditions,
  ): object {
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          // The account, and not its roles by name: a role that is made anew would be locked out.
          Principal: { AWS: `arn:${Aws.PARTITION}:iam::${homeAccount.valueAsString}:root` },
          Condition: {
            ArnEquals: { 'aws:PrincipalArn': arns.valueAsList },
            StringEquals: Fn.conditionIf(
              asksForExternalId.logicalId,
              { 'sts:ExternalId': externalId.valueAsString },
              Aws.NO_VALUE,
            ),
          },
        },
      ],
    };
  }

  /** By a role of its own: whoever lets the alerting read here has not let it change anything. */
  private letContain(parameters: Parameters, conditions: Conditions): void {
    const profiles = `arn:${Aws.PARTITION}:rolesanywhere:*:${Aws.ACCOUNT_ID}:profile/*`;
    const role = new CfnRole(this, 'ContainmentRole', {
      roleName: parameters.containmentRoleName.valueAsString,
      description: 'Lets the alerting of the home account disable Roles Anywhere profiles, and nothing else',
      assumeRolePolicyDocument: this.trustIn(parameters.containerArns, parameters, conditions),
      policies: [
        {
          policyName: 'Contain',
          policyDocument: new PolicyDocument({
            statements: [
              new PolicyStatement({
                sid: 'DisableTheProfile',
                actions: ['rolesanywhere:DisableProfile'],
                resources: [profiles],
              }),
            ],
          }),
        },
      ],
    });
    role.cfnOptions.condition = conditions.containsHere;
    const wildcard = {
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rolesanywhere:*:<AWS::AccountId>:profile/*]',
      reason: 'What is to be disabled is a profile that does not exist yet, in any Region.',
    };
    for (const finding of [wildcard, BOTH_REACHABLE]) Validations.of(role).acknowledge(finding);
  }

  private letRead(parameters: Parameters, conditions: Conditions): void {
    const role = new CfnRole(this, 'ReadRole', {
      roleName: parameters.readRoleName.valueAsString,
      description: 'Lets the alerting of the home account read what a new Roles Anywhere profile allows',
      assumeRolePolicyDocument: this.trustIn(parameters.readerArns, parameters, conditions),
      policies: [
        {
          policyName: 'Read',
          policyDocument: new PolicyDocument({ statements: readStatements(this, EVERY_REGION) }),
        },
        {
          policyName: 'Sweep',
          policyDocument: new PolicyDocument({ statements: sweepOnlyStatements(this) }),
        },
        {
          policyName: 'Look',
          policyDocument: new PolicyDocument({
            statements: [
              ...lookStatements(),
              new PolicyStatement({
                sid: 'WhetherItDrifted',
                actions: ['cloudformation:DescribeStackResources'],
                resources: [`arn:${Aws.PARTITION}:cloudformation:*:${Aws.ACCOUNT_ID}:stack/*`],
              }),
            ],
          }),
        },
      ],
    });
    role.cfnOptions.condition = conditions.readsHere;
    for (const finding of [
      ...readWildcards(this, EVERY_REGION),
      ...lookWildcards(),
      ANY_STACK,
      BOTH_REACHABLE,
    ])
      Validations.of(role).acknowledge(finding);
  }
}

const BOTH_REACHABLE = {
  id: 'CloudFormation-Validate::W1028',
  reason: 'The validator takes the external id for always empty and for never empty; it is a parameter.',
};

const ANY_STACK = {
  id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudformation:*:<AWS::AccountId>:stack/*]',
  reason:
    'The stack of a forwarder is found by its rule: a stack set gives it a name that nobody knows before.',
};

/** Rows of the table that concern what a forwarder consists of, and what it alone can see. */
const WATCHED: readonly string[] = ['Rules', 'Queues', 'Trails', 'Stack', 'Roles'];

const NOTHING: Omit<Ours, 'stackName' | 'watchRules'> = {
  rules: [],
  functions: [],
  topicArns: [],
  keyIds: [],
  keyArns: [],
  queueNames: [],
  roles: [],
  schedules: [],
  buses: [],
  tables: [],
};
