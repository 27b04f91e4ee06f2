import { POWERS, type Power } from '../iam/power';
import type { Scene } from './judge-role';
import type { JudgedRole, JudgedTogether } from './judged-role';

const highestOf = (powers: readonly Power[]): Power =>
  powers.reduce((worst, next) => (POWERS.indexOf(next) > POWERS.indexOf(worst) ? next : worst), 'none');

const isKnown = (power: JudgedRole['power']): power is Power => power !== 'unknown';

/** What the holder of one certificate can do with all roles of the profile. */
export const judgeTogether = (roles: readonly JudgedRole[], _scene: Scene): JudgedTogether => {
  const powers = roles.map(({ power }) => power).filter(isKnown);
  return {
    power: powers.length === 0 && roles.length > 0 ? 'unknown' : highestOf(powers),
    possiblePower: highestOf(roles.map(({ possiblePower }) => possiblePower)),
    statement: '',
    notExamined: roles.filter(({ facts }) => facts.state === 'not-examined').map(({ arn }) => arn),
  };
};
