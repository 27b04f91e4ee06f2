import type { Action, Assessment } from '../assess/assessment';
import type { Headline, Level } from '../assess/headline';
import type { JudgedRole } from '../assess/judged-role';
import type { Severity } from '../assess/severity';
import type { KindWords } from '../event/kinds/kind';
import type { Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import { accountLabel, capitalised, clock, listed, shortName } from './words';

/** What a power lets its holder do, as a verb phrase that an account's name follows. */
const CAN: Readonly<Record<Power, string>> = {
  admin: 'is admin in',
  escalation: 'can become admin in',
  sensitive: 'gets dangerous permissions in',
  limited: 'gets limited permissions in',
  none: 'gets no permissions in',
};

/** The same as something that cannot be ruled out. */
const MAYBE: Readonly<Record<Power, string>> = {
  admin: 'Admin rights',
  escalation: 'A path to admin',
  sensitive: 'Dangerous permissions',
  limited: 'Some permissions',
  none: 'Permissions',
};

/** The same about the profile, short enough for a subject line. */
const PROFILE_CAN: Readonly<Record<Power, string>> = {
  admin: 'gives admin',
  escalation: 'can become admin',
  sensitive: 'gives dangerous permissions',
  limited: 'gives limited permissions',
  none: 'gives no permissions',
};

const PROFILE_MAY: Readonly<Record<Power, string>> = {
  admin: 'may give admin',
  escalation: 'may give a path to admin',
  sensitive: 'may give dangerous permissions',
  limited: 'may give some permissions',
  none: 'gives no permissions',
};

/** What the profile amounts to, in a few words: "can become admin". */
export const profileClaim = (headline: Headline, isCurrent: boolean, { done }: KindWords): string => {
  switch (headline.kind) {
    case 'roles-not-known':
      return 'has roles that are not known';
    case 'no-roles':
      return 'has no roles';
    case 'missing-role':
      return 'names a missing role';
    case 'power':
      // What was changed since may give more; there is nothing above admin.
      return `${(headline.isCertain ? PROFILE_CAN : PROFILE_MAY)[headline.level]}${isCurrent || headline.level === 'admin' ? '' : `, as ${done}`}`;
  }
};

/** Who gets in by the role's trust policy; nothing where nobody does or nobody could read it. */
const holder = (trust: TrustVerdict, nameOf: (arn: string) => string): string | undefined => {
  switch (trust.trust) {
    case 'any-anchor':
      return 'anyone with a certificate from any trust anchor';
    case 'any-anchor-matching-certificate':
      return 'anyone with a matching certificate from any trust anchor';
    case 'pinned':
      return `a certificate holder of trust anchor ${listed(
        (trust.reachableFrom.length > 0 ? trust.reachableFrom : trust.pinnedTo).map(nameOf),
        2,
        ' or ',
      )}`;
    case 'unusable':
    case 'unknown':
      return undefined;
  }
};

const usability = ({ usableNow, usableBecause, sessionsMayLiveOn }: JudgedRole): string => {
  if (usableNow === 'yes') return '';
  const because = usableBecause === '' ? '' : ` (${usableBecause})`;
  return usableNow === 'no'
    ? ` No new session can be made right now${because}${sessionsMayLiveOn === true ? ', but sessions made before may live on' : ''}.`
    : ` Whether it can be used right now is not known${because}.`;
};

/** What a certain power lets its holder do; of dangerous permissions, the first says it best. */
const canDo = (level: Power, { capabilities }: JudgedRole): string => {
  const same = capabilities.filter(
    (capability) => capability.level === level && capability.verdict === 'granted',
  );
  const [first, ...rest] = same;
  if (level !== 'sensitive' || first === undefined) return CAN[level];
  return `can ${first.phrase}${rest.length === 0 ? '' : ` (and ${rest.length} more)`} in`;
};

/** What one role means for the account: who gets what, or what cannot be ruled out. */
const roleClaim = (
  role: JudgedRole,
  { level, isCertain }: Level,
  where: string,
  nameOf: (arn: string) => string,
): string => {
  const name = shortName(role.arn);
  const who = holder(role.trust, nameOf);
  const subject = who === undefined ? `Role ${name}` : capitalised(who);
  const as = who === undefined ? '' : ` as role ${name}`;
  const claim = isCertain
    ? `${subject} ${canDo(level, role)} ${where}${as}`
    : `${MAYBE[level]} in ${where} as role ${name} cannot be ruled out${who === undefined ? '' : ` for ${who}`}`;
  if (role.trust.trust === 'unusable') {
    return `${claim}, but its trust policy does not allow Roles Anywhere to assume it.`;
  }
  return role.trust.trust === 'unknown'
    ? `${claim}; who can reach it could not be read.`
    : `${claim}.${usability(role)}`;
};

interface Account {
  readonly id: string;
  readonly alias?: string | undefined;
}

/** What the worst role means for the account, and whether somebody can use it now. */
const claim = (
  { headline, facts }: Assessment,
  account: Account,
  nameOf: (arn: string) => string,
): string => {
  const where = `account ${accountLabel(account)}`;
  switch (headline.kind) {
    case 'roles-not-known':
      return `Which roles the profile names is not known, so admin rights in ${where} cannot be ruled out.`;
    case 'no-roles':
      return `The profile names no roles, so it gives nobody access to ${where}.`;
    case 'missing-role':
      return `Its role ${shortName(headline.role.arn)} does not exist in ${where}: whoever creates it decides what the profile can do.`;
    case 'power': {
      const { role, own, isJoint } = headline;
      const { statement } = facts.together;
      const jointly = isJoint && statement !== '' ? ` Its roles together: ${statement}.` : '';
      return role.facts.state === 'other-account'
        ? `Its role ${shortName(role.arn)} belongs to account ${role.facts.accountId} and cannot be examined from ${where}.${jointly}`
        : roleClaim(role, own, where, nameOf) + jointly;
    }
  }
};

/** When it is looked at again, since CloudTrail shows what happened just before and after only by then. */
const again = ({ looksAgainAt }: Assessment): string =>
  looksAgainAt === undefined ? '' : `; looked at again at ${clock(looksAgainAt)}`;

const ACTIONS: Readonly<Record<Exclude<Action, 'nothing' | 'check-although-expected'>, string>> = {
  'act-now': 'Act now',
  'check-now': 'Check this now',
  'check-today': 'Check this today',
  'nothing-if-planned': 'Nothing to do now if this was planned',
};

/** What to do about something that an entry matches and does not excuse. */
const HASTE: Readonly<Record<Severity, string>> = {
  critical: 'act now',
  high: 'check this now',
  medium: 'check this today',
  low: 'look at it when you can',
  informational: 'nothing to do now',
};

const withoutStop = (text: string): string => text.replace(/\.$/, '');

const action = (assessment: Assessment): string => {
  const { facts, unknowns } = assessment;
  const entry = facts.expectation?.entry;
  const why = entry === undefined ? '' : `: ${withoutStop(entry.reason)}`;
  switch (assessment.action) {
    case 'nothing':
      return `Expected${why}. Nothing to do now${again(assessment)}.`;
    case 'check-although-expected':
      return assessment.unvouched.length === 0
        ? `Declared as expected${why}. Check it now all the same.`
        : `Matches an allow-list entry${why}, but that does not excuse all of it: ${HASTE[assessment.severity]}.`;
    case 'nothing-if-planned': {
      const gaps = unknowns.length > 0 ? ' Not everything could be checked.' : '';
      return `${ACTIONS[assessment.action]}${again(assessment)}.${gaps}`;
    }
    default:
      return `${ACTIONS[assessment.action]}.`;
  }
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What to do, and why, for a person who reads nothing else. */
export const decisionOf = (
  assessment: Assessment,
  account: Account,
  nameOf: (arn: string) => string,
): string =>
  [
    action(assessment),
    ...(assessment.deciding === undefined ? [] : [sentence(assessment.deciding.title)]),
    ...(assessment.facts.profileIsRead || assessment.headline.kind !== 'power'
      ? []
      : [`As it was ${assessment.facts.kind.words.done}:`]),
    claim(assessment, account, nameOf),
  ].join(' ');
