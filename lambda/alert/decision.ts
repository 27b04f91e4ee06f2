import type { AdvisedAction, Assessment } from '../assess/assessment';
import type { Facts } from '../assess/facts';
import type { Headline, Level } from '../assess/headline';
import type { JudgedRole } from '../assess/judged-role';
import type { Opened } from '../assess/opened';
import type { Severity } from '../assess/severity';
import type { Opening } from '../event/opening';
import type { Power } from '../iam/power';
import type { TrustVerdict } from '../iam/trust';
import { changeSentence } from './change-line';
import { abridged, accountLabel, capitalised, clock, shortName } from './words';

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

/** The same about a revocation list that is gone, or off: who gets it are holders of revoked certificates. */
const REVOKED_CAN: Readonly<Record<Power, string>> = {
  admin: 'gives the revoked admin',
  escalation: 'lets the revoked become admin',
  sensitive: 'gives the revoked dangerous permissions',
  limited: 'gives the revoked limited permissions',
  none: 'gives the revoked no permissions',
};

const REVOKED_MAY: Readonly<Record<Power, string>> = {
  admin: 'may give the revoked admin',
  escalation: 'may let the revoked become admin',
  sensitive: 'may give the revoked dangerous permissions',
  limited: 'may give the revoked some permissions',
  none: 'gives the revoked no permissions',
};

const powerClaim = (
  { isCertain, level }: Extract<Headline, { readonly kind: 'power' }>,
  opening: Opening | undefined,
): string => {
  // Which certificates another list revokes, nobody here can tell.
  if (opening?.by === 'crl')
    return (isCertain && opening.call !== 'UpdateCrl' ? REVOKED_CAN : REVOKED_MAY)[level];
  return (isCertain ? PROFILE_CAN : PROFILE_MAY)[level];
};

/** What the profile amounts to, or what was changed, in a few words: "can become admin". */
export const profileClaim = (
  headline: Headline,
  { profileIsRead: isCurrent, kind, opened }: Pick<Facts, 'profileIsRead' | 'kind' | 'opened'>,
): string => {
  switch (headline.kind) {
    case 'opens-nothing':
      return 'lets nobody new in';
    case 'leads-nowhere':
      return 'leads to no role';
    case 'leads-not-known':
      return 'may lead to any role';
    case 'roles-not-known':
      return 'has roles that are not known';
    case 'no-roles':
      return 'has no roles';
    case 'no-more':
      return isCurrent ? 'gives no more than before' : `gives no more by being ${kind.words.done}`;
    case 'missing-role':
      return 'names a missing role';
    case 'power':
      // What was changed since may give more; there is nothing above admin.
      return `${powerClaim(headline, opened?.opening)}${isCurrent || headline.level === 'admin' ? '' : `, as ${kind.words.done}`}`;
  }
};

/** Who comes in by what was changed, where that is no profile and no role. */
const newcomer = ({ opening, anchor }: Opened): string | undefined => {
  const name = anchor?.name === undefined || anchor.name === '' ? '' : ` "${anchor.name}"`;
  switch (opening.by) {
    case 'trust-anchor':
      return anchor?.sourceType === 'AWS_ACM_PCA'
        ? `whoever gets a certificate from the private CA of trust anchor${name}`
        : `whoever holds the key of the CA of trust anchor${name}`;
    case 'crl':
      return `the holder of a revoked certificate of trust anchor${name}`;
    case 'role':
      return undefined;
  }
};

/** Who gets in by the role's trust policy; nothing where nobody does or nobody could read it. */
const holder = (
  trust: TrustVerdict,
  nameOf: (arn: string) => string,
  opened: Opened | undefined,
): string | undefined => {
  const comes = opened === undefined ? undefined : newcomer(opened);
  if (comes !== undefined && trust.trust !== 'unusable' && trust.trust !== 'unknown') return comes;
  switch (trust.trust) {
    case 'any-anchor':
      return 'anyone with a certificate from any trust anchor';
    case 'any-anchor-matching-certificate':
      return 'anyone with a matching certificate from any trust anchor';
    case 'pinned':
      return `a certificate holder of trust anchor ${abridged(
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
  opened: Opened | undefined,
): string => {
  const name = shortName(role.arn);
  const who = holder(role.trust, nameOf, opened);
  const subject = who === undefined ? `Role ${name}` : capitalised(who);
  const through = role.through === undefined ? '' : ` through profile "${role.through}"`;
  const as = who === undefined ? through : ` as role ${name}${through}`;
  const claim = isCertain
    ? `${subject} ${canDo(level, role)} ${where}${as}`
    : `${MAYBE[level]} in ${where} as role ${name}${through} cannot be ruled out${who === undefined ? '' : ` for ${who}`}`;
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
    case 'opens-nothing':
      return `${capitalised(headline.because)}: nobody can come in by it who could not before.`;
    case 'leads-nowhere':
      return `No enabled profile leads from it to a role, so it gives nobody access to ${where} yet.`;
    case 'leads-not-known':
      return `Which roles it leads to is not known, so admin rights in ${where} cannot be ruled out.`;
    case 'roles-not-known':
      return `Which roles the profile names is not known, so admin rights in ${where} cannot be ruled out.`;
    case 'no-more':
      return facts.profileIsRead
        ? `It gives nobody more access to ${where} than before.`
        : `That alone gives nobody more in ${where}; what was done since could not be read.`;
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
        : roleClaim(role, own, where, nameOf, facts.opened) + jointly;
    }
  }
};

/** When it is looked at again, since CloudTrail shows what happened just before and after only by then. */
const again = ({ looksAgainAt }: Assessment): string =>
  looksAgainAt === undefined ? '' : `; looked at again at ${clock(looksAgainAt)}`;

const ACTIONS: Readonly<Record<Exclude<AdvisedAction, 'nothing' | 'check-although-expected'>, string>> = {
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
    ...[changeSentence(assessment.facts)].filter((text) => text !== undefined),
    ...(assessment.deciding === undefined ? [] : [sentence(assessment.deciding.title)]),
    ...(assessment.facts.profileIsRead || assessment.headline.kind !== 'power'
      ? []
      : [`As it was ${assessment.facts.kind.words.done}:`]),
    claim(assessment, account, nameOf),
  ].join(' ');
