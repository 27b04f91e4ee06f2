import { comparePower, type PowerVerdict } from '../iam/power';

/** Whether one verdict is worse than another: by what cannot be ruled out first, then by what is certain. */
export const isMore = (
  one: Pick<PowerVerdict, 'power' | 'possiblePower'>,
  other: Pick<PowerVerdict, 'power' | 'possiblePower'>,
): boolean =>
  (comparePower(one.possiblePower, other.possiblePower) || comparePower(one.power, other.power)) > 0;
