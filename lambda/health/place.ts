import type { Lookup } from '../lookup';
import { type HealthFinding, unknown, well, wrong } from './finding';

/** One Region of one account. */
export interface WatchedPlace {
  readonly account: string;
  readonly region: string;
}

/** A trail as CloudTrail describes it, with whether it logs and what. */
export interface Trail {
  readonly name: string;
  /** The Region it was made in, where it is started and changed. */
  readonly homeRegion: string;
  readonly logging: boolean;
  /** Whether it logs management events that change something. */
  readonly managementWrites: boolean;
}

export interface EventRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly targets: readonly string[];
  /** Calls that it is to match and does not; EventBridge's own answer. */
  readonly unmatched: readonly string[];
}

export interface Queue {
  readonly name: string;
  readonly messages: number;
}

/** Whether anything of this Region reaches EventBridge: it sees management events only where a trail logs them. */
export const trailFindings = (region: string, trails: Lookup<readonly Trail[]>): readonly HealthFinding[] => {
  if (!trails.known) return [unknown(`the trails of ${region}`, trails.reason)];
  const good = trails.value.find(({ logging, managementWrites }) => logging && managementWrites);
  if (good !== undefined) return [well(`trail ${good.name} logs the management events of ${region}`)];
  const [stopped] = trails.value.filter(({ logging }) => !logging);
  const [narrow] = trails.value.filter(({ logging, managementWrites }) => logging && !managementWrites);
  if (stopped !== undefined) {
    return [
      wrong(
        `trail ${stopped.name} does not log, and no other does in ${region}: no profile is seen`,
        `aws cloudtrail start-logging --name '${stopped.name}' --region '${stopped.homeRegion}'`,
      ),
    ];
  }
  if (narrow !== undefined) {
    return [
      wrong(
        `trail ${narrow.name} leaves out management events that change something, and no other logs them in ${region}`,
        `aws cloudtrail put-event-selectors --trail-name '${narrow.name}' --region '${narrow.homeRegion}' --event-selectors ReadWriteType=All,IncludeManagementEvents=true`,
      ),
    ];
  }
  return [
    wrong(
      `no trail logs the management events of ${region}: no profile is seen`,
      'create a trail for all Regions: aws cloudtrail create-trail --is-multi-region-trail --name NAME --s3-bucket-name BUCKET',
    ),
  ];
};

/** @param what the rule is for */
export const ruleFindings = (
  what: string,
  rule: Lookup<EventRule>,
  mend: string,
): readonly HealthFinding[] => {
  if (!rule.known) return [unknown(`the rule of ${what}`, rule.reason)];
  const { name, enabled, targets, unmatched } = rule.value;
  if (!enabled)
    return [wrong(`rule ${name} of ${what} is disabled`, `aws events enable-rule --name '${name}'`)];
  if (targets.length === 0) return [wrong(`rule ${name} of ${what} has no target`, mend)];
  if (unmatched.length > 0)
    return [wrong(`rule ${name} of ${what} does not match ${unmatched.join(', ')}`, mend)];
  return [well(`rule ${name} of ${what} is on, with its target`)];
};

/** What CloudFormation knows of the drift of a stack's resources, each as of when somebody last had it look. */
export interface Drift {
  readonly stackName: string;
  /** Logical ids of resources that are not as they were deployed. */
  readonly drifted: readonly string[];
  /** When it last looked; left out where it never did. */
  readonly checkedAt?: Date;
}

/** @param region of the stack */
export const driftFindings = (
  region: string,
  drift: Lookup<Drift>,
  mend: string,
): readonly HealthFinding[] => {
  if (!drift.known) return [unknown('whether its stack drifted', drift.reason)];
  const { stackName, drifted, checkedAt } = drift.value;
  const look = `aws cloudformation detect-stack-drift --stack-name '${stackName}' --region '${region}'`;
  if (checkedAt === undefined) {
    const what = `nobody has ever looked whether stack ${stackName} drifted`;
    return [{ state: 'unknown', what, mend: look }];
  }
  const asOf = checkedAt.toISOString();
  return drifted.length === 0
    ? [well(`stack ${stackName} had not drifted, as of ${asOf}`)]
    : [wrong(`stack ${stackName} drifted, as of ${asOf}: ${drifted.join(', ')}`, mend)];
};

export const queueFindings = (what: string, queue: Lookup<Queue>, mend: string): readonly HealthFinding[] => {
  if (!queue.known) return [unknown(`the queue of ${what}`, queue.reason)];
  const { name, messages } = queue.value;
  return messages === 0
    ? [well(`queue ${name} of ${what} is empty`)]
    : [wrong(`queue ${name} holds ${messages} of ${what}`, mend)];
};
