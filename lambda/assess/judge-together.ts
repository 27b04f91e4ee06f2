import type { FoundRole } from '../enrich/role';
import { type SharedCapability, type TogetherVerdict, togetherOf, worstPower } from '../iam/power';
import type { JudgedIn } from './judge-role';
import type { JudgedRole, JudgedTogether } from './judged-role';
import { isMore } from './more-power';
import { layersOf, powerPlace } from './role-layers';
import { roleName } from './role-names';
import type { SessionLayer } from './session-layers';
import { listed } from './wording';

/** What narrows the sessions of a role. */
type SessionOf = (role: Pick<JudgedRole, 'arn'>) => SessionLayer;

const isFound = (facts: JudgedRole['facts']): facts is FoundRole => facts.state === 'found';

const verdictUnder = (
  roles: readonly FoundRole[],
  sessionOf: (role: FoundRole) => SessionLayer,
  { context }: JudgedIn,
): TogetherVerdict => {
  const { partition, account } = powerPlace(context.change.place);
  const all = roles.map((role) => ({
    layers: layersOf(role, sessionOf(role)).layers,
    roleArn: role.arn,
    tags: role.tags,
  }));
  return togetherOf(all, { partition, account, now: context.now });
};

/** "pass any role to a new Lambda function: role a (iam:PassRole), role b (lambda:CreateFunction)". */
const sentence = ({ phrase, parts }: SharedCapability, roles: readonly FoundRole[]): string => {
  const shares = parts.map(
    ({ role, actions }) => `role ${roleName(roles[role]?.arn ?? '')} (${listed(actions)})`,
  );
  return `${phrase}: ${listed(shares, 4)}`;
};

/** What is known of the single roles says what they can do at least; used where the question itself fails. */
const atLeastAlone = (roles: readonly JudgedRole[]): Omit<TogetherVerdict, 'capabilities'> => {
  const powers = roles.map(({ power }) => power).filter((power) => power !== 'unknown');
  return {
    power: powers.length === 0 && roles.length > 0 ? 'unknown' : worstPower(...powers),
    possiblePower: worstPower(...roles.map(({ possiblePower }) => possiblePower)),
  };
};

const judge = (
  roles: readonly JudgedRole[],
  judgedIn: JudgedIn,
  sessionOf: SessionOf | undefined,
): Omit<JudgedTogether, 'notExamined'> => {
  const found = roles.map(({ facts }) => facts).filter(isFound);
  if (found.length < 2)
    return { ...atLeastAlone(roles.filter(({ facts }) => isFound(facts))), statement: '' };
  const sessions: readonly SessionOf[] =
    sessionOf === undefined ? judgedIn.sessionLayers.map((session) => () => session) : [sessionOf];
  const verdict = sessions
    .map((each) => verdictUnder(found, each, judgedIn))
    .reduce((most, next) => (isMore(next, most) ? next : most));
  const shared = verdict.capabilities.slice(0, 2).map((capability) => sentence(capability, found));
  return { power: verdict.power, possiblePower: verdict.possiblePower, statement: shared.join('; ') };
};

/**
 * What the holder of one certificate can do with all examined roles of the profile. Never throws.
 * @param sessionOf what narrows each role's sessions, where the roles are of several profiles
 */
export const judgeTogether = (
  roles: readonly JudgedRole[],
  judgedIn: JudgedIn,
  sessionOf?: SessionOf,
): JudgedTogether => {
  const notExamined = roles.filter(({ facts }) => facts.state === 'not-examined').map(({ arn }) => arn);
  try {
    return { ...judge(roles, judgedIn, sessionOf), notExamined };
  } catch {
    return { power: 'unknown', possiblePower: 'admin', statement: '', notExamined };
  }
};
