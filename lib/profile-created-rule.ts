import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';

export interface ProfileCreatedRuleProps {
  /** What receives each profile creation. */
  readonly target: IFunction;
}

/**
 * Every IAM Roles Anywhere profile that was created, as CloudTrail reports it.
 *
 * Other services have a CreateProfile too, so the event name alone would not do; `source` cannot be forged, since
 * nobody but AWS may send events whose source begins with "aws."; and CloudTrail writes `errorCode` only where the
 * call failed.
 */
export const PROFILE_CREATED: EventPattern = {
  source: ['aws.rolesanywhere'],
  detailType: ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['rolesanywhere.amazonaws.com'],
    eventName: ['CreateProfile'],
    errorCode: Match.doesNotExist(),
  },
};

/** {@link PROFILE_CREATED}, once or more often, to one function: of this account and Region, and from a bus of forwarders. */
export class ProfileCreatedRule extends Construct {
  readonly rule: Rule;
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: ProfileCreatedRuleProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Undelivered');
    this.rule = new Rule(this, 'Rule', {
      description: 'An IAM Roles Anywhere profile was created',
      eventPattern: PROFILE_CREATED,
      targets: [this.handingTo(props.target)],
    });
  }

  /** The same for what forwarders send. An event comes by one of the two: no forwarder is where this rule is. */
  alsoFrom(eventBus: IEventBus, target: IFunction): Rule {
    return new Rule(this, 'Forwarded', {
      description: 'An IAM Roles Anywhere profile was created in another account or Region',
      eventBus,
      eventPattern: PROFILE_CREATED,
      targets: [this.handingTo(target)],
    });
  }

  private handingTo(target: IFunction): LambdaFunction {
    return new LambdaFunction(target, {
      deadLetterQueue: this.deadLetterQueue,
      // EventBridge's own defaults, and the most it allows: an alert may be late, but not lost.
      maxEventAge: Duration.hours(24),
      retryAttempts: 185,
    });
  }
}
