import { ifKnown, type Lookup } from '../lookup';
import type { HealthFinding } from './finding';
import {
  type Drift,
  driftFindings,
  type EventRule,
  type Queue,
  queueFindings,
  ruleFindings,
  type Trail,
  trailFindings,
  type WatchedPlace,
} from './place';

/** What is read of one Region of one account. */
export interface PlaceReadings extends WatchedPlace {
  /** Whether the stack itself is here, rather than a forwarder. */
  readonly home: boolean;
  readonly trails: Lookup<readonly Trail[]>;
  /** The rules of the profiles: the forwarder's one, or the stack's own, of each bus that it listens on. */
  readonly rules: readonly Lookup<EventRule>[];
  /** What the rules could not deliver; left out where nobody asks. */
  readonly queue?: Lookup<Queue>;
  /** Left out where nobody asks. */
  readonly drift?: Lookup<Drift>;
}

export interface PlaceCoverage extends WatchedPlace {
  readonly covered: 'yes' | 'no' | 'unknown';
  /** Why not, or what is not known or not well; empty where it is covered and well. */
  readonly why: readonly HealthFinding[];
}

const DEPLOY = 'deploy the forwarder there: docs/operations.md, "Many accounts and Regions"';
/** The function, which another account's credentials may not call, is at home. */
const BY_HAND = 'judge them with credentials of that account: docs/operations.md, "PlacesInTrouble"';
const REVERT = 'npx cdk deploy --revert-drift';
/** What EventBridge says where there is no rule of the name. */
const NO_RULE = /^ResourceNotFoundException/;

/**
 * Whether a profile made here would be alerted: a trail logs it, the rules match it and are on, and they hand it to where
 * they should.
 * @param sendsTo the ARN that the rules are to have for their only target: of the home bus, or of the function at home
 */
export const placeCoverage = (readings: PlaceReadings, sendsTo: string): PlaceCoverage => {
  const { account, region, home, trails, rules, queue, drift } = readings;
  const needed = [
    ...trailFindings(region, trails),
    ...rules.flatMap((rule) => ruleOf(rule, home, sendsTo)),
    ...(rules.length === 0 ? noRule(home) : []),
  ];
  // A queue that cannot be looked at or holds something, and a stack that drifted elsewhere, are trouble; but the next
  // profile would be alerted.
  const besides = [
    ...(queue === undefined
      ? []
      : queueFindings('profiles that were not delivered', queue, home ? 'npm run redrive' : BY_HAND)),
    ...(drift === undefined ? [] : driftFindings(region, drift, home ? REVERT : DEPLOY)),
  ];
  const states = needed.map(({ state }) => state);
  const covered = states.includes('wrong') ? 'no' : states.includes('unknown') ? 'unknown' : 'yes';
  return { account, region, covered, why: [...needed, ...besides].filter(({ state }) => state !== 'well') };
};

const noRule = (home: boolean): readonly HealthFinding[] => [
  {
    state: 'wrong',
    what: `there is no ${home ? 'rule of the stack' : 'forwarder'}`,
    mend: home ? 'npx cdk deploy, with its settings' : DEPLOY,
  },
];

const ruleOf = (rule: Lookup<EventRule>, home: boolean, sendsTo: string): readonly HealthFinding[] => {
  const mend = home ? REVERT : DEPLOY;
  if (!rule.known && NO_RULE.test(rule.reason)) return noRule(home);
  const others = ifKnown(rule)?.targets.filter((target) => target !== sendsTo) ?? [];
  if (others.length > 0) {
    const what = home ? 'a rule of the stack hands profiles to' : 'the forwarder sends to';
    return [{ state: 'wrong', what: `${what} something else than ${sendsTo}`, mend }];
  }
  return ruleFindings(home ? 'the profiles' : 'the forwarder', rule, mend);
};
