/**
 * Lambda's asynchronous invocation: events wait in a queue for an execution environment, which handles one at a time, and
 * what fails is tried again. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */

/** Milliseconds that Lambda waits before it tries again, as often as `retryAttempts` says. */
export const RETRY_AFTER_MS: readonly number[] = [60_000, 120_000];

/** How one invocation ended. */
export type Ended = 'well' | 'thrown' | 'timed-out';

/** What became of one event that was delivered. */
export interface Delivery<Event> {
  readonly event: Event;
  /** One for each invocation, in order. */
  readonly ended: readonly Ended[];
}

export interface Lambda<Event> {
  /** Starts an execution environment: what it returns handles one event after the other, like a warm function. */
  readonly start: () => (event: Event) => Promise<void>;
  /** How many run at a time at most: the account's concurrency, or what is reserved for the function. */
  readonly environments: number;
  readonly timeoutMs: number;
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const endOf = (invocation: Promise<void>, timeoutMs: number): Promise<Ended> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timed-out'), timeoutMs);
    const end = (ended: Ended) => (): void => {
      clearTimeout(timer);
      resolve(ended);
    };
    invocation.then(end('well'), end('thrown'));
  });

/** Delivers all events at once, and waits until each was handled or given up. */
export const invokeAll = <Event>(
  events: readonly Event[],
  { start, environments, timeoutMs }: Lambda<Event>,
): Promise<readonly Delivery<Event>[]> => {
  type Environment = ReturnType<typeof start>;
  const idle: Environment[] = [];
  const waiting: ((environment: Environment) => void)[] = [];
  let started = 0;

  const environmentFree = (): Environment | Promise<Environment> => {
    const warm = idle.pop();
    if (warm !== undefined) return warm;
    if (started < environments) {
      started += 1;
      return start();
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };

  const release = (environment: Environment): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(environment);
    else next(environment);
  };

  const invoked = async (event: Event): Promise<Ended> => {
    const environment = await environmentFree();
    const ended = await endOf(environment(event), timeoutMs);
    // An environment that was stopped is not used again.
    release(ended === 'timed-out' ? start() : environment);
    return ended;
  };

  return Promise.all(
    events.map(async (event) => {
      const ended = [await invoked(event)];
      for (const waitMs of RETRY_AFTER_MS) {
        if (ended.at(-1) === 'well') break;
        await after(waitMs);
        ended.push(await invoked(event));
      }
      return { event, ended };
    }),
  );
};
