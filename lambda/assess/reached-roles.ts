import type { Context } from '../enrich/context';
import { type FoundRole, parseRoleArn, type RoleFacts } from '../enrich/role';
import type { Place } from '../event/place';
import { type PowerVerdict, powerOf, type RoleReach, rolesInReach } from '../iam/power';
import { letsRoleIn } from '../iam/role-trust';
import type { Truth } from '../iam/truth';
import { reaches } from './danger';
import type { JudgedIn } from './judge-role';
import type { ReachedPower, ReachedRole } from './judged-role';
import { layersOf, powerPlace } from './role-layers';
import { sessionLayersOf } from './session-layers';
import { unreadPermissions } from './unread-policies';

/** A role of this account that policies name as one to pass or to assume. */
type Named = Pick<ReachedRole, 'arn' | 'how' | 'isCertain'>;

const ORDER: readonly ReachedPower[] = ['admin', 'can-become-admin', 'unread', 'may-become-admin', 'less'];

/** The roles that a role's policies name under any of the session layers: a session issued under an earlier one lives on. */
const namedBy = (
  role: FoundRole,
  { context, sessionLayers }: Pick<JudgedIn, 'context' | 'sessionLayers'>,
): readonly Named[] => {
  const { partition, account } = powerPlace(context.change.place);
  const { arn: roleArn, tags } = role;
  const named = (how: Named['how'], reach: RoleReach | undefined): readonly Named[] =>
    (reach?.arns ?? [])
      .filter((arn) => parseRoleArn(arn)?.accountId === account)
      .map((arn) => ({ arn, how, isCertain: reach?.verdict === 'granted' }));
  const all = sessionLayers.flatMap((session) => {
    const options = { partition, account, roleArn, tags, now: context.now };
    const { passable, assumable } = rolesInReach(layersOf(role, session).layers, options);
    return [...named('pass', passable), ...named('assume', assumable)];
  });
  // Of the same role, what is certain comes last and so stays.
  const surestLast = [...all].sort((one, other) => Number(one.isCertain) - Number(other.isCertain));
  return [...new Map(surestLast.map((each) => [`${each.how} ${each.arn}`, each])).values()];
};

/**
 * ARNs of the roles that the profile's roles can pass or assume, as far as policies name them one by one and nobody read
 * them yet.
 */
export const namedAhead = (soFar: Context): readonly string[] => {
  const judgedIn = { context: soFar, sessionLayers: sessionLayersOf(soFar) };
  const looked = new Set(soFar.roles.map(({ arn }) => arn));
  const arns = soFar.roles.flatMap((role) =>
    role.state === 'found' ? namedBy(role, judgedIn).map(({ arn }) => arn) : [],
  );
  return [...new Set(arns)].filter((arn) => !looked.has(arn));
};

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The furthest that a role may reach of which nothing was read: as far as the session policies leave it. */
export const furthestLeft = (
  sessionLayers: JudgedIn['sessionLayers'],
  place: Place,
): ReachedRole['how'] | undefined => {
  const options = powerPlace(place);
  const reaches = sessionLayers.map((session) =>
    rolesInReach(
      { identity: [EVERYTHING], ...(session === undefined ? {} : { session: session.documents }) },
      options,
    ),
  );
  if (reaches.some(({ assumable }) => assumable !== undefined)) return 'assume';
  return reaches.some(({ passable }) => passable !== undefined) ? 'pass' : undefined;
};

type Judged = Pick<ReachedRole, 'power' | 'possiblePower' | 'unreadBecause'>;

const NOTHING_KNOWN = { power: 'unknown', possiblePower: 'admin' } as const;

const judgedFound = (role: FoundRole, { context }: JudgedIn): Judged => {
  const { partition, account } = powerPlace(context.change.place);
  const { arn: roleArn, tags } = role;
  const { power, possiblePower, cutShort }: PowerVerdict = powerOf(layersOf(role, undefined).layers, {
    partition,
    account,
    roleArn,
    tags,
    now: context.now,
  });
  const tooComplex = cutShort === true ? ['its policies are too complex to evaluate in full'] : [];
  return { power, possiblePower, unreadBecause: [...unreadPermissions(role), ...tooComplex] };
};

const judged = (facts: RoleFacts | undefined, judgedIn: JudgedIn): Judged => {
  switch (facts?.state) {
    case 'found':
      return judgedFound(facts, judgedIn);
    case 'missing':
      return { power: 'none', possiblePower: 'none', unreadBecause: [] };
    case 'other-account':
      return { ...NOTHING_KNOWN, unreadBecause: ['it belongs to another account'] };
    case 'not-examined':
    case 'unreadable':
      return { ...NOTHING_KNOWN, unreadBecause: [facts.reason] };
    case undefined:
      return { ...NOTHING_KNOWN, unreadBecause: ['it was not looked up'] };
  }
};

/** Whether the trust policy of a role to assume lets the other in, and why that is not known where it was not read. */
const trustFor = (
  { how }: Named,
  facts: RoleFacts | undefined,
  byRole: string,
): { readonly letsIn?: Truth; readonly unreadTrust: readonly string[] } => {
  if (how === 'pass') return { unreadTrust: [] };
  if (facts?.state !== 'found')
    return { letsIn: facts?.state === 'missing' ? 'no' : 'maybe', unreadTrust: [] };
  const { trustPolicy } = facts;
  return trustPolicy.known
    ? { letsIn: letsRoleIn(trustPolicy.value, byRole), unreadTrust: [] }
    : { letsIn: 'maybe', unreadTrust: [`trust policy: ${trustPolicy.reason}`] };
};

const amountsTo = ({
  power,
  possiblePower,
  letsIn,
  unreadBecause,
}: Omit<ReachedRole, 'amountsTo'>): ReachedPower => {
  if (letsIn === 'no' || !reaches(possiblePower, 'escalation')) return 'less';
  if (power === 'admin') return 'admin';
  if (reaches(power, 'escalation')) return 'can-become-admin';
  return unreadBecause.length > 0 ? 'unread' : 'may-become-admin';
};

/** The roles that a role of the profile can pass or assume, each judged by its own policies, the worst first. */
export const reachedBy = (role: RoleFacts, judgedIn: JudgedIn): readonly ReachedRole[] => {
  if (role.state !== 'found') return [];
  const { roles, reachableRoles } = judgedIn.context;
  const factsByArn = new Map([...reachableRoles, ...roles].map((facts) => [facts.arn, facts]));
  return namedBy(role, judgedIn)
    .map((named): ReachedRole => {
      const facts = factsByArn.get(named.arn);
      const { letsIn, unreadTrust } = trustFor(named, facts, role.arn);
      const { unreadBecause, ...powers } = judged(facts, judgedIn);
      const reached = {
        ...named,
        ...powers,
        ...(letsIn === undefined ? {} : { letsIn }),
        unreadBecause: [...unreadBecause, ...unreadTrust],
      };
      return { ...reached, amountsTo: amountsTo(reached) };
    })
    .sort((one, other) => ORDER.indexOf(one.amountsTo) - ORDER.indexOf(other.amountsTo));
};
