import { type Lookup, notKnown } from '../lookup';
import type { Context } from './context';
import { nothingRead } from './coverage';

/**
 * The same event with no answer about it: what is left to tell where an answer could not be worked with. Every role
 * is unreadable, so that nothing is ruled out.
 * @param reason why nothing is known, in words for the alert
 */
export const blind = (context: Context, reason: string): Context => {
  const unknown: Lookup<never> = notKnown(reason);
  return {
    now: context.now,
    change: context.change,
    accountAlias: unknown,
    current: unknown,
    profiles: unknown,
    tags: unknown,
    managedSessionPolicies: [],
    trustAnchors: unknown,
    roles: context.roles.map(({ arn }) => ({ state: 'unreadable', arn, reason })),
    reachableRoles: [],
    country: unknown,
    history: unknown,
    before: context.before.known && context.before.value.was !== 'recorded' ? context.before : unknown,
    activity: context.activity.map((region) => ({
      ...region,
      events: unknown,
      coverage: nothingRead(reason, context.now),
    })),
    anchorChanges: unknown,
    anchorCoverage: nothingRead(reason, context.now),
    sessions: unknown,
    ...(context.concern === undefined
      ? {}
      : {
          concern: {
            ...context.concern,
            regions: context.concern.regions.map(({ region }) => ({
              region,
              profiles: [],
              unclear: [],
              missing: reason,
              trustAnchors: unknown,
            })),
          },
        }),
    ...(context.firstAlert === undefined ? {} : { firstAlert: context.firstAlert }),
  };
};
