import { comparePower, type Power } from '../iam/power';
import type { JudgedCapability, JudgedRole } from './judged-role';
import { roleName } from './role-names';
import type { Severity } from './severity';
import { listed } from './wording';

export const reaches = (power: Power | 'unknown', floor: Power): boolean => comparePower(power, floor) >= 0;

/** Proven: the role is admin, or its policies are a path to admin. */
export const isAdmin = ({ power }: Pick<JudgedRole, 'power'>): boolean => reaches(power, 'escalation');

/** Proven of what could be read, where something could not be that might take it away. */
export const isAdminAsRead = ({ powerAsRead }: Pick<JudgedRole, 'powerAsRead'>): boolean =>
  powerAsRead !== undefined && reaches(powerAsRead, 'escalation');

/** Not ruled out: the role is admin, or its policies are a path to admin. */
export const mayBeAdmin = ({ possiblePower }: Pick<JudgedRole, 'possiblePower'>): boolean =>
  reaches(possiblePower, 'escalation');

/** Sensitive or worse, or not ruled out to be. */
export const isDangerous = (role: Pick<JudgedRole, 'power' | 'possiblePower'>): boolean =>
  role.power === 'unknown' || reaches(role.possiblePower, 'sensitive');

/**
 * Why somebody may use, or may already have used, the role through the profile; `undefined` where it is proven that
 * nobody can and nobody could since the profile was made. A profile that was disabled again, or lost the role again,
 * after its creation may have handed out sessions that live on.
 */
export const useOf = ({
  usableNow,
  usableBecause,
  sessionsMayLiveOn,
}: JudgedRole): { readonly certain: boolean; readonly because: string } | undefined => {
  if (usableNow !== 'no') return { certain: usableNow === 'yes', because: usableBecause };
  return sessionsMayLiveOn === true
    ? { certain: false, because: `${usableBecause}, but sessions issued before may live on` }
    : undefined;
};

/** How bad a role of which something was not read can turn out: as if it were admin, where that is not ruled out. */
export const adminAtMost = (role: JudgedRole): Severity | undefined => {
  if (!mayBeAdmin(role)) return undefined;
  return useOf(role) === undefined ? 'high' : 'critical';
};

/** "deploy: attach any policy to a role, by inline policy p, statement 1". */
export const capabilityLine = (
  { arn }: Pick<JudgedRole, 'arn'>,
  { phrase, grantedBy, scope, verdict, conditionKeys, dependsOn }: JudgedCapability,
): string =>
  [
    `${roleName(arn)}: ${phrase}`,
    scope === 'some' ? ' (on some resources)' : '',
    verdict === 'conditional' && conditionKeys.length > 0
      ? `, if conditions hold (${listed(conditionKeys)})`
      : '',
    verdict === 'conditional' && conditionKeys.length === 0
      ? ', if a policy that could not be read allows it'
      : '',
    dependsOn === undefined ? '' : `, which leads as far as ${dependsOn}`,
    grantedBy.length === 0 ? '' : `, by ${listed(grantedBy, 2)}`,
  ].join('');
