import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Kind } from '../lambda/event/kinds/kind';
import { busSourceOf, kindsFor } from '../lambda/event/kinds/list';
import { DeadLetterQueue } from './dead-letter-queue';

export interface ProfileCreatedRuleProps {
  /** What receives each profile creation. */
  readonly target: IFunction;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/**
 * Every successful change of some kinds, as CloudTrail reports it.
 *
 * Other services have a CreateProfile too, so the event name alone would not do; `source` cannot be forged, since
 * nobody but AWS may send events whose source begins with "aws."; and CloudTrail writes `errorCode` only where the
 * call failed. The names of one service are none of another's here, so one pattern does for all.
 */
export const changePattern = (kinds: readonly Kind[]): EventPattern => ({
  source: distinct(kinds.map(({ eventSource }) => busSourceOf(eventSource))),
  detailType: ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: distinct(kinds.map(({ eventSource }) => eventSource)),
    eventName: distinct(kinds.flatMap(({ eventNames }) => eventNames)),
    errorCode: Match.doesNotExist(),
  },
});

/** Every change that is always alerted on. */
export const CHANGES: EventPattern = changePattern(kindsFor());

/** The function as what a rule hands its events to, and what keeps those that it could not hand on. */
export const handingTo = (target: IFunction, deadLetterQueue: IQueue): LambdaFunction =>
  new LambdaFunction(target, {
    deadLetterQueue,
    // EventBridge's own defaults, and the most it allows: an alert may be late, but not lost.
    maxEventAge: Duration.hours(24),
    retryAttempts: 185,
  });

/** {@link CHANGES}, once or more often, to one function: of this account and Region, and from a bus of forwarders. */
export class ProfileCreatedRule extends Construct {
  readonly rule: Rule;
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: ProfileCreatedRuleProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Undelivered');
    this.rule = new Rule(this, 'Rule', {
      description: 'A change of IAM Roles Anywhere that is alerted on',
      eventPattern: CHANGES,
      targets: [handingTo(props.target, this.deadLetterQueue)],
    });
  }

  /** The same for what forwarders send. An event comes by one of the two: no forwarder is where this rule is. */
  alsoFrom(eventBus: IEventBus, target: IFunction): Rule {
    return new Rule(this, 'Forwarded', {
      description: 'A change of IAM Roles Anywhere in another account or Region that is alerted on',
      eventBus,
      eventPattern: CHANGES,
      targets: [handingTo(target, this.deadLetterQueue)],
    });
  }
}
