import { bySeverity } from '../by-severity';
import type { Check } from '../check';
import { isAdmin, mayBeAdmin, useOf } from '../danger';
import type { Facts } from '../facts';
import type { JudgedRole, ReachedPower, ReachedRole } from '../judged-role';
import { furthestLeft } from '../reached-roles';
import { roleName, rolesNamed } from '../role-names';
import { lower, type Severity } from '../severity';
import type { Unread } from '../sources';
import { listed, plural } from '../wording';

const IS: Readonly<Record<Exclude<ReachedPower, 'unread' | 'less'>, string>> = {
  admin: 'is admin',
  'can-become-admin': 'can become admin',
  'may-become-admin': 'may be able to become admin',
};

interface Powerful extends ReachedRole {
  readonly amountsTo: keyof typeof IS;
}

const isPowerful = (reached: ReachedRole): reached is Powerful =>
  reached.amountsTo !== 'unread' && reached.amountsTo !== 'less';

const powerful = ({ reached }: JudgedRole): readonly Powerful[] => reached.filter(isPowerful);

/** Whoever is admin already gains nothing by another's power. */
const concerns = (role: JudgedRole): boolean => role.facts.state === 'found' && !isAdmin(role);

const isOpenDoor = ({ how, amountsTo, letsIn }: ReachedRole): boolean =>
  how === 'assume' && letsIn === 'yes' && amountsTo !== 'may-become-admin';

/** Of a role that nobody can use through the profile, the lower. */
const ifUsable = (role: JudgedRole, severity: Severity): Severity =>
  useOf(role) === undefined ? lower(severity, 'medium') : severity;

const severityOf = (role: JudgedRole): Severity =>
  ifUsable(role, powerful(role).some(isOpenDoor) ? 'high' : 'medium');

/** The worst that a session policy nobody could read may let through. */
const unnarrowed = ({ gained }: Facts): Severity | undefined => {
  const some = gained.filter(concerns);
  if (some.some(({ assumable }) => assumable !== undefined)) return 'high';
  return some.some(({ passable }) => passable !== undefined) ? 'medium' : undefined;
};

const WORST = { assume: 'high', pass: 'medium' } as const;

const atMost = (facts: Facts, { source, role, how }: Unread): Severity | undefined => {
  if (source === 'session-policies') return unnarrowed(facts);
  if (role === undefined) return 'high';
  if (source !== 'reachable-roles') {
    const left = furthestLeft(facts.sessionLayers, facts.place);
    return left === undefined ? undefined : WORST[left];
  }
  if (!concerns(role)) return undefined;
  return how === 'assume' ? ifUsable(role, 'high') : 'medium';
};

const can = (reached: readonly Powerful[]): string => {
  const ways = [...new Set(reached.map(({ how }) => how))].sort().reverse();
  const verb = ways.join(' or ');
  return reached.some(({ isCertain }) => isCertain) ? `can ${verb}` : `may be able to ${verb}`;
};

const is = (reached: readonly Powerful[]): string => {
  const [first] = reached;
  const sorts = new Set(reached.map(({ amountsTo }) => amountsTo));
  if (first === undefined || sorts.size > 1) return 'are admin or may become admin';
  const words = IS[first.amountsTo];
  return reached.length > 1 && first.amountsTo === 'admin' ? 'are admin' : words;
};

/** The same role once, however many reach it. */
const distinct = (reached: readonly Powerful[]): readonly Powerful[] => [
  ...new Map(reached.map((each) => [each.arn, each])).values(),
];

const titleOf = (roles: readonly JudgedRole[]): string => {
  const all = roles.flatMap(powerful);
  const some = distinct(all);
  const names = listed(some.map(({ arn }) => roleName(arn)));
  const isUnused = all.every(({ how }) => how === 'pass') && !roles.some(mayBeAdmin);
  const letIn = all.every(isOpenDoor)
    ? ` and ${plural(some.length, 'lets', 'let')} it in`
    : all.some(isOpenDoor)
      ? '; at least one lets it in'
      : '';
  return `${rolesNamed(roles)} ${can(all)} ${plural(some.length, 'role', 'roles')} ${names}, which ${is(some)}${letIn}${
    isUnused ? ', though nothing that uses it was found' : ''
  }`;
};

const LETS_IN = {
  yes: '; its trust policy lets it in',
  maybe: '; whether its trust policy lets it in hangs on conditions, or was not read',
  no: '',
} as const;

const lineOf = (role: JudgedRole, reached: Powerful): string =>
  `${roleName(role.arn)} ${can([reached])} ${reached.arn}, which ${IS[reached.amountsTo]}${
    reached.letsIn === undefined ? '' : LETS_IN[reached.letsIn]
  }`;

export const rolePassesPower: Check = {
  id: 'role-passes-power',
  question: 'power',
  looksFor:
    'A role that can pass to a service, or assume, a role that is admin or can become admin, though nothing that uses it was found; high where it can assume such a role whose trust policy lets it in for certain.',
  severities: ['high', 'medium'],
  vouching: 'entry-with-roles',
  technique: 'T1098.003',
  needs: ['roles', 'unexamined-roles', 'reachable-roles', 'profile-now', 'session-policies'],
  atMost,
  find: ({ gained }) =>
    bySeverity(
      gained.filter((role) => concerns(role) && powerful(role).length > 0),
      severityOf,
      (some) => ({
        title: titleOf(some),
        evidence: some.flatMap((role) => powerful(role).map((reached) => lineOf(role, reached))),
      }),
    ),
};
