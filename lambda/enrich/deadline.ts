/** When asking must stop so that the alert can still be published. */
export interface Deadline {
  /** Aborts every request still open when the time is up. */
  readonly signal: AbortSignal;
  /** Milliseconds left to ask; never negative. */
  readonly remainingMs: () => number;
}
