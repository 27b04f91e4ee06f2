import type { Trust } from '../iam/trust';
import type { ProfileRow, RoleSummary } from './row';

type Power = ProfileRow['power'];

/** What a power is called where there is room for a word or two. */
const GIVES: Readonly<Record<Power, string>> = {
  admin: 'admin',
  escalation: 'path to admin',
  sensitive: 'dangerous',
  limited: 'limited',
  none: 'nothing',
};

/** "admin", or "admin?" where that cannot be ruled out. */
export const givesOf = ({ power, isCertain }: Pick<ProfileRow, 'power' | 'isCertain'>): string =>
  `${GIVES[power]}${isCertain ? '' : '?'}`;

/** The same of a role: the worse of what is certain and what cannot be ruled out. */
export const roleGives = ({ power, possiblePower }: Pick<RoleSummary, 'power' | 'possiblePower'>): string =>
  givesOf({ power: possiblePower, isCertain: power === possiblePower });

/** Who gets in by a role's trust policy. */
export const TRUST_WORDS: Readonly<Record<Trust, string>> = {
  'any-anchor': 'any trust anchor',
  'any-anchor-matching-certificate': 'any trust anchor, matching certificate',
  pinned: 'named trust anchors',
  unusable: 'nobody',
  unknown: 'not known',
};
