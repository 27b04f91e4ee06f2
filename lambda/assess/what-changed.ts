import type { Context } from '../enrich/context';
import type { Profile } from '../event/profile';
import { comparePower } from '../iam/power';
import { known, type Lookup } from '../lookup';
import { type JudgedIn, powerUnder, trustOfRole } from './judge-role';
import type { JudgedRole } from './judged-role';
import { type ProfileChange, profileChanges } from './profile-changes';
import { isRecordWhole } from './profile-now';
import { layerOf } from './session-layers';
import { isNoMore } from './session-narrowing';
import { isMappedAnew } from './tag-dependence';

/**
 * What the change is judged against: how the profile was before it, as far as that is known. Where it is not, everything
 * counts as new.
 */
export interface WhatChanged {
  /** The profile before; `undefined` where there was none, or nobody could use it. */
  readonly before: Lookup<BeforeProfile | undefined>;
  /** Where the change left the profile another than it was; empty where that is not known. */
  readonly changes: readonly ProfileChange[];
}

/** The profile as it was before, and what shows it. */
export interface BeforeProfile {
  readonly profile: Profile;
  /** The call whose record shows it, and when that was, ISO 8601. */
  readonly eventName: string;
  readonly time: string;
}

/** The profile as the change left it, where its record or GetProfile shows it. */
const leftAs = ({ change, current }: Context): Profile | undefined => {
  if (isRecordWhole(change)) return change.profile;
  return current.known ? current.value : undefined;
};

/** What the operation cannot set is as the change left it, whatever an older record shows. */
const asBefore = (recorded: Profile, left: Profile, { kind }: Context['change']): Profile => {
  const { before } = kind;
  if (before?.from !== 'told-by-trail') return left;
  const { sessionPolicy: _, acceptRoleSessionName: __, ...rest } = left;
  const set = Object.fromEntries(
    before.sets.flatMap((field) => (recorded[field] === undefined ? [] : [[field, recorded[field]]])),
  );
  // Records from before that setting was there have none of it: it was off.
  return { ...rest, acceptRoleSessionName: false, ...set };
};

const ENABLED: ProfileChange = {
  field: 'enabled',
  text: 'enabled',
  before: 'no',
  after: 'yes',
  loosens: true,
};

/** What the change made of the profile. */
export const whatChangedOf = (context: Context): WhatChanged => {
  const { before, change } = context;
  if (!before.known) return { before, changes: [] };
  if (before.value.was !== 'recorded')
    return { before: known(undefined), changes: before.value.was === 'disabled' ? [ENABLED] : [] };
  const left = leftAs(context);
  if (left === undefined)
    return {
      before: { known: false, reason: 'neither the record nor GetProfile shows what the change left' },
      changes: [],
    };
  const { eventName, time } = before.value;
  const profile = asBefore(before.value.profile, left, change);
  return {
    before: known({ profile, eventName, time }),
    changes: profileChanges(profile, left, {
      comparesPolicies: true,
      policiesNarrow: isNoMore(layerOf(left, context), layerOf(profile, context)),
    }),
  };
};

/** By what the evaluation finds: each thing that the role can be used for, it could be used for on everything before. */
const couldAll = (role: JudgedRole, before: Profile, judgedIn: JudgedIn): boolean => {
  if (role.facts.state !== 'found') return false;
  const was = powerUnder(role.facts, layerOf(before, judgedIn.context), judgedIn);
  if (was.power === 'admin') return true;
  return (
    comparePower(was.power, role.possiblePower) >= 0 &&
    role.capabilities.every(({ id }) =>
      was.capabilities.some(
        (each) =>
          each.id === id &&
          each.verdict === 'granted' &&
          each.scope === 'all' &&
          each.dependsOn === undefined,
      ),
    ) &&
    role.capabilities.length > 0
  );
};

/** Whether a certificate's holder got in as well before, when he could not choose the session's name. */
const gotIn = (role: JudgedRole, before: Profile, judgedIn: JudgedIn): boolean => {
  if (before.acceptRoleSessionName === true || judgedIn.profile.acceptRoleSessionName !== true) return true;
  if (role.facts.state !== 'found' || !judgedIn.context.current.known) return false;
  const profile = { ...judgedIn.profile, acceptRoleSessionName: false };
  const { trust } = trustOfRole(role.facts, { ...judgedIn, profile });
  return trust === role.trust.trust;
};

/**
 * Whether the role is the one that the profile named before, and none that was made anew under its name. One of which
 * something could not be read proves nothing.
 */
const isTheSame = ({ facts, unreadBecause }: JudgedRole, { time }: BeforeProfile): boolean =>
  facts.state === 'other-account' ||
  (facts.state === 'found' &&
    unreadBecause.length === 0 &&
    Date.parse(facts.createdAt ?? '') <= Date.parse(time));

/**
 * Whether somebody could use the role through the profile before as he can after the change, proven: it was in the
 * profile, its sessions were allowed no less, and whoever gets in got in.
 */
const stood = (role: JudgedRole, was: BeforeProfile, judgedIn: JudgedIn): boolean => {
  const { profile: before } = was;
  if (!before.roleArns.includes(role.arn) || !isTheSame(role, was) || !gotIn(role, before, judgedIn))
    return false;
  if (isMappedAnew(role, before, judgedIn)) return false;
  const layerBefore = layerOf(before, judgedIn.context);
  return (
    judgedIn.sessionLayers.every((layer) => isNoMore(layer, layerBefore)) || couldAll(role, before, judgedIn)
  );
};

/** The roles that the change lets somebody use, or use for more: all but those that are proven to have stood. */
export const gainedBy = (
  { before }: WhatChanged,
  roles: readonly JudgedRole[],
  judgedIn: JudgedIn,
): readonly JudgedRole[] => {
  if (!before.known || before.value === undefined) return roles;
  const was = before.value;
  return roles.filter((role) => !stood(role, was, judgedIn));
};

/** Whether some part of the profile may be another than it was; of a profile that is new, all of it is. */
export const isTouched = (
  { before, changes }: WhatChanged,
  ...fields: readonly ProfileChange['field'][]
): boolean =>
  !before.known || before.value === undefined || changes.some(({ field }) => fields.includes(field));
