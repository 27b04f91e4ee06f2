import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import { isAsLeft, isRecordWhole, profileNow } from './profile-now';

/** The documents that narrow a session, and their names; `undefined` where nothing narrows it. */
export type SessionLayer =
  | { readonly documents: readonly unknown[]; readonly names: readonly string[] }
  | undefined;

/** What narrows the sessions of a profile, in the documents that were read. */
export const layerOf = (profile: Profile, context: Context): SessionLayer => {
  const inline = profile.sessionPolicy === undefined ? [] : [profile.sessionPolicy];
  if (inline.length === 0 && profile.managedPolicyArns.length === 0) return undefined;
  // A managed policy whose document nobody has leaves the layer unresolved.
  const managed = profile.managedPolicyArns.map((arn): unknown => {
    const found = context.managedSessionPolicies.find((policy) => policy.arn === arn);
    return found?.document.known ? found.document.value : undefined;
  });
  return {
    documents: [...inline, ...managed],
    names: [
      ...inline.map(() => 'session policy'),
      ...profile.managedPolicyArns.map((arn) => `managed session policy ${arn}`),
    ],
  };
};

/**
 * What narrows the sessions of the profile: as it is now, and as it was created where it has been updated since. A
 * session issued before an update keeps its rights for hours, so that tightening the profile a minute later must not
 * make the alert calmer.
 */
export const sessionLayersOf = (context: Context): readonly SessionLayer[] => {
  const now = profileNow(context);
  const created = context.change.profile;
  const layer = layerOf(now, context);
  if (
    !context.current.known ||
    isAsLeft(context.current.value, context.change) ||
    !isRecordWhole(context.change)
  )
    return [layer];
  const before = layerOf(created, context);
  return JSON.stringify(before) === JSON.stringify(layer) ? [layer] : [layer, before];
};
