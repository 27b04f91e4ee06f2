/** A number that may be a lower bound, because reading stopped at a limit. */
export interface Count {
  readonly count: number;
  /** True where there may be more: say "at least". */
  readonly atLeast: boolean;
}

/** Earlier Roles Anywhere profiles in this account and Region, this event left out. */
export interface ProfileHistory {
  /** Days looked back; CloudTrail keeps 90. */
  readonly days: number;
  readonly byActor: Count;
  readonly inAccount: Count;
}
