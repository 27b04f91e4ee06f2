import { durationText } from '../assess/wording';
import type { Profile } from '../event/profile';
import type { Lookup } from '../lookup';
import { listed, shortName } from './words';

const enabled = (value: boolean | null): string =>
  value === null ? 'of unknown state' : value ? 'enabled' : 'disabled';

const listChange = (what: string, before: readonly string[], after: readonly string[]): string[] => {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return [
    ...(added.length === 0 ? [] : [`${what} added: ${listed(added.map(shortName), 3)}`]),
    ...(removed.length === 0 ? [] : [`${what} removed: ${listed(removed.map(shortName), 3)}`]),
  ];
};

const policyChange = (before: string | undefined, after: string | undefined): string[] => {
  if (before === after) return [];
  if (before === undefined) return ['session policy added'];
  return [after === undefined ? 'session policy removed' : 'session policy changed'];
};

/** Where the profile, as GetProfile shows it now, differs from the profile that the event created. */
export const profileChanges = (before: Profile, current: Lookup<Profile>): string[] => {
  if (!current.known) return [];
  const now = current.value;
  return [
    ...(before.name === now.name ? [] : [`name was "${before.name}", is "${now.name}"`]),
    ...(before.enabled === null || before.enabled === now.enabled
      ? []
      : [`was ${enabled(before.enabled)}, is ${enabled(now.enabled)}`]),
    ...(before.durationSeconds === now.durationSeconds
      ? []
      : [`duration was ${durationText(before.durationSeconds)}, is ${durationText(now.durationSeconds)}`]),
    ...listChange('role', before.roleArns, now.roleArns),
    ...policyChange(before.sessionPolicy, now.sessionPolicy),
    ...listChange('managed session policy', before.managedPolicyArns, now.managedPolicyArns),
    ...(before.acceptRoleSessionName === undefined ||
    before.acceptRoleSessionName === now.acceptRoleSessionName
      ? []
      : [
          now.acceptRoleSessionName === true
            ? 'certificate holders may now choose the session name'
            : 'certificate holders may no longer choose the session name',
        ]),
  ];
};
