import { ifKnown, type Lookup } from '../../lambda/lookup';
import type { Finding } from './finding';
import { type Queue, queueFindings, type Rule, ruleFindings, type Trail, trailFindings } from './place';

/** What is read of one Region of one account. */
export interface PlaceReadings {
  readonly account: string;
  readonly region: string;
  /** Whether the stack itself is here, rather than a forwarder. */
  readonly home: boolean;
  readonly trails: Lookup<readonly Trail[]>;
  /** The rule of the profiles: the forwarder's, or the stack's own. */
  readonly rule: Lookup<Rule>;
  /** What the rule could not deliver. */
  readonly queue: Lookup<Queue>;
}

export interface Coverage {
  readonly account: string;
  readonly region: string;
  readonly covered: 'yes' | 'no' | 'unknown';
  /** Why not, or what is not known; empty where it is covered and well. */
  readonly why: readonly Finding[];
}

const DEPLOY = 'deploy the forwarder there: docs/operations.md, "Many accounts and Regions"';
/** What EventBridge says where there is no rule of the name. */
const NO_RULE = /^ResourceNotFoundException/;

/**
 * Whether a profile made here would be alerted: a trail logs it, the rule matches it and is on, and it goes to the home bus.
 * @param homeBus the ARN of the bus that forwarders send to
 */
export const coverageOf = (readings: PlaceReadings, homeBus: string): Coverage => {
  const { account, region } = readings;
  const findings = [
    ...trailFindings(region, readings.trails),
    ...ruleOf(readings, homeBus),
    ...queueFindings('profiles that were not delivered', readings.queue, 'npm run redrive -- --queue URL'),
  ];
  // A queue that cannot be looked at, or holds something, is trouble, but the next profile would be alerted.
  const needed = findings.slice(0, 2);
  const states = needed.map(({ state }) => state);
  const covered = states.includes('wrong') ? 'no' : states.includes('unknown') ? 'unknown' : 'yes';
  return { account, region, covered, why: findings.filter(({ state }) => state !== 'well') };
};

const ruleOf = ({ rule, home }: PlaceReadings, homeBus: string): readonly Finding[] => {
  const what = home ? 'the profiles' : 'the forwarder';
  if (!rule.known && NO_RULE.test(rule.reason)) {
    const mend = home ? 'npx cdk deploy, with its settings' : DEPLOY;
    return [{ state: 'wrong', what: `there is no ${home ? 'rule of the stack' : 'forwarder'}`, mend }];
  }
  const elsewhere = ifKnown(rule)?.targets.some((target) => target !== homeBus) === true;
  if (!home && elsewhere) {
    return [{ state: 'wrong', what: `the forwarder sends to another bus than ${homeBus}`, mend: DEPLOY }];
  }
  return ruleFindings(what, rule, home ? 'npx cdk deploy --revert-drift' : DEPLOY);
};

/** A line a place, with what is missing below it, and a last line that counts. */
export const coverageTable = (all: readonly Coverage[]): string => {
  const lines = all.flatMap(({ account, region, covered, why }) => [
    `${account}  ${region.padEnd(15)} ${covered}`,
    ...why.flatMap(({ what, mend }) => [`    ${what}`, ...(mend === undefined ? [] : [`      ${mend}`])]),
  ]);
  const count = (covered: Coverage['covered']): number =>
    all.filter((each) => each.covered === covered).length;
  return [...lines, `${count('yes')} covered, ${count('no')} not, ${count('unknown')} not known`].join('\n');
};
