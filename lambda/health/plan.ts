import type { Plan } from './check';

/**
 * The plan that the schedule sends, which the stack wrote.
 * @throws Error where it is none: nobody is told then that all is well, and the alarm sounds
 */
export const planIn = (event: unknown): Plan => {
  const plan = event as Partial<Plan> | null;
  const holds =
    isPlace(plan?.home) &&
    typeof plan?.function === 'string' &&
    Array.isArray(plan.rules) &&
    plan.rules.length > 0;
  if (!holds) throw new Error('no plan of what to look at');
  return plan as Plan;
};

const isPlace = (value: unknown): boolean => {
  const { account, region } = (value ?? {}) as Record<string, unknown>;
  return typeof account === 'string' && typeof region === 'string';
};
