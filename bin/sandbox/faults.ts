import type { Fault } from './scenario';

/** Whether a fault speaks of this call: "iam:GetRole", "iam:*" or "*". */
const covers = ({ operation }: Fault, call: string): boolean =>
  operation === '*' ||
  operation === call ||
  (operation.endsWith(':*') && call.startsWith(operation.slice(0, -1)));

/** Hands out the faults of a scenario: the first one that speaks of the call and is not used up. */
export const faultsOf = (faults: readonly Fault[]) => {
  const left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }));
  return (call: string): Fault | undefined => {
    const next = left.find(({ fault, times }) => times > 0 && covers(fault, call));
    if (next === undefined) return undefined;
    next.times -= 1;
    return next.fault;
  };
};
