import type { Power } from '../iam/power';
import type { Facts } from './facts';
import type { JudgedRole } from './judged-role';
import { DANGEROUS_WEIGHT, weightOf } from './role-order';

/** What the profile amounts to, as the alert's first lines say it. */
export type Headline =
  /** Neither the record nor GetProfile says which roles the profile names. */
  | { readonly kind: 'roles-not-known' }
  | { readonly kind: 'no-roles' }
  /** The record proves that nobody gets in by the change who could not before. */
  | { readonly kind: 'opens-nothing'; readonly because: string }
  /** No enabled profile leads from what was changed to a role. */
  | { readonly kind: 'leads-nowhere' }
  /** Where it leads could not be read. */
  | { readonly kind: 'leads-not-known' }
  /** Nobody can do more through the profile than before the change. */
  | { readonly kind: 'no-more' }
  /** The worst role does not exist, and no other is dangerous. */
  | { readonly kind: 'missing-role'; readonly role: JudgedRole }
  | {
      readonly kind: 'power';
      /** The power to speak of: the heavier of what is certain and what is possible. */
      readonly level: Power;
      /** Whether that is certain. */
      readonly isCertain: boolean;
      /** The worst role, and what to say of it by itself. */
      readonly role: JudgedRole;
      readonly own: Level;
      /** Whether the roles together can do more than the worst of them. */
      readonly isJoint: boolean;
    };

/** A power to speak of, and whether it is certain. */
export interface Level {
  readonly level: Power;
  readonly isCertain: boolean;
}

interface Powers {
  readonly power: Power | 'unknown';
  readonly possiblePower: Power;
}

/** The heavier of what is certain and what is possible, and which of the two it is. */
const levelOf = ({ power, possiblePower }: Powers): Level =>
  power !== 'unknown' && weightOf(power, power) >= weightOf(power, possiblePower)
    ? { level: power, isCertain: true }
    : { level: possiblePower, isCertain: power === possiblePower };

/** What the profile amounts to. */
export const headlineOf = ({ roles, gained, together, rolesAreKnown, opened }: Facts): Headline => {
  const [role] = gained;
  const because = opened?.opening.calm;
  if (because !== undefined) return { kind: 'opens-nothing', because };
  if (role === undefined && opened !== undefined)
    return { kind: rolesAreKnown ? 'leads-nowhere' : 'leads-not-known' };
  if (roles.length === 0) return { kind: rolesAreKnown ? 'no-roles' : 'roles-not-known' };
  if (role === undefined) return { kind: 'no-more' };
  const joint = weightOf(together.power, together.possiblePower);
  const own = weightOf(role.power, role.possiblePower);
  const isMissing = role.facts.state === 'missing' && role.shownBy === undefined;
  if (isMissing && Math.max(joint, own) < DANGEROUS_WEIGHT) {
    return { kind: 'missing-role', role };
  }
  return {
    kind: 'power',
    ...levelOf(joint > own ? together : role),
    role,
    own: levelOf(role),
    isJoint: joint > own,
  };
};
