import { Fn } from 'aws-cdk-lib';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';

/**
 * The name of a rule, as requests of EventBridge and their records have it. A reference to a rule that is not on the default
 * bus gives "BUS|RULE", so the name is taken from the ARN: `...:rule/RULE`, or `...:rule/BUS/RULE`.
 * @param bus that the rule is on, where it is not the default one
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1131
 */
export const nameOfRule = ({ ruleArn }: IRule, bus?: IEventBus): string =>
  Fn.select(bus === undefined ? 1 : 2, Fn.split('/', ruleArn));
