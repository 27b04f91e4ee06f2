import { reasonOf } from '../aws/errors';
import { known, type Lookup, notKnown } from '../lookup';
import { type Deadline, unlessAborted } from './deadline';

export const NO_TIME_LEFT = 'no time left before the alert had to go out';

/** An AWS call that may fail, named as its IAM action: "iam:GetRole". */
export type Ask = <T>(operation: string, call: (signal: AbortSignal) => Promise<T>) => Promise<Lookup<T>>;

/**
 * The answer to one question, or the reason there is none. Never rejects, and is settled when the deadline passes even
 * if the call never settles and ignores its signal.
 * @param operation the IAM action asked for, shown in the reason
 */
export const lookupOf = async <T>(
  operation: string,
  deadline: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<Lookup<T>> => {
  if (hasPassed(deadline)) return notKnown(NO_TIME_LEFT);
  try {
    return known(await unlessAborted(call(deadline.signal), deadline.signal));
  } catch (error) {
    return notKnown(deadline.signal.aborted ? NO_TIME_LEFT : reasonOf(error, operation));
  }
};

/** {@link lookupOf} with the deadline already given. */
export const askUntil =
  (deadline: Deadline): Ask =>
  (operation, call) =>
    lookupOf(operation, deadline, call);

const hasPassed = (deadline: Deadline): boolean => deadline.signal.aborted || deadline.remainingMs() <= 0;
