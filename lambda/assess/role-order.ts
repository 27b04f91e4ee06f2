import type { Power } from '../iam/power';
import type { Trust } from '../iam/trust';
import type { JudgedRole } from './judged-role';

/** How much a certain power weighs beside a possible one: a proven path to admin comes before an admin nobody could rule out. */
const CERTAIN: Readonly<Record<Power | 'unknown', number>> = {
  admin: 10,
  escalation: 9,
  sensitive: 6,
  limited: 2,
  unknown: 0,
  none: 0,
};
const POSSIBLE: Readonly<Record<Power, number>> = {
  admin: 8,
  escalation: 7,
  sensitive: 5,
  limited: 1,
  none: 0,
};
/** The wider open, the more. */
export const OPENNESS: Readonly<Record<Trust, number>> = {
  'any-anchor': 4,
  'any-anchor-matching-certificate': 3,
  unknown: 2,
  pinned: 1,
  unusable: 0,
};
const USABLE: Readonly<Record<JudgedRole['usableNow'], number>> = { yes: 2, unknown: 1, no: 0 };

/** What a certain and a possible power mean to whoever must act: the heavier of the two. */
export const weightOf = (power: Power | 'unknown', possible: Power): number =>
  Math.max(CERTAIN[power], POSSIBLE[possible]);

/** From here on a role's sessions are worth ending, and its line worth showing, before others'. */
export const DANGEROUS_WEIGHT = POSSIBLE.sensitive;

const key = (role: JudgedRole): readonly number[] => [
  weightOf(role.power, role.possiblePower),
  OPENNESS[role.trust.trust],
  USABLE[role.usableNow],
];

/** Worst first, by power, then by how open the role is, then by whether it can be used now; else in the profile's order. */
export const worstFirst = (roles: readonly JudgedRole[]): JudgedRole[] =>
  roles
    .map((role) => ({ role, key: key(role) }))
    .sort((a, b) => {
      const at = a.key.findIndex((value, index) => value !== b.key[index]);
      return at === -1 ? 0 : (b.key[at] ?? 0) - (a.key[at] ?? 0);
    })
    .map(({ role }) => role);
