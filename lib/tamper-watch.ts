import { Stack } from 'aws-cdk-lib';
import {
  EventField,
  type EventPattern,
  type IEventBus,
  type IRuleTarget,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { KINDS } from '../lambda/event/kinds/list';
import {
  guardOf,
  isHere,
  type Ours,
  REVERT,
  TAMPERINGS,
  type Tampering,
  tamperingPattern,
} from './tampering';

export interface TamperWatchProps {
  /** What is watched, but for the rules of the watch itself. */
  readonly ours: Omit<Ours, 'watchRules' | 'stackName'>;
  /** Who is told. */
  readonly operations: ITopic;
  /**
   * The bus by which the forwarders send what was done to them.
   *
   * @default - there are no forwarders
   */
  readonly homeBus?: IEventBus;
  /**
   * Names of the roles of other accounts that the alerting works with.
   *
   * @default - none
   */
  readonly rolesElsewhere?: readonly string[];
}

/**
 * Tells who laid hands on the alerting, on what, and how to undo it: rules that go straight to the operations topic, with no
 * function of ours on the way that could be what was touched. A disabled rule cannot report that it was disabled, so the
 * one that watches the rules is itself watched by another, the guard, and watches the guard.
 */
export class TamperWatch extends Construct {
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, props: TamperWatchProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    // A rule's name ends at 64 characters. Named by us: the two that watch each other could not refer to each other.
    const watchRules = `${stackName.slice(0, 40)}-watch-`;
    const ours: Ours = { ...props.ours, stackName, watchRules };
    const watching = TAMPERINGS.filter((row) => isHere(row, ours)).map((row) =>
      this.rule(row.id, `${watchRules}${row.id}`, tamperingPattern(row, ours), told(row), props.operations),
    );
    const guard = this.rule(
      'Guard',
      `${watchRules}Guard`,
      guardOf(watchRules),
      told(GUARD),
      props.operations,
    );
    this.rules = [...watching, guard, ...this.forwarded(props, watchRules)];
  }

  private rule(
    id: string,
    ruleName: string,
    eventPattern: EventPattern,
    input: RuleTargetInput,
    operations: ITopic,
    eventBus?: IEventBus,
  ): Rule {
    return new Rule(this, id, {
      ruleName,
      description: 'Tells who touches the alerting about Roles Anywhere profiles',
      eventPattern,
      targets: [toTopic(operations, input)],
      ...(eventBus === undefined ? {} : { eventBus }),
    });
  }

  /**
   * Beside the changes that are alerted on, a forwarder sends only what was done to it, to the trails of its account and to
   * roles of ours: all of that is told. A call that is among the changes, too, is told where it names such a role.
   */
  private forwarded(
    { homeBus, operations, rolesElsewhere = [] }: TamperWatchProps,
    watchRules: string,
  ): readonly Rule[] {
    if (homeBus === undefined) return [];
    const changes = new Set(KINDS.flatMap(({ eventNames }): readonly string[] => eventNames));
    const both = TAMPERINGS.flatMap(({ calls }) => calls).filter((call) => changes.has(call));
    const roleName = [
      // As CloudFormation names the roles of a forwarder, and of this stack.
      { wildcard: '*ForwardRole*' },
      { prefix: `${Stack.of(this).stackName}-` },
      ...rolesElsewhere,
    ];
    const pattern: EventPattern = {
      source: [...new Set(TAMPERINGS.map(({ source }) => source))],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        $or: [
          { eventName: [{ 'anything-but': [...changes] }] },
          { eventName: both, requestParameters: { roleName } },
        ],
      },
    };
    const name = `${watchRules}Forwarded`;
    return [this.rule('Forwarded', name, pattern, told(FORWARDED), operations, homeBus)];
  }
}

const GUARD = {
  id: 'Guard',
  what: 'the rule that watches the other rules',
  undo: `aws events enable-rule --name RULE, where it was disabled; else ${REVERT}`,
};

const FORWARDED = {
  id: 'Forwarded',
  what: 'a forwarder of another account or Region, a trail there, or a role of the alerting',
  undo: 'as docs/operations.md says for the call; for a forwarder, update its stack set or deploy it again',
};

/** Publishes with the topic's own policy, which lets the rules of this account in; a role would be one thing more to touch. */
const toTopic = (topic: ITopic, input: RuleTargetInput): IRuleTarget => ({
  bind: () => ({ arn: topic.topicArn, input }),
});

const of = (path: string): string => EventField.fromPath(`$.detail.${path}`);

/**
 * In the form that Amazon Q Developer shows in a chat, which is readable in a mail as well. Only fields that AWS writes, in
 * characters that can neither end the JSON nor mean anything to a chat: no user agent, no request.
 */
const told = ({ id, what, undo }: Pick<Tampering, 'id' | 'what' | 'undo'>): RuleTargetInput =>
  RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: `The alerting was touched: ${of('eventName')}`,
      description:
        `${of('eventName')} on ${what}. ` +
        `Who: ${of('userIdentity.arn')} (${of('userIdentity.type')}), from ${of('sourceIPAddress')}. ` +
        `When: ${of('eventTime')}. Where: account ${of('recipientAccountId')}, ${of('awsRegion')}. ` +
        `Event: ${of('eventID')}. Refused with (nothing, where it was done): ${of('errorCode')}`,
      nextSteps: [
        'If you did not deploy or change it yourself just now, take it for an attack that others follow.',
        `Undo: ${undo}`,
        `What it means: docs/operations.md, "${id}"`,
      ],
    },
  });
