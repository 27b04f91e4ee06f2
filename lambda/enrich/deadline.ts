/** When asking must stop so that the alert can still be published. */
export interface Deadline {
  /** Aborts every request still open when the time is up. */
  readonly signal: AbortSignal;
  /** Milliseconds left to ask; never negative. */
  readonly remainingMs: () => number;
}

/** A deadline whose timer its maker puts away when the asking is over. */
export interface CancellableDeadline extends Deadline {
  /** Stops the timer; the signal then never aborts. Safe to call more than once. */
  readonly cancel: () => void;
}

/** Milliseconds; a timer cannot be longer, and one that is would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A deadline some time from now. Its timer keeps no process alive.
 * @param ms milliseconds to ask in; zero or less, or no number, is a deadline that has already passed
 */
export const deadlineIn = (ms: number, now: () => number = Date.now): CancellableDeadline => {
  const allowed = Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_TIMER_MS);
  const end = now() + allowed;
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, allowed);
  timer.unref();
  // A timer of no length still fires only on the next turn; what has passed must be over at once.
  if (allowed === 0) stop();
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, end - now()),
    cancel: () => clearTimeout(timer),
  };
};

/** What a promise brings, unless the signal aborts first. */
export const unlessAborted = async <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> => {
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('aborted'));
  });
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};
